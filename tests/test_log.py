"""The log of a plan: a page, the cards concerned, and feeds that readers of feeds take."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from copies import INVENTED, ROOT, copy_plan
from lxml import etree
from plan.opendata.edition import OpenData
from plan.pages.site import Site
from plan.paper.library import Library
from plan.reading.loader import load_plan
from plan.showing.renderer import Renderer

ATOM = "{http://www.w3.org/2005/Atom}"
#: A moment as RFC 3339 writes it, which RFC 4287 asks for.
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})")


def renderer_of(folder: Path) -> Renderer:
    """The plan of a folder, ready to be shown."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache", loaded.pictures)


@pytest.fixture
def logged(tmp_path: Path) -> Renderer:
    """The invented plan with a log of three entries."""
    folder = copy_plan(tmp_path)
    (folder / "data/log.yml").write_bytes((ROOT / "tests/log/entries.yml").read_bytes())
    return renderer_of(folder)


def test_the_page_has_the_newest_first_and_a_card_its_own(logged: Renderer) -> None:
    """Each entry stands with its day, its kind and the cards; a card that none concerns has none of it."""
    site = Site(logged, Library())
    page = site.pages["log.md"].html
    assert re.findall(r'id="log-([a-z-]+)"', page) == ["review", "second-bus", "fewer-callers"]
    assert "電話が&lt;前年&gt;より2割減った &amp; 待ち時間も短い。" in page
    assert "令和6年4月10日（2024年）に改めた" in page
    assert '<a href="../projects/bus-counter/">走る窓口</a>' in page
    assert 'href="../data/log.ja.atom"' in page
    card = site.pages["projects/bus-counter.md"].html
    assert re.findall(r'"../../log/#log-([a-z-]+)"', card) == ["second-bus"]
    assert "4月から試す。" in card
    assert "Decided" in site.pages["projects/bus-counter.en.md"].html


def test_without_a_log_nothing_is_seen_of_it(tmp_path: Path) -> None:
    """No page, no file, no word on a card."""
    site = Site(renderer_of(INVENTED), Library())
    assert not [uri for uri in site.pages if uri.startswith("log")]
    assert not [name for name in site.names if name.startswith("data/log")]
    assert "log-" not in site.pages["projects/bus-counter.md"].html


@pytest.mark.parametrize("language", ["ja", "en", "pt"])
def test_atom_has_what_its_standard_requires(logged: Renderer, language: str) -> None:
    """RFC 4287, 4.1: id, title, updated, author of the feed; of an entry id, title, updated, a link and its text."""
    raw = OpenData(logged).files[f"data/log.{language}.atom"]
    assert isinstance(raw, bytes)
    feed = etree.fromstring(raw)
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1, name
    assert feed.findtext(f"{ATOM}id") == f"tag:minamo.example,2023:log/{language}"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    folder = "" if language == "ja" else f"{language}/"
    assert links == {
        "self": f"https://minamo.example/plan/data/log.{language}.atom",
        "alternate": f"https://minamo.example/plan/{folder}log/",
    }
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert ids == [f"tag:minamo.example,2023:log/{id}" for id in ("second-bus", "review", "fewer-callers")]
    for entry in entries:
        for name in ("title", "updated", "published", "content"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1, name
        assert entry.find(f"{ATOM}link[@rel='alternate']") is not None
        assert all(MOMENT.fullmatch(entry.findtext(f"{ATOM}{name}") or "") for name in ("updated", "published"))
    assert feed.findtext(f"{ATOM}updated") == "2024-04-10T00:00:00+09:00"
    assert entries[0].findtext(f"{ATOM}published") == "2024-02-01T00:00:00+09:00"


def test_words_stay_words(logged: Renderer) -> None:
    """What looks like markup is text in both feeds, in the language that it is in."""
    files = OpenData(logged).files
    feed = etree.fromstring(bytes(files["data/log.en.atom"]))  # type: ignore[arg-type]
    assert feed.findall(f"{ATOM}entry")[2].findtext(f"{ATOM}content") == (
        "A fifth fewer calls than <last year> & shorter waits."
    )
    told = json.loads(bytes(files["data/log.pt.feed.json"]))  # type: ignore[arg-type]
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["language"] == "pt"
    assert [item["language"] for item in told["items"]] == ["en"] * 3
    needed = {"id", "url", "content_text", "date_published", "date_modified"}
    assert all(needed <= item.keys() for item in told["items"])
    assert len({item["id"] for item in told["items"]}) == 3


def test_the_log_is_a_table_too(logged: Renderer) -> None:
    """With a row for each card concerned."""
    rows = json.loads(bytes(OpenData(logged).files["data/log_cards.json"]))  # type: ignore[arg-type]
    assert [(row["entry_id"], row["card_id"]) for row in rows] == [
        ("fewer-callers", "phone-help"),
        ("second-bus", "bus-counter"),
        ("second-bus", "one-counter"),
    ]
