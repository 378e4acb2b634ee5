"""The web page: the same story, nothing from a file taken for markup, readable by everyone."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from ragcalc import pipeline as api
from ragcalc.render.media.style import Style
from ragcalc.render.report import html as report_html
from ragcalc.render.report.view import grid
from ragcalc.scoring.results import Report
from tests import build
from tests.golden.outputs import PERIOD
from tests.golden.outputs import loaded as golden

CSS = (Path(report_html.__file__).parent / "templates" / "report.css").read_text(encoding="utf-8")
VOID = {"meta", "br", "hr", "img", "input", "link"}
HOSTILE = """\
version: 1
organisation: "<script>alert(1)</script> & Co"
comparators: {it: {name: '"><img src=x onerror=alert(2)>'}}
outcomes: {o: {name: '</h2><b>bold'}}
indicators:
  nasty:
    name: "</title><script>alert(3)</script>{{ 7 * 7 }}$x$"
    outcome: o
    unit: count
    polarity: high
    target: 5
    note: "--><svg onload=alert(4)>"
    source: "javascript:alert(5)"
    values: {2018-19 Q3: {value: 4, note: "<i>"}, 2018-19 Q4: 6}
    comparators: {it: 3}
"""


def page(made: Report) -> str:
    return report_html.render(made, Style())


def shipped() -> Report:
    return api.scored(golden("shipped"), "2018-19 Q4", histories=True, last_time=True)


class Reader(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(text: str) -> Reader:
    found = Reader(text)
    assert found.open == []
    return found


def words(text: str) -> str:
    return " ".join(" ".join(read(text).text).split())


def test_it_says_what_the_grid_says() -> None:
    made = shipped()
    text, laid_out = words(page(made)), grid(made)
    for row in laid_out.rows:
        for cell in (row.actual, row.target, row.previous):
            assert cell.text in text
        for said in (row.name, row.reason, row.status.word, row.travel.word):
            assert said in text
        assert all(cell.text in text and cell.word in text for cell in row.gaps)
    for outcome in laid_out.outcomes:
        for tally in (*outcome.achieving, *outcome.getting_better):
            assert f"{tally.word} {tally.number}" in text
    for _, meaning in laid_out.marks:
        assert meaning in text
    for remark in laid_out.remarks:
        assert remark in text


def test_each_chart_says_in_words_what_it_shows() -> None:
    text = page(shipped())
    assert (
        "Chart of 2 readings, lowest 16.0% in Q4 2018-19, highest 16.9% in Q4 2017-18, "
        "latest 16.0% in Q4 2018-19, Red against a target of 14.0%"
    ) in words(text)
    found = read(text)
    drawings = [attrs for tag, attrs in found.elements if tag == "svg" and "class" not in attrs]
    titles = {attrs["id"] for tag, attrs in found.elements if tag == "title" and "id" in attrs}
    assert len(drawings) == 8
    assert {attrs["aria-labelledby"] for attrs in drawings} == titles
    assert {attrs["role"] for attrs in drawings} == {"img"}


def test_ids_are_unique_and_links_lead_to_them() -> None:
    require_links(page(shipped()))


IDS = ("main", "contents", "summary", "key", "outcome-1", "c0-title", "x", "x-name", "name-x")


def test_no_indicator_takes_an_id_of_the_page() -> None:
    """Whatever an indicator is called: its link leads to it, and the page's own to theirs."""
    book = build.loaded(dict.fromkeys(IDS, "target: 3, values: {2018-19 Q4: 4}"))
    text = page(api.scored(book, "2018-19 Q4", histories=True))
    require_links(text)
    links = [attrs["href"] for tag, attrs in read(text).elements if tag == "a"]
    assert all(f"#indicator-{one}" in links for one in IDS)


