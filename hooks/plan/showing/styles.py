"""Joins the style sheets that stand beside the templates into the one that every page loads.

A template's looks are in the sheet of its name. Sheets of later folders win over equally strong ones before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from plan.model import Plan
from plan.model.languages import writing
from plan.model.types import Languages

#: The name under which the joined sheet is published.
STYLE_SHEET = "assets/site.css"
#: The sheet of the note on pages of older editions, which have a sheet of their own for all else.
EDITION_SHEET = "assets/older-edition.css"
#: The parts of the frame around pages, from its head to its foot, in the order in which they win.
_FRAME = (
    "page", "bar", "menu", "draft", "columns", "row", "wide-columns", "cite", "foot", "ribbon", "crumbs", "title",
    "share", "keeper", "phrases",
)  # fmt: skip
#: The order of folders: the sheets of `styles/` that begin, what pages share, what chapters hold, single pages.
_BEGINNING = ("tokens", "text", *(f"frame/{part}" for part in _FRAME), "terms", "readings")
_FOLDERS = ("components", "blocks", "large", ".")
#: The sheets that end it: they must have the last word.
_END = ("hidden", "print")
_NARROW, _FOREIGN = ":--narrow", ":--foreign"
#: The sheets that only a plan with actual values needs.
_OF_ACTUALS = frozenset(("filter-form", "report-table", "standing", "tally", "way-chart"))
#: And those that only a consultation needs.
_OF_CONSULTATIONS = frozenset(("comment-list", "consultation"))
#: Those that only a plan with frozen editions needs.
_OF_EDITIONS = frozenset(("card-changes", "old-and-new"))
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
#: Blanks that part nothing; a text in quotes is passed over whole.
_IDLE = re.compile(r'(?P<text>"[^"]*")|\s*(?P<mark>[{};,])\s*|(?P<colon>:) |(?P<gap>\s+)')


def sheets(folder: Path) -> Iterator[Path]:
    """The style sheets in the folder of templates, in the order in which they are joined."""
    yield from (folder / f"styles/{name}.css" for name in _BEGINNING)
    for name in _FOLDERS:
        yield from sorted((folder / name).glob("*.css"))
    yield from (folder / f"styles/{name}.css" for name in _END)


def edition_sheet(folder: Path) -> str:
    """The sheet for pages of older editions, without comments and idle blanks; it needs nothing of any other."""
    return _shortened((folder / "styles/older-edition.css").read_text(encoding="utf-8"))


def sheet_of(folder: Path, plan: Plan, *, editions: bool) -> str:
    """The sheet for browsers of a plan; `editions`: whether it shows what changed between frozen ones."""
    actuals, consultation = plan.reported_years is not None, plan.consultation is not None
    return style_sheet(folder, plan.languages, actuals=actuals, editions=editions, consultation=consultation)


def style_sheet(
    folder: Path, languages: Languages, *, actuals: bool, editions: bool = False, consultation: bool = False
) -> str:
    """The sheet for browsers: all sheets in the folder of templates as one, without comments and idle blanks.

    `actuals`: whether the plan has actual values; without any, what shows them is left out; `editions`: whether it has
    frozen editions; `consultation`: whether it has one on its draft.

    `:--narrow` in it becomes the plan's languages whose letters do not fill a square, `:--foreign` those that the
    site's own face does not set.
    """
    known = [writing(code, languages) for code in languages.codes]
    narrow = ",".join(f":lang({how.tag})" for how in known if not how.wide)
    foreign = ",".join(f":lang({how.tag})" for how in known if not how.site_face)
    parts = ((actuals, _OF_ACTUALS), (editions, _OF_EDITIONS), (consultation, _OF_CONSULTATIONS))
    left = {name for there, names in parts if not there for name in names}
    joined = "".join(
        f"{_shortened(path.read_text(encoding='utf-8'))}\n" for path in sheets(folder) if path.stem not in left
    )
    return joined.replace(_NARROW, narrow or ":not(*)").replace(_FOREIGN, foreign or ":not(*)")


def _shortened(sheet: str) -> str:
    def part(match: re.Match[str]) -> str:
        return match["text"] or match["mark"] or match["colon"] or " "

    return _IDLE.sub(part, _COMMENT.sub("", sheet)).replace(";}", "}").strip()
