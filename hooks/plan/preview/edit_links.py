"""Puts at each text, figure, year and choice on a page of the preview a way to its own field, for who edits there.

A switch in the bar turns these marks on and off; its state is a cookie of the browser, off at first, so that a page is
seen as it will be published. What was saved leads back to the very place of the page, and says so there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment

from plan.forms.displayed import Displayed
from plan.forms.pointed import Pointed, Pointer
from plan.forms.preview_forms import Forms
from plan.forms.way_back import HERE, WayBack
from plan.html.runs import pieces
from plan.html.tokens import tokens
from plan.pages.shown import ShownPage
from plan.preview import cookie
from plan.preview.session import Sent
from plan.publishing.current import Desk
from plan.reading.loader import Loaded

_COOKIE = "plan-marks"
_MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)


@dataclass(frozen=True)
class EditMark:
    """A mark as it is printed: where it leads, what it is called, whether several fields may be meant."""

    address: str
    name: str
    several: bool


class EditMarks:
    """The marks of one preview; `root` is where the workbench's own pages are."""

    def __init__(self, desk: Desk, env: Environment, root: str, forms: Forms) -> None:
        self._desk, self._env, self._root, self._forms = desk, env, root, forms
        self._of: tuple[Loaded, dict[str, Displayed]] | None = None

    def state(self, environ: Mapping[str, Any]) -> bool:
        """Whether they are shown."""
        return cookie.is_on(environ, _COOKIE)

    def turn(self, given: Sent, start: Callable[..., Any]) -> list[bytes]:
        """Turn them as the form says, and lead back to the page."""
        return cookie.turn(given, _COOKIE, start)

    def shown(self, content: str, page: ShownPage, path: str, back: WayBack | None, *, on: bool) -> str:
        """A page at a path with its marks, if they are `on`, and with the place that somebody comes `back` to."""
        main = _MAIN.search(content)
        if main is None or not (on or back):
            return content
        parts, added = tokens(main[2]), dict[int, list[str]]()
        number, found = int(back.piece) if back else -1, pieces(parts) if back else ()
        if 0 <= number < len(found):
            added[found[number].behind] = [self._render("edited-here.html", id=HERE)]
        for one in self.found(parts, page) if on else ():
            added.setdefault(one.piece.behind, []).append(
                self._render("edit-mark.html", mark=self._mark(one, page, path))
            )
        made = "".join("".join((*added.get(number, ()), part)) for number, part in enumerate((*parts, "")))
        return content[: main.start(2)] + made + content[main.end(2) :]

    def found(self, parts: Sequence[str], page: ShownPage) -> Iterator[Pointed]:
        """The pieces of a page, given by its tokens, that are values of the plan."""
        loaded = self._desk.loaded
        folders = loaded.folders if loaded else None
        if loaded is None or folders is None:
            return
        sources = [name for source in page.page.sources(page.language) for name in _files(source.file, loaded)]
        chapter = next((name for name in sources if name in folders.prose), "")
        text = folders.prose[chapter].plain if chapter else ""
        yield from Pointer(parts, sources, self._displayed(loaded, page.language), (chapter, text)).found()

    def _displayed(self, loaded: Loaded, language: str) -> Displayed:
        site = self._desk.site
        if self._of is None or self._of[0] is not loaded:
            self._of = loaded, {}
        made = self._of[1]
        if language not in made and site:
            made[language] = Displayed(site.plan, loaded, site.speaker(language))
        return made[language]

    def _mark(self, one: Pointed, page: ShownPage, path: str) -> EditMark:
        back = {"back": path, "piece": str(one.number)}
        if len(one.values) == 1:
            value = one.values[0]
            whose = not any(value.file.startswith(source.file) for source in page.page.sources(page.language))
            return EditMark(self._forms.to(value.file, value.name, back), value.said(whose=whose), False)
        fields = [[value.file, value.name] for value in one.values]
        asked = {"fields": json.dumps(fields, ensure_ascii=False, separators=(",", ":")), **back}
        return EditMark(f"{self._root}choose/?{urlencode(asked)}", f"{len(one.values)}つの項目から選ぶ", True)

    def _render(self, template: str, **more: Any) -> str:
        return self._env.get_template(template).render(**more).strip()


def _files(name: str, loaded: Loaded) -> Iterator[str]:
    """The files that a page names as what it is made of: one, or all in a folder."""
    if name.endswith("/"):
        yield from (file for file in loaded.files if file.startswith(name))
    else:
        yield name
