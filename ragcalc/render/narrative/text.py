"""A narrative as plain text: a line for each paragraph, to be pasted into a paper."""

from collections.abc import Iterator

from ragcalc.render.media.style import Style
from ragcalc.render.media.terminal import draw, words
from ragcalc.render.narrative.view import Narrative, NarrativeSection, Report, narrative


def render(report: Report, in_full: bool, style: Style) -> str:
    """Return the report's paragraphs, with empty lines between them.

    Each is one line, which only a terminal has in lines of its width.
    """
    text = "\n\n".join(_parts(narrative(report, in_full)))
    return draw(words(text, style), style) if style.wraps else style.to_encoding(f"{text}\n")


def _parts(laid_out: Narrative) -> Iterator[str]:
    yield laid_out.title
    for section in laid_out.sections:
        yield from _section(section)
    yield from laid_out.remarks


def _section(section: NarrativeSection) -> Iterator[str]:
    if section.heading:
        yield section.heading
    if section.opening:
        yield " ".join(section.opening)
    yield from (f"{one.name}: {' '.join(one.sentences)}" for one in section.paragraphs)
    yield from section.closing
