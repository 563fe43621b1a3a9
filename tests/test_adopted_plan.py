"""An adopted plan holds what was decided: nothing of what came of it later is in its documents."""

from __future__ import annotations

from pathlib import Path

from copies import copy_plan, edit
from plan.model.adopted import as_decided
from test_indicators import BUS, INDICATOR
from test_overview import rendered

LATER = """status: {state: ended, fiscal_year: 2024, reason: {ja: 役目を終えた, en: done}}
history:
  - {fiscal_year: 2022, state: planned}
  - {fiscal_year: 2023, state: running, called: {ja: 継続, en: Continued}}
former_titles:
  - {id: cart, title: {ja: 走る台車, en: A cart}, until: 2021}
  - {id: van, title: {ja: 走るバン, en: A van}, until: 2024}
budgets:
  - {fiscal_year: 2021, budget: 90, settled: 80, unit: yen}
  - {fiscal_year: 2024, budget: 100, settled: 95, unit: yen}
  - {fiscal_year: 2025, settled: 10, unit: yen}
budget_total: {from: 2021, to: 2024, settled: 175, unit: yen}
"""


def test_an_adopted_plan_has_nothing_of_what_came_later(tmp_path: Path) -> None:
    """Neither settled amounts, nor states, names and targets of years after its day: they are as they were then."""
    card = copy_plan(tmp_path) / BUS
    more = (
        "    targets: [{fiscal_year: 2024, value: 150}]\n    former_targets:\n"
        "      - {fiscal_year: 2022, value: 90, revised: 2021}\n"
        "      - {value: 120, revised: 2024}\n"
        "      - {fiscal_year: 2024, value: 140, bound: about, revised: 2024}\n      - {value: 130, revised: 2025}\n"
    )
    edit(card, INDICATOR, INDICATOR + more)
    card.write_text(card.read_text(encoding="utf-8") + LATER, encoding="utf-8")
    names = "romanized: Chomin-ka, former_names: [{id: old, name: {ja: 住民課, en: Old Division}, until: 2023}]"
    edit(tmp_path / "data/departments.yml", "romanized: Chomin-ka", names)
    edit(tmp_path / "data/plan.yml", "updated: 2024-05-01", "updated: 2026-10-01")
    plan = rendered(tmp_path).plan
    assert plan.details.edition.decided and plan.details.edition.decided.isoformat() == "2023-03-20"
    then = as_decided(plan).projects["bus-counter"]
    assert then.title["ja"] == "走るバン"
    assert [item.id for item in then.former_titles] == ["cart"]
    assert then.status and (then.status.state, then.status.fiscal_year) == ("planned", 2022)
    assert then.history == ()
    assert [(item.fiscal_year, item.budget, item.settled) for item in then.budgets] == [
        (2021, 90, 80),
        (2024, 100, None),
    ]
    assert then.budget_total is None
    one = then.indicators[0]
    assert one.target and (one.target.value, one.target.fiscal_year) == (120, 2025)
    assert [(item.value, item.bound) for item in one.targets] == [(140, "about")]
    assert [item.revised for item in one.former_targets] == [2021]
    office = next(item for item in as_decided(plan).departments.departments if item.id == "residents")
    assert (office.name["ja"], office.former_names, office.romanized) == ("住民課", (), None)


def test_what_ended_in_the_year_of_the_decision_was_decided(tmp_path: Path) -> None:
    """Decided in March 2023, fiscal year 2022: a title and a name until then are the old ones, and what ended ended."""
    card = copy_plan(tmp_path) / BUS
    said = "status: {state: ended, fiscal_year: 2022}\nformer_titles:\n"
    titles = "  - {id: cart, title: {ja: 走る車, en: A cart}, until: 2022}\n"
    card.write_text(card.read_text(encoding="utf-8") + said + titles, encoding="utf-8")
    former = "former_names: [{id: first, name: {ja: 住民課, en: People Division}, until: 2022}]"
    office = "en: Residents Division}, romanized: Chomin-ka"
    edit(tmp_path / "data/departments.yml", office, f"{office}, {former}")
    plan = rendered(tmp_path).plan
    then, now = as_decided(plan), plan
    assert then.projects["bus-counter"].title == now.projects["bus-counter"].title
    assert [item.id for item in then.projects["bus-counter"].former_titles] == ["cart"]
    assert then.projects["bus-counter"].status == now.projects["bus-counter"].status
    assert [item.name["ja"] for item in then.departments.departments] == [
        item.name["ja"] for item in now.departments.departments
    ]


def test_what_names_no_year_stays(tmp_path: Path) -> None:
    """Nothing says that it came later."""
    card = copy_plan(tmp_path) / BUS
    undated = "status: {state: ended}\nformer_titles:\n  - {id: van, title: {ja: 走るバン, en: A van}}\n"
    card.write_text(card.read_text(encoding="utf-8") + undated, encoding="utf-8")
    plan = rendered(tmp_path).plan
    then, now = as_decided(plan).projects["bus-counter"], plan.projects["bus-counter"]
    assert (then.status, then.title, then.former_titles) == (now.status, now.title, now.former_titles)
