"""Checks of what is listed and nobody refers to."""

from collections.abc import Collection, Iterator

from ragcalc.catalogue.model.fields import quoted
from ragcalc.checks.subject import Subject
from ragcalc.problems import Place, Problem
from ragcalc.vocabulary import ComparatorKind


def reference_policy_unused(subject: Subject) -> Iterator[Problem]:
    """No indicator uses a policy in thresholds.yaml.

    Why: its tolerances apply to no indicator, often because `policy:` was forgotten on one.

    Failing:
        # thresholds.yaml
        policies: {tight: {status: {amber: 2%}}}

    Passing:
        policy: tight
        # thresholds.yaml
        policies: {tight: {status: {amber: 2%}}}
    """
    policies = subject.thresholds.policies if subject.thresholds else ()
    for name in _unused(subject, "policies", policies):
        yield Problem(
            "reference-policy-unused",
            f"no indicator has policy: {name}",
            Place(subject.documents[1], ("policies", name)).key_itself(),
            "use it on an indicator, or delete it",
        )


def reference_comparator_unused(subject: Subject) -> Iterator[Problem]:
    """No indicator has a figure for a comparator that is listed.

    Why: its column will be missing from every report, often because its figures are under
    another id.

    Failing:
        # indicators.yaml
        comparators: {england: {name: England}}
        indicators:
          it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}

    Passing:
        # indicators.yaml
        comparators: {england: {name: England}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            comparators: {england: {2017-18: 6}}
    """
    typed = [
        name
        for name, one in subject.catalogue.comparators.items()
        if not subject.datasets or one.kind is ComparatorKind.OTHER
    ]
    for name in _unused(subject, "comparators", typed):
        yield Problem(
            "reference-comparator-unused",
            f"no indicator has a figure of comparator {name}",
            subject.place("comparators", name).key_itself(),
            "add its figures to an indicator, or delete it",
        )


def reference_outcome_unused(subject: Subject) -> Iterator[Problem]:
    """An outcome that is listed has no indicators and no actions.

    Why: it will be missing from every report. Its first indicator may still be to come.

    Failing:
        # indicators.yaml
        outcomes: {safe: {name: People are safe}}
        indicators:
          it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}

    Passing:
        # indicators.yaml
        outcomes: {safe: {name: People are safe}}
        indicators:
          it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}, outcome: safe}
    """
    idle = [name for name, one in subject.catalogue.outcomes.items() if not one.actions]
    for name in _unused(subject, "outcomes", idle):
        yield Problem(
            "reference-outcome-unused",
            f"no indicator has outcome: {name}",
            subject.place("outcomes", name).key_itself(),
            "use it on an indicator, or delete it",
        )


def reference_group_alike(subject: Subject) -> Iterator[Problem]:
    """Two groups of a grouping differ in nothing but case, spaces and punctuation.

    Why: each would have a heading of its own in a report by groups, and `--group` would find half
    of the indicators.

    Failing:
        # indicators.yaml
        groups: {directorate: Directorate}
        indicators:
          it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}, groups: {directorate: Housing Services}}
          two: {name: Two, unit: count, polarity: high, values: {2018-19 Q4: 5}, groups: {directorate: Housing services}}

    Passing:
        # indicators.yaml
        groups: {directorate: Directorate}
        indicators:
          it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}, groups: {directorate: Housing Services}}
          two: {name: Two, unit: count, polarity: high, values: {2018-19 Q4: 5}, groups: {directorate: Housing Services}}
    """  # noqa: E501
    first: dict[tuple[str, str], str] = {}
    for name, one in subject.catalogue.indicators.items():
        for grouping, group in one.groups.items():
            letters = "".join(filter(str.isalnum, group.casefold()))
            other = first.setdefault((grouping, letters), group)
            if other != group:
                yield Problem(
                    "reference-group-alike",
                    f"{grouping} {quoted(group)} is nearly {quoted(other)}",
                    subject.place("indicators", name, "groups", grouping),
                    "write both alike, or list the members: of the grouping",
                )


def _unused(subject: Subject, kind: str, names: Collection[str]) -> Iterator[str]:
    """Yield the names of a kind that no indicator refers to, valid or not."""
    for name in names:
        if (kind, name) not in subject.named:
            yield name
