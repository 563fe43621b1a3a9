"""The plan in one language, with the templates that print it: what they may ask for, and the page they print now.

All that does not change from page to page is the environment's own, so that the macros that templates share are made
once a language. What depends on the page asks which one it is, so one page is rendered at a time, whichever thread
asks for it; a template never renders another page.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from plan.html import number_runs
from plan.html.headings import Heading, Headings
from plan.showing import templates
from plan.showing.addresses import page_url, relative_file, relative_url
from plan.showing.catalog import Catalog
from plan.showing.deadlines import deadlines
from plan.showing.doubts import Doubts
from plan.showing.families import Families
from plan.showing.groups import Groups
from plan.showing.item_views import ItemViews
from plan.showing.localizer import Localizer
from plan.showing.log import ShownLog
from plan.showing.overview import Overviews
from plan.showing.plan_texts import PlanTexts
from plan.showing.views import Views


@dataclass(frozen=True)
class Rendered:
    """What a template makes: its HTML, and the headings in it."""

    html: str
    headings: tuple[Heading, ...]


class LanguageRenderer:
    """A plan in the language of `speak`; `looks` holds the templates, `compiled` keeps them compiled."""

    def __init__(self, catalog: Catalog, speak: Localizer, doubts: Doubts, looks: Path, compiled: Path) -> None:
        self.speak = speak
        self.views = Views(catalog, speak, doubts)
        self.texts = PlanTexts(catalog, speak, doubts)
        self.families = Families(catalog, speak)
        self.groups = Groups(catalog, speak, self.families)
        self.item_views = ItemViews(catalog, speak, self.views, self.texts.items)
        self.overviews = Overviews(catalog, speak, self.views, self.item_views)
        self._languages = catalog.plan.languages
        self._turn = threading.Lock()
        self._page, self._headings = "", Headings()
        self._env = templates.environment(looks, compiled)
        self._env.globals = {
            "plan": catalog.plan,
            "catalog": catalog,
            "speak": speak,
            "w": templates.Phrases(speak),
            "views": self.views,
            "texts": self.texts,
            "items": self.texts.items,
            "item_views": self.item_views,
            "groups": self.groups,
            "families": self.families,
            "statuses": self.views.statuses,
            "budgets": self.views.budgets,
            "marks": self.views.marks,
            "offices": self.views.offices,
            "standings": self.overviews,
            "log": ShownLog(catalog, speak),
            "deadlines": partial(deadlines, speak=speak),
            "heading": self._heading,
            "to": self._to,
            "file": self._file,
        }

    def offer(self, **more: Any) -> None:
        """Let templates ask more by these names: functions, or what answers by its methods."""
        self._env.globals |= more

    def render(self, template: str, name: str, below: Sequence[Heading] = (), **more: Any) -> Rendered:
        """A template as the page of that name; `below`: the headings within what it is given as HTML."""
        address = page_url(name, self.speak.language, self._languages)
        with self._turn:
            self._page, self._headings = name, Headings()
            made = self._env.get_template(template).render(address=address, **more)
            self._headings.add(below)
            made, headings = self._headings.settled(templates.bare_attributes(made)), tuple(self._headings)
        turned = self.speak.writing.direction != "ltr"
        return Rendered(number_runs.in_order(made) if turned else made, headings)

    def _heading(self, words: Any, id: str = "", level: int = 2) -> Markup:
        """A heading of the page, remembered for its contents."""
        return self._headings.write(templates.printed(words, self.speak), id, level)

    def _to(self, page: str, anchor: str = "") -> str:
        """The address of another page."""
        return relative_url(self._page, self.speak.language, page, self._languages, anchor)

    def _file(self, path: str) -> str:
        """The address of a file, named from the root of the site."""
        return relative_file(self._page, self.speak.language, path, self._languages)
