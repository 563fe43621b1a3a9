"""The readings of data/readings.txt on pages: a script where readers switch them on, and set in pages that always have
them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cached_property

from plan.html.ruby import ReadingIndex, with_readings
from plan.model import Plan
from plan.model.languages import writing
from plan.showing.plan_texts import READINGS_LIST


def script(plan: Plan, language: str) -> str:
    """The name of the script with the plan's readings, for a page in a language where readers may switch them on; empty
    where they may not, or where there are none."""
    on_request = writing(language, plan.languages).ruby == "on-request"
    return READINGS_LIST if on_request and plan.readings.readings else ""


def files(plan: Plan) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """This script, where any language of the plan has readings: on request, or above results of a search."""
    if plan.readings.readings and tags(plan):
        yield READINGS_LIST, lambda: _listed(plan)


def _listed(plan: Plan) -> bytes:
    listed = {"tags": sorted(tags(plan)), "words": dict(plan.readings.published)}
    return f"window.planReadings={json.dumps(listed, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def tags(plan: Plan) -> frozenset[str]:
    """How browsers name the languages that the readings are of."""
    known = (writing(code, plan.languages) for code in plan.languages.codes)
    return frozenset(how.tag for how in known if how.ruby != "never")


class ShownReadings:
    """The readings of a plan, as its pages in one language have them."""

    def __init__(self, plan: Plan, language: str) -> None:
        self._plan, self._tags = plan, tags(plan)
        self.script = script(plan, language)
        self.always = writing(language, plan.languages).ruby == "always" and bool(plan.readings.readings)

    @cached_property
    def _index(self) -> ReadingIndex:
        return ReadingIndex(self._plan.readings.readings)

    def set_in(self, page: str) -> str:
        """A whole page as it is published."""
        return with_readings(page, self._index, self._tags) if self.always else page
