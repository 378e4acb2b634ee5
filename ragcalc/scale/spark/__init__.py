"""A run on Spark, where one machine is too small: the same statements, by DuckDB in each worker.

Spark reads the tables and sends the rows of some indicators to one worker; it does not calculate.
"""
