"""A preview answers before its pages are made; links that lead nowhere are told a moment later, as by a build."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from copies import INVENTED, ROOT, copy_city, copy_plan, edit
from plan.preview.layer import Workbench
from plan.preview.link_check import LinkCheck
from plan.publishing.current import Desk

CHAPTER = "docs/plan/overview.md"
DEAD = "\n[先](../tools.md)\n\n[次](#nowhere)\n"
#: A change of another chapter, which has nothing to do with it.
OTHER = ("docs/plan/support.md", "総務課が進めます。", "総務課が広げます。")
TOLD = [
    f"{CHAPTER}:{{line}}: リンク先がないか、使えないアドレスです（実際: '#nowhere'） / "
    "the link leads to no page, or its address may not be used, got '#nowhere'"
]
PATIENCE = 60  # seconds until what never comes counts as lost


def desk_of(folder: Path) -> Desk:
    """A preview's desk, whose folder was read once."""
    own = folder / "overrides/pages"
    desk = Desk(folder, folder / "docs", own if own.is_dir() else ROOT / "overrides/pages", preview=True)
    desk.refresh()
    return desk


def with_dead_link(folder: Path) -> list[str]:
    """Write a link that leads nowhere into a chapter; what a build tells of it."""
    chapter = folder / CHAPTER
    chapter.write_text(chapter.read_text(encoding="utf-8") + DEAD, encoding="utf-8")
    line = chapter.read_text(encoding="utf-8").split("\n").index("[次](#nowhere)") + 1
    return [told.format(line=line) for told in TOLD]


def told(desk: Desk) -> list[str]:
    """What is wrong, in both languages."""
    return [str(finding) for finding in desk.findings]


def looking(desk: Desk, quiet: float = 0) -> tuple[LinkCheck, threading.Event]:
    """Begins to look at a desk's pages in the background; the event is set when it tells."""
    said = threading.Event()
    check = LinkCheck(desk, said.set, quiet)
    check.begin()
    return check, said


def test_a_preview_answers_before_a_page_is_made(tmp_path: Path) -> None:
    """It makes the page that is asked for, and after an edit that one anew; all are made to look at all links."""
    desk = desk_of(copy_plan(tmp_path))
    assert desk.site
    assert list(desk.site.pages.made) == []
    card = desk.site.pages["projects/bus-counter.md"]
    assert desk.site.pages["projects/bus-counter.md"] is card
    assert list(desk.site.pages.made) == ["projects/bus-counter.md"]
    before = desk.site
    edit(tmp_path / "data/projects/bus-counter.yml", "value: 200", "value: 210")
    desk.refresh()
    assert desk.site is not before
    assert list(desk.site.pages.made) == []
    assert "210" in desk.site.pages["projects/bus-counter.md"].html
    assert desk.unseen
    desk.complete()
    assert not desk.unseen
    assert list(desk.site.pages.made) != list(desk.site.pages)
    assert set(desk.site.pages.made) == set(desk.site.pages)


def test_a_file_is_made_when_it_is_asked_for(tmp_path: Path) -> None:
    """A style sheet needs no page, the index of the search those of its language; of no other name is anything made."""
    site = desk_of(copy_plan(tmp_path)).site
    assert site
    assert site.file("assets/site.css") and site.file("assets/none.css") is None
    assert list(site.pages.made) == []
    index = site.file("assets/search.ja.js")
    assert isinstance(index, bytes) and "バス" in index.decode()


def test_pages_are_the_same_whoever_asks(tmp_path: Path) -> None:
    """Several browsers and the look at all links ask for pages at once."""
    folder = copy_plan(tmp_path)
    alone, beside = desk_of(folder).site, desk_of(folder).site
    assert alone and beside
    with ThreadPoolExecutor(8) as browsers:
        made = dict(zip(beside.pages, browsers.map(beside.pages.__getitem__, beside.pages), strict=True))
    assert made == dict(alone.pages)


