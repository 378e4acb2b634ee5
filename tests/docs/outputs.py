"""Every kind of output of the shipped catalogue, as files in docs/examples for people to look at.

`python -m tests.docs.outputs` writes them anew; look at the difference before you commit it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from ragcalc.render.formats import DocumentKind, default
from tests.cli.running import ROOT, in_process
from tests.formats import file_names

EXAMPLES = ROOT / "docs" / "examples"
PAGE = "README.md"

COMMANDS = {
    DocumentKind.REPORT: "report q4",
    DocumentKind.NARRATIVE: "narrative q4",
    DocumentKind.EXPLAIN: "explain repeat-child-protection-plans q4",
    DocumentKind.TREND: "trend children-in-care",
    DocumentKind.HISTORY: "history",
    DocumentKind.TARGETS: "targets q4",
    DocumentKind.COMPARE: "compare 2018-19-q3 2018-19-q4",
    DocumentKind.CHECK: "check",
    DocumentKind.LIST: "list",
    DocumentKind.MISSING: "list --missing 2019-20-q1",
    DocumentKind.FORM: "form 2019-20-q1",
    DocumentKind.NEXT_TARGETS: "targets --next 2019-20",
}
"""The words behind `ragcalc` that give each document, in the order of the page."""


def _outputs() -> Iterator[tuple[str, str]]:
    for document, words in COMMANDS.items():
        for name, one in file_names(document).items():
            option = "" if one is default(document) else f" --format {one.name}"
            yield name, f"{words}{option}"
    yield "narrative-all.txt", "narrative q4 --all"
    yield "history-comparators.csv", "history --comparators"
    yield "report-evidence.txt", "report q4 --evidence"


OUTPUTS: Mapping[str, str] = dict(_outputs())
"""The file of each, and the words behind `ragcalc` that give it."""


def made(words: str) -> bytes:
    """Return what a command prints in the project's folder."""
    answer = in_process(*words.split())
    assert answer.status == 0, answer.err
    return answer.out.encode("utf-8", "surrogateescape")


def page() -> str:
    """Return the page that names each example with its command."""
    rows = [f"| [{name}]({name}) | `ragcalc {words}` |" for name, words in OUTPUTS.items()]
    return "\n".join(
        [
            "# Examples",
            "",
            "What each command prints of the [catalogue](../../indicators.yaml) that comes with",
            "ragcalc: one outcome that Cheshire West and Chester Council published for 2018-19.",
            "",
            "| file | command |",
            "|---|---|",
            *rows,
            "",
        ]
    )


def write() -> None:
    """Write every example, and delete what nothing makes any more."""
    EXAMPLES.mkdir(exist_ok=True)
    wanted = {PAGE: page().encode(), **{name: made(words) for name, words in OUTPUTS.items()}}
    for path in EXAMPLES.iterdir():
        if path.name not in wanted:
            path.unlink()
    for name, content in wanted.items():
        Path(EXAMPLES, name).write_bytes(content)


if __name__ == "__main__":
    write()
