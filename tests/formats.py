"""The formats of a document, for tests that try them all: no test lists them by itself."""

from collections.abc import Callable, Iterator

from ragcalc.render.formats import FORMATS, DocumentKind, Format
from ragcalc.render.media.medium import Medium

Choice = Callable[[Format], bool]


def all_formats() -> list[Format]:
    """Return every format of every document."""
    return [one for formats in FORMATS.values() for one in formats.values()]


def is_text(one: Format) -> bool:
    """Return whether a format can be printed."""
    return not one.medium.binary


def for_people(one: Format) -> bool:
    """Return whether people read a format as it is."""
    return not one.medium.is_data


def is_data(one: Format) -> bool:
    """Return whether programs read a format."""
    return one.medium.is_data


def needs_nothing(one: Format) -> bool:
    """Return whether a format needs no further package: all but a page and a workbook."""
    return not one.extra


def printed_for_people(one: Format) -> bool:
    """Return whether people read a format where it is printed."""
    return for_people(one) and needs_nothing(one)


def names(document: DocumentKind, choose: Choice = is_text) -> list[str]:
    """Return the names of a document's formats, those that can be printed by default."""
    return [one.name for one in FORMATS[document].values() if choose(one)]


def commands(
    document: DocumentKind, *words: str, choose: Choice = is_text
) -> Iterator[tuple[str, ...]]:
    """Yield the words of a command for each format; a document with one has no option for it."""
    formats = FORMATS[document].values()
    for one in filter(choose, formats):
        yield (*words, "--format", one.name) if len(formats) > 1 else words


def medium(document: str, name: str) -> Medium:
    """Return what a format is written as."""
    return FORMATS[DocumentKind(document)][name].medium


def file_names(document: DocumentKind) -> dict[str, Format]:
    """Return a name for a file in each format; those that share a suffix have their own name."""
    found: dict[str, Format] = {}
    for one in FORMATS[document].values():
        plain = f"{document}{one.medium.suffix}"
        found[plain if plain not in found else f"{document}-{one.name}{one.medium.suffix}"] = one
    return found
