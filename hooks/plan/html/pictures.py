"""Knows how a chapter writes a picture: a line of its own, and right under it what is said of the picture.

    ![代替テキスト](map.png "キャプション")
    出典：みなも町（2024年）
    : 長い説明

The source is whatever words stand under the picture; a description begins as that of a term does. A picture that shows
nothing to be told is written `![](line.svg){decorative}`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from plan.html import lines
from plan.html.lines import Line

#: The classes of a picture with what belongs to it, and of each part.
PICTURE, CAPTION, SOURCE, DESCRIPTION = "picture", "picture-caption", "picture-source", "picture-description"

_HELD = re.compile(
    r"\s*(?:<(?P<angled>[^<>]*)>|(?P<file>.*?))"
    r"(?:\s+(?:\"(?P<straight>.*)\"|'(?P<single>.*)'|[“”](?P<curved>.*)[“”]))?\s*\Z"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


class WrittenPicture(NamedTuple):
    """A picture as a chapter writes it; `file` is its address from the chapter."""

    line: int
    alt: str
    file: str
    caption: str
    decorative: bool


def written_picture(line: Line) -> WrittenPicture | None:
    """The picture that a line writes, if it is one and nothing else."""
    found = lines.PICTURE.match(line.text)
    held = _HELD.match(found[2]) if found else None
    if found is None or held is None:
        return None
    return WrittenPicture(
        line.number,
        " ".join(_ESCAPE.sub(r"\1", found[1]).split()),
        (held["angled"] or held["file"] or "").strip(),
        next((words.strip() for words in (held["straight"], held["single"], held["curved"]) if words), ""),
        found[3] is not None,
    )
