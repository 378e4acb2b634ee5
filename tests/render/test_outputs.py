"""What holds of every format: equal inputs give equal text, whatever order they stand in."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from ragcalc import pipeline as api
from ragcalc.catalogue import files, loader
from ragcalc.catalogue.yaml.source import Document
from ragcalc.render.formats import FORMATS as REGISTRY
from ragcalc.render.formats import DocumentKind
from ragcalc.render.media.style import Style
from ragcalc.scoring.results import Report
from tests.formats import Choice, printed_for_people
from tests.golden.outputs import FORMATS, HERE, PERIOD, report

Render = Callable[[Report, Style], str]


def choose(choice: Choice) -> list[Render]:
    """Return the renderers of some formats of the report."""
    return [one.render for one in REGISTRY[DocumentKind.REPORT].values() if choice(one)]


every_format = pytest.mark.parametrize("render", FORMATS.values(), ids=FORMATS)


def fresh(text: str) -> Report:
    """Score the invented catalogue from a text of it."""
    document = Document("indicators.yaml", "i", text, content=text.encode())
    book = loader.load(document, files.read(HERE / files.THRESHOLDS, HERE))
    return api.scored(book, PERIOD, last_time=True)


def written() -> str:
    return (HERE / files.INDICATORS).read_text(encoding="utf-8")


@every_format
def test_equal_inputs_give_equal_text(render: Render) -> None:
    assert render(fresh(written()), Style()) == render(report("invented"), Style())


def shuffled(value: Any, keys: frozenset[str]) -> Any:
    """Turn round the order of the entries under some keys, at any depth."""
    if not isinstance(value, dict):
        return value
    turned = {name: shuffled(inner, keys) for name, inner in value.items()}
    return {
        name: dict(reversed(inner.items())) if name in keys and isinstance(inner, dict) else inner
        for name, inner in turned.items()
    }


@every_format
def test_the_order_of_periods_in_the_catalogue_is_no_input(render: Render) -> None:
    """Values, targets and comparators' figures may stand in any order."""
    data = yaml.load(written(), Loader=yaml.BaseLoader)
    turned = yaml.safe_dump(
        shuffled(data, frozenset({"values", "targets", "england", "region", "twins", "reported"})),
        sort_keys=False,
        allow_unicode=True,
        width=1000,
    )
    scored = fresh(turned)
    original = fresh(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000))
    assert _without_hash(render(scored, Style()), scored) == _without_hash(
        render(original, Style()), original
    )


def _without_hash(text: str, scored: Report) -> str:
    return text.replace(scored.inputs[0].sha256, "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437", "koi8-r", "utf-8"])
@pytest.mark.parametrize("render", choose(printed_for_people))
def test_nothing_fails_for_an_encoding(render: Render, encoding: str) -> None:
    for name in ("invented", "shipped"):
        render(report(name), Style(encoding=encoding)).encode(encoding)


@every_format
def test_every_output_ends_in_one_line_feed(render: Render) -> None:
    text = render(report("shipped"), Style())
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text


@pytest.mark.parametrize("render", choose(lambda one: one.medium.is_data))
def test_the_rows_of_a_report_follow_the_catalogue(render: Render) -> None:
    text = render(report("shipped"), Style())
    places = [text.index(one.id) for one in report("shipped").indicators]
    assert places == sorted(places)
