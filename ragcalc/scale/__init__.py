"""Every area, indicator and period of a long table under the same rule, in an engine of columns."""
