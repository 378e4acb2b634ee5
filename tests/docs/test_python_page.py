"""docs/python.md is true: its blocks run one after another, and print what stands below them."""

import inspect
import subprocess
import sys

import ragcalc
from tests.cli.running import ROOT, environment
from tests.docs.pages import DOCS, Page, quoted

PAGE = Page(DOCS / "python.md")


def test_the_blocks_print_what_stands_below_them() -> None:
    scripts = [block.text for block in PAGE.blocks if block.language == "python"]
    printed = [block.text for block in PAGE.blocks if block.language == "text"]
    script = 'print("----")\n'.join(scripts)
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT, env=environment(), capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert (done.stdout.split("----\n"), done.stderr) == (printed, "")


def test_the_table_has_every_public_name_with_its_arguments() -> None:
    named = [quoted(row["name"])[0].removeprefix("ragcalc.") for row in PAGE.table("name").rows]
    assert sorted(one.partition("(")[0] for one in named) == sorted(dir(ragcalc))
    for one in named:
        name, _, arguments = one.partition("(")
        if arguments:
            parameters = inspect.signature(getattr(ragcalc, name)).parameters.values()
            plain = [one.replace(annotation=inspect.Parameter.empty) for one in parameters]
            found = str(inspect.Signature(plain)).replace("'", '"').replace(" = ", "=")
            assert found == f"({arguments}"
