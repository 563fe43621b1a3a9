"""Sets a document a little closer where a few lines of it would stand alone on a page.

A worker process does it, for only what is set is known to run over: this module imports nothing of the program.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator

#: How full a page is at least, as a share of what text may fill.
LEAST = 0.13
#: By how many hundredths of what is usual lines come closer (look.typ), in the order in which that is tried; a little
#: further apart helps too where a page begins elsewhere then. Of how many pages a document may be to be set again.
_CLOSER, _MOST = (5, 10, 15, 20, 3, 8, 13, -5), 200
#: Where text begins and ends on a page of A4, in points from its foot: the margins of look.typ.
_TOP, _FOOT = 779.5, 56.7
_PAGE = re.compile(rb"/Type\s*/Page\b[^>]*?/Contents (\d+) 0 R")
_STREAM = re.compile(rb"\n\d+ 0 obj\s*<</Length (\d+)/Filter/FlateDecode>>\s*stream\r?\n")
#: Where something is put on a page, in its own size or another: the typesetter says it for each run of words, line and
#: picture.
_PUT = re.compile(rb"^q (?P<size>[\d.]+) 0 0 -(?P=size) -?[\d.]+ (?P<height>[\d.]+) cm", re.MULTILINE)


def snug(set_it: Callable[[int], bytes]) -> bytes:
    """A document as `set_it` makes it so much closer: 0, or the first that leaves the fewest pages nearly empty."""
    best = set_it(0)
    few = _nearly_empty(best)
    for closer in _CLOSER if few else ():
        tried = set_it(closer)
        if (left := _nearly_empty(tried)) < few:
            best, few = tried, left
        if not few:
            break
    return best


def _nearly_empty(pdf: bytes) -> int:
    """How many pages but the first are nearly empty; 0 for one too long to be set again."""
    pages = list(filling(pdf))
    return sum(share < LEAST for share in pages[1:]) if len(pages) <= _MOST else 0


def filling(pdf: bytes) -> Iterator[float]:
    """How much of each page is filled, to the lowest that stands on it; a page that cannot be read is full."""
    for page in _PAGE.finditer(pdf):
        found = _STREAM.match(pdf, max(pdf.find(b"\n" + page[1] + b" 0 obj"), 0))
        if found is None:
            yield 1
            continue
        drawn = zlib.decompress(pdf[found.end() : found.end() + int(found[1])])
        put = [float(found["height"]) for found in _PUT.finditer(drawn)]
        yield (_TOP - min((height for height in put if _FOOT < height < _TOP), default=_TOP)) / (_TOP - _FOOT)
