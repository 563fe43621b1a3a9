"""Keeps a document to so many pages: leaves out what the document itself names, in its order, and says so on it.

A worker process does it, for only what is set is known to fit: this module imports nothing of the program.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from plan.paper import snugness

#: What the first page of a summary does without, one after another, where it is too long.
_WITHOUT: tuple[tuple[str, ...], ...] = ((), ("items",), ("items", "aims"))
#: So many trials are aimed at how many cards may fit.
_AIMED = 5


def wants(content: str) -> bool:
    """Whether a document is to be kept to so many pages."""
    return '"fit": {' in content


def fitted(content: str, set_it: Callable[[str], bytes], pages_of: Callable[[bytes], int]) -> tuple[bytes, int]:
    """A document set in no more pages than its sheet wants, and how many cards its table leaves out; 0: all are there.

    Its first sheet has `fit`: see `wanted`. Where nothing helps, all is there on as many pages as it takes.
    """
    whole = set_it(content)
    given = json.loads(content)
    fit = given["sheets"][0]["fit"]
    every = len(fit["rank"])
    if pages_of(whole) <= fit["pages"]:
        return whole, 0

    def tried(step: int, shown: int) -> bytes:
        sheet = _without(given["sheets"][0], step, shown)
        return set_it(
            json.dumps({**given, "sheets": [sheet, *given["sheets"][1:]]}, ensure_ascii=False, sort_keys=True)
        )

    for step in range(len(_WITHOUT)):
        found = _most(partial(tried, step), lambda pdf: pages_of(pdf) <= fit["pages"], every, _behind(whole))
        if found:
            return found[0], every - found[1]
    return whole, 0


def _behind(pdf: bytes) -> float:
    """How many pages are filled behind the first."""
    return sum(list(snugness.filling(pdf))[1:])


def _most(
    tried: Callable[[int], bytes], does: Callable[[bytes], bool], every: int, pages: float
) -> tuple[bytes, int] | None:
    """The document with the most cards that fit, and how many they are; None where not even none does.

    Each trial sets it again: it goes where the table, as long as its cards are many, would be as long as its page, told
    from the last two trials; `pages` is how many all cards fill. After a few of them it halves what is left.
    """
    best, fits, too_many = None, -1, every + 1
    before, last = (0, 0.0), (every, pages)
    for trial in range(every + 2):
        if too_many - fits <= 1:
            break
        along = (last[1] - before[1]) / (last[0] - before[0]) if last[0] != before[0] else 0
        aim = last[0] + (1 - last[1]) / along if along > 0 and trial < _AIMED else (fits + too_many) / 2
        at = min(max(int(aim), fits + 1), too_many - 1)
        pdf = tried(at)
        before, last = last, (at, _behind(pdf))
        if does(pdf):
            best, fits = pdf, at
        else:
            too_many = at
    return (best, fits) if best else None


def wanted(pages: int, rows: list[int], rank: list[int], said: Mapping[str, Any]) -> dict[str, Any]:
    """What a sheet needs to be kept to so many pages.

    `rows`: how many rows each card has in the table; `rank`: the cards, those to be kept first; `said`: `heading` and
    `left` with {shown} and {left} in them, and `without`, what is said of each thing that the first page may lack.
    """
    return {"pages": pages, "of": [card for card, count in enumerate(rows) for _ in range(count)], "rank": rank, **said}


def _without(sheet: Mapping[str, Any], step: int, shown: int) -> dict[str, Any]:
    """A sheet with so many cards, and without what this step leaves out."""
    fit = sheet["fit"]
    kept, slots = set(fit["rank"][:shown]), {"{shown}": str(shown), "{left}": str(len(fit["rank"]) - shown)}
    changed = {
        **sheet,
        "rows": [row for row, card in zip(sheet["rows"], fit["of"], strict=True) if card in kept],
        "tops": [top | {key: [] for key in _WITHOUT[step]} for top in sheet["tops"]],
        "without": fit["without"][step - 1] if step else None,
    }
    if shown < len(fit["rank"]):
        changed |= {"table_heading": _filled(fit["heading"], slots), "left": _filled(fit["left"], slots)}
    return changed


def _filled(words: Any, slots: Mapping[str, str]) -> Any:
    if isinstance(words, dict):
        return {key: _filled(value, slots) if key in ("own", "lent", "read") else value for key, value in words.items()}
    if isinstance(words, list):
        return [_filled(piece, slots) for piece in words]
    for slot, value in slots.items():
        words = words.replace(slot, value)
    return words
