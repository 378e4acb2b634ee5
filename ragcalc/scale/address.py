"""Where Spark reads and writes beside files: an object store, HDFS, as configured."""

import re
from pathlib import Path, PurePosixPath

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class Address(str):
    """What Spark reads from or writes to, as s3a://bucket/scored."""

    __slots__ = ()

    @property
    def file_format(self) -> str | None:
        """The format that its suffix names; None for Spark's default, which its user chooses."""
        suffix = PurePosixPath(self).suffix.lower()
        return {".csv": "csv", ".parquet": "parquet"}.get(suffix)

    @property
    def local(self) -> Path | None:
        """The path that it names on this machine; None elsewhere."""
        scheme, _, path = self.partition("://")
        return Path(path) if scheme.lower() == "file" else None


def is_address(text: str) -> bool:
    """Return whether a text is an address, and not the name of a file."""
    return _ADDRESS.match(text) is not None
