"""The pages that come in numbers, each kind made by one function: cards, measures of a large plan, chapters, notes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from plan import model
from plan.html import footnotes, tokens
from plan.html.prose import PLACEHOLDER, convert, linked_page_numbers
from plan.model import Plan
from plan.model.types import Text
from plan.outline.machines import city
from plan.outline.page import Findable, MenuGroup, MenuPlace, Neighbor, Page, PageSource, SideColumn, Speaks
from plan.outline.record_parts import data, named, nothing
from plan.outline.registry import CONSULTATION, pages_of
from plan.pages.items import above_card, in_menu, item_list, item_page
from plan.pages.page_titles import numbered, shortened
from plan.pages.reports import reports
from plan.pages.search_text import entry_line, text_of
from plan.reading.placeholders import PLACEHOLDERS
from plan.showing.catalog import Card
from plan.showing.note_pages import NotePage
from plan.showing.renderer import GLOSSARY, Renderer

if TYPE_CHECKING:
    from plan.pages.changes import Changes

#: The parts of a card as its page heads them, by their fields: what staff would change.
_CARD = {
    "": "カード",
    "title": "名称",
    "challenge": "現状と課題",
    "content": "取組内容",
    "under": "属する項目",
    "families": "分類",
    "indicators": "KPI",
    "schedule": "スケジュール",
    "status": "状態",
    "budgets": "予算額と決算額",
    "marks": "評価",
    "departments": "担当課",
}


#: The signs between the parts of a code.
_SIGNS = re.compile(r"[\W_]+")
#: The template of chapters.
_CHAPTER = "chapter.html"
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


def is_chapter(page: Page) -> bool:
    """Whether a page is made from a chapter of docs/."""
    return page.template == _CHAPTER


def counts_terms(page: Page) -> bool:
    """Whether what a page names are uses of terms: of pages made from data, those of the plan that a search finds."""
    return page.search is not None and page.of_plan and page.name != GLOSSARY


def all_pages(renderer: Renderer, changes: Changes | None = None) -> Iterator[Page]:
    """Every page of a plan; `changes` of one with frozen editions."""
    together = item_list(renderer)
    if together and not renderer.plan.projects:  # it is what lists: it stands before the others in the menu
        yield together
    for page in pages_of(renderer.plan):
        yield page if page.name != CONSULTATION else _consultation(page, renderer, changes)
    if together and renderer.plan.projects:
        yield together
    for before, card, after in renderer.catalog.neighbors():
        yield _card(before, card, after, renderer, changes)
    for part in renderer.plan.details.parts:
        for chapter in part.chapters:
            yield _chapter(part, f"{part.id}/{chapter}", renderer)
    listed = in_menu(renderer.catalog)
    for pages in renderer.catalog.item_pages.values():
        for item in pages:
            yield item_page(item, renderer, listed=listed)
    yield from reports(renderer)
    yield from changes.pages() if changes else ()
    for notes in renderer.catalog.note_pages.all:
        yield _notes(notes, renderer)


def _consultation(page: Page, renderer: Renderer, changes: Changes | None) -> Page:
    """The page on the consultation, which leads to the draft as it was and to what was changed after it."""

    def given(language: str) -> Mapping[str, Any]:
        if changes is None:
            return {"opinions": renderer.opinions(language), "commented": None}
        from plan.pages.followed import followed  # with all that compares editions, which few plans need

        leads, draft = partial(followed, changes.history, renderer, language), changes.commented(language)
        shown = renderer.opinions(language, leads, draft.place) if draft else renderer.opinions(language, leads)
        return {"opinions": shown, "commented": draft}

    return replace(page, given=given)


# Cards ------------------------------------------------------------------------


def _card(before: Card | None, card: Card, after: Card | None, renderer: Renderer, changes: Changes | None) -> Page:
    """The page of a card, between those of the cards around it."""
    project, file = card.project, f"data/{card.file}"
    around = {"card": card, "before": before, "after": after}

    def given(language: str) -> dict[str, Any]:
        return around | {"changes": changes.of_card(card.id, language) if changes else ()}

    return Page(
        name=card.page,
        template="project.html",
        needs="",
        title=lambda plan, speak: speak.plain(project.title),
        description=lambda plan, speak: shortened(speak.plain(project.content)),
        menu=None,
        hides=frozenset((SideColumn.FAMILY,)),
        search=Findable(
            rank=1.0,
            keys=lambda plan, speak: _card_keys(card, plan, speak),
            headings=False,
            only_lead=False,
            said=lambda speak: _card_text(card, renderer, speak.language),
        ),
        sources=lambda language: tuple(PageSource(file, field, words) for field, words in _CARD.items()),
        picture=card.id,
        machine=lambda plan, speak, address: {
            "@type": "Project",
            **({"identifier": project.code} if project.code else {}),
            "parentOrganization": city(plan, speak),
            "department": [speak.plain(department.name) for department in card.departments],
        },
        given=given,
        of_plan=True,
        indexed=True,
        above=lambda language: above_card(card, renderer, language),
    )


def _card_keys(card: Card, plan: Plan, speak: Speaks) -> Iterator[str]:
    project = card.project
    yield from project.title.root.values()
    if project.reading:
        yield project.reading
    if project.code:  # as it is printed, and as it is typed: without the signs between its parts
        yield project.code
        yield _SIGNS.sub("", project.code)
    for former in project.former_titles:
        yield from former.title.root.values()
    for indicator in project.indicators:
        yield from indicator.name.root.values()
    yield from (speak.plain(topic.title) for topic in plan.topics.topics if card.id in topic.projects)


def _card_text(card: Card, renderer: Renderer, language: str) -> str:
    """What a card itself says, line by line: its page also names its neighbors, which a search must not find in it."""
    project, speak = card.project, renderer.speaker(language)
    texts = [project.content, project.challenge, *(item.title for item in card.place.path[-1:])]
    texts += [text for item in project.pictures for text in (item.alt, item.caption, item.source, item.description)]
    families = renderer.plan.families
    texts += [item.title for id in families if id != renderer.plan.details.numbered_by for item in card.families[id]]
    texts += [department.name for department in card.departments]
    texts += [project.apply.label] if project.apply else []
    texts += _course_texts(project)
    words = [speak.plain(text) for text in texts if text]
    views = renderer.views(language)
    if now := views.statuses.now(card):
        words.append(entry_line((now.words.plain, now.when)))
    words += [entry_line(indicator.found_by(speak.plain_word)) for indicator in views.indicators(card)]
    return text_of(words)


def _course_texts(project: model.Project) -> Iterator[Text | None]:
    """What a card says of what became of it, of its budgets and of its marks."""
    past = (*project.history, *([project.status] if project.status else ()))
    yield from (text for state in past for text in (state.called, state.reason))
    yield from (former.reason for former in project.former_titles)
    yield from (amount.note for amount in project.budgets)
    yield project.budget_total.note if project.budget_total else None
    yield from (mark.remark for mark in project.marks)
    yield from (mark.remark for indicator in project.indicators for mark in indicator.marks)


# Chapters -----------------------------------------------------------------------


def _chapter(part: model.Part, name: str, renderer: Renderer) -> Page:
    """The page of a chapter, in the menu under its part."""

    def label(speak: Speaks) -> str:
        return str(renderer.chapter_title(name, speak.language).html)

    return Page(
        name=name,
        template=_CHAPTER,
        needs="",
        title=lambda plan, speak: renderer.chapter_title(name, speak.language).plain,
        description=lambda plan, speak: _opening(name, renderer, speak.language),
        menu=MenuPlace(
            section="read_plan", group=MenuGroup(part.id, lambda speak: str(speak.html(part.title))), title=label
        ),
        above=None,
        hides=frozenset(),
        search=Findable(rank=0.8, keys=named(), headings=True, only_lead=False, said=None),
        sources=lambda language: _chapter_sources(name, renderer, language),
        picture="plan",
        machine=nothing,
        given=lambda language: _chapter_given(part, name, renderer, language),
        of_plan=True,
        indexed=True,
    )


def _opening(name: str, renderer: Renderer, language: str) -> str:
    """The first paragraph that a chapter itself has, as it is read; its title where there is none."""
    chapter = renderer.chapter(name, language)
    page = renderer.speaker(chapter.language).word("paper_page")
    pieces = (linked_page_numbers(piece, str(page)) for piece in convert(chapter.text).pieces)
    paragraphs = itertools.chain.from_iterable(map(_PARAGRAPH.findall, pieces))
    said = (tokens.run(footnotes.unmarked(paragraph)) for paragraph in paragraphs)
    return shortened(next(filter(None, said), chapter.title))


def _chapter_sources(name: str, renderer: Renderer, language: str) -> Sequence[PageSource]:
    """A chapter's own file, and the data of the blocks in it, once each; nothing where another language stands in."""
    chapter = renderer.chapter(name, language)
    if chapter.language != language:
        return ()
    blocks = [PLACEHOLDERS[match[1]][1] for match in PLACEHOLDER.finditer(chapter.body)]
    return (PageSource(chapter.file), *(PageSource(f"data/{file}") for file in dict.fromkeys(blocks)))


