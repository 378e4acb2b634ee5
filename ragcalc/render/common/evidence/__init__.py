"""The evidence in words: columns of tables, sentences, and by which methods. Computes nothing."""
