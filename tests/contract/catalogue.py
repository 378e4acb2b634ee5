"""A catalogue with a word or a figure of its own in every field, by which each is found again.

`planted(field)` is what stands in a field: a name that stands nowhere else, or a hostile one.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded

PERIOD, BEFORE = "2018-19 Q4", "2018-19 Q3"
MAIN = "zqid"
FILLERS = 17
"""Indicators beside those that are looked for, so that their count is a number of its own."""

Planted = Callable[[str], str]
"""What stands in a field, by its name."""


def unique(field: str) -> str:
    """Return a word that stands in one field alone and that no medium has to escape."""
    return "zq" + "".join(filter(str.isalpha, field))


def text(planted: Planted) -> str:
    """Return the YAML of the catalogue; a text stands in JSON, which is YAML too."""
    from json import dumps

    def p(field: str) -> str:
        return dumps(planted(field))

    fillers = "".join(
        f"  filler-{at}: {{name: Filler {at}, unit: percent, polarity: high, target: 90, "
        f"outcome: {'first' if at % 2 else 'second'}, values: {{{PERIOD}: 95.5}}}}\n"
        for at in range(FILLERS)
    )
    return f"""\
version: 1
organisation: {p("organisation")}
contact: {p("contact")}
published: {{{PERIOD}: {p("published")}}}
tiers: {{headline: {p("tier")}, wider: Wider}}
comparators: {{them: {{name: {p("comparator")}, short: {p("comparator short")}}}}}
groups: {{directorate: {p("grouping")}}}
outcomes:
  first:
    name: {p("outcome")}
    note: {p("outcome note")}
    actions:
      begun:
        name: {p("action")}
        owner: {p("action owner")}
        source: {p("action source")}
        note: {p("action note")}
        status: {{{PERIOD}: re-phased}}
        due: 2017-18 Q2
        milestones: {{2020-21 Q1: {p("milestone")}}}
  second: {{name: Second, actions: {{other: {{name: Other, status: {{{PERIOD}: delivered}}}}}}}}
indicators:
  {MAIN}:
    name: {p("name")}
    short: {p("short")}
    groups: {{directorate: {p("group")}}}
    outcome: first
    unit: percent
    polarity: high
    decimals: 2
    interval: wilson
    source: {p("source")}
    owner: {p("owner")}
    note: {p("note")}
    targets:
      2018-19: {{value: 73.19, note: {p("target note")}, source: {p("target source")}}}
      2019-20: {{value: 77.77, proposed: true, note: {p("proposed note")}}}
    values:
      2018-19 Q1: {{numerator: 4301, denominator: 7511}}
      {BEFORE}: {{numerator: 4406, denominator: 7523, note: {p("previous note")}}}
      {PERIOD}:
        {{numerator: 4661, denominator: 7541, note: {p("reading note")},
          source: {p("reading source")}}}
    comment: {{{PERIOD}: {p("comment")}}}
    action: {{{PERIOD}: {p("what is done")}}}
    comparators:
      them: {{2018-19 Q2: {{value: 66.67, note: {p("comparator note")},
                            source: {p("comparator source")}}}}}
  labelled:
    {{name: Labelled, outcome: first, unit: {{label: {p("unit")}}}, polarity: low, target: 5,
     values: {{{PERIOD}: 4}}}}
  marked:
    {{name: Marked, outcome: second, unit: count, polarity: low, carry: 2 quarters,
     target: {{value: 5, provisional: true}},
     comparators: {{them: {{value: 7, provisional: true}}}},
     values: {{2018-19 Q2: {{value: 3, provisional: true}},
              {BEFORE}: {{value: 4, provisional: true}}}}}}
  turned:
    {{name: {p("turned")}, outcome: second, unit: percent, polarity: high, target: 90,
     values: {{{BEFORE}: 95.25, {PERIOD}: 50.75}}}}
  so-far:
    {{name: So far, outcome: second, unit: count, polarity: high, accumulates: true,
     profile: linear, targets: {{2018-19: 440}}, values: {{{BEFORE}: 331, {PERIOD}: 441}}}}
  each-month:
    {{name: Each month, outcome: second, unit: count, polarity: high, frequency: monthly,
     rolls-up: sum, target: 300, values: {{2019-M01: 301, 2019-M02: 302, 2019-M03: 303}}}}
  judged:
    {{name: Judged, outcome: second, unit: count, polarity: low, target: 5,
     values: {{{PERIOD}: 4}},
     reported: {{{PERIOD}: {{status: amber, overrides: true, note: {p("reported note")}}}}}}}
  printed:
    {{name: Printed, outcome: second, unit: count, polarity: low, values: {{{PERIOD}: 4}},
     reported: {{{PERIOD}: {{status: red}}}}}}
  planned:
    {{name: Planned, outcome: second, unit: percent, polarity: high, year: calendar, target: 60,
     values: {{{PERIOD}: 50}},
     forecast: {{2019: {{value: 54.32, note: {p("forecast note")},
                        source: {p("forecast source")}}}}}}}
  untargeted:
    {{name: Untargeted, outcome: second, unit: count, polarity: low, values: {{{PERIOD}: 4}}}}
{fillers}  zqleftout: {{name: Left out, unit: percent, polarity: sideways, values: {{{PERIOD}: 1}}}}
"""


THRESHOLDS = "version: 1\noutcome: {rule: worst}\n"


@cache
def loaded(planted: Planted = unique, *, partial: bool = True) -> Loaded:
    """Load the catalogue, by default with an indicator that has an error."""
    content = text(planted)
    if not partial:
        content = content[: content.index("  zqleftout")]
    with TemporaryDirectory() as folder:
        own, rules = Path(folder, "indicators.yaml"), Path(folder, "thresholds.yaml")
        own.write_text(content, encoding="utf-8")
        rules.write_text(THRESHOLDS, encoding="utf-8")
        return api.load(own, rules)
