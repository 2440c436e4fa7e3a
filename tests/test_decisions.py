"""The index of decisions names each page once, under its own number and title."""

import re
from pathlib import Path

DECISIONS = Path(__file__).parents[1] / "docs/decisions"


def test_the_index_lists_each_page_by_its_title() -> None:
    pages = sorted(DECISIONS.glob("[0-9]*.md"))
    assert len({page.name[:4] for page in pages}) == len(pages)
    titles = [page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for page in pages]
    assert [title[:4] for title in titles] == [page.name[:4] for page in pages]
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[(.+)\]\((.+)\)$", index, re.MULTILINE)
    assert listed == [(title, page.name) for title, page in zip(titles, pages, strict=True)]
