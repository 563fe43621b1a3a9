"""Turns a chapter's Markdown, and the city's ornament, into what of it must not come on a page, each with its line.

A chapter is the city's own Markdown and may hold HTML of its own; a page may hold no script, and paper only what
`page_tree` can set. What is looked at is the HTML that Markdown makes, in one strict spelling: whatever a browser
could read otherwise is refused, so that nothing depends on how a browser mends it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from plan.html.prose import PAGE_OF, UnreadableProseError, convert
from plan.html.tokens import VOID, tokens
from plan.html.tree import UnknownElementError, page_tree
from plan.messages.findings import FileLine, Finding, shown

#: What page_tree sets on paper; all else would be on the site alone, or run there.
_ELEMENTS = frozenset(
    "a abbr article b blockquote br caption code dd details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 header hr "
    "i li main ol p q rp rt ruby section small span strong sub summary sup table tbody td tfoot th thead tr ul".split()
)
_ATTRIBUTES = frozenset("class colspan href id lang rowspan scope start title value".split())
_SCHEMES = frozenset(("", "http", "https", "mailto", "tel"))
MAX_DEPTH = 30
#: Markdown takes time with the square of these; no chapter needs so many.
MAX_MARKS = {"[": 1000, "<": 3000}

#: A tag in the one spelling that is let through.
_TAG = re.compile(r"<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z-]+=\"[^\"<>]*\")*) ?/?>")
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")
#: What makes a picture more than a picture, once it is opened by itself.
_ACTIVE = re.compile(
    r"<\s*(?:\w+:)?(script|foreignObject|iframe|object|embed|animate\w*|set|handler|style|a|image|use)\b"
    r"|\b(on\w+)\s*=|<(![A-Z]+|\?xml-stylesheet)|(?:href|src)\s*=\s*[\"']?\s*([^#\"'\s][^\"'\s]{0,20})",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def chapter_faults(text: str, name: str) -> tuple[Finding, ...]:
    """What a chapter may not hold, which messages call `name`; its line ends are plain, placeholders passed over."""
    for mark, limit in MAX_MARKS.items():
        if text.count(mark) > limit:
            return (Finding(FileLine(name), "too-many-marks", {"found": shown(mark), "limit": limit}),)

    def fault(line: int, rule: str, found: str) -> Finding:
        return Finding(FileLine(name, line), rule, {"found": shown(found)})

    try:
        prose = convert(text)
    except UnreadableProseError as error:
        return (fault(1, "not-in-chapters", str(error)),)
    made = "".join((prose.title, *prose.pieces))
    faults = [fault(_line(text, place), "not-in-chapters", found) for found, place in dict.fromkeys(_strange(made))]
    faults += [fault(_line(text, href), "bad-link", href) for href in dict.fromkeys(_hrefs(made)) if not _leads(href)]
    if not faults:
        try:
            page_tree(made, "")
        except UnknownElementError as error:
            element = re.search(r"<([a-z0-9]+)>", str(error))
            found = element[0] if element else "HTML"
            faults.append(fault(_line(text, found[:-1]), "not-in-chapters", found))
    return tuple(faults)


def chapter_links(text: str) -> tuple[str, ...]:
    """The addresses of the chapters that a chapter links to, as they are written."""
    found = re.findall(r"\]\(\s*<?([^)\s>#]+\.md)\b|href=[\"']([^\"'#]+\.md)\b", text)
    return tuple(address for pair in found for address in pair if address and not urlsplit(address).scheme)


def page_references(text: str) -> tuple[str, ...]:
    """The addresses of the chapters whose pages a chapter names by their numbers, as they are written."""
    found = (match[1].partition("#")[0] for match in PAGE_OF.finditer(text))
    return tuple(address for address in found if address)


def picture_faults(svg: str, name: str) -> Iterator[Finding]:
    """What a picture may not hold: what runs, what loads, what leads elsewhere; messages call it `name`."""
    for match in _ACTIVE.finditer(svg):
        found = next(part for part in match.groups() if part)
        line = svg.count("\n", 0, match.start()) + 1
        yield Finding(FileLine(name, line), "active-file", {"found": shown(found)})


def _strange(made: str) -> Iterator[tuple[str, str]]:
    """What HTML holds beyond the elements and attributes that are allowed, and words by which to look for its line."""
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
        if tag not in _ELEMENTS:
            yield f"<{tag}>", {"img": "![", "pre": "\n    "}.get(tag, f"<{tag}")
        else:
            attributes = (name for name, _ in _ATTRIBUTE.findall(token["attributes"]))
            yield from ((f"{name}=", name) for name in attributes if name not in _ATTRIBUTES)
        if tag not in VOID:
            opened.append(tag)
        if len(opened) > MAX_DEPTH:
            yield f"<{tag}>", f"<{tag}"
            return
    if opened:
        yield f"<{opened[-1]}>", f"<{opened[-1]}"


def _hrefs(made: str) -> Iterator[str]:
    for token in _TAG.finditer(made):
        for name, value in _ATTRIBUTE.findall(token["attributes"] or ""):
            if name == "href":
                yield html.unescape(value)


def _leads(href: str) -> bool:
    """Whether an address leads to a page or to someone, and not to a script or, without saying so, elsewhere."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    plain = not re.search(r"[\x00-\x20\x7f\\]", href) and not href.startswith("//")
    return plain and parts.scheme in _SCHEMES and (parts.scheme not in ("http", "https") or bool(parts.hostname))


def _line(text: str, words: str) -> int:
    """The first line that holds the words, in either case; the first line of all where they stand nowhere as such."""
    at = text.lower().find(words.lower())
    at += words.startswith("\n") and at >= 0
    return text.count("\n", 0, at) + 1 if at >= 0 else 1