def _chapter_given(part: model.Part, name: str, renderer: Renderer, language: str) -> dict[str, Any]:
    chapter = renderer.chapter(name, language)
    written_in = next(item for item in renderer.plan.details.languages if item.code == chapter.language)
    return {
        "part": part,
        **_chapters_around(part, name, renderer, language),
        "prose": renderer.prose(name, language),
        "comment_marks": renderer.comments_on(name, language),
        "fallback": renderer.speaker(language).attributes(chapter.language) if chapter.language != language else "",
        "chapter_language": written_in,
    }


def _chapters_around(part: model.Part, name: str, renderer: Renderer, language: str) -> dict[str, Neighbor | None]:
    """The chapters before and after one as the plan is read, those of another part called with it; None where there is
    none."""
    order = [(other, f"{other.id}/{chapter}") for other in renderer.plan.details.parts for chapter in other.chapters]
    at, speak = order.index((part, name)), renderer.speaker(language)

    def led_to(other: model.Part, page: str) -> Neighbor:
        title = renderer.chapter_title(page, language).html
        called = {"part": speak.phrase(other.title), "chapter": title}
        return Neighbor(page, title if other is part else speak.word("chapter_of_part", **called))

    before = led_to(*order[at - 1]) if at else None
    return {"before": before, "after": led_to(*order[at + 1]) if order[at + 1 :] else None}


# Notes on the source, for the editors of the plan ---------------------------------


def _notes(page: NotePage, renderer: Renderer) -> Page:
    """One of the pages with the notes that ask for a decision."""

    def title(plan: Plan, speak: Speaks) -> str:
        name = speak.plain_word("notes_deciding", decision=speak.plain_word(f"decide_{page.decide}"))
        return name if page.of == 1 else numbered(name, page, speak)

    def description(plan: Plan, speak: Speaks) -> str:
        return speak.plain_word("notes_page_description", plan=plan.details.title, title=lambda by: title(plan, by))

    return Page(
        name=page.name,
        template="notes-page.html",
        needs="",
        title=title,
        description=description,
        menu=None,
        above=None,
        hides=frozenset(),
        search=None,
        sources=data("notes.yml"),
        picture="plan",
        machine=nothing,
        given=lambda language: _notes_given(page, renderer, language),
        of_plan=False,
        indexed=False,
    )


def _notes_given(page: NotePage, renderer: Renderer, language: str) -> dict[str, Any]:
    notes = renderer.texts(language).notes
    return {
        "asks": notes.asks(page.decide),
        "groups": notes.groups(page, lambda name: renderer.chapter_title(name, language)),
        "row": notes.row(page),
    }
