"""What a baseline knows is not shown and does not fail; what is new does."""

import pytest

from ragcalc.checks import baseline
from ragcalc.checks.baseline import NotABaseline
from ragcalc.checks.run import Checked
from ragcalc.problems import LocatedProblem, Severity, Span

PROBLEM = LocatedProblem(
    code="value-not-a-number",
    severity=Severity.ERROR,
    message="target must be a number, not 'ninety'",
    hint="",
    file="../indicators.yaml",
    name="indicators.yaml",
    span=Span(6, 13, 6, 19),
    key="indicators.a.target",
    excerpt="    target: ninety",
)
MOVED = PROBLEM._replace(span=Span(60, 13, 60, 19), file="indicators.yaml", message="other words")
OTHERS = [
    PROBLEM._replace(code="value-too-long"),
    PROBLEM._replace(key="indicators.b.target"),
    PROBLEM._replace(name="other.yaml"),
]


def test_a_baseline_is_written_sorted_with_how_often_each_problem_is_known() -> None:
    assert baseline.text([OTHERS[1], PROBLEM, PROBLEM]) == (
        '{\n  "schema": "ragcalc/baseline/1",\n  "problems": [\n'
        '    {\n      "file": "indicators.yaml",\n      "code": "value-not-a-number",\n'
        '      "key": "indicators.a.target",\n      "count": 2\n    },\n'
        '    {\n      "file": "indicators.yaml",\n      "code": "value-not-a-number",\n'
        '      "key": "indicators.b.target",\n      "count": 1\n    }\n  ]\n}\n'
    )


def test_a_problem_that_only_moved_is_known() -> None:
    known = baseline.read(baseline.text([PROBLEM]))
    assert known.split([MOVED]) == ((), (MOVED,))


@pytest.mark.parametrize("other", OTHERS)
def test_another_code_key_or_file_is_new(other: LocatedProblem) -> None:
    known = baseline.read(baseline.text([PROBLEM]))
    assert known.split([other, PROBLEM]) == ((other,), (PROBLEM,))


def test_a_second_problem_of_one_code_and_key_is_new() -> None:
    known = baseline.read(baseline.text([PROBLEM]))
    assert known.split([PROBLEM, MOVED]) == ((MOVED,), (PROBLEM,))


def test_files_are_named_otherwise_in_what_is_new_and_what_is_known() -> None:
    checked = Checked((PROBLEM,), 1, 1, None, others=(OTHERS[1],), known=(MOVED,))
    assert checked.named(lambda file: f"/home/{file}") == checked._replace(
        problems=(PROBLEM._replace(file="/home/../indicators.yaml"),),
        known=(MOVED._replace(file="/home/indicators.yaml"),),
    )


def test_only_what_is_new_fails() -> None:
    checked = Checked((PROBLEM, OTHERS[0]), 1, 1, None, others=(OTHERS[1],))
    known = baseline.read(baseline.text([PROBLEM, *OTHERS]))
    left = checked.against(known)
    assert (left.problems, left.others, left.known) == ((), (), (PROBLEM, OTHERS[0]))
    assert not left.failed
    assert checked.against(baseline.read(baseline.text([PROBLEM]))).failed


def test_a_baseline_shows_letters_as_they_are() -> None:
    text = baseline.text([PROBLEM._replace(name="Zürich/indicators.yaml", key="indicators.größe")])
    assert '"file": "Zürich/indicators.yaml"' in text
    assert '"key": "indicators.größe"' in text


OTHERWISE = "it is not what --write-baseline writes"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", OTHERWISE),
        ("[]", OTHERWISE),
        ("{}", OTHERWISE),
        ('{"schema": "ragcalc/check/1", "problems": []}', "its schema is not ragcalc/baseline/1"),
        ('{"schema": "ragcalc/baseline/1"}', OTHERWISE),
        ('{"schema": "ragcalc/baseline/1", "problems": [1]}', OTHERWISE),
        ('{"schema": "ragcalc/baseline/1", "problems": [{"file": 1}]}', OTHERWISE),
        ("[" * 100_000, OTHERWISE),
    ],
)
def test_what_is_no_baseline_is_refused(text: str, why: str) -> None:
    with pytest.raises(NotABaseline) as refused:
        baseline.read(text)
    assert str(refused.value) == why
