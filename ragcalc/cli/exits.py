"""Exit statuses, and how a run ends whose answer could not be written."""

from io import StringIO

import click

from ragcalc import output

FINE, BAD_ANSWER, COULD_NOT_RUN = 0, 1, 2
INTERRUPTED = 130


def misused(message: str) -> click.UsageError:
    """Return the error of a command line that says what cannot be meant; its message is one line.

    It may quote words of the command line and names of files.
    """
    return click.UsageError(_line(message))


def cannot(message: str, hint: str = "") -> click.ClickException:
    """Return the error of a run that could not be; message and hint are a line each."""
    return click.ClickException("\n".join(filter(None, (_line(message), _line(hint)))))


def _line(text: str) -> str:
    from ragcalc.render.media.terminal_text import printable

    return printable(text)


def could_not_run(error: click.ClickException) -> int:
    """Say why the run could not be, as click does."""
    buffer = StringIO()
    error.show(buffer)
    output.print_stderr(buffer.getvalue().rstrip("\n"))
    return COULD_NOT_RUN


def output_failed(error: OSError) -> int:
    """End quietly where the reader has gone; say so where the output could not be written."""
    if isinstance(error, BrokenPipeError):
        return FINE
    output.print_stderr(f"Error: the output could not be written: {error.strerror or error}")
    return COULD_NOT_RUN
