"""The tables of fields in docs/json.md: drawn from the schema.

`python -m tests.docs.json_page` writes them anew.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ragcalc.render import schemas

PAGE = Path(__file__).parent.parent.parent / "docs" / "json.md"
SCHEMA: dict[str, Any] = json.loads(schemas.text("report"))
FIELDS = re.compile(r"(<!-- fields:.*?-->\n)(.*?)(<!-- end of fields -->)", re.DOTALL)

SECTIONS = (
    ("The report", SCHEMA),
    ("An indicator", SCHEMA["$defs"]["indicator"]),
    ("A comparator's figure", SCHEMA["$defs"]["comparison"]),
    ("A summary", SCHEMA["$defs"]["summary"]),
)


def page() -> str:
    """Give the page with the tables as the schema has them."""
    return FIELDS.sub(
        lambda found: f"{found[1]}\n{tables()}\n{found[3]}", PAGE.read_text(encoding="utf-8")
    )


def tables() -> str:
    """Give a table for each kind of record."""
    return "\n".join("\n".join(_section(*section)) for section in SECTIONS)


def _section(title: str, record: dict[str, Any]) -> Iterator[str]:
    yield f"### {title}"
    yield ""
    yield "| field | type | what it says |"
    yield "|---|---|---|"
    yield from (f"| `{name}` | {kind} | {said} |" for name, kind, said in _rows("", record))
    yield ""


def _rows(before: str, record: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, field in record["properties"].items():
        inner = _inner(field)
        said = field.get("description") or _resolved(field).get("description", "")
        kind = _kind(field)
        yield f"{before}{name}", kind, said
        if inner and not _shared(field):
            dots = "[]." if "list" in kind else "."
            yield from _rows(f"{before}{name}{dots}", inner)


def _resolved(field: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference to what it names."""
    if "$ref" not in field:
        return field
    found: dict[str, Any] = SCHEMA["$defs"][field["$ref"].removeprefix("#/$defs/")]
    return found


def _parts(field: dict[str, Any]) -> list[dict[str, Any]]:
    return [_resolved(part) for part in field.get("anyOf", [field])]


def _shared(field: dict[str, Any]) -> bool:
    """Say whether the record has a table of its own, or only counts words."""
    inner = _inner(field)
    own = [record for _, record in SECTIONS]
    counts = inner and all(set(one) == {"type", "minimum"} for one in inner["properties"].values())
    return bool(counts) or any(inner is record for record in own)


def _inner(field: dict[str, Any]) -> dict[str, Any] | None:
    """Give the record that stands in a field, or in the items of its list."""
    for part in _parts(field):
        record = _resolved(part.get("items", part))
        if "properties" in record:
            return record
    return None


def _kind(field: dict[str, Any]) -> str:
    kinds = [kind for part in _parts(field) for kind in _kinds(part)]
    return " or ".join(dict.fromkeys(kinds))


def _kinds(part: dict[str, Any]) -> Iterator[str]:
    if "const" in part:
        yield f"`{part['const']}`"
    elif "enum" in part:
        yield ", ".join(f"`{word}`" for word in part["enum"] if word)
        yield from ("null" for word in part["enum"] if word is None)
    elif part["type"] == "array":
        item = _resolved(part["items"])
        yield f"list of {item.get('type', 'string')}s"
    elif isinstance(part["type"], list):
        yield from part["type"]
    else:
        yield part["type"]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
