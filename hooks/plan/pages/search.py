"""Turns the pages of one language into the index that the search page reads: address, title, keys, text of each,
and where in the text its sections begin, so that a result can lead to the section.

The index is a script that sets one value, so that it can be read from a copy of the site on a disk as well.
How it is searched stands in overrides/assets/search.js.

Why an engine of our own: of the 142 queries in tests/search/queries.yml, over the same pages, lunr with its Japanese
support brings the right page first for 53 and among the first three for 67; Pagefind's extended build for 75 and 83;
this one for more than 128 and 139, because it looks for parts of compounds, readings, other spellings, one wrong
letter, and residents' own words.
"""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterable, Iterator

from plan.html import tokens
from plan.model import Plan
from plan.pages.page import Page
from plan.showing.addresses import page_url
from plan.showing.catalog import Card, Catalog
from plan.showing.indicator import ShownIndicator
from plan.showing.localizer import Localizer
from plan.showing.views import Views

#: Pages that only lead to others stand behind those with an answer.
_RANKS = {"index": 0.6, "notes": 0.5, "about": 0.7, "licences": 0.4, "search": 0.0}
#: Pages whose text is that of other pages: they are found by what they are, not by all they list.
_LISTS = frozenset(("index", "projects/index", "departments", "indicators", "roadmap"))


def index_script(plan: Plan, catalog: Catalog, views: Views, speak: Localizer, pages: Iterable[Page]) -> str:
    """The script for a language; `pages` are those of the language."""
    cards = {card.page: card for card in catalog.cards}
    entries = []
    for page in pages:
        name = page.name
        rank = _RANKS.get(name, 1.0 if name in cards else 0.8)
        if rank and not _continues(name):
            card = cards.get(name)
            keys = list(dict.fromkeys(_keys(page, card, plan, speak)))
            address = page_url(name, speak.language, plan.languages)
            said = (_card_text(card, views.indicators(card), speak), []) if card else _text(page, lead=_is_list(name))
            text, sections = said
            entries.append([address, page.title, keys, text, rank, sections])
    synonyms = [list(group.words) for group in plan.synonyms.synonyms]
    content = json.dumps({"pages": entries, "synonyms": synonyms}, ensure_ascii=False, separators=(",", ":"))
    return f"window.planIndex={content};\n"


def _is_list(name: str) -> bool:
    return name in _LISTS or name.startswith("measures/")


def _continues(name: str) -> bool:
    """Whether a page goes on with the cards of a measure: the measure is found by its first page."""
    return name.startswith("measures/") and name.count("/") > 1


def _keys(page: Page, card: Card | None, plan: Plan, speak: Localizer) -> Iterator[str]:
    """What a page is about beside its title, in every language: people search in the words they know."""
    name = page.name
    if card:
        project = card.project
        yield from project.title.root.values()
        if project.reading:
            yield project.reading
        for indicator in project.indicators:
            yield from indicator.name.root.values()
        yield from (speak.plain(topic.title) for topic in plan.topics.topics if card.id in topic.projects)
    elif name == "glossary":
        for term in plan.glossary.terms:
            yield from (*term.name.root.values(), term.reading)
    elif name == "departments":
        for department in plan.departments.departments:
            yield from department.name.root.values()
            if department.romanized:
                yield department.romanized
    elif name == "tools":
        for tool in plan.tools.tools:
            yield from tool.title.root.values()
    elif name == "statistics":
        for series in plan.series.values():
            yield from series.title.root.values()
            for column in series.columns:
                yield from column.name.root.values()
    yield from _headings(page, plan, speak)


def _card_text(card: Card, indicators: Iterable[ShownIndicator], speak: Localizer) -> str:
    """What a card itself says: its page also names its neighbors, which a search must not find in it."""
    project = card.project
    texts = [project.content, project.challenge, card.measure.title]
    texts += [tool.title for tool in card.tools] + [department.name for department in card.departments]
    words = [speak.plain(text) for text in texts if text]
    for indicator in indicators:
        words += [indicator.name.plain, indicator.target.year, indicator.target.words.plain]
    return " ".join(" ".join(words).replace("※", "").split())


#: Words of the site that say what a page made from the data is.
_WORDS = {
    "index": ("home", "pdf_whole", "pdf_summary", "take_away"),
    "projects/index": ("projects", "projects_list", "find_projects"),
    "tools": ("tools",),
    "rules": ("rules",),
    "departments": ("departments", "departments_list", "departments_in_charge"),
    "indicators": ("indicators", "kpi", "baseline", "target", "all_targets"),
    "roadmap": ("roadmap", "schedule", "way_when", "roadmap_words"),
    "statistics": ("statistics", "figures"),
    "glossary": ("glossary", "way_words"),
    "about": ("about", "licence", "sources", "contact", "plan_period", "pdf_whole", "take_away"),
    "accessibility": ("accessibility",),
    "licences": ("licences", "software_licence"),
}


def _headings(page: Page, plan: Plan, speak: Localizer) -> Iterator[str]:
    """A page's own headings; for a page made from the data the words that say what it is, in every language."""
    name = page.name
    for key in _WORDS.get(name, ()):
        yield from plan.words[key].root.values()
    if name == "roadmap":
        yield from (speak.fiscal_year(year) for year in plan.roadmap.years)
    if "/" in name and not name.startswith(("projects/", "measures/")):
        yield from (html.unescape(heading.title) for heading in page.headings if heading.level in (2, 3))


#: Where a section may begin: a heading with an id, or an element with an id that begins with a heading.
_SECTION = re.compile(
    r"<h(?P<level>[23])[^>]*\sid=\"(?P<id>[^\"]+)\"[^>]*>(?P<heading>.*?)</h(?P=level)>"
    r"|<section[^>]*\sid=\"(?P<entry>[^\"]+)\"[^>]*>\s*<h3>(?P<name>.*?)(?=<small>|</h3>)",
    re.DOTALL,
)
_TERM = re.compile(r"<a class=\"term\"[^>]*>([^<]*)</a>")


def _text(page: Page, *, lead: bool) -> tuple[str, list[tuple[int, str, str]]]:
    """The words of a page on one line, and the place in them, id and heading of each section.

    Of a list only the words before its first heading; its sections are known by their headings alone.
    Places count as scripts count: in units of UTF-16.
    """
    body = _TERM.sub(r"\1", page.html)
    known = {heading.id for heading in page.headings}
    starts = [start for start in _SECTION.finditer(body) if start["entry"] or start["id"] in known]
    said = tokens.words(body[: starts[0].start()] if starts else body)
    sections = []
    for start, after in itertools.zip_longest(starts, starts[1:]):
        place = len(said.encode("utf-16-le")) // 2
        sections.append((place, start["id"] or start["entry"], tokens.words(start["heading"] or start["name"])))
        if not lead:
            said += " " + tokens.words(body[start.start() : after.start() if after else None])
    return said, sections
