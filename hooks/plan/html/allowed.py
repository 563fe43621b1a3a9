"""Turns a chapter's Markdown into what of it must not come on a page, each with its line.

A chapter is the city's own Markdown and may hold HTML of its own; a page may hold no script, and paper only what
`page_tree` can set. What is looked at is the HTML that Markdown makes, in one strict spelling: whatever a browser
could read otherwise is refused, so that nothing depends on how a browser mends it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from plan.html import links
from plan.html.prose import UnreadableProseError, convert
from plan.html.slips import Slip
from plan.html.tokens import VOID, tokens
from plan.html.tree import UnknownElementError, page_tree
from plan.messages.findings import FileLine, Finding, shown
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
#: Markdown takes time with the square of these; no chapter needs so many.
MAX_MARKS = {"[": 1000, "<": 3000}

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
    strange = dict.fromkeys(_strange(made, {slip.kind for slip in prose.slips}, len(prose.pictures)))
    faults += [fault(_line(text, place), "not-in-chapters", found) for found, place in strange]
    strange_links = (href for href in links.addresses(text) if not _leads(href))
    faults += [fault(line, "bad-link", href) for href in strange_links for line in links.lines_of(text, href)]
    if not faults:
        try:
            page_tree(made, "")
        except UnknownElementError as error:
            element = re.search(r"<([a-z0-9]+)>", str(error))
            found = element[0] if element else "HTML"
            faults.append(fault(_line(text, found[:-1]), "not-in-chapters", found))
    return tuple(faults)


def _slips(slips: Iterable[Slip], name: str) -> Iterator[Finding]:
    for slip in slips:
        details = {"found": shown(slip.found), "instead": Said(f"instead-{slip.kind}")}
        yield Finding(FileLine(name, slip.line), "no-markup", details)


def _strange(made: str, told: Container[str], pictures: int) -> Iterator[tuple[str, str]]:
    """What HTML holds beyond the elements and attributes that are allowed, and words by which to look for its line.

    `told`: the kinds of slips that are told of the chapter, which need not be told as HTML again; `pictures`: how many
    the chapter writes as such.
    """
    opened: list[str] = []
    at = 0
    for part in tokens(made):
        at += len(part)
        if not part.startswith("<"):
            continue
        token = _TAG.fullmatch(part)
        if token is None:
            found = made[at - len(part) :][:20].split("\n")[0]
            yield found, found[:12]
            continue
        tag = token["tag"]
        if token["end"]:
            if not opened or opened[-1] != tag:
                yield f"</{tag}>", f"</{tag}"
                return
            opened.pop()
            continue
        pictures -= tag == "img"
        if tag not in _ELEMENTS or (tag == "img" and pictures < 0):
            if not any(kind in told for kind in _TOLD.get(tag, ())):
                yield f"<{tag}>", dict(_ATTRIBUTE.findall(token["attributes"])).get("src", f"<{tag}")
        else:
            for name, value in _ATTRIBUTE.findall(token["attributes"]):
                known = name in _ATTRIBUTES or (tag == "img" and name in _OF_PICTURES)
                strange = not known or (name == "class" and _OURS.search(value))
                if strange and not any(kind in told for kind in _TOLD.get(name, ())):
                    yield f"{name}=", name
        if tag not in VOID:
            opened.append(tag)
        if len(opened) > MAX_DEPTH:
            yield f"<{tag}>", f"<{tag}"
            return
    if opened:
        yield f"<{opened[-1]}>", f"<{opened[-1]}"


def _leads(href: str) -> bool:
    """Whether an address leads to a page or to someone, and not to a script or, without saying so, elsewhere."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if not parts.scheme and not parts.netloc and posixpath.splitext(parts.path)[1] and href == href.strip():
        href = href.replace(" ", "")  # a file may have blanks in its name; pages lead to it without them
    plain = href and not re.search(r"[\x00-\x20\x7f\\]", href) and not href.startswith("//")
    return bool(plain) and parts.scheme in _SCHEMES and (parts.scheme not in ("http", "https") or bool(parts.hostname))


def _line(text: str, words: str) -> int:
    """The first line that holds the words, in either case; the first line of all where they stand nowhere as such."""
    at = text.lower().find(words.lower())
    at += words.startswith("\n") and at >= 0
    return text.count("\n", 0, at) + 1 if at >= 0 else 1
