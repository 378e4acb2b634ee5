"""Settings of the whole suite."""

import gc
import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# pytest fails by itself on a width beyond every number of the machine, which the program ignores.
os.environ.pop("COLUMNS", None)

# A busy machine is no fault of the code: no test fails for the time that it takes. What CI=true
# sets, the same examples every time, is kept.
settings.register_profile(
    "unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Return 0 where the command line names files only: to start workers costs more than they save.

    None leaves it to xdist: one worker for each core, as for folders and for the whole suite.
    """
    named = (Path(argument.partition("::")[0]) for argument in config.args)
    return 0 if all(path.is_file() for path in named) else None


def pytest_collection() -> None:
    """Look for no garbage while tests are gathered, all of which stay."""
    gc.disable()


_UNTRACED = (
    *("ci", "contract", "fuzz", "pairs", "scale/test_rule.py", "render/test_report_json.py"),
    *("cli/test_private_worlds.py", "cli/test_private_numbers.py"),
    "catalogue/test_schema_mutants.py",
)
"""What draws, runs whole commands or tries very much, which takes minutes more where it is traced.

The others reach every branch that the gate bounds.
"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Trace no branch of some tests, nor of what is set up for them.

    pytest-cov's `no_cover` does it not where several processes run the tests: each is traced twice
    there, and the mark ends one.
    """
    untraced = tuple(str(Path(__file__).parent / one) for one in _UNTRACED)
    if not str(item.path).startswith(untraced):
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


def pytest_collection_finish() -> None:
    """Look for garbage among what the tests make alone, not among the tests and modules."""
    gc.freeze()
    gc.enable()