def require_links(text: str) -> None:
    """No id stands twice, and every link within the page leads to one."""
    found = read(text)
    ids = [attrs["id"] for _, attrs in found.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = {attrs["href"] or "" for tag, attrs in found.elements if tag == "a"}
    assert {one for one in links if not one.startswith("http")} <= {f"#{one}" for one in ids}


def test_the_contents_name_every_part_the_summary_first() -> None:
    text = page(api.scored(golden("invented"), PERIOD))
    nav = words(text[text.index("<nav") : text.index("</nav>") + len("</nav>")])
    outcomes = [one.name for one in grid(api.scored(golden("invented"), PERIOD)).outcomes]
    assert nav == " ".join(["Contents", "Summary", *outcomes, "Key and notes"])


def test_the_status_stands_next_to_the_name() -> None:
    text = page(shipped())
    heads = re.findall(r'<table class="cards indicators">(.*?)</thead>', text, re.DOTALL)
    assert {tuple(words(f"<table>{one}</thead></table>").split()[:2]) for one in heads} == {
        ("Indicator", "Status")
    }


def test_colours_of_charts_are_the_pages_own() -> None:
    text = page(shipped())
    drawings = re.findall(r"<svg viewBox.*?</svg>", text, re.DOTALL)
    assert len(drawings) == 8
    assert all("var(--ink)" in one for one in drawings)
    assert not re.search(r"#[0-9a-f]{6}", "".join(drawings))


def test_a_report_without_histories_has_no_charts() -> None:
    text = page(api.scored(golden("shipped"), "2018-19 Q4"))
    assert "<svg" not in text
    assert "Figures of the chart" not in text
    assert report_html.render(shipped(), Style(), charts=False).count("<svg") == 0


def test_equal_reports_make_equal_bytes() -> None:
    assert page(shipped()) == page(shipped())


def test_a_long_history_has_its_latest_readings_in_the_table(tmp_path: Path) -> None:
    values = ", ".join(f"{2010 + at // 12}-M{at % 12 + 1:02}: {at}" for at in range(50))
    text = (
        "version: 1\norganisation: Anyshire\nindicators:\n  it: {name: It, unit: count, "
        f"polarity: high, frequency: monthly, values: {{{values}}}}}\n"
    )
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    loaded = api.load(tmp_path / "indicators.yaml", None)
    said = words(page(api.scored(loaded, "latest", histories=True)))
    assert "10 previous periods are shown in the chart but not in this table" in said


def test_a_history_without_a_figure_has_no_chart(tmp_path: Path) -> None:
    text = (
        "version: 1\norganisation: Anyshire\nindicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: suppressed}}\n"
        "  one: {name: One, unit: count, polarity: on-target, target: {from: 3, to: 6}, "
        "values: {2018-19 Q4: 5}}\n"
    )
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    loaded = api.load(tmp_path / "indicators.yaml", None)
    made = page(api.scored(loaded, "2018-19 Q4", histories=True))
    assert (made.count("<svg viewBox"), made.count('<svg class="spark"')) == (1, 1)
    assert "Chart of 1 reading, latest 5 in Q4 2018-19, Green against a target of 3 to 6" in words(
        made
    )


# ── Sources ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://example.org/a", ["https://example.org/a"]),
        ("HTTP://EXAMPLE.ORG", ["HTTP://EXAMPLE.ORG"]),
        ("see https://example.org/a?b=1&c=2#d, table 4.", ["https://example.org/a?b=1&c=2#d"]),
        (
            "(https://example.org) and http://example.com!",
            ["https://example.org", "http://example.com"],
        ),
        ('https://example.org/"onclick=x', ["https://example.org/"]),
        ("javascript:alert(1)", []),
        ("data:text/html,x ftp://example.org mailto:a@example.org", []),
        ("www.example.org", []),
        ("https://", []),
    ],
)
def test_an_address_of_the_web_in_a_source_is_a_link(text: str, links: list[str]) -> None:
    """And nothing else is; the text stays what it is."""
    assert "".join(report_html.linked(text)) == text
    assert report_html.linked(text)[1::2] == links
    entries = {"values": "{2018-19 Q4: 4}", "source": json.dumps(text)}
    book = build.loaded({"it": ", ".join(f"{key}: {value}" for key, value in entries.items())})
    made = page(api.scored(book, "2018-19 Q4"))
    found = [attrs for tag, attrs in read(made).elements if tag == "a"]
    shown = [one for one in found if not (one["href"] or "").startswith("#")]
    assert {(one["href"], one["rel"]) for one in shown} == {(one, "noreferrer") for one in links}


