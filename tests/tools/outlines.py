"""Pages as they are but for their words, and the words by themselves: what an attack may change, and what not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser


class Outline(HTMLParser):
    """What a page is but for its words: elements with the names of their attributes; and its words by themselves."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.attributes: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))
        self._script = tag in ("script", "style")
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "srcset", "action")]
        self.attributes += [value or "" for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}", ()))
        self._script = False

    def handle_comment(self, data: str) -> None:
        self.elements.append(("!--", (re.sub("Q.*", "", data),)))

    def handle_decl(self, decl: str) -> None:
        self.elements.append(("!", (decl,)))

    def handle_data(self, data: str) -> None:
        if not self._script:  # data for machines is looked at as such
            self.words.append(data)


#: A word with its reading, which stands above those words alone that are known.
_READ = re.compile(r'<ruby>([^<]*)<rp>（</rp><rt aria-hidden="true">[ぁ-ゖァ-ヺー・]*</rt><rp>）</rp></ruby>')


def outline(html: str) -> Outline:
    """The outline of a page without its readings."""
    reader = Outline()
    reader.feed(_READ.sub(r"\1", html))
    reader.close()
    return reader


def squeezed(text: str) -> str:
    """A text as it is compared: blanks do not count."""
    return "".join(text.split())


def check_texts(words: str, texts: Mapping[str, str]) -> set[str]:
    """Every marked text that stands whole in the words is what was written; returns the marks found."""
    words, seen = squeezed(words), set()
    for match in re.finditer(r"Q(\d{5})Q", words):
        end = words.find(f"Z{match[1]}Z", match.start())
        whole = squeezed(texts[match[0]])
        if end >= 0 and end - match.start() <= len(whole) * 6 + 200:
            found = words[match.start() : end + 7]
            if words[: match.start()].endswith('title="'):  # HTML that a page shows, to be written elsewhere
                found = unescape(found)
            assert found == whole, whole[:300]
            seen.add(match[0])
    return seen


def check_page(html: str, twin: Outline, texts: Mapping[str, str]) -> set[str]:
    """A page of attacks is the same page as that of harmless texts, but for its words; returns the marks shown."""
    page = outline(html)
    assert page.elements == twin.elements
    assert page.addresses == twin.addresses
    seen = check_texts(" ".join(page.words), texts)
    for value in page.attributes:
        check_texts(value, texts)
    return seen
