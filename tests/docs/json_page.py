"""The tables of fields in docs/json.md: drawn from the schemas.

`python -m tests.docs.json_page` writes them anew.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ragcalc.render import schemas

PAGE = Path(__file__).parent.parent.parent / "docs" / "json.md"
FIELDS = re.compile(r"(<!-- fields of (\w+):.*?-->\n)(.*?)(<!-- end of fields -->)", re.DOTALL)
Record = dict[str, Any]

SECTIONS = {
    "report": {
        "The report": "",
        "An indicator": "indicator",
        "A proposed target": "proposal",
        "A comparator's figure": "comparison",
        "A summary": "summary",
        "Counts of actions": "delivery",
        "An action": "action",
    },
    "compare": {"The changes": "", "A report that is compared": "side"},
    "trend": {
        "The history": "",
        "A period": "moment",
        "A comparator's figure in a period": "comparison",
    },
    "history": {
        "The tables": "",
        "A reading": "reading",
        "A comparator of a reading": "comparator",
    },
    "check": {"The findings": ""},
    "missing": {"The list by owner": ""},
    "targets": {
        "The targets": "",
        "An indicator with its targets": "indicator",
        "A target": "target",
        "A rule's answer": "answer",
    },
}
"""For each output its records that have a table: the heading, and where the schema defines it."""


def page() -> str:
    """Return the page with the tables as the schemas have them."""
    return FIELDS.sub(
        lambda found: f"{found[1]}\n{Tables(found[2]).text()}\n{found[4]}",
        PAGE.read_text(encoding="utf-8"),
    )


@dataclass(frozen=True)
class Tables:
    """The tables of one output."""

    name: str

    @cached_property
    def schema(self) -> Record:
        """The whole schema."""
        found: Record = json.loads(schemas.text(self.name))
        return found

    @cached_property
    def sections(self) -> dict[str, Record]:
        """Each record that has a table, by its heading."""
        return {
            title: self.schema["$defs"][name] if name else self.schema
            for title, name in SECTIONS[self.name].items()
        }

    def text(self) -> str:
        """Return a table for each kind of record."""
        return "\n".join("\n".join(self._section(*section)) for section in self.sections.items())

    def _section(self, title: str, record: Record) -> Iterator[str]:
        yield f"### {title}"
        yield ""
        yield "| field | type | what it says |"
        yield "|---|---|---|"
        yield from (f"| `{name}` | {kind} | {said} |" for name, kind, said in self._rows(record))
        yield ""

    def _rows(self, record: Record, before: str = "") -> Iterator[tuple[str, str, str]]:
        for name, field in record["properties"].items():
            inner = self._inner(field)
            said = field.get("description") or self._resolved(field).get("description", "")
            kind = self._kind(field)
            yield f"{before}{name}", kind, said
            if inner and not self._shared(inner):
                dots = "[]." if "list" in kind else "."
                yield from self._rows(inner, f"{before}{name}{dots}")

    def _resolved(self, field: Record) -> Record:
        """Follow a reference to what it names."""
        if "$ref" not in field:
            return field
        found: Record = self.schema["$defs"][field["$ref"].removeprefix("#/$defs/")]
        return found

    def _parts(self, field: Record) -> list[Record]:
        return [self._resolved(part) for part in field.get("anyOf", [field])]

    def _shared(self, inner: Record) -> bool:
        """Return whether the record has a table of its own, or only counts words."""
        fields = map(self._resolved, inner["properties"].values())
        counts = all(one.keys() - {"description"} == {"type", "minimum"} for one in fields)
        return counts or any(inner is record for record in self.sections.values())

    def _inner(self, field: Record) -> Record | None:
        """Return the record that stands in a field, or in the items of its list."""
        for part in self._parts(field):
            record = self._resolved(part.get("items", part))
            if "properties" in record:
                return record
        return None

    def _kind(self, field: Record) -> str:
        kinds = [kind for part in self._parts(field) for kind in self._kinds(part)]
        return " or ".join(dict.fromkeys(kinds))

    def _kinds(self, part: Record) -> Iterator[str]:
        if "const" in part:
            yield f"`{part['const']}`"
        elif "enum" in part:
            yield ", ".join(f"`{word}`" for word in part["enum"] if word)
            yield from ("null" for word in part["enum"] if word is None)
        elif part["type"] == "array":
            item = self._resolved(part["items"])
            yield f"list of {item.get('type', 'string')}s"
        elif isinstance(part["type"], list):
            yield from part["type"]
        else:
            yield part["type"]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
