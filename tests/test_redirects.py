"""What moved leads on: a page at its former address, by itself and by a link, without a script or a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from copies import ROOT, copy_plan
from plan.model import Plan
from plan.pages.redirects import redirect_page
from plan.publishing.current import Desk
from plan.showing.localizer import Localizer


def test_what_moved_leads_on(tmp_path: Path) -> None:
    """A page leads on by itself and by a link, in its language; a file is there under both names."""
    folder = copy_plan(tmp_path)
    lines = "projects/bus/ -> projects/bus-counter/\nen/old/ -> en/\ndata/projects.csv -> data/cards.csv\n"
    (folder / "data/addresses.txt").write_text(lines, encoding="utf-8")
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    assert not desk.findings
    assert desk.site
    page = desk.site.file("projects/bus/index.html")
    assert isinstance(page, bytes)
    assert '<meta http-equiv="refresh" content="0; url=../bus-counter/">' in page.decode()
    assert '<a href="../bus-counter/">https://minamo.example/plan/projects/bus-counter/</a>' in page.decode()
    home = desk.site.file("en/old/index.html")
    assert isinstance(home, bytes)
    assert 'url=../"' in home.decode()
    assert '<html lang="en">' in home.decode()
    assert desk.site.file("data/projects.csv") == desk.site.file("data/cards.csv")


@pytest.mark.parametrize(
    ("former", "now", "way"),
    [
        ("projects/old/", "projects/new/", "../new/"),
        ("old/", "", "../"),
        ("", "new/", "new/"),
        ("a/", 'b"<x>/', "../b&quot;&lt;x&gt;/"),
    ],
)
def test_a_page_at_a_former_address_is_whole(plan: Plan, former: str, now: str, way: str) -> None:
    """Its language, no place in search engines, the address of today for them, and nothing that becomes markup."""
    page = redirect_page(former, now, "https://city.example/", Localizer("ja", plan.languages, plan.words)).decode()
    assert f'<meta http-equiv="refresh" content="0; url={way}">' in page
    assert f'<a href="{way}">' in page
    assert '<html lang="ja">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert page.count("<x>") == 0
    assert page.startswith("<!doctype html>\n")
    assert page.endswith("</html>\n")
