"""A session of Spark: on this machine, or as its user has configured it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ragcalc.scale.refusal import NotScored
from ragcalc.scale.spark.refusals import received

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@contextmanager
def session(threads: int | None, folder: Path) -> Iterator["SparkSession"]:
    """Open a session, in the application that runs where there is one.

    `folder` is private to the run. Raises NotScored for what goes wrong in it.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        message = "--engine spark needs another package, pyspark"
        raise NotScored(message, "pip install 'ragcalc[spark]'") from None
    running = SparkSession.getActiveSession()
    session = running or _started(threads, folder / "spark.log")
    try:
        own = session.newSession()
        own.conf.set("spark.sql.caseSensitive", "true")
        yield own
    except (PySparkException, Py4JError) as error:
        raise _refusal(error) from None
    finally:
        if running is None:
            session.stop()


def _started(threads: int | None, log: Path) -> "SparkSession":
    """Start Spark; raises NotScored."""
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    try:
        with _own_configuration(threads, log):
            return SparkSession.builder.appName("ragcalc score").getOrCreate()
    except (PySparkException, OSError) as error:
        said = _first_line(log.read_text(encoding="utf-8", errors="replace") or str(error))
        raise NotScored(f"Spark does not start: {said}", _JAVA) from None


_CONFIGURED = ("SPARK_HOME", "SPARK_CONF_DIR", "PYSPARK_SUBMIT_ARGS")
"""Where the environment says how Spark is configured."""


@contextmanager
def _own_configuration(threads: int | None, log: Path) -> Iterator[None]:
    """Have Spark start on this machine and write to a log; leave it as a user has configured it."""
    log.touch()
    if any(one in os.environ for one in _CONFIGURED):
        yield
        return
    (log.parent / "spark-defaults.conf").write_text(
        f"spark.master local[{threads or '*'}]\n"
        f"spark.sql.warehouse.dir {log.parent / 'warehouse'}\n"
        "spark.ui.enabled false\n"
        "spark.ui.showConsoleProgress false\n",
        encoding="utf-8",
    )
    own = {
        "SPARK_CONF_DIR": str(log.parent),
        "PYSPARK_PYTHON": sys.executable,
        "LC_ALL": "C.UTF-8",  # without it Java finds no file whose name is not of ASCII
    }
    before = {name: os.environ.get(name) for name in own}
    stderr = os.dup(2)
    try:
        with log.open("wb") as file:
            os.dup2(file.fileno(), 2)  # what is started now writes there for as long as it lives
        os.environ.update(own)
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


_JAVA = (
    "Spark needs Java 17 or newer: see what `java -version` says, and whether JAVA_HOME and "
    "SPARK_HOME are right"
)


def _refusal(error: Exception) -> NotScored:
    """Return what a worker refused, or what Spark says."""
    if refusal := received(str(error)):
        return refusal
    java = getattr(error, "java_exception", None)
    while java and java.getCause():
        java = java.getCause()
    said = str(java.getMessage() if java else error)
    lines = [one for one in said.splitlines() if one.strip()]
    if lines and lines[0].rstrip().endswith("Python worker:"):  # then comes its traceback
        lines = [one for one in lines[1:] if not one[0].isspace()][-1:]
    return NotScored(f"Spark says: {_first_line(lines[0] if lines else said)}")


def _first_line(text: str) -> str:
    return next((one.strip() for one in text.splitlines() if one.strip()), "nothing")
