"""Listens to ten kinds of page in two languages as a blind reader does, with Debian's Orca and Firefox: `make hear`.

No part of `make test`: it needs Debian's orca, xvfb, dbus, dbus-x11, at-spi2-core, python3-pyatspi, gir1.2-atspi-2.0,
gir1.2-wnck-3.0, python3-speechd, openbox, xdotool, firefox-esr and libglib2.0-bin.

What was heard when the pages were last looked at is kept in tests/transcripts/; `make hear KEEP=1` writes it anew, to
be read in the difference. What a page has to sound like is asserted here, not that every word is the one of that day.
"""

from __future__ import annotations

import html
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

sys.path.append(str(Path(__file__).with_name("orca")))
from hearing import Hearing, hearing
from shown import shown

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"
KINDS = {
    "home": "",
    "card": "projects/one-stop-counter/",
    "list": "projects/",
    "topic": "topics/procedures/",
    "roadmap": "roadmap/",
    "indicators": "indicators/",
    "statistics": "statistics/",
    "offices": "departments/",
    "chapter": "plan/organization/",
    "search": "search/?q=",
}
#: What is asked of the search, and the sentence that has to answer on arrival, by the folder of the language.
ASKED = {
    "": ("予防接種", r"「予防接種」で\d+件見つかりました"),
    "en/": ("vaccination", r"“vaccination”: \d+\."),
}
HEADING = re.compile(r"heading level \d")
TABLE = re.compile(r"table with \d+ rows? \d+ columns?")
#: Shorter words may well be said twice: a year, the name of an office.
LONG = 20


@pytest.fixture(scope="module")
def desk() -> Iterator[Hearing]:
    """Orca and Firefox, started once."""
    with hearing() as started:
        yield started


@pytest.fixture(scope="module", params=ASKED)
def heard(request: pytest.FixtureRequest, desk: Hearing, address: str, site: Path) -> dict[str, list[str]]:
    """What is said of each kind of page in one language, and of the search under its own name of the language."""
    language = request.param
    said = {}
    for kind, page in KINDS.items():
        asked = quote(ASKED[language][0]) if kind == "search" else ""
        said[kind] = desk.open(f"{address}{language}{page}{asked}", title_of(site / language / page.partition("?")[0]))
        assert len(said[kind]) > 50, kind
    if os.environ.get("KEEP"):
        folder = TRANSCRIPTS / (language.strip("/") or "ja")
        folder.mkdir(parents=True, exist_ok=True)
        for kind, utterances in said.items():
            (folder / f"{kind}.txt").write_text("\n".join(utterances) + "\n", encoding="utf-8")
    said["search"].append(ASKED[language][1])
    return said


def title_of(folder: Path) -> str:
    """What a window with the page is called."""
    found = re.search("<title>(.*?)</title>", (folder / "index.html").read_text(encoding="utf-8"))
    assert found
    return html.unescape(found[1])


def squeezed(words: str) -> str:
    """Words without the blanks between them, and in small letters: a style may begin them with a capital."""
    return "".join(words.casefold().split())


def test_nothing_is_said_twice(heard: dict[str, list[str]]) -> None:
    """No sentence right after itself, nor within what was just said; a link may name what stands before it."""
    for kind, said in heard.items():
        for before, after, what in zip(said, said[1:], [*said[2:], ""], strict=False):
            short, long = sorted((before.strip(), after.strip()), key=len)
            named = what == "link" and len(before) < len(after)
            assert named or len(short) <= LONG or short not in long, f"{kind}: {before} | {after}"


def test_a_heading_says_itself_alone(heard: dict[str, list[str]]) -> None:
    """Its level follows its words at once; no link in it or beside it is read along, and nothing of its name."""
    for kind, said in heard.items():
        levels = [number for number, words in enumerate(said) if HEADING.fullmatch(words)]
        assert levels, kind
        for level in levels:
            title, after = said[level - 1], said[level + 1 : level + 4]
            assert not (len(after) == 3 and after[1] == "link" and after[2] == said[level]), f"{kind}: {after}"
            assert not (after[1] == "link" and title in after[0] and title != "link"), f"{kind}: {title} | {after}"
            assert "figure" not in after, f"{kind}: {after}"


def test_all_that_is_shown_is_said(heard: dict[str, list[str]], site: Path, request: pytest.FixtureRequest) -> None:
    """Each run of text in a page's own part, as often as it is there; that of the search comes by its script."""
    language = request.node.callspec.params["heard"]
    for kind, page in KINDS.items():
        texts = Counter(squeezed(words) for words in shown(site / language / page.partition("?")[0] / "index.html"))
        assert len(texts) > (10 if kind != "search" else 1), kind
        said = squeezed("".join(heard[kind]))
        lost = [words for words, times in texts.items() if len(words) > 1 and said.count(words) < times]
        assert not lost, f"{kind}: {lost}"


def test_a_table_has_a_name(heard: dict[str, list[str]]) -> None:
    """Its caption is the first that is said of it."""
    tables = 0
    for kind, said in heard.items():
        for number, words in enumerate(said):
            if TABLE.fullmatch(words):
                tables += 1
                assert said[number + 2] == "caption", f"{kind}: {said[number : number + 4]}"
    assert tables > 5


def test_a_search_says_how_many_it_found(heard: dict[str, list[str]]) -> None:
    """On arrival, without a key; and no part of a page is read as the bare word for what it is."""
    *said, sentence = heard["search"]
    assert any(re.search(sentence, words) for words in said), said
    for kind, utterances in heard.items():
        article = utterances[utterances.index("main content") :]
        ends = article.index("leaving main content.") if "leaving main content." in article else len(article)
        named = article[: ends - 1]
        assert "statusbar" not in named, kind


def test_a_card_says_its_target_with_its_name(heard: dict[str, list[str]]) -> None:
    """What is measured comes before the value that is to be reached."""
    said = heard["card"]
    target = next(words for words in said if "124" in words)
    assert target.index("124") > 5, target


def test_a_switch_says_whether_it_is_on(heard: dict[str, list[str]]) -> None:
    """Beside its name, which is the same in both states."""
    for kind, said in heard.items():
        switches = [number for number, words in enumerate(said) if words == "toggle button"]
        assert switches, kind
        assert all(said[number + 1] == "not pressed" for number in switches), kind


def test_a_phone_says_the_label_of_a_cell_once(address: str, site: Path) -> None:
    """As the head of its column; what is written before the cell for the eye is not read along."""
    with hearing(width=620) as phone:
        said = phone.open(f"{address}indicators/", title_of(site / "indicators"))
    for label in ("現状値", "目標値", "担当課・関係課"):
        assert said.count(label) == 1, label
