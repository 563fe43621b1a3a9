"""Turns the pages of one language into the index that the search page reads: address, title, keys, text of each,
and where in the text its sections begin, so that a result can lead to the section. Beside them stand the groups of
synonyms, and `labels`: which keys are the site's own words, which find a page but are not said to stand in the plan.

The index is a script that sets one value, so that it can be read from a copy of the site on a disk as well.
How it is searched stands in overrides/assets/search.js.

Why an engine of our own: of the 142 queries in tests/search/queries.yml, over the same pages, lunr with its Japanese
support brings the right page first for 53 and among the first three for 67; Pagefind's extended build for 75 and 83;
this one for 137 and all 142, because it looks for parts of compounds, readings, other spellings, wrong letters, and
residents' own words. Of lists written before it was measured with them (figures, questions, Roman letters, five
languages, slips) it brings first, and among the first three: 151 and 151 of the 151 of tuned.yml, 147 and 148 of the
150 of held.yml, 232 and 235 of the 236 of fresh.yml (225 and 230 before it was tuned to the kinds of what it missed),
100 and 101 of the 101 of final.yml, 95 and 99 of the 100 of unseen.yml (86 and 89 before), 63 and 66 of the 68 of
later.yml (60 and 63 before), 58 and 60 of the 60 of asked.yml (55 and 57 before). Of a list that it never saw expect
nine of ten first.
"""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from plan.html import footnotes, tokens
from plan.html.citable import SHOWN
from plan.html.pictures import PICTURE
from plan.model import Plan
from plan.pages.folding import Folded, Folding
from plan.pages.search_text import lines
from plan.pages.shown import ShownPage, told
from plan.showing.localizer import Localizer
from plan.showing.source_notes import differs


def script(language: str) -> str:
    """The published name of what a search of a language looks through."""
    return f"assets/search.{language}.js"


def index_script(plan: Plan, speaker: Callable[[str], Localizer], pages: Iterable[ShownPage], language: str) -> str:
    """The script for a language; `pages` are those of the language as a reader gets them."""
    speak, original = speaker(language), speaker(plan.languages.default)
    entries: list[tuple[Any, ...]] = []
    said = {text for words in plan.words.values() for text in words.root.values()}
    said.update(text for topic in plan.topics.topics for text in topic.title.root.values())
    meant = _Meant(plan, original, speak, said)
    for page in pages:
        if found := page.page.search:
            with told(page.page):
                keys = list(found.keys(plan, speak))
            keys += _printed(plan, page, speak)
            keys += [
                html.unescape(heading.title) for heading in page.headings if found.headings and heading.level in (2, 3)
            ]
            text, sections = (found.said(speak), []) if found.said else _text(page, only_lead=found.only_lead)
            entry = (page.address, page.title, list(dict.fromkeys(keys)), text, found.rank, sections)
            lost = meant.lost(page, entry) if found.said and original.language != speak.language else []
            entries.append((*entry, lost) if lost else entry)
    synonyms = [list(group.words) for group in plan.synonyms.synonyms]
    labels = [key for key in dict.fromkeys(key for entry in entries for key in entry[2]) if key in said]
    spoken = [[speak.plain(term.name), term.reading] for term in plan.glossary.terms if term.reading]
    spoken += _read(plan, "\n".join(text for entry in entries for text in (entry[1], *entry[2])))
    words = "".join(text for entry in entries for text in (entry[1], *entry[2], entry[3]))
    words += "".join(itertools.chain(*synonyms))
    folding = Folding(speak.writing, words).script()
    index = {"pages": entries, "synonyms": synonyms, "readings": spoken, "labels": labels, "folding": folding}
    content = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return f"window.planIndex={content};\n"


class _Meant:
    """The groups of synonyms that what a page is about has to do with, whatever the words of a translation are."""

    def __init__(self, plan: Plan, original: Localizer, speak: Localizer, labels: Collection[str]) -> None:
        self._plan, self._original = plan, original
        self._was, self._is = Folding(original.writing, ""), Folding(speak.writing, "")
        self._groups = [
            [self._was.fold(word) for word in group.words if word not in labels] for group in plan.synonyms.synonyms
        ]

    def lost(self, page: ShownPage, entry: Sequence[Any]) -> list[int]:
        """The groups of which the original has a word and the page has none: 住所異動, where it says 住所が変わる."""
        found = page.page.search
        if not found or not found.said:
            return []
        told = (page.page.title(self._plan, self._original), found.said(self._original))
        was, now = self._was.fold("\n".join(told)), self._is.fold("\n".join((entry[1], *entry[2], entry[3])))
        return [n for n, group in enumerate(self._groups) if _has(was, group) and not _has(now, group)]


