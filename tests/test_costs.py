"""A test is told from those that need no browser and nothing whole by what it reaches, by whatever way."""

from __future__ import annotations

import browser
import building
import costs
import pytest
from building import mkdocs
from costs import BROWSER, WHOLE


def by_name() -> object:
    """Names it."""
    return mkdocs


def by_module() -> object:
    """Takes it from a module, in a function within."""
    return lambda: [building.QUICK for _ in ()]


class ByMethod:
    """Has a method that names what names it."""

    def begin(self) -> object:
        """Names it."""
        return by_name()


class ByBase(ByMethod):
    """Is one that has such a method."""


def in_a_circle(deep: int) -> object:
    """Names itself, and both."""
    return in_a_circle(deep - 1) if deep else (browser.launch, ByMethod)


def of_nothing() -> object:
    """Names what only looks at a built site."""
    return building.tree


@pytest.mark.parametrize(
    ("function", "marks"),
    [
        (by_name, {WHOLE}),
        (by_module, {WHOLE}),
        (ByMethod, {WHOLE}),
        (ByBase, {WHOLE}),
        (in_a_circle, {BROWSER, WHOLE}),
        (of_nothing, set()),
    ],
)
def test_what_a_function_reaches(function: object, marks: set[str]) -> None:
    """Directly, through others, and not at all."""
    assert costs.reached(function, {}) == marks


def test_a_fixture_counts(request: pytest.FixtureRequest) -> None:
    """What this test itself needs is nothing; a test of a built site has its mark from the fixture that builds it."""
    assert not {BROWSER, WHOLE} & {mark.name for mark in request.node.iter_markers()}
    for name, marks in (("site", {WHOLE}), ("other_city", {WHOLE}), ("plan", set())):
        [*_, fixture] = request.node.session._fixturemanager.getfixturedefs(name, request.node) or ()
        assert costs.reached(fixture.func, {}) == marks
