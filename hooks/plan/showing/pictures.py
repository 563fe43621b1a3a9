"""Turns the pictures of chapters and cards into what pages show: in sizes for every screen, numbered, with their words.

A picture with a caption has a number, the same in every language, on the site and in every document: they are counted
as the paper edition shows them, through the chapters, and through the cards where a chapter has these in full.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from plan.drawing.renditions import Renditions
from plan.html.footnotes import unmarked
from plan.html.pictures import CAPTION, DESCRIPTION, PICTURE
from plan.html.prose import PLACEHOLDER, convert
from plan.html.tokens import run
from plan.model import CardPicture
from plan.reading.chapters import Chapter
from plan.reading.folders import pages
from plan.reading.pictures import target
from plan.showing.addresses import way
from plan.showing.catalog import Card, Catalog
from plan.showing.localizer import Localizer, Phrase

#: How wide a picture stands on a page, for browsers to choose its size before they know the style.
_SIZES = "(max-width: 48em) 100vw, 46rem"
_WRITTEN = re.compile(rf'<figure class="{PICTURE}"><img alt="([^"]*)" src="([^"]*)" />')
_CAPTION = re.compile(rf'<p class="{CAPTION}">(.*?)</p>', re.DOTALL)
_SUMMARY = f'<details class="{DESCRIPTION}">\n<summary></summary>'


@dataclass(frozen=True)
class ShownPicture:
    """A picture of a card: the address of its file under docs/, its HTML, its id and the words of its number if it has
    one, and what is said of it."""

    source: str
    image: Markup
    anchor: str
    number: str
    picture: CardPicture

    @property
    def told(self) -> bool:
        """Whether anything is said of it beside its alternative text."""
        return bool(self.picture.caption or self.picture.source or self.picture.description)


@dataclass(frozen=True)
class ListedPicture:
    """An entry of the list of pictures: the words of its number, its caption, its page and its place there."""

    number: str
    caption: Phrase
    page: str
    anchor: str


class PlanPictures:
    """The pictures of a plan; `made` are their sizes, by the addresses under docs/ of their files."""

    def __init__(self, catalog: Catalog, chapters: Mapping[str, Chapter], made: Mapping[str, Renditions]) -> None:
        self._catalog, self._made = catalog, made
        self._chapters = {page: chapters[f"{page}.md"] for page in pages(catalog.plan.details.parts)} if made else {}
        self._first: dict[str, int] = {}
        number = 1
        for page, count in self._counted():
            self._first[page] = number
            number += count

    @property
    def all(self) -> Sequence[Renditions]:
        """All of them, in all sizes."""
        return tuple(self._made.values())

    def in_chapter(self, made: str, page: str, address: str, speak: Localizer) -> str:
        """HTML of a chapter with its pictures as the page at an address shows them; `speak` speaks its language."""
        if f'<figure class="{PICTURE}">' not in made:
            return made
        number = self._first[page]
        parts = [made[: made.index(f'<figure class="{PICTURE}">')]]
        for part in re.split(rf'(?=<figure class="{PICTURE}">)', made[len(parts[0]) :]):
            found = _WRITTEN.match(part)
            if found is None:
                parts.append(part)
                continue
            source = self._made[target(f"{page}.md", html.unescape(found[2]))]
            image = image_html(source, address, html.unescape(found[1]))
            rest = part[found.end() :].replace(
                _SUMMARY, _SUMMARY.replace("></s", f">{speak.word('picture_description')}</s"), 1
            )
            anchor = ""
            if f'<p class="{CAPTION}">' in rest:
                words, anchor = speak.word("picture_number", number=number), f' id="{anchor_of(number)}"'
                rest = rest.replace(f'<p class="{CAPTION}">', f'<p class="{CAPTION}"><b>{words}</b> ', 1)
                number += 1
            parts.append(f'<figure class="{PICTURE}"{anchor}>{image}{rest}')
        return "".join(parts)

    def on_card(self, card: Card, address: str, speak: Localizer) -> Iterator[ShownPicture]:
        """The pictures of a card, as its page at an address shows them."""
        number = self._first.get(card.page, 0)
        for item in card.project.pictures:
            alt = speak.plain(item.alt) if item.alt else ""
            words, anchor = "", ""
            if item.caption:
                words, anchor = speak.plain_word("picture_number", number=number), anchor_of(number)
                number += 1
            made = self._made[target("", item.file)]
            yield ShownPicture(made.source.uri, image_html(made, address, alt), anchor, words, item)

    def listed(self, shown: Mapping[str, Chapter], speak: Localizer) -> Iterator[ListedPicture]:
        """The pictures that have a number, in its order; `shown` are the chapters as readers of a language get them."""
        for page, number in self._first.items():
            if page in shown:
                chapter = shown[page]
                said = [run(unmarked(words)) for words in _CAPTION.findall("".join(convert(chapter.text).pieces))]
                captions = [Phrase(words, speak.marked(words, chapter.language)) for words in said]
            else:
                card = self._catalog.card(page.partition("/")[2])
                captions = [speak.phrase(item.caption) for item in card.project.pictures if item.caption]
            for count, caption in enumerate(captions, start=number):
                words = speak.plain_word("picture_number", number=count)
                yield ListedPicture(words, caption, page, anchor_of(count))

    def _counted(self) -> Iterator[tuple[str, int]]:
        """Each page that shows pictures in full, in the order of the paper edition, with how many have a caption."""
        seen: set[str] = set()
        for page, chapter in self._chapters.items():
            captioned = [picture.line for picture in convert(chapter.text).pictures if picture.caption]
            yield page, len(captioned)
            for place in PLACEHOLDER.finditer(chapter.text):
                if place[1] == "projects" and place[2]:
                    yield from self._on_cards(self._catalog.numbered(place[2]), seen)
        yield from self._on_cards(self._catalog.cards, seen)

    def _on_cards(self, cards: Sequence[Card], seen: set[str]) -> Iterator[tuple[str, int]]:
        for card in cards:
            if card.id not in seen and card.project.pictures:
                seen.add(card.id)
                yield card.page, sum(picture.caption is not None for picture in card.project.pictures)


def anchor_of(number: int) -> str:
    """The place of a picture on its page, by its number."""
    return f"figure-{number}"


def image_html(made: Renditions, address: str, alt: str) -> Markup:
    """A picture as the page at an address shows it: a browser takes the size that it needs, when it comes in sight."""
    names = [(quote(way(address, size.name)), size.width) for size in made.sizes]
    source = next((name for name, width in names if width >= _USUAL), names[-1][0])
    choice = ", ".join(f"{name} {width}w" for name, width in names)
    several = f' srcset="{choice}" sizes="{_SIZES}"' if len(names) > 1 else ""
    largest = made.sizes[-1]
    return Markup(  # noqa: S704 - escaped here
        f'<img src="{source}"{several} width="{largest.width}" height="{largest.height}" alt="{html.escape(alt)}" '
        'loading="lazy" decoding="async">'
    )


#: The width of the size for browsers that choose none.
_USUAL = 960
