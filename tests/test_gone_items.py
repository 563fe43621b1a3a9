"""Items of a plan's levels that have pages: the page of one that is gone says so, one with another id leads on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from copies import ROOT, copy_plan, edit
from frozen_editions import freeze
from plan.publishing.current import Desk

LOOKS = ROOT / "overrides/pages"


def test_the_page_of_an_item_says_what_became_of_it(tmp_path: Path) -> None:
    """A measure was taken out and another has a new id and a little more to say: no published address dies."""
    first, city = copy_plan(tmp_path / "first"), copy_plan(tmp_path / "city")
    for folder in (first, city):
        edit(folder / "data/levels.yml", "id: measure,", "id: measure, page: true,")
    post = "          - {id: post, title: {ja: 郵便, en: Post}, actions: [{ja: 郵送で受けます。, en: By post.}]}\n"
    edit(first / "data/structure.yml", "          - id: outreach\n", post + "          - id: outreach\n")
    edit(city / "data/structure.yml", "id: outreach\n", "id: on-the-road\n")
    for card in ("phone-help", "bus-counter"):
        edit(city / f"data/projects/{card}.yml", "under: outreach", "under: on-the-road")
    edit(city / "data/plan.yml", "id: first", "id: second")
    label = {"ja": "（案）", "en": "(Draft)"}
    freeze(city, first, id="first", status="draft", label=label, days={"published": date(2023, 1, 10)})
    desk = Desk(city, city / "docs", LOOKS, preview=True)
    desk.refresh()
    desk.complete()
    site = desk.site
    assert site
    assert [str(finding) for finding in desk.findings] == []
    page = site.pages["structure/post.md"].html
    assert "「郵便」は、" in page
    assert "いまの版にはありません。" in page
    assert 'href="../../changes/first--second/#items-post"' in page
    moved = site.file("en/structure/outreach/index.html")
    assert isinstance(moved, bytes)
    assert 'content="0; url=../on-the-road/"' in moved.decode()
    assert {"structure/post/", "structure/outreach/", "en/structure/outreach/"} <= site.lasting
