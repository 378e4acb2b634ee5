"""Exit statuses, and how a run ends whose answer could not be written."""

from ragcalc import output

FINE, BAD_ANSWER, COULD_NOT_RUN = 0, 1, 2
INTERRUPTED = 130


def output_failed(error: OSError) -> int:
    """End quietly where the reader has gone; say so where the answer could not be written."""
    if isinstance(error, BrokenPipeError):
        return FINE
    output.say(f"Error: the answer could not be written: {error.strerror or error}")
    return COULD_NOT_RUN
