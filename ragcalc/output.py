"""Where an answer goes: the terminal and what the environment asks of it, the two streams, a file.

Alone asks the terminal anything, and the environment what it says of the terminal and of CI. Knows
no command.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import EBADF
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from threading import Event

    from ragcalc.render.media.style import Colour, Style

DEFAULT_WIDTH, NARROWEST, WIDEST = 100, 20, 1000
PATIENCE = 1.0
"""Seconds after which a person wants to see that work goes on."""


def style(colour: str = "auto", to_file: bool = False) -> "Style":
    """Return how the output may look, from the terminal, the environment and --color."""
    from ragcalc.render.media.style import Style

    terminal = not to_file and on_terminal()
    return Style(
        width=_width(terminal),
        colour=_colours(colour, terminal),
        encoding="utf-8" if to_file else _encoding(sys.stdout),
        plain=terminal and os.environ.get("TERM") in ("dumb", "linux"),
        wraps=terminal,
    )


def stderr_style() -> "Style":
    """Return how text on standard error may look: plain, and no wider than the answer."""
    from ragcalc.render.media.style import Style

    return Style(width=_width(), encoding=_encoding(sys.stderr))


@contextmanager
def progress(text: str) -> Iterator[None]:
    """Show a bar on standard error once the work takes long, if a person is watching there."""
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    from threading import Event, Thread

    done = Event()
    bar = Thread(target=_show_bar, args=(text, done), daemon=True)
    bar.start()
    try:
        yield
    finally:
        done.set()
        bar.join()


def _show_bar(text: str, done: "Event") -> None:
    if done.wait(PATIENCE):
        return
    from ragcalc.render.media import progress as progress_bar
    from ragcalc.render.media.style import Style

    columns = max(NARROWEST, min(_columns(sys.stderr) or DEFAULT_WIDTH, WIDEST))
    style_of_bar = Style(width=columns, colour=_colours("auto", terminal=True))
    with (
        suppress(OSError),
        progress_bar.bar(text, style_of_bar, sys.stderr),
    ):  # a terminal may go away
        done.wait()


def _encoding(stream: TextIO | None) -> str:
    """Return a stream's encoding; a stream that the caller closed is None."""
    return stream.encoding or "utf-8" if stream else "utf-8"


def _width(terminal: bool = False) -> int:
    """Return COLUMNS, else the terminal's width, else 100."""
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isascii() and columns.isdigit() and len(columns) < 7 else 0
    if not width and terminal:
        width = _columns(sys.stdout)
    return max(NARROWEST, min(width or DEFAULT_WIDTH, WIDEST))


def _columns(stream: TextIO) -> int:
    """Return the width of the terminal that a stream leads to; 0 where it does not say."""
    with suppress(OSError):
        return os.get_terminal_size(stream.fileno()).columns
    return 0


def _colours(colour: str, terminal: bool) -> "Colour":
    """Return how many colours to use: --color decides, else NO_COLOR, FORCE_COLOR, the terminal."""
    from ragcalc.render.media.style import Colour

    term = os.environ.get("TERM", "")
    wanted = terminal and term != "dumb"
    if os.environ.get("FORCE_COLOR"):
        wanted = True
    if os.environ.get("NO_COLOR"):
        wanted = False
    if colour == "never" or (colour == "auto" and not wanted):
        return Colour.NONE
    many = "256" in term or os.environ.get("COLORTERM") in ("truecolor", "24bit")
    return Colour.MANY if many else Colour.BASIC


def on_terminal() -> bool:
    """Return whether the answer goes to a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def needs_pager(text: str) -> bool:
    """Return whether a person watches, and a text is taller than their screen.

    An empty PAGER asks for none. On Windows there is one only where PAGER names it: `more` knows no
    UTF-8.
    """
    pager = os.environ.get("PAGER")
    if pager == "" or (pager is None and sys.platform == "win32"):
        return False
    if os.environ.get("TERM") == "dumb" or os.environ.get("CI") or not _is_watched():
        return False
    with suppress(OSError):
        return 0 < os.get_terminal_size(sys.stdout.fileno()).lines <= text.count("\n")
    return False


def _is_watched() -> bool:
    """Return whether a person reads the answer and can press keys."""
    return on_terminal() and sys.stdin is not None and sys.stdin.isatty()


def let_less_show(wide: bool) -> None:
    """Let `less`, if that is the pager, keep colours, and cut lines that are wider than it."""
    given = os.environ.get("LESS", "")
    wanted = f"{'' if 'r' in given.lower() else 'R'}{'S' if wide and 'S' not in given else ''}"
    if wanted:
        os.environ["LESS"] = f"{given} -{wanted}".lstrip()


def in_github_actions() -> bool:
    """Return whether a workflow of GitHub runs the program."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def step_summary() -> Path | None:
    """Return the file that a workflow's step may add its summary to."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    return Path(path) if path else None


def from_repository(file: str) -> str:
    """Return a file's name as CI systems write it: from the repository's root, if it is within."""
    path = Path(file).resolve()
    root = _repository()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else file


def _repository() -> Path:
    """Return the repository's root, else this folder."""
    for variable in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        if root := os.environ.get(variable):
            return Path(root).resolve()
    here = Path.cwd()
    return next((one for one in (here, *here.parents) if (one / ".git").exists()), here)


def emit(content: bytes, path: Path | None) -> None:
    """Return the answer: to a file whole or not at all, or to standard output alone.

    Raises OSError where it could not be written; that a reader has gone is no error.
    """
    if path is None:
        _print(content)
        return
    from ragcalc import writing

    with suppress(BrokenPipeError):  # a pipe whose reader has gone
        writing.replace(path, content)


def _print(content: bytes) -> None:
    """Write to standard output; whether its reader stays to the end changes nothing else."""
    if sys.stdout is None:
        raise OSError(EBADF, "standard output is closed")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _discard(sys.stdout)


def _discard(stream: TextIO) -> None:
    """Let what is still to be written go nowhere, so that no complaint follows at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def flush() -> None:
    """Empty standard output; raises OSError, and then no complaint follows when Python ends."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        _discard(sys.stdout)
        raise


def print_stderr(text: str) -> None:
    """Print a message on standard error, without what controls a terminal or a CI runner."""
    from ragcalc.render.media import log as log_text
    from ragcalc.render.media import terminal_text

    line = log_text.inert(terminal_text.inert(text))
    if sys.stderr is not None:
        ignore_broken_stderr(lambda: _write_line(sys.stderr, line))


def _write_line(stream: TextIO, text: str) -> None:
    stream.write(f"{text}\n")
    stream.flush()


def ignore_broken_stderr(write: Callable[[], None]) -> None:
    """Write to standard error; that nobody may read it changes nothing else."""
    try:
        write()
    except OSError:
        _discard(sys.stderr)
