"""How a document or a workbook that nobody has edited is known: by what it says of its own parts.

Both are archives. Their core properties have an identifier, made from the names and the checksums
of all other parts, so that it fits no longer once a program has saved the file.
"""

import re
import zipfile
import zlib
from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO

CORE = "docProps/core.xml"
"""The part that says what a file is: its title, its language, this identifier."""
_SCHEME = "ragcalc:parts:"
_LENGTH = 64
UNSET = _SCHEME + "0" * _LENGTH
"""What stands in the place of the identifier until every other part is made."""
_SET = re.compile(rb"<dc:identifier>([^<]*)</dc:identifier>")
_MOST = 100_000
"""Bytes of core properties that are looked at; those of our own files are far shorter."""

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    RuntimeError,
    OSError,
    EOFError,
)
"""What may come of reading an archive that is none, is cut short, encrypted or packed otherwise."""


def identifier(parts: Iterable[tuple[str, bytes]]) -> str:
    """Return the identifier of a file with these parts, by their names."""
    return _identifier((name, zlib.crc32(content)) for name, content in parts)


def _identifier(checksums: Iterable[tuple[str, int]]) -> str:
    """Return the identifier of parts by their names and checksums, in whichever order."""
    lines = (f"{name} {number:08x}\n" for name, number in sorted(checksums) if name != CORE)
    return _SCHEME + sha256("".join(lines).encode()).hexdigest()


def is_unedited(content: bytes) -> bool:
    """Return whether bytes are a document or a workbook as ragcalc wrote it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            inside = archive.infolist()
            if archive.getinfo(CORE).file_size > _MOST:
                return False
            found = _SET.search(archive.read(CORE))
    except _UNREADABLE:
        return False
    expected = _identifier((one.filename, one.CRC) for one in inside)
    return found is not None and found[1] == expected.encode()
