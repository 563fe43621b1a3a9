"""A plan of 120 measures, none of them a project, reads as if the program had been made for it."""

from __future__ import annotations

import re

import pytest
from copies import ROOT, copy_plan
from plan.reading.loader import load_plan
from test_levels import Made, words

PLAN = ROOT / "tests/plans/shiomino-city"
#: What the program calls cards where a plan says nothing else; in Japanese it is part of words for employers.
CARDS = {
    "ja": re.compile("事業(?![所主者])|取組方針|利便性|ツール|交付金"),
    "en": re.compile(r"\b(projects?|pillars?|tools?)\b", re.I),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The plan's pages."""
    return Made(copy_plan(tmp_path_factory.mktemp("measures"), PLAN))


def test_nothing_is_wrong_with_it() -> None:
    """No fault, and no remark of the inspection that the city would have to accept card by card."""
    loaded = load_plan(PLAN / "data", PLAN / "docs")
    assert not [str(finding) for finding in loaded.findings]
    assert loaded.plan and len(loaded.plan.projects) == 120


def test_no_page_speaks_of_what_the_plan_does_not_have(made: Made) -> None:
    """Every page calls cards measures; nothing of projects, pillars, tools; no link leads nowhere."""
    found = {
        (page.name, page.language): said.group()
        for page in made.pages.values()
        if page.name not in ("accessibility", "licences")
        for said in [CARDS[page.language].search(words(page.html))]
        if said
    }
    assert not found
    assert not made.dead()


def test_indicators_stand_on_issues_and_no_measure_lacks_one(made: Made) -> None:
    """114 measures have none: none is told so; each names the issue whose indicators are its own; six have some."""
    assert "sets no indicator" not in "".join(words(page.html) for page in made.pages.values())
    page = made.words("measures/wording-guide")
    assert "Indicator “1 Overcoming fixed gender roles” " not in page
    assert "Indicators of 1 Overcoming fixed gender roles" in page
    assert "Indicators of 6 measures" in made.words("indicators")
    assert "Checking words and pictures" not in made.words("indicators")


def test_the_roadmap_shows_the_targets_of_issues_and_only_measures_that_have_some(made: Made) -> None:
    """A row for each indicator of an issue, then the six measures; the year of the review is told."""
    roadmap = made.page("roadmap", "en").html
    issues = sum(len(path[-1].indicators) for path in made.plan.structure.paths()) if made.plan.structure else 0
    assert issues == 31
    assert roadmap.count('<tr><th scope="row"><a') == issues + 6
    assert "No phase has a known year" not in roadmap
    assert "Each issue" in words(roadmap)


def test_a_measure_is_not_told_twice(made: Made) -> None:
    """What a measure says in one sentence stands once on its page."""
    said = "Before newsletters, posters and web pages are made"
    assert made.words("measures/wording-guide").count(said) == 1
