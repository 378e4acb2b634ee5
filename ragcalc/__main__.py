"""`python -m ragcalc`."""

from ragcalc.cli import main

if __name__ == "__main__":
    main()
