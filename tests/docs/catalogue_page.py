"""The tables of keys in docs/catalogue.md: drawn from the models of both files.

`python -m tests.docs.catalogue_page` writes them anew. What the page alone says is kept: where to
read on, `see [the rules](rules.md)`, the order of the keys, and an example that stands below.
"""

import inspect
import re
from collections.abc import Iterator
from functools import cache

from ragcalc.catalogue import schemas
from ragcalc.catalogue.model import figures, indicators, thresholds
from ragcalc.catalogue.model.records import Model
from ragcalc.catalogue.model.shapes import Schema
from tests.docs.pages import DOCS

PAGE = DOCS / "catalogue.md"
MODELS: dict[str, tuple[type[Model], str]] = {
    "The top of indicators.yaml": (indicators.Catalogue, "indicators"),
    "A comparator": (indicators.Comparator, "comparator"),
    "A path to submitted tables": (indicators.SubmittedTables, "submitted-tables"),
    "A dataset": (indicators.Dataset, "dataset"),
    "A grouping": (indicators.Grouping, "grouping"),
    "An outcome": (indicators.Outcome, "outcome"),
    "An action": (indicators.Action, "action"),
    "An indicator": (indicators.Indicator, "indicator"),
    "Limits of a chart": (indicators.ChartLimits, "chart-limits"),
    "A measure of a dataset": (indicators.Measure, "measure"),
    "Any figure": (figures.Figure, "figure"),
    "A published interval": (figures.PublishedInterval, "reading"),
    "A reading": (figures.Reading, "reading"),
    "A target": (figures.Target, "target"),
    "A forecast": (figures.Forecast, "forecast"),
    "A published rating": (figures.Reported, "reported"),
    "The top of thresholds.yaml": (thresholds.Thresholds, "thresholds"),
    "A policy": (thresholds.Policy, "policy"),
    "Status": (indicators.StatusRule, "status-rule"),
    "Direction of travel": (indicators.DirectionRule, "direction-rule"),
    "Comparison": (thresholds.ComparatorRule, "comparator-rule"),
    "Checks": (thresholds.Checks, "checks"),
    "Unlikely figures": (thresholds.Unlikely, "unlikely"),
    "An outcome's own status": (thresholds.OutcomeColour, "outcome-colour"),
}
"""For each table the model, of whose own keys it has a row, and where a schema has them."""
BELOW = "see below"
_TABLE = re.compile(
    r"(?P<above>#+ (?P<heading>[^\n]+)\n(?:(?!#)[^\n]*\n)*?\| key \|[^\n]+\n\|[-|]+\n)"
    r"(?P<rows>(?:\|[^\n]+\n)+)"
)
_DESCRIPTION = re.compile(
    r"(?P<meaning>.+?)[.]?(?: Default: (?P<default>.+?)[.]?)?(?: Example: (?P<example>`.+`))?"
)
_POINTER = re.compile(r"[,;] see (?:below|(?:the )?\[.*)$")


def page() -> str:
    """Return the page with the tables as the models have them."""
    return _TABLE.sub(_table, PAGE.read_text(encoding="utf-8"))


def _table(found: re.Match[str]) -> str:
    if found["heading"] not in MODELS:
        return found[0]
    cells = [row.strip("| ").split(" | ") for row in found["rows"].splitlines()]
    there = {key.strip("`"): rest for key, *rest in cells}
    rows = {key: _row(key, text, there.get(key)) for key, text in _keys(*MODELS[found["heading"]])}
    order = [*(key for key in there if key in rows), *(key for key in rows if key not in there)]
    return found["above"] + "".join(rows[key] for key in order)


def _keys(model: type[Model], name: str) -> Iterator[tuple[str, str]]:
    """Yield the keys that a model itself has, each with its description."""
    remarks = inspect.get_annotations(figures.Remarks) if model is figures.Figure else {}
    own = [one for one in inspect.get_annotations(model) if one in model.model_fields]
    for field in [*own, *remarks]:
        key = model.model_fields[field].alias or field
        yield key, _records()[name]["properties"][key]["description"]


@cache
def _records() -> dict[str, Schema]:
    """Return both schemas and all their definitions by name."""
    files = {name: schemas.schema(name) for name in schemas.NAMES}
    definitions = [schema["definitions"] for schema in files.values()]
    return files | {name: one for of_file in definitions for name, one in of_file.items()}


def _row(key: str, description: str, there: list[str] | None) -> str:
    """Return the row of a key, with what the page alone says in the row that is there."""
    found = _DESCRIPTION.fullmatch(description)
    assert found, f"{key}: {description}"
    pointer = _POINTER.search(there[0]) if there else None
    example = found["example"]
    if not example or (there and there[-1] == BELOW):
        example = BELOW
    meaning = found["meaning"][0].lower() + found["meaning"][1:] + (pointer[0] if pointer else "")
    return f"| `{key}` | {meaning} | {found['default'] or 'needed'} | {example} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