@pytest.mark.parametrize("text", ['"', "\\", "</style>", "a\n}", "\\22 ", "é日", "{{ 7 * 7 }}"])
def test_a_string_of_the_styles_ends_where_it_should(text: str) -> None:
    """What a title or a heading holds is within quotes, and no character of it is CSS or markup."""
    written = str(report_html.css_string(text))
    assert re.fullmatch(r'"(?:[\w ]|\\[0-9a-f]+ )*"', written)
    back = re.sub(r"\\([0-9a-f]+) ", lambda one: chr(int(one[1], 16)), written)
    assert back == f'"{text}"'


# ── Nothing of a file is markup ──────────────────────────────────────────────────────────────────


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    (tmp_path / "indicators.yaml").write_text(HOSTILE, encoding="utf-8")
    loaded = api.load(tmp_path / "indicators.yaml", None)
    assert loaded.problems == ()
    return page(api.scored(loaded, "2018-19 Q4", histories=True, evidence=["signal"]))


def test_names_are_text_whatever_they_look_like(hostile: str) -> None:
    found = read(hostile)
    assert {tag for tag, _ in found.elements} & {"script", "img", "b", "i", "iframe"} == set()
    assert [
        attrs for _, attrs in found.elements if any(one.startswith("on") for one in attrs)
    ] == []
    text = words(hostile)
    assert "<script>alert(1)</script> & Co" in text
    assert "</title><script>alert(3)</script>{{ 7 * 7 }}$x$" in text
    assert "--><svg onload=alert(4)>" in text


@pytest.mark.parametrize("which", ["shipped", "hostile"])
def test_nothing_is_asked_of_a_network(which: str, hostile: str) -> None:
    text = page(shipped()) if which == "shipped" else hostile
    for tag, attrs in read(text).elements:
        assert tag not in ("script", "link", "iframe", "object", "embed")
        assert "src" not in attrs
        for name in set(attrs) & {"href", "xlink:href"}:
            within = (attrs[name] or "").startswith("#")
            assert within or (tag, attrs["rel"]) == ("a", "noreferrer")
    assert "url(http" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


# ── Everyone can read it ─────────────────────────────────────────────────────────────────────────


def palettes() -> Iterator[tuple[str, dict[str, str]]]:
    light, dark, *_ = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    base = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6})", light))
    yield "light", base
    yield "dark", {**base, **dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6})", dark))}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("name", "colours"), list(palettes()), ids=["light", "dark"])
def test_every_colour_of_a_word_has_enough_contrast(name: str, colours: dict[str, str]) -> None:
    """WCAG 2.2 AA, 1.4.3: 4.5 to 1 for text."""
    assert name in ("light", "dark")
    for word in ("--ink", "--quiet", "--link", "--green", "--amber-ink", "--red"):
        assert contrast(colours[word], colours["--paper"]) >= 4.5, word
    for chip in ("--green", "--red"):
        assert contrast(colours["--on-chip"], colours[chip]) >= 4.5, chip
    assert contrast(colours["--on-amber"], colours["--amber"]) >= 4.5


@pytest.mark.parametrize(("name", "colours"), list(palettes()), ids=["light", "dark"])
def test_every_line_of_a_chart_has_enough_contrast(name: str, colours: dict[str, str]) -> None:
    """WCAG 2.2 AA, 1.4.11: 3 to 1 for what must be seen to understand a graphic."""
    assert name in ("light", "dark")
    for line in ("--ink", "--quiet", "--goal", "--green", "--amber-ink", "--red", "--focus"):
        assert contrast(colours[line], colours["--paper"]) >= 3, line
        assert line == "--focus" or contrast(colours[line], colours["--band"]) >= 3, line


def test_a_status_is_a_word_and_a_sign_besides_its_colour() -> None:
    chips = re.findall(r'<span class="chip [^"]*">(.*?)</span> ([^<]+)</span>', page(shipped()))
    assert {(re.sub("<.*?>", "", sign), word.strip()) for sign, word in chips} == {
        *(("●", "Green"), ("◆", "Amber"), ("■", "Red"), ("○", "M"), ("◇", "Unrated")),
    }


def test_headings_are_in_order_and_tables_have_scopes() -> None:
    found = read(page(shipped()))
    levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert all("scope" in attrs for tag, attrs in found.elements if tag == "th")
    assert ("html", {"lang": "en-GB"}) in found.elements
