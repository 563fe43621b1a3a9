"""Turns an SVG picture of a city into one that only draws, or into what of it draws nothing, each with its line.

A picture that is opened by itself is a page: it may run, ask another host for something, or lead elsewhere. So none is
passed through. What is published is written anew from the elements and attributes listed here; a style is written as
attributes, because pages allow no style of their own. What an editor keeps for itself is left out, all else refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from xml.parsers import expat

from plan.html import svg_repeats
from plan.html.allowed import MAX_DEPTH
from plan.messages.findings import FileLine, Finding, shown

_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
#: What drawing programs write for themselves stands under these; nothing of it is drawn.
_EDITORS = (
    "http://sodipodi.sourceforge.net/",
    "http://www.inkscape.org/",
    "http://ns.adobe.com/",
    "http://www.serif.com/",
    "http://www.bohemiancoding.com/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
)
_ELEMENTS = frozenset(
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan title desc linearGradient "
    "radialGradient stop clipPath mask pattern marker".split()
)
_ATTRIBUTES = frozenset(
    "id viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points transform rotate offset "
    "preserveAspectRatio gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits "
    "patternTransform clipPathUnits maskUnits maskContentUnits markerWidth markerHeight markerUnits refX refY orient "
    "textLength lengthAdjust pathLength href version role aria-label".split()
)
#: Those that may stand as attributes or in a style.
_LOOKS = frozenset(
    "fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray "
    "stroke-dashoffset stroke-opacity opacity color display visibility overflow clip-path clip-rule mask marker-start "
    "marker-mid marker-end stop-color stop-opacity font-family font-size font-style font-weight text-anchor "
    "letter-spacing word-spacing dominant-baseline paint-order vector-effect color-interpolation font-variant "
    "font-stretch text-decoration writing-mode direction unicode-bidi baseline-shift shape-rendering image-rendering "
    "text-rendering color-rendering".split()
)
#: Attributes that change nothing of a drawing and that editors write all the same.
_IDLE = frozenset(
    "xml:space class enable-background data-name line-height white-space text-align text-indent inline-size "
    "shape-inside shape-padding shape-margin solid-color solid-opacity color-interpolation-filters".split()
)
#: Values of any other property of a style by which it changes nothing: editors write all that they know.
_USUAL = frozenset(("normal", "auto", "none", "mixed", "0", "currentcolor", "solid", "accumulate"))
_DRAWN = frozenset(("text", "tspan"))
_SHAPES = frozenset("path rect circle ellipse line polyline polygon text use".split())
_WORDS = _DRAWN | {"title", "desc"}
#: A value that calls for nothing: without a function or an escape, or with one of these functions.
_CALM = re.compile(
    r"(?:[^()\\@]|\b(?:rgba?|hsla?|matrix|translate|scale|rotate|skewX|skewY)\([-\s\d.,%e+deg]*\)"
    r"|\burl\(#[\w.-]+\))*\Z"
)
_INNER = re.compile(r"#[\w.-]+\Z")
#: A length in pixels, with its unit or without, and how long a side may be.
_LENGTH = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)(?:px)?\s*\Z")
_LONGEST = 100_000
#: A drawing has no pixels: one that counts in small units is given a usual size.
_SHORTEST = 600


def picture_faults(raw: str, name: str) -> tuple[Finding, ...]:
    """What of a picture may not be published, which messages call `name`; nothing if all of it only draws."""
    return _Reading(raw, name).findings


def rebuilt(raw: str, face: str = "") -> bytes:
    """A picture without faults, written anew, with its words in a `face` if one is given.

    Raises ValueError for one with faults.
    """
    reading = _Reading(raw, "", face)
    if reading.findings:
        raise ValueError(str(reading.findings[0]))
    return "".join(reading.written).encode()


def size(raw: str) -> tuple[int, int] | None:
    """How wide and high a picture without faults is, in pixels; None for one that does not say it.

    The box that it draws in decides, which a page shows in any size; without one the width and height that it names.
    """
    said = _Reading(raw, "").root
    box = re.split(r"[\s,]+", said.get("viewBox", "").strip())
    found = box[2:] if len(box) == 4 else [said.get("width", ""), said.get("height", "")]
    lengths = [_LENGTH.match(length) for length in found]
    sides = [float(length[1]) for length in lengths if length]
    if len(sides) != 2 or not all(0 < side < _LONGEST for side in sides):
        return None
    scale = max(1.0, _SHORTEST / max(sides))
    return max(1, round(sides[0] * scale)), max(1, round(sides[1] * scale))


def said(raw: str) -> Sequence[tuple[int, str]]:
    """The words that a picture without faults draws, each with its line."""
    return _Reading(raw, "").said


def draws(raw: str) -> bool:
    """Whether a picture without faults draws anything: a shape, or words."""
    return re.search(rf"<(?:{'|'.join(sorted(_SHAPES))})[\s/>]", "".join(_Reading(raw, "").written)) is not None


class _RefusedError(Exception):
    """What follows is not read."""


class _Reading:
    """One picture, as the parser goes through it."""

    def __init__(self, raw: str, name: str, face: str = "") -> None:
        self._name, self._face = name, face
        self._found: dict[tuple[int, str], Finding] = {}
        self._open: list[str] = []
        self._left_out = 0
        """How many open elements are an editor's own, or lie in one."""
        self.written: list[str] = []
        self.root: Mapping[str, str] = {}
        """What the outermost element says of itself."""
        self.said: list[tuple[int, str]] = []
        """The words that are drawn, with their lines."""
        self._repeats = svg_repeats.Repeats()
        self._parser = parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.StartDoctypeDeclHandler = lambda *_: self._stop("!DOCTYPE")
        parser.ProcessingInstructionHandler = lambda target, _: self._stop(f"?{target}")
        try:
            parser.Parse(raw.removeprefix("\ufeff").encode("utf-8", "replace"), True)
        except expat.ExpatError as error:
            self._found[error.lineno, ""] = Finding(FileLine(name, error.lineno), "no-svg")
        except _RefusedError:
            pass
        if not self._found and (line := self._repeats.excess()) is not None:
            details = {"limit": f"{svg_repeats.MOST:,}", "depth": svg_repeats.DEEPEST}
            self._found[line, ""] = Finding(FileLine(name, line), "repeating-picture", details)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, each once a line."""
        return tuple(self._found.values())

    def _strange(self, found: str) -> None:
        line = self._parser.CurrentLineNumber
        self._found.setdefault(
            (line, found), Finding(FileLine(self._name, line), "not-only-drawn", {"found": shown(found)})
        )

    def _stop(self, found: str) -> None:
        self._strange(found)
        raise _RefusedError

    def _begin(self, qualified: str, attributes: Mapping[str, str]) -> None:
        space, _, name = qualified.rpartition(" ")
        if self._left_out or space.startswith(_EDITORS) or (space == _SVG and name == "metadata"):
            self._left_out += 1
            return
        if not self._open and (space, name) != (_SVG, "svg"):
            self._found[self._parser.CurrentLineNumber, ""] = Finding(FileLine(self._name), "no-svg")
            raise _RefusedError
        if space != _SVG or name not in _ELEMENTS or len(self._open) > MAX_DEPTH:
            self._stop(name)
        root = "" if self._open else f' xmlns="{_SVG}"'
        kept = dict(self._kept(attributes))
        if self._face and ("font-family" in kept or not self._open):
            kept["font-family"] = self._face
        self.root = self.root or kept
        self._open.append(name)
        self._repeats.begin(name, kept, self._parser.CurrentLineNumber)
        said = "".join(f' {key}="{escape(kept[key])}"' for key in sorted(kept))
        self.written.append(f"<{name}{root}{said}>")

    def _kept(self, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for qualified, value in attributes.items():
            space, _, name = qualified.rpartition(" ")
            if space.startswith(_EDITORS):
                continue
            name = {_XML: "xml:" + name, _XLINK: name, "": name}.get(space, qualified)
            if name in _IDLE:
                continue
            if name == "style":
                yield from self._style(value)
            elif (name in _ATTRIBUTES or name in _LOOKS) and self._is_calm(name, value):
                yield name, value
            else:
                self._strange(name if name not in _ATTRIBUTES | _LOOKS else value)

    def _style(self, value: str) -> Iterator[tuple[str, str]]:
        for declaration in filter(str.strip, value.split(";")):
            name, _, said = (part.strip() for part in declaration.partition(":"))
            if name.startswith("-") or name in _IDLE or (name not in _LOOKS and said.lower() in _USUAL):
                continue  # an editor's own, or as it is anyway
            if name in _LOOKS and self._is_calm(name, said):
                yield name, said
            else:
                self._strange(f"{name}: {said}")

    @staticmethod
    def _is_calm(name: str, value: str) -> bool:
        if name in ("href", "id"):
            return bool(_INNER.match(value if name == "href" else f"#{value}"))
        return bool(_CALM.match(value))

    def _end(self, qualified: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        self._repeats.end()
        self.written.append(f"</{self._open.pop()}>")

    def _words(self, words: str) -> None:
        if not self._left_out and self._open and (self._open[-1] in _WORDS or not words.strip()):
            self.written.append(escape(words, quote=False))
            if self._open[-1] in _DRAWN:
                self.said.append((self._parser.CurrentLineNumber, words))
        elif not self._left_out and words.strip():
            self._strange(words.strip())
