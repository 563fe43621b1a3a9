"""How a page is quoted: one line at its foot, of the plan's own data, in the page's language."""

from __future__ import annotations

from pathlib import Path

import pytest
from copies import INVENTED, ROOT, copy_plan, edit
from plan.pages.frame import Frames
from plan.pages.site import Site
from plan.paper.library import Library
from plan.reading.loader import load_plan
from plan.showing.renderer import Renderer

ADDRESS = "https://minamo.example/plan/"


def cited(folder: Path, kept: Path) -> dict[str, str]:
    """The line on each page of a plan, by the name of its file; empty where there is none."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    renderer = Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", kept, loaded.pictures)
    site = Site(renderer, Library())
    frames = {
        code: Frames(renderer.plan, renderer.speaker(code), (), loaded.plan.details.url, preview=False)
        for code in loaded.plan.languages.codes
    }
    return {name: str(frames[page.language].of(page).citation) for name, page in site.pages.items()}


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Of the invented plan, which is adopted."""
    return cited(INVENTED, tmp_path_factory.mktemp("kept"))


def test_a_page_says_how_it_is_quoted(lines: dict[str, str]) -> None:
    """The plan with its edition, the page, who, of which day, where; at home the plan alone."""
    plan, day = "「みなも町くらしデジタル計画」（令和5年3月20日（2023年）策定）", "令和6年5月1日（2024年）更新"
    assert lines["projects/bus-counter.md"] == f"{plan}の「走る窓口」、みなも町、{day}、{ADDRESS}projects/bus-counter/"
    assert lines["index.md"] == f"{plan}、みなも町、{day}、{ADDRESS}"
    assert lines["plan/overview.en.md"] == (
        "“Introduction,” Minamo Town Digital Living Plan (adopted March 20, 2023), Minamo Town, updated May 1, 2024, "
        f"{ADDRESS}en/plan/overview/"
    )


def test_a_language_without_the_words_is_quoted_in_one_that_has_them(lines: dict[str, str]) -> None:
    """And says which; with its own address."""
    line = lines["index.pt.md"]
    assert line.startswith('<span lang="en" class="untranslated">Plano Digital de Minamo (adopted March 20, 2023), ')
    assert line.endswith(f"{ADDRESS}pt/</span>")


def test_pages_without_the_plan_are_not_quoted(lines: dict[str, str]) -> None:
    """Where the site speaks of itself alone; the pages on which it counts what the plan says are."""
    without = {name.partition(".")[0] for name, line in lines.items() if not line}
    assert without == {"about", "accessibility", "data", "licences", "search"}


def test_the_figures_that_the_site_counts_are_quoted(tmp_path: Path) -> None:
    """The page of where things stand, and the report on each year."""
    found = cited(ROOT / "tests/plans/nagino-city", tmp_path)
    assert "の「令和2年度（2020年度）の報告書」、凪野市、" in found["report/2020.md"]
    assert found["progress.en.md"].startswith("“")


@pytest.mark.parametrize(
    ("edition", "says"),
    [
        ("  status: draft\n", "「みなも町くらしデジタル計画（案）」、みなも町、"),
        ("  status: adopted\n  decided: 2023-03-20\n  revised: 2024-04-01\n",
         "「みなも町くらしデジタル計画」（令和5年3月20日（2023年）策定、令和6年4月1日（2024年）改定）、みなも町、"),
    ],
)  # fmt: skip
def test_an_edition_names_itself(edition: str, says: str, tmp_path: Path) -> None:
    """A draft by its label, one that was revised by both days; a title is no markup."""
    plan = copy_plan(tmp_path / "plan")
    edit(plan / "data/plan.yml", "  status: adopted\n", "")
    edit(plan / "data/plan.yml", "  decided: 2023-03-20\n", edition)
    edit(plan / "data/projects/bus-counter.yml", "走る窓口", "走る<b>窓口")
    lines = cited(plan, tmp_path)
    assert lines["index.md"].startswith(says)
    assert "「走る&lt;b&gt;窓口」" in lines["projects/bus-counter.md"]