def test_a_dead_link_is_told_after_the_page_as_a_build_tells_it(tmp_path: Path) -> None:
    """The page is there first; then the finding, word for word, and the site that was good before."""
    folder = copy_plan(tmp_path)
    desk = desk_of(folder)
    desk.complete()
    good = desk.site
    expected = with_dead_link(folder)
    desk.refresh()
    assert told(desk) == []
    assert desk.site and 'href="#nowhere"' in desk.site.pages["plan/overview.md"].html
    _, said = looking(desk)
    assert said.wait(PATIENCE)
    assert told(desk) == expected
    assert desk.site is good


def test_a_dead_link_stays_told_until_it_is_mended(tmp_path: Path) -> None:
    """An edit of something else does not withdraw it for a moment; the edit that mends it does at once."""
    folder = copy_plan(tmp_path)
    expected = with_dead_link(folder)
    desk = desk_of(folder)
    _, said = looking(desk)
    assert said.wait(PATIENCE)
    assert told(desk) == expected
    edit(folder / OTHER[0], *OTHER[1:])
    desk.refresh()
    assert told(desk) == expected
    edit(folder / CHAPTER, "[次](#nowhere)", "次")
    desk.refresh()
    assert told(desk) == []
    assert desk.site and not desk.unseen
    assert OTHER[2] in desk.site.pages["plan/support.md"].html


def test_a_save_ends_the_look(tmp_path: Path) -> None:
    """Nothing is told of what nobody sees any more; what was begun and left is looked at when it is begun again."""
    folder = copy_plan(tmp_path)
    expected = with_dead_link(folder)
    desk = desk_of(folder)
    check, said = looking(desk, 0.2)
    check.stop()
    assert not said.wait(0.5)
    assert told(desk) == [] and desk.unseen
    check.begin()
    assert said.wait(PATIENCE)
    assert told(desk) == expected


def test_a_look_at_what_was_read_before_tells_nothing(tmp_path: Path) -> None:
    """Something else is read while it goes on: that is what holds."""
    folder = copy_plan(tmp_path)
    with_dead_link(folder)
    desk = desk_of(folder)
    steps = 0

    def wanted() -> bool:
        nonlocal steps
        steps += 1
        if steps == 3:
            edit(folder / CHAPTER, "[次](#nowhere)", "次")
            desk.refresh()
        return True

    desk.complete(wanted)
    assert steps == 3
    assert told(desk) == [] and desk.unseen and desk.site
    assert len(desk.site.pages.made) == 0


def test_a_fault_of_the_program_is_told_once_and_on_its_page(tmp_path: Path) -> None:
    """A template without what it names: the page says so, and every page once all were looked at, until it is right."""
    folder = copy_city(tmp_path)
    template = folder / "overrides/pages/search.html"
    sound = template.read_text(encoding="utf-8")
    template.write_text(sound + "{{ nobody.knows }}\n", encoding="utf-8")
    desk = desk_of(folder)
    workbench = Workbench(lambda environ, start: [desk.site.pages["search.md"].html.encode()], desk, lambda page: page)
    body = b"".join(workbench({"PATH_INFO": "/search/"}, lambda *_: None)).decode()
    assert "UndefinedError: &#39;nobody&#39; is undefined" in body
    workbench.links, said = looking(desk)
    assert said.wait(PATIENCE)
    said.clear()
    assert (
        "UndefinedError: &#39;nobody&#39; is undefined"
        in b"".join(workbench({"PATH_INFO": "/"}, lambda *_: None)).decode()
    )
    workbench.links.begin()
    assert not said.wait(0.5)
    template.write_text(sound, encoding="utf-8")
    desk.refresh()
    assert workbench.links.problem == ""
    desk.complete()
    assert told(desk) == []


def test_the_invented_plan_is_told_nothing_of() -> None:
    """A sound plan has no browser load its page again."""
    desk = desk_of(INVENTED)
    _, said = looking(desk)
    end = time.monotonic() + PATIENCE
    while desk.unseen and time.monotonic() < end:
        time.sleep(0.01)
    assert not desk.unseen
    assert not said.wait(0.1)
