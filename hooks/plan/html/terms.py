"""Turns the glossary into a matcher, and the mentions of its terms in a page's HTML into links.

Spellings that differ only in width or in spaces between letters are one: ICT, ＩＣＴ, I C T.
The longest term wins; a heading, a link or code is never touched.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plan.html.tokens import TAG, VOID, tokens
from plan.model import Term

MARK = "※"

#: Full-width ASCII and the ideographic space.
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_WIDE_KANA = {unicodedata.normalize("NFKC", half): half for half in map(chr, range(0xFF66, 0xFF9E))}
_LATIN, _KATAKANA = "[A-Za-z0-9À-ÖØ-öø-ɏ]", "[ァ-ヺーｦ-ﾟ]"
#: What stands between texts that are searched as one: no letter of a term, nor a space between two.
_APART = "\0"
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")

_LEFT_ALONE = re.compile(
    "<(?:a|h[1-6]|code|pre|script|style|button|summary|textarea|select|svg|title)(?![a-zA-Z0-9-])", re.IGNORECASE
)
#: What holds nothing that the plan says: what is never shown, ways to other pages, what the site says beside it.
_NO_WORDS = re.compile("<(?:nav|script|style|template)(?![a-zA-Z0-9-])", re.IGNORECASE)
_NOT_THE_PLANS = re.compile(r'<[^>]*(?:\sdata-not-plan|\sclass="(?:[^"]*\s)?own-words[\s"])')


@dataclass(frozen=True)
class Mention:
    """Where a text names a term: `text[start:end]`, and whether the source's ※ follows at `end`."""

    start: int
    end: int
    term: str
    marked: bool


class TermIndex:
    """All spellings of all terms in one language, ready to be found in a text."""

    def __init__(self, terms: Iterable[Term], language: str) -> None:
        self._term_of: dict[str, str] = {}
        self.definitions: dict[str, str] = {}
        self.names: dict[str, str] = {}
        spellings: dict[str, str] = {}
        for term in terms:
            self.definitions[term.id] = term.definition.get(language) or ""
            self.names[term.id] = term.name.get(language) or ""
            for spelling in (term.name.get(language), *term.aliases.get(language, ())):
                if spelling:
                    spellings[_fold(spelling)] = term.id
        longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
        groups: dict[str, list[str]] = {}
        for number, spelling in enumerate(longest_first):
            self._term_of[f"t{number}"] = spellings[spelling]
            before, pattern = _pattern(spelling)
            # The group is behind the spelling: of one that begins with a letter the engine then looks at that first.
            groups.setdefault(before, []).append(f"{pattern}(?P<t{number}>)")
        # Most places begin no term: one look at the first letter, and one at the letter before it for all spellings of
        # one script, spares trying every spelling there. No letter begins spellings of two scripts.
        first = "".join(sorted({start for spelling in longest_first for start in _first_letters(spelling)}))
        found = "|".join(f"{before}(?:{'|'.join(patterns)})" for before, patterns in groups.items())
        self._pattern = re.compile(f"(?=[{re.escape(first)}])(?:{found})") if groups else None

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every mention in a text without markup, from left to right, the longest at each place."""
        if self._pattern is None:
            return
        folded = _fold(text)
        for match in self._pattern.finditer(folded):
            marked = folded.startswith(MARK, match.end())
            yield Mention(match.start(), match.end(), self._term_of[str(match.lastgroup)], marked)

    def named(self, *texts: str) -> tuple[str, ...]:
        """The ids of the terms that some texts without markup name, once each, in order.

        This is what counts as a use of a term: for the glossary's pages and for the index of the paper edition.
        """
        if self._pattern is None:
            return ()
        found = self._pattern.finditer(_fold(_APART.join(texts)))  # one search is faster than one for each text
        return tuple(dict.fromkeys(self._term_of[str(match.lastgroup)] for match in found))

    def unexplained_marks(self, text: str) -> Iterator[str]:
        """The words before each ※ that no term ends at; a ※ that opens a note is no mark."""
        explained = {mention.end for mention in self.mentions(text) if mention.marked}
        folded = _fold(text)
        for match in re.finditer(MARK, folded):
            word = re.search(rf"[^\s（(、。「」・{MARK}]+\Z", folded[max(0, match.start() - 30) : match.start()])
            if word and match.start() not in explained:
                yield text[match.start() - len(word[0]) : match.start()]


def _fold(text: str) -> str:
    """The text with wide letters narrowed; every character keeps its place."""
    return _WIDE.sub(_narrow, text)  # `str.translate` takes as long as all the rest together


def _narrow(wide: re.Match[str]) -> str:
    return " " if wide[0] == "\u3000" else chr(ord(wide[0]) - 0xFEE0)


def _pattern(spelling: str) -> tuple[str, str]:
    """Regular expressions for what is before a spelling and for itself; an abbreviation or Japanese may be spaced."""
    spaced = spelling.isupper() or any("\u2e80" <= char <= "\uffff" for char in spelling)
    gap = r"\s?" if spaced else ""
    letters = [_letter(char, first=index == 0 and not spaced) for index, char in enumerate(spelling)]
    start = end = ""
    for kind in (_LATIN, _KATAKANA):
        start += f"(?<!{kind})" if re.match(kind, spelling[0]) else ""
        end += f"(?!{kind})" if re.match(kind, spelling[-1]) else ""
    return start, gap.join(letters) + end


def _letter(char: str, *, first: bool) -> str:
    if char == " ":
        return r"\s+"
    if first and char.lower() != char.upper():
        return f"[{char.upper()}{char.lower()}]"
    half = _WIDE_KANA.get(char) or _half_voiced(char)
    return f"(?:{re.escape(char)}|{half})" if half else re.escape(char)


def _first_letters(spelling: str) -> set[str]:
    """All letters that a mention of the spelling can begin with."""
    char = spelling[0]
    half = _WIDE_KANA.get(char) or _half_voiced(char) or char
    return {char, char.upper(), char.lower(), half[0]}


def _half_voiced(char: str) -> str | None:
    """デ as half-width ﾃﾞ, which is two characters."""
    parts = unicodedata.normalize("NFD", char)
    if len(parts) == 2 and parts[0] in _WIDE_KANA and parts[1] in "\u3099\u309a":
        return _WIDE_KANA[parts[0]] + ("ﾞ" if parts[1] == "\u3099" else "ﾟ")
    return None


def named_in(page: str, index: TermIndex) -> tuple[str, ...]:
    """The ids of the terms that the plan's words in some HTML name, once each, in order: also in headings and links."""
    said, skipped = list[str](), list[str]()
    for token in tokens(page):
        if token[0] == "<":
            if skipped or _NO_WORDS.match(token) or (_beside_the_plan(token) and _NOT_THE_PLANS.match(token)):
                _follow(token, skipped)
        elif not skipped and not token.isspace():
            said.append(html.unescape(token) if "&" in token else token)
    return index.named(*said)


