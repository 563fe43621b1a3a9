"""`plan numbers`: give each paragraph, list, table, picture and card of the draft a lasting number to be cited by."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from plan.commands.terminal import DONE, REFUSED, Commands, sound_plan
from plan.machine import all_or_none
from plan.messages.sentences import both
from plan.model.comment_numbers import NumberedPlace
from plan.model.inventory import COMMENT_NUMBERS
from plan.showing.catalog import Catalog
from plan.showing.comment_places import CommentPlaces, renewed

_HEAD = """\
# 意見募集で引くための、案の番号です。「make numbers」で増えます。番号が変わるので、行を消したり直したりしません。
# The numbers by which comments cite the draft; `make numbers` adds to them. Take no line away: its number would change.
"""
_GONE = """\
# いまの案にないものの番号（ほかには付けません） / of what the draft no longer holds (given to nothing else)
"""


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `numbers`."""
    words = "意見募集のための番号を案に付ける / number the draft for comments"
    parser = commands.add_parser("numbers", help=words, parents=[shared])
    parser.set_defaults(command=lambda given: number(given.data, given.docs))


def number(data: Path, docs: Path) -> int:
    """Number what has no number yet; says what the draft has lost."""
    loaded = sound_plan(data, docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    known, path = loaded.plan.comment_numbers.places, data / COMMENT_NUMBERS
    places = CommentPlaces(loaded.plan, loaded.chapters, Catalog(loaded.plan))
    lines = renewed(places.all, known)
    there = len(places.all)
    new = (_HEAD + _written(lines[:there]) + (_GONE + _written(lines[there:]) if lines[there:] else "")).encode()
    before = path.read_bytes() if path.is_file() else None
    for place in lines[there:]:
        print(both("number-of-nothing", number=place.number, words=place.words or place.where))
    if new == before:
        print(both("nothing-to-renew"))
        return DONE
    all_or_none.write_all({path: (before, new)})
    print(both("numbered", path=path, count=sum(not place.number for place in places.all), all=there))
    return DONE


def _written(lines: Iterable[NumberedPlace]) -> str:
    return "".join(
        f"{' '.join(filter(None, (line.number, line.kind, line.where, line.digest, line.words)))}\n" for line in lines
    )
