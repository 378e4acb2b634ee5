"""A bar for work that takes long: what is being done, and for how long already."""

from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from ragcalc.render.media.style import Style
from ragcalc.render.media.terminal import SYSTEMS


class _Terminal(Console):
    """A terminal that keeps its cursor, whatever ends the run."""

    def show_cursor(self, show: bool = True) -> bool:
        return False


def bar(text: str, style: Style, stream: TextIO) -> Progress:
    """Return a bar that is gone once it is stopped; it shows that work goes on."""
    terminal = _Terminal(
        file=stream,
        color_system=SYSTEMS[style.colour],  # type: ignore[arg-type]
        width=style.width,
        force_terminal=True,
        legacy_windows=False,
    )
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TimeElapsedColumn(),
    )
    progress = Progress(*columns, console=terminal, transient=True, redirect_stdout=False)
    progress.add_task(text, total=None)
    return progress
