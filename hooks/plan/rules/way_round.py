"""Finds where things that name others of their kind, each by its id, lead round in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def ways_round(named: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Each circle once: the ids on its way, from the one that comes first among those of `named`."""
    order = {id: place for place, id in enumerate(named)}
    done: set[str] = set()
    for start in named:
        way: list[str] = []
        open_: list[Iterator[str]] = [iter((start,))]
        while open_:
            id = next(open_[-1], None)
            if id is None:
                open_.pop()
                done.update(way[-1:])
                way[-1:] = []
            elif id in way:
                circle = way[way.index(id) :]
                first = circle.index(min(circle, key=order.__getitem__))
                yield (*circle[first:], *circle[:first])
            elif id in named and id not in done:
                way.append(id)
                open_.append(iter(named[id]))
