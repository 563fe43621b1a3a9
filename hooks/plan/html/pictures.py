"""Knows how a chapter writes a picture: a line of its own, and right under it what is said of the picture.

    ![代替テキスト](map.png "キャプション")
    出典：みなも町（2024年）
    : 長い説明

The source begins with a word and a colon, so that no sentence that follows a picture becomes one by accident; a
description begins as that of a term does. A picture that shows
nothing to be told is written `![](line.svg){decorative}`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from plan.html import lines
from plan.html.lines import Line

#: The classes of a picture with what belongs to it, and of each part.
PICTURE, CAPTION, SOURCE, DESCRIPTION = "picture", "picture-caption", "picture-source", "picture-description"

#: How a source begins: 出典：, Photo credit:, ©.
SOURCED = re.compile(r"\s*(?:©|[^\s：:。、，．,.()（）]{1,16}(?: [^\s：:。、，．,.()（）]{1,16}){0,2}[：:])\s*\S")
#: What a caption stands in: straight quotes, or those that Word makes of them.
_QUOTES = ('"', "'", "“”")
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
    if found is None:
        return None
    alt = " ".join(_ESCAPE.sub(r"\1", found[1]).split())
    return WrittenPicture(line.number, alt, *_file_and_caption(found[2].strip()), found[3] is not None)


def _file_and_caption(held: str) -> tuple[str, str]:
    """What stands in the round brackets: a file, which may have blanks in its name, and a caption in quotes."""
    file, caption = held, ""
    for quotes in _QUOTES:
        if held[-1:] and held[-1] in quotes:
            begins = (at for at, letter in enumerate(held) if letter in quotes and held[at - 1 : at].isspace())
            at = next(begins, len(held))
            if at < len(held) - 1:
                file, caption = held[:at].strip(), held[at + 1 : -1].strip()
    return (file[1:-1] if file.startswith("<") and file.endswith(">") else file), caption
