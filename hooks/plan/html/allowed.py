"""Turns a chapter's Markdown into what of it must not come on a page, each with its line.

A chapter is the city's own Markdown and may hold HTML of its own; a page may hold no script, and paper only what
`page_tree` can set. What is looked at is the HTML that Markdown makes, in one strict spelling: whatever a browser
could read otherwise is refused, so that nothing depends on how a browser mends it.
"""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from plan.html import links
from plan.html.lines import CODE
from plan.html.prose import UnreadableProseError, convert
from plan.html.slips import Slip
from plan.html.tokens import TAG, VOID, tokens
from plan.html.tree import UnknownElementError, page_tree
from plan.messages.findings import FileLine, Finding, shown
from plan.messages.likeness import alike
from plan.messages.sentences import Said

#: What page_tree sets on paper; all else would be on the site alone, or run there.
_ELEMENTS = frozenset(
    "a abbr article b blockquote br caption code dd details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 header hr "
    "i img li main ol p q rp rt ruby section small span strong sub summary sup table tbody td tfoot th thead tr "
    "ul".split()
)
_ATTRIBUTES = frozenset("class colspan href id lang rowspan scope start value".split())
#: Those of a picture, whose file is looked at when it is read.
_OF_PICTURES = frozenset(("alt", "src"))
#: Classes by which the program's own pages leave something out of paper or put something in its place.
_OURS = re.compile(r"\b(?:only-dark|screen-only|term|badge)\b|project-list-")
_SCHEMES = frozenset(("", "http", "https", "mailto", "tel"))
#: Elements and attributes that Markdown makes of what is told already, by the kinds of slips.
_TOLD: Mapping[str, Sequence[str]] = {
    "pre": ("indented", "fence"),
    "img": ("picture", "linked-picture"),
    "title": ("link-title", "picture"),
}
MAX_DEPTH = 30
#: By so many letters before it and after it a place is known.
_AROUND = 20
#: So many places of a chapter's HTML are looked for.
_MANY = 200
#: Markdown takes time with the square of these; no chapter needs so many.
MAX_MARKS = {"[": 1000, "<": 3000, "`": 1000}

#: A tag in the one spelling that is let through.
_TAG = re.compile(r"<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z-]+=\"[^\"<>]*\")*) ?/?>")
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")


def too_many(text: str) -> str:
    """The mark of which a chapter has too many to be converted in time; nothing if it can be."""
    return next((mark for mark, limit in MAX_MARKS.items() if text.count(mark) > limit), "")


@lru_cache(maxsize=512)
def chapter_faults(text: str, name: str) -> tuple[Finding, ...]:
    """What a chapter may not hold, which messages call `name`; its line ends are plain, placeholders passed over."""
    if mark := too_many(text):
        return (Finding(FileLine(name), "too-many-marks", {"found": shown(mark), "limit": MAX_MARKS[mark]}),)

    def fault(line: int, rule: str, found: str) -> Finding:
        return Finding(FileLine(name, line), rule, {"found": shown(found)})

    try:
        prose = convert(text)
    except UnreadableProseError as error:
        return (fault(1, "not-in-chapters", str(error)),)
    made = "".join((prose.title, *prose.pieces))
    faults = list(_slips(prose.slips, name))
    strange = itertools.islice(_strange(made, {slip.kind for slip in prose.slips}, len(prose.pictures)), _MANY)
    bare = CODE.sub(lambda code: " " * len(code[0]), text)
    taken: set[int] = set()
    placed = [(_line(text, bare, one, taken), one) for one in dict.fromkeys(strange)]
    faults += _slips((Slip(line, one.kind, one.found) for line, one in placed if one.kind), name)
    faults += [fault(line, "not-in-chapters", one.found) for line, one in placed if not one.kind]
    strange_links = (href for href in links.addresses(text) if not _leads(href))
    faults += [fault(line, "bad-link", href or "()") for href in strange_links for line in links.lines_of(text, href)]
    if not faults:
        try:
            page_tree(made, "")
        except UnknownElementError as error:
            element = re.search(r"<([a-z0-9]+)>", str(error))
            found = element[0] if element else "HTML"
            faults.append(fault(_line(text, text, _Strange(found, "", found[:-1]), set()), "not-in-chapters", found))
    return tuple(faults)


def _slips(slips: Iterable[Slip], name: str) -> Iterator[Finding]:
    for slip in slips:
        details = {"found": shown(slip.found), "instead": Said(f"instead-{slip.kind}")}
        yield Finding(FileLine(name, slip.line), "no-markup", details)


class _Strange(NamedTuple):
    """What HTML may not hold: how it is told, its kind if a sentence of its own says what to write, and where it is."""

    found: str
    kind: str
    sought: str
    """The words by which its line is looked for."""
    around: tuple[str, str] = ("", "")
    """The words right before and after it, by which it is known among several."""


class _Open(NamedTuple):
    """An element that nothing has ended yet: its tag as it stands, and the words around that."""

    tag: str
    part: str
    around: tuple[str, str]


