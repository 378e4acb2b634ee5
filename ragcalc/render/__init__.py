"""What people see: each module turns a report, or problems, into one output format."""