def _beside_the_plan(token: str) -> bool:
    """Whether a tag may say that its words are not the plan's; asked first, because that is fast."""
    return "own-words" in token or "data-not-plan" in token


def link_terms(page: str, index: TermIndex, glossary_url: str) -> str:
    """A page's HTML with the first mention of each term, and every marked one, linked to the glossary.

    `glossary_url` is relative to the page.
    """
    linked: dict[str, None] = {}
    skipped: list[str] = []  # the open element that is left alone, and those of its name within it
    parts = list(tokens(page))
    for place, token in enumerate(parts):
        if token[0] == "<":
            if skipped or _LEFT_ALONE.match(token) or "data-no-terms" in token:
                _follow(token, skipped)
        elif not skipped and not token.isspace():
            parts[place] = _link_text(token, index, glossary_url, linked)
    return "".join(parts)


def _follow(token: str, skipped: list[str]) -> None:
    if skipped and skipped[0] not in token[1 : len(skipped[0]) + 2].lower():
        return  # most tags in what is left alone are of other elements
    tag = TAG.match(token)
    closing, name = (tag[1] == "/", tag[2].lower()) if tag else (True, "")
    if skipped:
        if name == skipped[0]:
            skipped.pop() if closing else skipped.append(name)
    elif not closing and name not in VOID:
        skipped.append(name)


def _link_text(text: str, index: TermIndex, glossary_url: str, linked: dict[str, None]) -> str:
    out, done = [], 0
    words, places = _resolved(text)
    for mention in index.mentions(words):
        if mention.term in linked and not mention.marked:
            continue
        linked.setdefault(mention.term)
        start, end = places[mention.start], places[mention.end + len(MARK) * mention.marked]
        out.append(text[done:start])
        definition = html.escape(index.definitions[mention.term], quote=True)
        out.append(f'<a class="term" href="{glossary_url}#{mention.term}" data-definition="{definition}">')
        out.append(text[start:end] + "</a>")
        done = end
    return "".join(out) + text[done:]


def _resolved(text: str) -> tuple[str, Sequence[int]]:
    """HTML text as it is read, `&amp;` as `&`, and where each of its characters, and its end, stands in `text`."""
    if "&" not in text:
        return text, range(len(text) + 1)
    words, places, done = "", list[int](), 0
    for match in _REFERENCE.finditer(text):
        char = html.unescape(match[0])
        if len(char) != 1:
            continue  # nothing that HTML knows
        words += text[done : match.start()] + char
        places.extend(range(done, match.start() + 1))
        done = match.end()
    return words + text[done:], [*places, *range(done, len(text) + 1)]
