"""Turns a plan into the documents of its paper edition: what each holds, as plain data for the typesetter.

The whole plan, each part, a summary of two pages, one sheet a card, and one document a department. Prose comes
from the pages' own HTML; cards, tables and glossary come from the data. Nothing is written twice.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

from plan import model
from plan.html.number_runs import RUN
from plan.html.tree import Node, page_tree
from plan.model import colors
from plan.model.languages import writing
from plan.paper import milestones
from plan.paper.about import Holds, about_sheet
from plan.paper.classified import classified
from plan.paper.codes import qr_svg
from plan.paper.content import CARD_WORDS, TYPESET_WORDS, lends, nodes, told
from plan.paper.course import office_lines, told_once, with_course
from plan.paper.doubt_notes import DoubtNotes, own, places_on_card
from plan.paper.front import Front, named
from plan.paper.indicators import drawn_way, on_card
from plan.paper.items import PaperItems
from plan.paper.mentions import Mentions, texts_in
from plan.paper.offices import offices
from plan.paper.plan_pictures import PaperPictures
from plan.paper.readings import PaperReadings
from plan.paper.references import References
from plan.paper.room import surely_fits
from plan.paper.runs import paragraphs
from plan.paper.scales import scales
from plan.paper.summary_table import SummaryTable
from plan.showing.addresses import page_url
from plan.showing.catalog import Card
from plan.showing.consultation import shown_consultation
from plan.showing.deadlines import deadlines
from plan.showing.localizer import Localizer
from plan.showing.names import plan_name, shortened, width_of
from plan.showing.renderer import Renderer
from plan.showing.source_notes import differs
from plan.showing.years import ShownPhase

_CARDS = "project-list-"
#: How wide number and title may be together, in one line, at the head of each further page of a card.
_HEAD_AGAIN = 66


@dataclass(frozen=True)
class Document:
    """One document: its name under `pdf/<language>/`, its language, and all that the typesetter needs."""

    name: str
    language: str
    content: Mapping[str, Any]
    charts: Mapping[str, str]
    """The series whose chart stands at an address, by the addresses among the content."""
    day: date
    """The day of what it holds, which is written into its file."""
    pictures: frozenset[str] = frozenset()
    """The pictures of the plan that stand in it, by the addresses of their files under docs/."""


class PaperEdition:
    """The documents of a plan in one language."""

    def __init__(self, renderer: Renderer, language: str) -> None:
        self._renderer = renderer
        self._plan = renderer.plan
        self._language = language
        self._speak: Localizer = renderer.speaker(language)
        self.prints = partial(self._plan.languages.prints, language)
        self._views = renderer.views(language)
        self._families = renderer.families(language)
        self._doubts = renderer.doubts(language)
        self._terms = renderer.terms(language)
        self._mentions = Mentions(self._terms)
        self._references = References(renderer, language)
        self._pictures = PaperPictures(renderer, language)
        self._readings = PaperReadings(self._plan, language)
        self._cards: dict[str, Node] = {}
        self._items = PaperItems(renderer, language, self._mentions, self._card, self._placed)

    def documents(self) -> Iterator[Document]:
        """All documents of the kinds that its language has, the longest first."""
        named = partial(plan_name, self._plan)
        if self.prints("plan"):
            yield from self._of_plan(named)
        if self.prints("summary"):
            title = self._word("summary_title", plan=named)
            yield self._document("summary", title, [self._summary], contents=False)
        for department in self._plan.departments.departments if self.prints("departments") else ():
            if cards := self._renderer.catalog.of_department(department.id):
                title = self._word("department_title", plan=named, department=department.name)
                sheets = self._department(department, cards)
                yield self._document(f"departments/{department.id}", title, sheets, contents=False)
        for card in self._renderer.catalog.cards if self.prints("cards") else ():
            sheets = [{"k": "card", "level": 1, "card": self._card(card), "alone": True}]
            title = self._word("part_title", plan=named, part=card.project.title)
            yield self._document(card.page, title, sheets, contents=False)

    def _of_plan(self, named: Callable[[Localizer], str]) -> Iterator[Document]:
        """The whole plan and its parts."""
        parts = self._plan.details.parts
        whole = [self._front.cover(), {"k": "contents"}]
        for part in parts:
            whole.extend(self._part(part))
        whole.extend(self._items.sheets(whole))
        whole.extend(scales(self._renderer, self._language, self._mentions, self._placed))
        yield self._document(
            "whole", self._title, [*whole, *self._glossary, self._about(whole, glossary=True)], contents=True
        )
        for part in parts:
            title = self._word("part_title", plan=named, part=part.title)
            cover = self._front.cover(self._speak.plain(part.title))
            sheets = [cover, {"k": "contents"}, *self._part(part)]
            yield self._document(f"part-{part.id}", title, [*sheets, self._about(sheets)], contents=True)

    def made_from(self, template: str, page: str, title: str, **given: Any) -> Node:
        """A chapter made from a template, as the page of that name has it; its links lead within the document."""
        made = self._renderer.render(template, page, self._language, **given)
        linked = self._renderer.link(made, page, self._language, counts=False)
        blocks = [self._placed(block, page, self._language) for block in page_tree(linked.html, page)]
        return {"k": "chapter", "title": title, "uses": [], "label": f"page-{page}", "c": self._mentions.marked(blocks)}

    def beside(self, name: str, title: str, chapter: Node, *, cover: bool, deep: bool = False) -> Document:
        """A document beside the plan; with a `cover` it has contents too, maybe `deep`, and says last what it is.

        It is of the day of the data, not of that on which the plan was decided.
        """
        sheets = [chapter | {"apart": True}]
        if cover:
            contents = {"k": "contents"} | ({"depth": 4} if deep else {})
            sheets = [self._front.cover(chapter["title"], vision=False), contents, chapter]
            sheets = [*sheets, self._about(sheets, cards_only=True, beside=True)]
        made = self._document(name, title, sheets, contents=cover)
        return replace(made, content={**made.content, "decided": self._speak.day(made.day)})

    def alone(self, name: str, title: str, sheet: Node) -> Document:
        """A document of one sheet beside the plan."""
        return self._document(name, title, [sheet], contents=False)

    # What every document says of itself ------------------------------------

    @cached_property
    def _title(self) -> str:
        return plan_name(self._plan, self._speak)

    def _word(self, key: str, **slots: Any) -> str:
        return self._speak.plain_word(key, **slots)

    @cached_property
    def _front(self) -> Front:
        site = self._plan.details.url + page_url("index", self._language, self._plan.languages)
        return Front(self._renderer, self._language, site, self._title)

    @cached_property
    def _common(self) -> dict[str, Any]:
        """What is the same in all documents of the language."""
        details = self._plan.details
        edition, languages = details.edition, self._plan.languages
        decided = self._speak.day(edition.decided) if edition.decided else self._word("date_blank")
        if edition.revised:
            decided = self._word("decided_and_revised", decided=decided, revised=self._speak.day(edition.revised))
        return {
            "language": self._language,
            "region": self._speak.writing.region,
            "regions": {code: writing(code, languages).region for code in languages.codes},
            "number_runs": RUN,
            "directions": {code: writing(code, languages).direction for code in languages.codes},
            "wide": self._speak.writing.wide,
            "items_mark": self._speak.writing.items_mark,
            "plan": self._title,
            "city": self._speak.plain(details.city.name),
            "decided": decided,
            "draft": edition.status == "draft",
            "data_day": self._speak.own_word("data_day", day=edition.updated).plain,
            "governs": [*([] if self._speak.is_default else [self._word("governs_short")]), *self._invitation()],
            "comment": self._renderer.comment_address(self._language),
            "site": details.url + page_url("index", self._language, self._plan.languages),
            "colors": dict(colors.scheme(**details.colors.model_dump(), dark=False)),
            "words": {key: self._word(key) for key in TYPESET_WORDS}
            | {"uses_none": own(self._speak.own_word("uses_none"))},
        }

    def _invitation(self) -> list[str]:
        """Until when and how to comment on the draft; nothing where no comments are asked for, or what came is told."""
        asked = shown_consultation(self._plan, self._speak) if self._plan.asks_for_opinions else None
        return [asked.line()] if asked else []

    def _document(self, name: str, title: str, sheets: list[Node], *, contents: bool) -> Document:
        found = list(nodes(sheets := list(told_once(sheets))))
        addresses = [node["src"] for node in found if node.get("k") == "image"]
        content = self._common | {
            "title": title,
            "sheets": self._pictures.with_list(sheets, found),
            "labels": sorted({node["label"] for node in found if node.get("label")}),
            "chapters": contents,
            "foot": "" if contents else named(sheets[0]),
            "noted": any(node.get("k") == "note" for node in found),
            "single": len(sheets) == 1 and sheets[0]["k"] == "card" and not sheets[0]["card"]["pictures"],
        }
        if not contents and any(map(differs, self._plan.notes.notes)):  # no sheet at its end says so
            content["governs"] = [*content["governs"], self._word("changed_in_footer", about=self._word("about"))]
        content = told(content) | {"lends": True} if lends(content) else content
        content = self._readings.set_in(content)
        charts = {address: posixpath.basename(address).split(".")[0] for address in addresses}
        return Document(
            name, self._language, content, charts, self._plan.details.edition.updated, self._pictures.files(found)
        )

    # Chapters ----------------------------------------------------------------

    def _part(self, part: model.Part) -> Iterator[Node]:
        title = self._speak.plain(part.title)
        yield {"k": "part", "title": title, "uses": self._mentions.in_words(title), "label": f"part-{part.id}"}
        for chapter in part.chapters:
            yield self._chapters[f"{part.id}/{chapter}"]

    @cached_property
    def _chapters(self) -> Mapping[str, Node]:
        pages = [f"{part.id}/{chapter}" for part in self._plan.details.parts for chapter in part.chapters]
        return {page: self._chapter(page) for page in pages}

    def _chapter(self, page: str) -> Node:
        chapter = self._renderer.chapter(page, self._language)
        prose = self._renderer.prose(page, self._language)
        blocks = [self._placed(block, page, chapter.language) for block in page_tree(prose.html, chapter.file)]
        node: Node = {
            "k": "chapter",
            "title": chapter.title,
            "uses": self._mentions.in_words(chapter.title),
            "label": f"page-{page}",
            "c": self._mentions.marked(blocks),
        }
        if chapter.language != self._language:
            node["lang"] = chapter.language
        return node

    def _placed(self, node: Node, page: str, written_in: str) -> Node:
        """A block with its links led to places of the document, and lists of cards replaced by the cards."""
        style = node.get("style", "")
        if node["k"] == "group" and style.startswith(_CARDS):
            cards = self._renderer.catalog.numbered(style.removeprefix(_CARDS))
            sheets = [{"k": "card", "level": 3, "card": self._card(card), "alone": False} for card in cards]
            return {"k": "cards", "c": sheets}
        if node["k"] == "heading" and node["id"]:
            node["label"] = f"{page}--{node['id']}"
        for inner in nodes([node]):
            if inner.get("k") in ("link", "page") and "target" not in inner:
                self._references.lead(inner, page, written_in)
            elif inner.get("k") == "figure" and "label" not in inner:
                self._pictures.place(inner)
            elif inner.get("k") == "note":
                inner["label"] = f"{page}--{inner['id']}"
        for key in ("c", "items"):
            if key in node and node["k"] in ("group", "list"):
                node[key] = [
                    [self._placed(block, page, written_in) for block in item]
                    if isinstance(item, list)
                    else self._placed(item, page, written_in)
                    if isinstance(item, dict) and item.get("k") in ("group", "heading", "list")
                    else item
                    for item in node[key]
                ]
        return node

    # Cards -------------------------------------------------------------------

    def _card(self, card: Card) -> Node:
        """A card as the typesetter needs it; made once, though it stands in up to four documents."""
        if card.id not in self._cards:
            self._cards[card.id] = self._new_card(card)
        return self._cards[card.id]

    def _new_card(self, card: Card) -> Node:
        speak, project = self._speak, card.project
        seen: set[str] = set()
        address = self._plan.details.url + page_url(card.page, self._language, self._plan.languages)
        facts = self._items.facts(card)
        named = classified(card, self._families, speak)
        indicators, schedule = self._views.indicators(card), self._views.schedule(card)
        title, places = speak.plain(project.title), places_on_card(indicators, schedule)
        notes = DoubtNotes(self._doubts.block(title, *places))
        node: Node = {
            "label": f"card-{card.id}",
            "title": title,
            "short": shortened(title, _HEAD_AGAIN - width_of(named.number)),
            "number": named.number,
            "badges": named.marks,
            "facts": [*facts, *named.facts, *self._comment(card)],
            "challenge": paragraphs(project.challenge, seen, speak, self._terms) if project.challenge else [],
            "content": paragraphs(project.content, seen, speak, self._terms),
            "pictures": self._pictures.on_card(card),
            "indicators": [on_card(indicator, notes, speak) for indicator in indicators],
            "until": [own(until) for until in deadlines(indicators, speak)],
            "no_indicator": own(speak.own_word("no_indicator")) if self._plan.lacks_indicator(project) else None,
            "sections": named.sections,
            "years": notes.columns(schedule.heads),
            "bars": [[*self._phase(bar.phase, notes), bar.before, bar.length, bar.when.plain] for bar in schedule.bars],
            "undated": [self._phase(phase, notes) for phase in schedule.undated],
            "scheduled": bool(self._plan.shown_schedules and project.schedule.phases),
            "schedule_notes": [own(note) for note in schedule.notes if self._plan.shown_schedules],
            "doubts": notes.told,
            "departments": offices(card.departments, speak) if self._plan.shown_departments else [],
            "address": address,
            "qr": qr_svg(address),
        }
        if any(item.drawn for item in indicators):
            node["drawings"] = [drawn_way(item.drawn) for item in indicators]
        node = with_course(node, card, self._views, speak)
        uses = self._mentions.in_card(node, *map(self._word, CARD_WORDS))
        return node | {"uses": uses, "fits": surely_fits(node)}

    def _comment(self, card: Card) -> list[list[str]]:
        """The number by which a comment cites a card, while there is a consultation on the draft."""
        number = self._renderer.comments.of("card", card.id) if self._plan.numbered_draft else ""
        return [[self._word("comment_number_of_card"), number]] if number else []

    def _phase(self, phase: ShownPhase, notes: DoubtNotes) -> list[str]:
        return [self._speak.plain(phase.title), notes.mark(phase.place)]

    def _department(self, department: model.Department, cards: Iterable[Card]) -> list[Node]:
        count = self._word("projects_count", count=len(tuple(cards)))
        sheets: list[Node] = [{"k": "card", "level": 2, "card": self._card(card), "alone": False} for card in cards]
        sheets[0] |= {"below": not surely_fits(sheets[0]["card"], below=True), "large": len(sheets) == 1}
        banner = {"k": "banner", "count": count, **office_lines(department, self._views, self._speak)}
        return [banner, *sheets, self._about(sheets, cards_only=True)]

    # Glossary and summary ------------------------------------------------------

    @cached_property
    def _glossary(self) -> list[Node]:
        """The sheet of the glossary, if the plan has one."""
        groups = []
        for heading, terms in self._renderer.texts(self._language).index_groups:
            entries = []
            for term in terms:
                words, language = self._speak.choose(term.definition)
                reading = term.reading if self._speak.writing.readings else ""
                name = self._speak.plain(term.name)
                entry = {"label": f"term-{term.id}", "id": term.id, "name": name, "reading": reading, "c": words}
                entries.append(entry | ({"lang": language} if language != self._language else {}))
            groups.append({"heading": heading, "entries": entries})
        glossary, speak = self._plan.glossary, self._speak
        title, lead = glossary.title, speak.plain(glossary.lead) if glossary.lead else ""
        named = {"title": speak.plain(title) if title else self._word("glossary"), "lead": lead}
        return [{"k": "glossary", **named, "label": "page-glossary", "groups": groups}] if groups else []

    def _about(
        self, sheets: list[Node], *, glossary: bool = False, cards_only: bool = False, beside: bool = False
    ) -> Node:
        texts = self._renderer.texts(self._language)
        marks = not glossary and any(at.marked for words in texts_in(sheets) for at in self._terms.mentions(words))
        explained = glossary and bool(self._plan.shown_glossary)
        holds = Holds(explained, cards_only, marks, self._renderer.translators_notes, beside)
        return about_sheet(
            self._plan,
            self._speak,
            holds,
            actuals=not self._views.lacks_actuals,
            begun=texts.begun_as_draft,
            over=texts.period_over,
        )

    @cached_property
    def _summary(self) -> Node:
        plan, speak, period, cards = self._plan, self._speak, self._plan.details.period, self._renderer.catalog.cards
        texts = self._renderer.texts(self._language)
        places_of = texts.milestones().places
        places = [head.place for head in self._views.years if head.place]
        notes = DoubtNotes(self._doubts.block(self._word("roadmap"), *places, *places_of))
        return {
            "k": "summary",
            "heading": self._word("summary_heading"),
            "chart": self._front.chart(),
            **self._front.place(),
            "period": milestones.period(speak, period.first, period.last),
            "vision": [speak.plain(text) for text in (plan.vision.title, plan.vision.statement, plan.vision.body)]
            if plan.vision
            else [],
            "tops": self._items.tops(),
            "tops_heading": texts.items.tops_heading().plain if plan.structure else "",
            "roadmap_heading": self._word("roadmap"),
            "years": notes.columns(self._views.years),
            "milestones": list(milestones.milestones(plan, speak, places_of, notes)),
            "years_notes": [own(note) for note in [self._views.years_note] if note] + notes.told,
            **SummaryTable(self._renderer, self._language).made(),
            "left": None,
            "without": None,
            "away": own(speak.own_word("doubts_on_paper", whole=plan.words["pdf_whole"]))
            if self._views.doubts_away(cards)
            else None,
        }
