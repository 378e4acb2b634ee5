"""The page in a real browser: Chromium looks at it, axe-core at what it sees.

Skipped where there is no Chromium; `.ci/run` installs one where it can.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ragcalc import pipeline as api
from ragcalc.render.media.style import Style
from ragcalc.render.report import html as report_html
from tests import build
from tests.golden.outputs import PERIOD, loaded
from tests.render.test_report_html import HOSTILE, shipped

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
playwright = pytest.importorskip("playwright.sync_api", reason="no playwright")
axe_package = pytest.importorskip("axe_playwright_python", reason="no axe-core")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.xdist_group("browser"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
AXE = Path(str(axe_package.__file__)).parent / "axe.min.js"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1100, "height": 900}},
    "dark": {"viewport": {"width": 1100, "height": 900}, "color_scheme": "dark"},
    "320 pixels": {"viewport": {"width": 320, "height": 800}},
    "forced colours": {"viewport": {"width": 1100, "height": 900}, "forced_colors": "active"},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="module", params=["shipped", "hostile"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    if request.param == "shipped":
        book = loaded("shipped")
    else:
        (folder / "indicators.yaml").write_text(HOSTILE, encoding="utf-8")
        book = api.load(folder / "indicators.yaml", None)
    made = api.scored(book, "2018-19 Q4", histories=True, last_time=True)
    path = folder / "page.html"
    path.write_text(report_html.render(made, Style()), encoding="utf-8")
    return path


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_is_requested(browser: Any, file: Path, look: str) -> None:
    """WCAG 2.2 AA, with every fold open; nothing is wider than the screen."""
    _look_at(browser, file, look)


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_where_every_status_stands(
    browser: Any, tmp_path: Path, look: str
) -> None:
    made = api.scored(
        loaded("invented"), PERIOD, evidence=("rank", "signal"), histories=True, last_time=True
    )
    path = tmp_path / "page.html"
    path.write_text(report_html.render(made, Style()), encoding="utf-8")
    _look_at(browser, path, look)


def _look_at(browser: Any, file: Path, look: str, chosen: str = "") -> None:
    context = browser.new_context(**LOOKS[look], bypass_csp=True)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for box in page.query_selector_all(chosen) if chosen else ():
        box.check()
    width = page.evaluate("document.documentElement.scrollWidth")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(ended => ended.violations.map("
        "one => [one.id, one.nodes.map(node => node.html)]))",
        RULES,
    )
    context.close()
    assert found == []
    assert requests == [file.as_uri()]
    assert dialogs == []
    assert width <= LOOKS[look]["viewport"]["width"]


def test_no_table_is_cut_off_on_a_laptop(browser: Any, tmp_path: Path) -> None:
    """From 1,100 pixels the shipped page shows every column without scrolling sideways."""
    made = shipped()
    path = tmp_path / "page.html"
    path.write_text(report_html.render(made, Style()), encoding="utf-8")
    context = browser.new_context(**LOOKS["light"])
    page = context.new_page()
    page.goto(path.as_uri())
    hidden = page.evaluate(
        "[...document.querySelectorAll('.wide')].map(one => one.scrollWidth - one.clientWidth)"
    )
    context.close()
    assert hidden
    assert set(hidden) == {0}


def test_the_letters_of_a_chart_can_be_read_on_a_small_screen(browser: Any, file: Path) -> None:
    context = browser.new_context(**LOOKS["320 pixels"])
    page = context.new_page()
    page.goto(file.as_uri())
    heights = page.evaluate(
        "[...document.querySelectorAll('figure svg text')].map("
        "one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"
    )
    context.close()
    assert heights
    assert min(heights) >= 9  # pixels


def test_the_latest_reading_of_a_small_chart_is_a_dot(browser: Any, file: Path) -> None:
    """The styles of the charts below, which are for all of the page, do not take its round ends."""
    page = browser.new_context().new_page()
    page.goto(file.as_uri())
    found = page.evaluate(
        "[...document.querySelectorAll('.spark .last')].map(one => getComputedStyle(one))"
        ".map(one => [one.strokeLinecap, one.strokeWidth])"
    )
    page.context.close()
    assert found
    assert {tuple(one) for one in found} == {("round", "4.5px")}


def test_no_letter_of_a_chart_is_cut_off(browser: Any, tmp_path: Path) -> None:
    """The last of many periods stands at the very edge."""
    values = ", ".join(f"{2000 + n}-{n + 1:02} Q4: {n}" for n in range(20))
    book = build.loaded({"it": f"target: 5, values: {{{values}}}"})
    path = tmp_path / "page.html"
    made = api.scored(book, "2019-20 Q4", histories=True)
    path.write_text(report_html.render(made, Style()), encoding="utf-8")
    context = browser.new_context(**LOOKS["320 pixels"])
    page = context.new_page()
    page.goto(path.as_uri())
    inside = page.evaluate(
        "(() => { const frame = document.querySelector('figure svg').getBoundingClientRect();"
        " return [...document.querySelectorAll('figure svg text')].map(one =>"
        " one.getBoundingClientRect()).map(one => one.left >= frame.left - 1 &&"
        " one.right <= frame.right + 1 && one.bottom <= frame.bottom + 1) })()"
    )
    context.close()
    assert inside
    assert all(inside)


def test_a_status_keeps_its_frame_and_letters_in_forced_colours(browser: Any, file: Path) -> None:
    context = browser.new_context(**LOOKS["forced colours"])
    page = context.new_page()
    page.goto(file.as_uri())
    chips = page.evaluate(
        "[...document.querySelectorAll('.chip')].map(one => getComputedStyle(one)).map("
        "one => [one.color, one.backgroundColor, one.borderTopColor])"
    )
    context.close()
    assert chips
    assert all(ink == frame != paper for ink, paper, frame in chips)


def test_the_keyboard_reaches_every_fold_and_opens_it(browser: Any, file: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(file.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    folds = page.evaluate("document.querySelectorAll('summary').length")
    seen = 0
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            seen += 1
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.parentElement.open")
        if seen == folds:
            break
    context.close()
    assert seen == folds


def test_what_is_folded_is_printed_with_an_appendix_alone(browser: Any, tmp_path: Path) -> None:
    made = shipped()
    for appendix in (False, True):
        path = tmp_path / "page.html"
        path.write_text(report_html.render(made, Style(), appendix=appendix), encoding="utf-8")
        page = browser.new_context().new_page()
        page.goto(path.as_uri())
        page.emulate_media(media="print")
        heights = page.evaluate(
            "[...document.querySelectorAll('details ul')].map("
            "one => one.getBoundingClientRect().height)"
        )
        page.context.close()
        assert heights
        assert {one > 0 for one in heights} == {appendix}


# ── Narrowed to a status ─────────────────────────────────────────────────────────────────────────

VISIBLE = "[...document.querySelectorAll('{}')].filter(one => one.checkVisibility()).map({})"
STATUS = "one => one.dataset.status"
EMPTY = "one => [...one.querySelectorAll('article')].every(each => !each.checkVisibility())"


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_while_the_page_is_narrowed(browser: Any, file: Path, look: str) -> None:
    _look_at(browser, file, look, "#only-red, #only-missing")


def test_a_choice_by_keyboard_shows_its_indicators_alone(browser: Any, tmp_path: Path) -> None:
    """Rows, details, headings and contents; two choices show both; none shows everything."""
    made = api.scored(loaded("invented"), PERIOD, histories=True, last_time=True)
    path = tmp_path / "page.html"
    path.write_text(report_html.render(made, Style()), encoding="utf-8")
    page = browser.new_context().new_page()
    page.goto(path.as_uri())
    rows, details = VISIBLE.format("tbody [data-status]", STATUS), VISIBLE.format("article", STATUS)
    everything = page.evaluate(rows)
    assert len(everything) == page.evaluate("document.querySelectorAll('article').length")
    for chosen in (["red"], ["red", "amber"]):
        page.focus(f"#only-{chosen[-1]}")
        page.keyboard.press("Space")
        wanted = [one for one in everything if one in chosen]
        assert wanted
        assert page.evaluate(rows) == page.evaluate(details) == wanted
        assert not any(page.evaluate(VISIBLE.format(".tier", EMPTY)))
    for key in ("red", "amber"):
        page.uncheck(f"#only-{key}")
    assert page.evaluate(rows) == everything
    page.context.close()


def test_a_link_leads_to_an_indicator_that_is_not_chosen(browser: Any, file: Path) -> None:
    page = browser.new_context().new_page()
    page.goto(file.as_uri())
    others = "[...document.querySelectorAll('article')].filter(one => one.dataset.status != 'red')"
    name = page.evaluate(f"{others}.map(one => one.id).concat('')[0]")
    if name and page.query_selector("#only-red"):
        page.check("#only-red")
        page.goto(f"{file.as_uri()}#{name}")
        page.check("#only-red")
        assert page.evaluate("name => document.getElementById(name).checkVisibility()", name)
    page.context.close()


# ── On a phone, on paper ─────────────────────────────────────────────────────────────────────────


def test_a_phone_shows_every_cell_of_a_row(browser: Any, file: Path) -> None:
    """From the status to the last comparator, each with its heading, within the screen."""
    page = browser.new_context(**LOOKS["320 pixels"]).new_page()
    page.goto(file.as_uri())
    rights = page.evaluate(
        "[...document.querySelectorAll('.indicators :is(td, tbody th)')].map("
        "one => one.getBoundingClientRect().right)"
    )
    labels = page.evaluate(
        "[...document.querySelectorAll('.indicators tbody tr:first-child td')].map("
        "one => getComputedStyle(one, '::before').content)"
    )
    page.context.close()
    assert rights
    assert max(rights) <= 320
    assert labels[0] == '"Status"'
    assert all(len(one) > 2 for one in labels)


def test_what_a_card_says_stands_beside_its_heading_on_every_line(
    browser: Any, tmp_path: Path
) -> None:
    """Also where it takes several lines, and where the heading does."""
    made = api.scored(loaded("invented"), PERIOD, histories=True, last_time=True)
    path = tmp_path / "page.html"
    path.write_text(report_html.render(made, Style()), encoding="utf-8")
    page = browser.new_context(**LOOKS["320 pixels"]).new_page()
    page.goto(path.as_uri())
    lefts = page.evaluate(
        """[...document.querySelectorAll('.cards td')].map(one => {
            const line = document.createRange()
            line.selectNodeContents(one)
            const rights = [...line.getClientRects()].filter(box => box.width > 0)
            return rights.map(box => box.left - one.getBoundingClientRect().left)
        }).flat()"""
    )
    shares = page.evaluate(
        """[...document.querySelectorAll('.shares td .when')].map(one =>
            one.getBoundingClientRect().top - one.parentElement.getBoundingClientRect().top)"""
    )
    page.context.close()
    assert min(lefts) >= 8 * 16
    assert shares
    assert min(shares) >= 16


def test_eight_indicators_are_three_sheets_of_a4(browser: Any, tmp_path: Path) -> None:
    assert sheets(browser, report_html.render(shipped(), Style()), tmp_path) <= 3


def test_two_hundred_indicators_are_at_most_forty_sheets(browser: Any, tmp_path: Path) -> None:
    """With 20 readings each; the page itself has at most 1.5 MB."""
    values = ", ".join(
        f"{2014 + at // 4}-{15 + at // 4} Q{at % 4 + 1}: {70 + at * 3 % 25}" for at in range(20)
    )
    entries = f"unit: percent, target: 80, comparators: {{england: 75}}, values: {{{values}}}"
    book = build.loaded({f"i{at}": entries for at in range(200)})
    text = report_html.render(
        api.scored(book, "2018-19 Q4", histories=True, last_time=True), Style()
    )
    assert len(text.encode()) <= 1_500_000
    assert sheets(browser, text, tmp_path) <= 40


def sheets(browser: Any, text: str, folder: Path) -> int:
    """Return how many pages Chromium prints, every one with its number and the title."""
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    page = browser.new_context().new_page()
    page.goto(path.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.context.close()
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def test_no_heading_is_parted_from_its_chart(browser: Any, file: Path) -> None:
    page = browser.new_context().new_page()
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    found = page.evaluate(
        "[...document.querySelectorAll('article')].map(one => getComputedStyle(one).breakInside)"
    )
    page.context.close()
    assert set(found) == {"avoid"}


def test_nothing_moves_for_who_asks_for_no_motion(browser: Any, file: Path) -> None:
    page = browser.new_context(reduced_motion="reduce").new_page()
    page.goto(file.as_uri())
    found = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
    page.context.close()
    assert found == "auto"
