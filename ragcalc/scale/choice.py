"""Which rows of tables an indicator means: `where` of its measure, and `filters` of the dataset.

Nothing is chosen in silence: rows that differ in a column which nothing chooses from are refused.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ragcalc.catalogue.datasets.layout import DatasetLayout, as_named
from ragcalc.catalogue.datasets.source import alike
from ragcalc.catalogue.model.fields import quoted as in_quotes
from ragcalc.catalogue.model.hints import nearest
from ragcalc.catalogue.model.indicators import Indicator, Measure
from ragcalc.scale.engine import quoted, text
from ragcalc.scale.refusal import NotScored

_BETWEEN = "\x1f"
"""What stands between the values of a row that are left open."""


def source(rows: str, layout: DatasetLayout, indicators: Mapping[str, Indicator]) -> str:
    """Return what a statement takes the rows `f` of each indicator `asked` from.

    `rows` is what it reads the tables from. Raises NotScored.
    """
    measures = dict(_measures(indicators))
    asked = ", ".join(f"({text(name)}, {text(one.measure)})" for name, one in measures.items())
    measure = text_under(layout.columns["measure"])
    chosen = (_chosen(layout, name, one) for name, one in measures.items() if one.where)
    return (
        f"{rows} f JOIN (VALUES {asked}) asked(indicator, measure) ON asked.measure = {measure}"
        f" WHERE {' AND '.join(chosen) or 'true'}"
    )


def left_open(layout: DatasetLayout, indicators: Mapping[str, Indicator]) -> str:
    """Return what a row has under the columns that its indicator chooses nothing from, as a text.

    Raises NoColumn or NotScored.
    """
    cases = ""
    for name, free in open_columns(layout, indicators).items():
        texts = ", ".join(f"trim({text_under(one)})" for one in free)
        cases += f" WHEN {text(name)} THEN concat_ws(chr({ord(_BETWEEN)}), {texts})"
    return f"CASE asked.indicator{cases} ELSE '' END" if cases else "''"


def open_columns(
    layout: DatasetLayout, indicators: Mapping[str, Indicator]
) -> dict[str, list[str]]:
    """Return the columns that each indicator would have to choose from, and does not.

    Raises NoColumn or NotScored.
    """
    measures = dict(_measures(indicators))
    wheres = {name: _where(layout, name, one) for name, one in measures.items()}
    named = [_column(layout, one, "filters") for one in layout.dataset.filters]
    chosen = [column for one in wheres.values() for column in one]
    figures = {column for one in measures.values() for column in layout.beside(one).values()}
    filters = [one for one in dict.fromkeys((*named, *chosen)) if one not in figures]
    found = {name: [one for one in filters if one not in own] for name, own in wheres.items()}
    return {name: free for name, free in found.items() if free}


def refuse_open(
    found: Iterable[tuple[str, str]],
    layout: DatasetLayout,
    indicators: Mapping[str, Indicator],
    shown: str,
) -> None:
    """Raise NotScored where rows of an indicator differ in what it leaves open.

    `found` has each indicator with each text of `left_open` that its rows have.
    """
    rows: dict[str, list[list[str]]] = {}
    for name, texts in found:
        rows.setdefault(name, []).append(texts.split(_BETWEEN))
    for name, free in open_columns(layout, indicators).items():
        for column, values in zip(free, _across(rows.get(name, [])), strict=False):
            if len(values) > 1:
                first, second, *_ = sorted(values)
                message = f"{shown} has {in_quotes(first)} and {in_quotes(second)} under "
                raise NotScored(
                    f"indicators.{name}: {message}{in_quotes(column)}, and where: chooses none",
                    f"choose one, as in where: {{{column}: {second}}}",
                )


def _across(rows: Iterable[Sequence[str]]) -> Iterator[set[str]]:
    """Yield the texts of each column of rows."""
    return map(set, zip(*rows, strict=True))


def require_known(
    layout: DatasetLayout,
    indicators: Mapping[str, Indicator],
    shown: str,
    values: Callable[[str], Iterable[str]],
) -> None:
    """Raise NotScored where no row has a value that an indicator asks for.

    `values` returns what stands under a column.
    """
    known: dict[str, list[str]] = {}
    for name, measure in _measures(indicators):
        for column, wanted in _where(layout, name, measure).items():
            if column not in known:
                known[column] = sorted({*map(as_named, values(column))})
            for one in wanted:
                if as_named(one) not in known[column]:
                    message = f"{shown} has no {in_quotes(one)} under {in_quotes(column)}"
                    hint = nearest(one, known[column])
                    raise NotScored(f"indicators.{name}: {message}", hint)


def columns(layout: DatasetLayout, indicators: Mapping[str, Indicator]) -> set[str]:
    """Return the columns that rows are chosen by, and may differ in. Raises NotScored."""
    wheres = (_where(layout, name, one) for name, one in _measures(indicators))
    free = open_columns(layout, indicators).values()
    return {column for one in (*wheres, *free) for column in one}


def _measures(indicators: Mapping[str, Indicator]) -> Iterator[tuple[str, Measure]]:
    return ((name, one.dataset) for name, one in indicators.items() if one.dataset)


def _chosen(layout: DatasetLayout, name: str, measure: Measure) -> str:
    """Return the condition that a row is none of an indicator's, or has what it asks for."""
    wanted = " AND ".join(
        f"regexp_replace(trim({text_under(column)}), '^([0-9]+)\\.0+$', '\\1')"
        f" IN ({', '.join(text(as_named(one)) for one in values)})"
        for column, values in _where(layout, name, measure).items()
    )
    return f"(asked.indicator <> {text(name)} OR ({wanted}))"


def _where(layout: DatasetLayout, name: str, measure: Measure) -> dict[str, Sequence[str]]:
    """Return the values that an indicator asks for, by the tables' name of the column."""
    found: dict[str, Sequence[str]] = {}
    for key, wanted in measure.where.items():
        column = _column(layout, key, f"indicators.{name}")
        if column in found:
            raise NotScored(
                f"indicators.{name}: where names the column {in_quotes(column)} twice",
                "several values of a column are a list, as in [Town, Shire]",
            )
        found[column] = wanted
    return found


def _column(layout: DatasetLayout, wanted: str, asking: str) -> str:
    column = alike(wanted, layout.names)
    if column is None:
        message = f"{asking}: the table has no column {in_quotes(wanted)}"
        raise NotScored(message, nearest(wanted, layout.names))
    return column


def text_under(column: str) -> str:
    """Return what stands under a column of a row `f`, as a text."""
    return f"coalesce(CAST(f.{quoted(column)} AS VARCHAR), '')"
