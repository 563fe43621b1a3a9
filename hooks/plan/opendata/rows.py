"""What stands in the tables about cards, items and offices, one row after the other: values by the names of columns.

A `Text` stands for its words in every language; None for an empty cell. Nothing is added to what the data says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import TypeAlias

from plan import model
from plan.model import Plan
from plan.model.types import Text, parted
from plan.showing.addresses import page_url

#: What may stand in a cell before it is written.
Given: TypeAlias = str | int | Decimal | bool | date | Text | None
DataRow: TypeAlias = dict[str, Given]
Maker: TypeAlias = Callable[[Plan], Iterator[DataRow]]


#: How a contact is read into columns, by the columns' names.
_REACHED = {
    "telephone": "telephone", "extension": "extension", "fax": "fax", "mail": "mail", "place": "place", "url": "page",
}  # fmt: skip


def _of(record: object | None, **fields: str) -> DataRow:
    """The fields of a record by the names of their columns; nothing where there is no record."""
    return {column: getattr(record, field) for column, field in fields.items()} if record else {}


def address(plan: Plan, page: str) -> str:
    """Where a page is published, in the plan's own language."""
    return plan.details.url + page_url(page, plan.languages.default, plan.languages)


def item_titles(plan: Plan) -> Mapping[str, Text]:
    """The title of each item of the plan's levels, by its id."""
    return {path[-1].id: path[-1].title for path in plan.structure.paths()} if plan.structure else {}


def department_names(plan: Plan) -> Mapping[str, Text]:
    """The name of each office, by its id."""
    return {item.id: item.name for item in plan.departments.departments}


def cards(plan: Plan) -> Iterator[DataRow]:
    """One row a card."""
    titles = item_titles(plan)
    for id, card in plan.projects.items():
        yield {
            "card_id": id, "number": card.number, "code": card.code, "title": card.title, "reading": card.reading,
            "item_id": card.under, "item_title": titles.get(card.under or ""), "gist": card.gist,
            "url": address(plan, plan.card_page(id)),
            **_of(card.apply, apply_label="label", apply_url="url"),
            **_of(card.status, state="state", called="called", fiscal_year="fiscal_year", since="day"),
        }  # fmt: skip


def card_texts(plan: Plan) -> Iterator[DataRow]:
    """One row a paragraph of the long texts of a card."""
    for id, card in plan.projects.items():
        for kind, text in (("challenge", card.challenge), ("content", card.content)):
            for number, paragraph in enumerate(paragraphs(text), 1):
                yield {"card_id": id, "text_kind": kind, "paragraph": number, "text": paragraph}


def paragraphs(text: Text | None) -> Iterator[Text]:
    """The paragraphs of a text, each with its words in every language that has as many."""
    if text is None:
        return
    parts = {code: parted(words) for code, words in text.root.items()}
    for told in zip_longest(*parts.values()):
        found = {code: words for code, words in zip(parts, told, strict=True) if words}
        yield Text.model_construct(found)


def card_places(plan: Plan) -> Iterator[DataRow]:
    """One row for each item that a card stands under, or is listed again under."""
    titles = item_titles(plan)
    for id, card in plan.projects.items():
        places = [("own", card.under), *(("again", item) for item in card.also_under)]
        for kind, item in places:
            if item:
                yield {
                    "card_id": id, "card_title": card.title, "item_id": item, "item_title": titles[item],
                    "place_kind": kind,
                }  # fmt: skip


def card_departments(plan: Plan) -> Iterator[DataRow]:
    """One row for each office that a card names."""
    names = department_names(plan)
    for id, card in plan.projects.items():
        for number, office in enumerate(card.departments, 1):
            yield {
                "card_id": id, "card_title": card.title, "order": number, "department_id": office,
                "department_name": names[office],
            }  # fmt: skip


def card_families(plan: Plan) -> Iterator[DataRow]:
    """One row for each item of a classification that a card names."""
    for id, card in plan.projects.items():
        for family_id, items in card.families.root.items():
            family = plan.families[family_id]
            for item_id in items:
                item = family.item(item_id)
                yield {
                    "card_id": id, "card_title": card.title, "family_id": family_id, "family_name": family.name,
                    "family_item_id": item_id, "family_item_title": item.title if item else None,
                }  # fmt: skip


