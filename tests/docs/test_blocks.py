"""Every fenced block of every page is run or read by a test."""

import pytest

from tests.docs.pages import DOCS, ROOT, Page

RUN = {
    "README.md": {"sh", "yaml", "python"},  # test_readme, test_commands_shown
    "SECURITY.md": set(),
    "architecture.md": {"text"},  # test_architecture
    "catalogue.md": {"sh", "yaml"},  # catalogue/test_docs, test_commands_shown
    "charts.md": {"sh"},  # test_commands_shown
    "checks.md": {"yaml", "csv", "text", "sh"},  # test_checks, test_examples
    "ci.md": {"sh", "yaml"},  # ci/test_examples, test_commands_shown
    "datasets.md": {"csv", "yaml"},  # test_datasets_page
    "decisions.md": set(),
    "json.md": {"sh", "text"},  # test_json_page, test_commands_shown
    "history.md": {"sh", "sql", "python", "text", "r", "powerquery"},  # test_history_page
    "limits.md": set(),
    "methods.md": set(),
    "python.md": {"python", "text"},  # test_python_page
    "returns.md": {"csv", "sh", "text", "yaml"},  # test_returns_page, test_commands_shown
    "rules.md": {"yaml", "text"},  # test_rules_page
    "scale.md": {"sh", "yaml", "sql"},  # test_commands_shown, test_scale_page
    "word.md": {"sh"},  # test_commands_shown
    "workbook.md": {"sh"},  # test_commands_shown
    "year.md": {"yaml", "csv", "sh", "text"},  # test_year_page
}
"""The languages of the blocks of each page for which a test of that page stands."""
PAGES = [
    Page(ROOT / "README.md"),
    Page(ROOT / "SECURITY.md"),
    *map(Page, sorted(DOCS.glob("*.md"))),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.name)
def test_a_block_is_of_a_kind_that_is_run(page: Page) -> None:
    assert {block.language for block in page.blocks} <= RUN[page.path.name]
    assert len(page.blocks) * 2 == sum(line.startswith("```") for line in page.text.splitlines())


def test_every_text_of_the_json_page_is_an_answer_that_is_tested() -> None:
    from tests.docs.test_json_page import EXAMPLES

    page = Page(DOCS / "json.md")
    texts = [block.text for block in page.blocks if block.language == "text"]
    assert texts == [answer for _, _, answer in EXAMPLES]
