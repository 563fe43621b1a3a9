"""Which tests need a browser, and which need something whole: a site, a running preview, the paper edition.

Nobody keeps a list of them. `needs` marks the few functions that begin such a thing; a test has the mark of each that
it reaches: that is named in it, in one of its fixtures, or in a function of the tests that any of these names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import TypeVar

import pytest

BROWSER, WHOLE, SWEEP = "browser", "whole", "sweep"
_T = TypeVar("_T")
_TESTS = str(Path(__file__).parents[1])
#: What begins something costly, by its identity; the object is kept, so that no other gets its number.
_COSTLY: dict[int, tuple[str, object]] = {}
_NOTHING: frozenset[str] = frozenset()


def needs(mark: str) -> Callable[[_T], _T]:
    """Say of a function, a class or the words of a command what it begins: `BROWSER` or `WHOLE`."""

    def remember(thing: _T) -> _T:
        _COSTLY[id(thing)] = mark, thing
        return thing

    return remember


def mark(items: list[pytest.Item]) -> None:
    """Give each test the marks of what it reaches."""
    known: dict[int, frozenset[str]] = {}
    for item in items:
        if isinstance(item, pytest.Function):
            fixtures = [found[-1].func for found in item._fixtureinfo.name2fixturedefs.values()]
            for name in _all(reached(function, known) for function in (item.function, *fixtures)):
                item.add_marker(name)


def reached(thing: object, known: dict[int, frozenset[str]]) -> frozenset[str]:
    """The marks of all that a function or a class of the tests names, however many functions lie between."""
    if id(thing) in _COSTLY:
        return frozenset((_COSTLY[id(thing)][0],))
    if isinstance(thing, type):
        own = (inner for inner in vars(thing).values() if isinstance(inner, FunctionType))
        return _all(reached(named, known) for named in (*own, *thing.__bases__))
    if not isinstance(thing, FunctionType) or not thing.__code__.co_filename.startswith(_TESTS):
        return _NOTHING
    if id(thing) not in known:
        known[id(thing)] = _NOTHING  # while it is looked at: a function may name itself
        known[id(thing)] = _all(reached(named, known) for named in _named(thing))
    return known[id(thing)]


def _all(found: Iterator[frozenset[str]]) -> frozenset[str]:
    return _NOTHING.union(*found)


def _named(function: FunctionType) -> Iterator[object]:
    """What a function names: globals, and what it takes from modules."""
    names = set(_names(function.__code__))
    for name in names & function.__globals__.keys():
        found = function.__globals__[name]
        if isinstance(found, ModuleType):
            yield from (vars(found)[inner] for inner in names & vars(found).keys())
        else:
            yield found


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
