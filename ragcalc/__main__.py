"""`ragcalc` and `python -m ragcalc`: small, so that an interrupt is quiet while the rest loads."""

from typing import NoReturn

INTERRUPTED = 130


def main() -> NoReturn:
    """Load the command line and run it."""
    try:
        from ragcalc.cli import main as run

        run()
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None


if __name__ == "__main__":
    main()
