"""What stands beside a colour: intervals, signals, ranks, and whether a target is sensible."""
