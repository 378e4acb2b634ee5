"""A narrative as Markdown."""

from collections.abc import Iterator

from ragcalc.render.media.markdown import escaped
from ragcalc.render.media.style import Style
from ragcalc.render.narrative.view import Narrative, NarrativeSection, Report, narrative


def render(report: Report, in_full: bool, style: Style) -> str:
    """Return the report's paragraphs under headings for outcomes and tiers."""
    return style.to_encoding("\n\n".join(_parts(narrative(report, in_full))) + "\n")


def _parts(laid_out: Narrative) -> Iterator[str]:
    yield f"# {escaped(laid_out.title)}"
    for section in laid_out.sections:
        yield from _section(section)
    yield from map(escaped, laid_out.remarks)


def _section(section: NarrativeSection) -> Iterator[str]:
    if section.heading:
        yield f"{'#' * (section.depth + 1)} {escaped(section.heading)}"
    if section.opening:
        yield escaped(" ".join(section.opening))
    for one in section.paragraphs:
        yield f"**{escaped(one.name)}**: {escaped(' '.join(one.sentences))}"
    yield from map(escaped, section.closing)
