"""Statistical evidence, which never changes a status: intervals, signals, ranks, trends."""
