"""Where tests of Spark can run."""

import shutil
from importlib.util import find_spec

import pytest

needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None,
    reason="Spark is large and needs Java: pip install '.[spark]' and a Java 17 runtime",
)