def _strange(made: str, told: Container[str], pictures: int) -> Iterator[_Strange]:
    """What HTML holds beyond the elements and attributes that are allowed, and what of it is not closed.

    `told`: the kinds of slips that are told of the chapter, which need not be told as HTML again; `pictures`: how many
    the chapter writes as such.
    """
    opened: list[_Open] = []
    crossed: list[str] = []
    at = 0
    for part in tokens(made):
        at += len(part)
        if not part.startswith("<"):
            continue
        around = (
            made[max(at - len(part) - _AROUND, 0) : at - len(part)].rpartition(">")[2],
            made[at : at + _AROUND].partition("<")[0],
        )
        token = _TAG.fullmatch(part)
        spelt = TAG.match(part)
        if token is None:
            yield from _unlike(part, around, opened)
        if spelt is None or (token is None and spelt[2].lower() not in _ELEMENTS):
            continue
        tag = spelt[2].lower()
        if spelt[1]:
            yield from _ended(tag, part, around, opened, crossed)
            continue
        if token:
            pictures -= tag == "img"
            yield from _not_allowed(token, told, unwritten=tag == "img" and pictures < 0)
        if tag not in VOID:
            opened.append(_Open(tag, part, around))
        if len(opened) > MAX_DEPTH:
            yield _Strange(f"<{tag}>", "", f"<{tag}")
            return
    yield from map(_unclosed, opened)


def _unlike(part: str, around: tuple[str, str], opened: Sequence[_Open]) -> Iterator[_Strange]:
    """A tag in another spelling than the one that is let through, a comment, or a `<` that begins none."""
    tag = TAG.match(part)
    if tag is None or tag[2].lower() not in _ELEMENTS:
        whole = part if part != "<" else f"<{around[1]}"
        yield _Strange(whole.split("\n")[0], "", whole[:12].split("\n")[0])
    elif not tag[1] or not any(_TAG.fullmatch(one.part) is None for one in opened if one.tag == tag[2].lower()):
        yield _Strange(part, "html-spelling", part.split("\n")[0], around)


def _not_allowed(token: re.Match[str], told: Container[str], *, unwritten: bool) -> Iterator[_Strange]:
    """An element, or attributes of one, that may not stand on a page."""
    tag = token["tag"]
    if tag not in _ELEMENTS or unwritten:
        if not any(kind in told for kind in _TOLD.get(tag, ())):
            written = dict(_ATTRIBUTE.findall(token["attributes"])).get("src", f"<{tag}")
            yield _Strange(f"<{tag}>", "", written)
        return
    for name, value in _ATTRIBUTE.findall(token["attributes"]):
        known = name in _ATTRIBUTES or (tag == "img" and name in _OF_PICTURES)
        strange = not known or (name == "class" and _OURS.search(value))
        if strange and not any(kind in told for kind in _TOLD.get(name, ())):
            yield _Strange(f"{name}=", "", name)


def _ended(tag: str, part: str, around: tuple[str, str], opened: list[_Open], crossed: list[str]) -> Iterator[_Strange]:
    """Take an element that ends from those that are open, with what stands unclosed within it, which is told once."""
    if all(one.tag != tag for one in opened):
        if tag in crossed:
            crossed.remove(tag)
        else:
            yield _Strange(part, "html-not-opened", part, around)
        return
    while (last := opened.pop()).tag != tag:
        crossed.append(last.tag)
        yield _unclosed(last)


def _unclosed(element: _Open) -> _Strange:
    return _Strange(element.part, "html-unclosed", element.part.split("\n")[0], element.around)


def _leads(href: str) -> bool:
    """Whether an address leads to a page or to someone, and not to a script or, without saying so, elsewhere."""
    try:
        parts = urlsplit(href)
        if parts.port == 0:
            return False
    except ValueError:  # nor to a port of letters, or above the highest
        return False
    if parts.scheme == "tel" and not re.fullmatch(r"\+?[0-9().-]+(?:;[a-z0-9=.-]+)*", parts.path):
        return False  # a telephone dials digits of ASCII
    if parts.scheme == "mailto" and not parts.path:
        return False
    if not parts.scheme and not parts.netloc and posixpath.splitext(parts.path)[1] and href == href.strip():
        href = href.replace(" ", "")  # a file may have blanks in its name; pages lead to it without them
    plain = href and not re.search(r"[\x00-\x20\x7f\\]", href) and not href.startswith("//")
    # What stands before an @ is a name and a password, which are not to be published.
    host = bool(parts.hostname) and "@" not in parts.netloc
    return bool(plain) and parts.scheme in _SCHEMES and (parts.scheme not in ("http", "https") or host)


def _line(text: str, bare: str, strange: _Strange, taken: set[int]) -> int:
    """The line of the words; of several that with the most of the same around; the first where they stand nowhere.

    Either case will do; what stands in code, which `bare` is without, is none of them where they stand elsewhere. Of
    those that are alike it is one that is not `taken`, which it is then.
    """
    sought = re.compile(re.escape(strange.sought), re.IGNORECASE)
    before, after = strange.around
    places = list(sought.finditer(bare)) or list(sought.finditer(text))
    if not places:
        return 1

    def likeness(place: re.Match[str]) -> tuple[int, bool]:
        same = alike(text[place.end() : place.end() + len(after)], after)
        same += alike(text[max(place.start() - len(before), 0) : place.start()][::-1], before[::-1])
        return same, place.start() not in taken

    best = max(places, key=likeness)
    taken.add(best.start())
    return text.count("\n", 0, max(best.end() - 1, 0)) + 1
