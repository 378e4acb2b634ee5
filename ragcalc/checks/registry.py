"""Every check: its code, how bad what it finds is, and the generator that finds it.

The codes are listed in ragcalc/catalogue/model/codes.py, since thresholds.yaml names them; the
function of `series-gap` is `series_gap`, in one of the modules below.
"""

from collections.abc import Callable, Iterator
from types import ModuleType

from ragcalc.catalogue.model import codes
from ragcalc.checks import (
    actions,
    dataset_areas,
    dataset_figures,
    datasets,
    references,
    series,
    submitted,
    targets,
    values,
    verdicts,
)
from ragcalc.checks.subject import Subject
from ragcalc.problems import Problem, Severity

Check = Callable[[Subject], Iterator[Problem]]

MODULES = (
    actions,
    dataset_areas,
    dataset_figures,
    datasets,
    references,
    series,
    submitted,
    targets,
    values,
    verdicts,
)


def functions(module: ModuleType) -> dict[str, Check]:
    """Return the checks that a module defines: its public functions, by their codes."""
    return {
        name.replace("_", "-"): one
        for name, one in vars(module).items()
        if callable(one) and not name.startswith("_") and one.__module__ == module.__name__
    }


_FUNCTIONS = {code: check for module in MODULES for code, check in functions(module).items()}

CHECKS: dict[str, tuple[Severity, Check]] = {
    code: (severity, _FUNCTIONS[code]) for code, severity in codes.CHECKS.items()
}
