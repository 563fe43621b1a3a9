"""The switch in the preview's bar that shows on each page what differs from the last frozen edition, and what it shows.

Its state is a cookie of the browser: it stays from page to page, and needs no script.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from plan.editions.shown_table import anchor
from plan.pages.shown import ShownPage
from plan.preview import shown_differences
from plan.preview.cookie import is_on, turn
from plan.preview.differences import Differences, PageDifferences
from plan.preview.session import Sent
from plan.publishing.current import Desk

_COOKIE = "plan-differences"
_MAIN = re.compile(rb"<main\b[^>]*>")


class Switch:
    """The switch of one preview; `root` is where the workbench's own pages are."""

    def __init__(self, desk: Desk, env: Environment, root: str) -> None:
        self._desk, self._env, self._root = desk, env, root
        self.differences: Differences | None = None
        """What compares, if anything does."""

    def state(self, environ: Mapping[str, Any]) -> bool | None:
        """Whether it is on; None where there is none, as no edition was frozen."""
        if self.differences is None or self.differences.edition is None:
            return None
        return is_on(environ, _COOKIE)

    def turn(self, given: Sent, start: Callable[..., Any]) -> list[bytes]:
        """Turn it as the form says, and lead back to the page."""
        return turn(given, _COOKIE, start)

    def shown(self, content: bytes, page: ShownPage) -> bytes:
        """A page with what differs on it at its top."""
        if self.differences is None:
            return content
        known, found = self.differences.of(page.page, page.language)
        heads = self._heads(page.language) if found else ()
        made = self._env.get_template("differences-of-page.html").render(
            {**shown_differences.named(self.differences.edition), **shown_differences.of_page(known, found, heads)},
            root=self._root,
            language=page.language,
            steps=_in_script(found),
        )
        return _MAIN.sub(lambda match: match[0] + made.encode(errors="xmlcharrefreplace"), content, count=1)

    def of_plan(self) -> Mapping[str, Any]:
        """What the page of all differences says, in the default language."""
        site = self._desk.site
        if self.differences is None or site is None or self.differences.edition is None:
            return shown_differences.of_plan(None, True, None, {})
        known, table = self.differences.table(site.plan.languages.default)
        addresses = {}
        for group in table.comparison.groups if table else ():
            name = f"projects/{group.id}/" if group.part == "compared_cards" else f"{group.id}/"
            if group.part in ("compared_cards", "compared_chapters") and name in site.uris:
                addresses[anchor(group.part, group.id)] = f"/{name}"
        return shown_differences.of_plan(self.differences.edition, known, table, addresses)

    def _heads(self, language: str) -> tuple[str, ...]:
        table = self.differences.table(language)[1] if self.differences else None
        return table.heads if table else ()


def _in_script(found: PageDifferences | None) -> Markup:
    """The steps as JSON that no end of a script can stand in."""
    steps = found.steps if found else {}
    return Markup(json.dumps(steps, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - escaped here
