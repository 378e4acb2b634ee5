"""Settings of the whole suite."""

import gc
import os
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
    *("pairs", "fuzz", "scale/test_rule.py", "contract", "render/test_report_json.py"),
    *("cli/test_private_worlds.py", "cli/test_private_numbers.py"),
    "catalogue/test_schema_mutants.py",
)
"""What tries so much that tracing its branches takes minutes; the others reach every branch."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests whose branches are not traced where branches are."""
    untraced = tuple(str(Path(__file__).parent / one) for one in _UNTRACED)
    for item in items:
        if str(item.path).startswith(untraced):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    """Look for garbage among what the tests make alone, not among the tests and modules."""
    gc.freeze()
    gc.enable()
