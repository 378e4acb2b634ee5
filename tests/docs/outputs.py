"""Every kind of output of the shipped catalogue, as files in docs/examples for people to look at.

`python -m tests.docs.outputs` writes them anew; look at the difference before you commit it.
"""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.cli.running import PROGRAM, ROOT, environment

EXAMPLES = ROOT / "docs" / "examples"
PAGE = "README.md"

OUTPUTS: Mapping[str, str] = {
    "report.txt": "report q4",
    "report-sentences.txt": "report q4 --format text",
    "report.md": "report q4 --format markdown",
    "report.html": "report q4 --format html",
    "report.xlsx": "report q4 --format xlsx",
    "report.csv": "report q4 --format csv",
    "report.json": "report q4 --format json",
    "report-evidence.txt": "report q4 --evidence",
    "narrative.txt": "narrative q4",
    "narrative.md": "narrative q4 --format markdown",
    "explain.txt": "explain repeat-child-protection-plans q4",
    "trend.txt": "trend children-in-care",
    "trend.csv": "trend children-in-care --format csv",
    "trend.json": "trend children-in-care --format json",
    "targets.txt": "targets q4",
    "targets.md": "targets q4 --format markdown",
    "targets.json": "targets q4 --format json",
    "compare.txt": "compare 2018-19-q3 2018-19-q4",
    "compare.md": "compare 2018-19-q3 2018-19-q4 --format markdown",
    "compare.json": "compare 2018-19-q3 2018-19-q4 --format json",
    "check.txt": "check",
    "check.json": "check --format json",
    "check-github.txt": "check --format github",
    "check-gitlab.json": "check --format gitlab",
    "check.sarif": "check --format sarif",
    "check-junit.xml": "check --format junit",
    "list.txt": "list",
}
"""The file of each, and the words behind `ragcalc` that give it."""


def made(words: str) -> bytes:
    """Return what a command prints in the project's folder."""
    command = [*PROGRAM, *words.split()]
    return subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, check=True, timeout=120
    ).stdout


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
