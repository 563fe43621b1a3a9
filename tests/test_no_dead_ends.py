"""Where a reader stands at the end of something, a way leads on."""

from __future__ import annotations

import re
from pathlib import Path

from plan.model import Plan

#: The foot of a page.
_FOOT = re.compile(r'<footer class="foot">.*?</footer>', re.DOTALL)
#: Where the last chapter leads to.
_ON = re.compile(r'<a href="([^"]+)" rel="next">')


def test_the_offices_are_one_tap_from_every_page(site: Path, plan: Plan) -> None:
    """Whom to ask stands at the same place everywhere: at the foot."""
    pages = [
        page
        for page in site.rglob("index.html")
        if not {"embed", "editions", "pdf"} & set(page.relative_to(site).parts)
        and _FOOT.search(page.read_text("utf-8"))
    ]
    assert len(pages) > 100
    for page in pages:
        foot = _FOOT.search(page.read_text("utf-8"))
        assert foot
        assert re.search(r'href="[^"]*departments/"', foot[0]) or page.parent.name == "departments", page


def test_a_wrong_address_leads_to_the_offices_in_each_language(site: Path, plan: Plan) -> None:
    """Who finds no page is told whom to ask."""
    for language in plan.languages.codes:
        folder = site if language == plan.languages.default else site / language
        main = (folder / "404.html").read_text("utf-8").split("<footer")[0]
        assert re.search(r'<li><a href="[^"]*departments/">', main), language


def test_the_last_chapter_leads_to_the_list(site: Path, plan: Plan) -> None:
    """It has no chapter after it."""
    last = site / "implementation/people/index.html"
    assert _ON.findall(last.read_text("utf-8")) == ["../../projects/"]
