"""A catalogue each of whose texts would be a command somewhere, in files with such names."""

import json
from pathlib import Path
from typing import Any

PAYLOADS = (
    "::error::x",
    "  ::add-mask::Anyshire",
    "::stop-commands::y",
    "##[error]z",
    "in the middle ##[add-mask]a and ##vso[task.setvariable variable=b]c",
    "##teamcity[buildStatus status='FAILURE']",
    "@team and @owner/team, name@example.org",
    "https://example.org, HTTP://example.org, www.example.org, ftp://example.org",
    "GH-12, gh-12, #12, owner/repository#12, owner/repository@0123abc, 0123abcdef, a1b2c3d4e5",
    "!12 %12 %\"a b\" ~12 ~label &12 $12 ^alert#12 [vulnerability:12] *iteration:1",
    ":smile: :+1: :100: [x](javascript:alert(1)) ![y](https://example.org/z.png) [^1] <!-- a -->",
    "- [ ] task", "+ plus", "1. one", "2) two", "---", "===", "> quoted", "/close",
    "```mermaid a", "$`x`$ and $$y$$", "a | b | c", "back\\", "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "{{ 7*7 }} {% raw %}", "]]>",
    "</title></style></svg><b>", "&lt;b&gt; &#64;team",
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "＝1+1",  # noqa: RUF001 - as Excel reads it
    "[bold red]rich[/]", "{+ added +} [- removed -]",
)  # fmt: skip
SEVERAL_LINES = ("a\n::error::b", "a\n##[error]b", "a\n=1+1", "a\n\n# heading\n- item\n\n    code")

INDICATOR = {"unit": "percent", "polarity": "high", "outcome": "safe"}


def catalogue() -> str:
    """Return the YAML of a catalogue with every payload in every text it can stand in."""
    payloads = (*PAYLOADS, *SEVERAL_LINES)
    line = dict(enumerate(PAYLOADS))
    figure: dict[str, dict[str, Any]] = {
        f"i{at}": {
            **INDICATOR,
            "name": one.replace("\n", " "),
            "short": line.get(at, "short"),
            "tier": "headline" if at % 2 else "wider",
            "source": one,
            "note": one,
            "owner": one,
            "targets": {"2018-19": {"value": 90, "source": one, "note": one}},
            "values": {
                "2017-18 Q4": {"value": 70 + at % 20, "source": one, "note": one},
                "2018-19 Q3": {"value": 80 + at % 20, "source": one, "note": one},
                "2018-19 Q4": {"value": 75 + at % 20, "source": one, "note": one},
            },
            "comparators": {"england": {"2018-19 Q4": {"value": 80, "source": one, "note": one}}},
        }
        for at, one in enumerate(payloads)
    }
    figure["labelled"] = {
        **INDICATOR,
        "name": "Labelled",
        "unit": {"label": "@team"},
        "values": {"2018-19 Q4": 3},
        "reported": {"2018-19 Q4": {"status": "red", "note": "::error::x"}},
    }
    actions = {
        f"a{at}": {
            "name": one.replace("\n", " "),
            "owner": one,
            "source": one,
            "note": one,
            "status": {"2018-19 Q4": "delayed"},
            "milestones": {"2019-20": one.replace("\n", " ")},
        }
        for at, one in enumerate(payloads)
    }
    data: dict[str, Any] = {
        "version": 1,
        "organisation": "::error::Anyshire ##[error] @team",
        "area": "@area",
        "tiers": {"headline": "::error::head @team", "wider": "##[group]wide"},
        "comparators": {
            "england": {"name": "::error::England @team", "short": "=1+1", "kind": "national"}
        },
        "outcomes": {
            "safe": {"name": "::error::Safe @team", "note": "::error::x @team", "actions": actions},
        },
        "indicators": figure,
    }
    return json.dumps(data, indent=1)  # which is YAML too


NAMES = (
    "::error::x,=1\n::error::y ##[error] @team <b>&\"' %0A",
    "esc\x1b[31m\x1b]8;;https:example.org\x07 c1\x9b31m bidi\u202e",
    "undecodable\udcff",
)
"""Names of folders."""


def folder(root: Path, name: str) -> Path:
    """Make a folder with a hostile name and the catalogue in it; return the catalogue's path."""
    made = root / name
    made.mkdir()
    (made / "indicators.yaml").write_text(catalogue(), encoding="utf-8")
    (made / "thresholds.yaml").write_text("version: 1\n", encoding="utf-8")
    return made / "indicators.yaml"