def _has(text: Folded, group: Iterable[Folded]) -> bool:
    return any(
        word.spaced in text.spaced if word.joined.isascii() else word.joined in text.joined
        for word in group
        if len(word.joined) > 1
    )


#: A word of two ideographs and more.
_WRITTEN = re.compile("[一-龠々]{2,}")


def _read(plan: Plan, names: str) -> Iterator[list[str]]:
    """The words of names that are read in one way wherever they stand, each with its kana.

    Of the words of whole texts there are four times as many, which would make an index heavier by a seventh.
    """
    for reading in plan.readings.readings:
        if reading.written == reading.word and _WRITTEN.fullmatch(reading.word) and reading.word in names:
            yield [reading.word, "".join(reading.kana)]


#: A quotation up to this length is a name or a phrase, not a passage.
_NAME = 60


def _printed(plan: Plan, page: ShownPage, speak: Localizer) -> list[str]:
    """The names that the original has for a card and the site prints otherwise: who knows them finds the card."""
    own = [
        note
        for note in plan.notes.notes
        if differs(note) and note.subject and plan.card_page(note.subject) == page.name
    ]
    said = [speak.plain(place.says) for note in own for place in note.places]
    return [words for words in said if len(words) <= _NAME and "\n" not in words]


#: Where a section may begin: a heading with an id, or an element with an id that begins with a heading.
_SECTION = re.compile(
    r"<h(?P<level>[23])[^>]*\sid=\"(?P<id>[^\"]+)\"[^>]*>(?P<heading>.*?)</h(?P=level)>"
    r"|<section[^>]*\sid=\"(?P<entry>[^\"]+)\"[^>]*>\s*<h3>(?P<name>.*?)(?=<small>|</h3>)",
    re.DOTALL,
)
#: A picture of the plan, which says in words what it shows.
_ALTERNATIVE = re.compile(rf'(<figure class="{PICTURE}"[^>]*>)<img [^>]*?alt="([^"]*)"[^>]*>')
_TERM = re.compile(r"<a class=\"term\"[^>]*>([^<]*)</a>")
#: The words that tell the site's own from the plan's: they are no text of a page that a search may find.
_MARK = re.compile(r"<small class=\"own-mark\">[^<]*</small>")
#: So are the numbers by which comments cite it.
_NUMBER = re.compile(rf'<(a|small) class="{SHOWN}[^>]*>[^<]*</\1>|<details class="comment-list.*?</details>', re.DOTALL)
#: So are the forms that ask a search, and their examples: the search would find what it offers to look for.
_FORM = re.compile(r'<form class="find\b.*?</form>|<p class="examples">.*?</p>', re.DOTALL)
#: What is told of doubts and of corrected places is not what the plan says: a search does not find it.
_ASIDE = re.compile(r"<div class=\"own-words doubts\">.*?</div>|<details class=\"quotes\".*?</details>", re.DOTALL)


def _alternative(picture: re.Match[str]) -> str:
    return f"{picture[1]}{picture[2]} "


def _text(page: ShownPage, *, only_lead: bool) -> tuple[str, list[tuple[int, str, str]]]:
    """The words of a page, a line for each of its blocks, and the place in them, id and heading of each section.

    Of a list only the words before its first heading; its sections are known by their headings alone.
    Places count as scripts count: in units of UTF-16.
    """
    body = _ALTERNATIVE.sub(_alternative, page.html) if f'<figure class="{PICTURE}"' in page.html else page.html
    body = _NUMBER.sub("", body) if SHOWN in body else body
    body = _FORM.sub("", body)
    body = _MARK.sub("", _ASIDE.sub("", _TERM.sub(r"\1", footnotes.folded(body))))
    known = {heading.id for heading in page.headings}
    starts = [start for start in _SECTION.finditer(body) if start["entry"] or start["id"] in known]
    found, begins = lines(body, [start.start() for start in starts])
    said = "\n".join(found[: begins[0]] if begins else found)
    sections = []
    for start, (first, last) in zip(starts, itertools.pairwise([*begins, len(found)]), strict=True):
        place = len(said.encode("utf-16-le")) // 2
        sections.append((place, start["id"] or start["entry"], tokens.run(start["heading"] or start["name"] or "")))
        if not only_lead:
            said += "".join(f"\n{line}" for line in found[first:last])
    return said, sections
