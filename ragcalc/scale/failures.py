"""What goes wrong in the engine, in words that a user can act on."""

import errno
import os
import re
from pathlib import Path

from ragcalc.catalogue.datasets.source import why_unreadable
from ragcalc.scale.refusal import NotScored

_FULL = tuple(os.strerror(one) for one in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
"""What a system says where a file may not grow."""


def refusal(error: Exception, shown: str | None, memory: str, folder: Path) -> NotScored:
    """Return why nothing was scored, of an error of the engine.

    `shown` is what the tables are called that it was reading, if it was, and `folder` where it puts
    aside what does not fit in `memory`.
    """
    said = str(error)
    if "max_temp_directory_size" in said:
        return _full(folder, folder, _FULL[0])
    if type(error).__name__ == "OutOfMemoryException":
        hint = "give more by --memory, or let it take fewer threads by --threads"
        return NotScored(f"{memory} of memory do not suffice for these tables", hint)
    for why in _FULL:
        if why in said:
            named = re.search(r'file \\?"(.+?)\\?"', said)
            return _full(Path(named[1]).parent if named else folder, folder, why)
    why = why_unreadable(said) or "it is damaged"
    if shown is not None:
        hint = "fetch the file again, or save it anew, CSV as UTF-8"
        return NotScored(f"{shown} cannot be read: {why}", hint)
    hint = "nothing was written; report this, with the catalogue and some rows"
    return NotScored(f"the engine could not go on: {why}", hint)


def _full(where: Path, folder: Path, why: str) -> NotScored:
    if where == folder:
        hint = "free some space, or set TMPDIR to a folder that has more"
        return NotScored(f"nothing more can be put aside in {folder.parent}: {why}", hint)
    hint = "free some space, or give another place after --output"
    return NotScored(f"nothing more can be written in {where}: {why}", hint)


def no_folder(error: OSError) -> NotScored:
    """Return that there is no room for what a run puts aside."""
    where = Path(error.filename).parent if error.filename else "the system's folder for it"
    message = f"no temporary folder can be made in {where}: {error.strerror or error}"
    return NotScored(message, "set TMPDIR to a folder that may be written to")