def card_status(plan: Plan) -> Iterator[DataRow]:
    """One row for each status that a card had or has."""
    for id, card in plan.projects.items():
        states: list[tuple[model.Status | model.PastStatus, bool]] = [(past, False) for past in card.history]
        states += [(card.status, True)] if card.status else []
        for number, (state, now) in enumerate(states, 1):
            yield {
                "card_id": id, "card_title": card.title, "order": number, "fiscal_year": state.fiscal_year,
                "state": state.state, "called": state.called, "reason": state.reason, "current": now,
            }  # fmt: skip


def card_successors(plan: Plan) -> Iterator[DataRow]:
    """One row for each card that another was merged into or split into."""
    for id, card in plan.projects.items():
        for into in card.status.into if card.status else ():
            yield {
                "card_id": id, "card_title": card.title, "into_card_id": into,
                "into_card_title": plan.projects[into].title,
            }  # fmt: skip


def former_titles(plan: Plan) -> Iterator[DataRow]:
    """One row for each title that a card had before."""
    for id, card in plan.projects.items():
        for former in card.former_titles:
            yield {
                "card_id": id, "card_title": card.title, "former_title_id": former.id, "former_title": former.title,
                "last_fiscal_year": former.until, "reason": former.reason,
            }  # fmt: skip


def items(plan: Plan) -> Iterator[DataRow]:
    """One row for each item of the plan's levels."""
    for path in plan.structure.paths() if plan.structure else ():
        item, level = path[-1], plan.levels.levels[len(path) - 1]
        yield {
            "item_id": item.id, "level": len(path), "level_name": level.heading,
            "parent_id": path[-2].id if len(path) > 1 else None, "code": item.code, "title": item.title,
            "priority": item.priority, "description": item.text, "challenge": item.challenge,
        }  # fmt: skip


def item_departments(plan: Plan) -> Iterator[DataRow]:
    """One row for each office that an item names."""
    names = department_names(plan)
    for path in plan.structure.paths() if plan.structure else ():
        for number, office in enumerate(path[-1].departments, 1):
            yield {
                "item_id": path[-1].id, "item_title": path[-1].title, "order": number, "department_id": office,
                "department_name": names[office],
            }  # fmt: skip


def item_actions(plan: Plan) -> Iterator[DataRow]:
    """One row for each aim and each action of an item."""
    for path in plan.structure.paths() if plan.structure else ():
        for kind, texts in (("aim", path[-1].aims), ("action", path[-1].actions)):
            for number, text in enumerate(texts, 1):
                yield {
                    "item_id": path[-1].id, "item_title": path[-1].title, "action_kind": kind, "order": number,
                    "text": text,
                }  # fmt: skip


def families(plan: Plan) -> Iterator[DataRow]:
    """One row for each item of a classification."""
    for id, family in plan.families.items():
        for item in family.items:
            yield {
                "family_id": id, "family_name": family.name, "family_item_id": item.id, "number": item.number,
                "code": item.code, "title": item.title, "description": item.description,
            }  # fmt: skip


def schedule(plan: Plan) -> Iterator[DataRow]:
    """One row for each phase of a card."""
    for id, card in plan.projects.items():
        for phase in card.schedule.phases:
            yield {
                "card_id": id, "card_title": card.title, "phase_id": phase.id, "phase_title": phase.title,
                "first_fiscal_year": phase.first, "last_fiscal_year": phase.last,
            }  # fmt: skip


def milestones(plan: Plan) -> Iterator[DataRow]:
    """One row for each milestone of the whole plan."""
    for item in plan.roadmap.milestones if plan.roadmap else ():
        yield {
            "milestone_id": item.id, "title": item.title, "first_fiscal_year": item.first,
            "last_fiscal_year": item.last, "review": item.review,
        }  # fmt: skip


def departments(plan: Plan) -> Iterator[DataRow]:
    """One row for each office."""
    for item in plan.departments.departments:
        about: DataRow = {
            "department_id": item.id, "department_name": item.name, "romanized": item.romanized,
            "belongs_to_id": item.belongs_to, "several": item.group,
        }  # fmt: skip
        yield about | _of(item.contact, **_REACHED)


def glossary(plan: Plan) -> Iterator[DataRow]:
    """One row for each term."""
    for term in plan.glossary.terms:
        yield {"term_id": term.id, "name": term.name, "reading": term.reading, "definition": term.definition}
