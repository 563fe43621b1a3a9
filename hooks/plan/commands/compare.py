"""`plan compare`: write the table of old and new (新旧対照表) of two editions of the plan, in each of its languages."""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from markupsafe import Markup

from plan import model
from plan.commands.terminal import DONE, REFUSED, Commands, complain, sound_plan
from plan.editions.comparison import EditionTexts, compare
from plan.editions.edition_names import day_of
from plan.editions.shown_table import ShownTable
from plan.machine import whole_files
from plan.messages import disk
from plan.messages.sentences import both
from plan.model import Plan, colors
from plan.opendata.comparison_book import comparison_book
from plan.opendata.excel_file import TooLongError
from plan.paper.comparison import comparison_document
from plan.paper.edition import PaperEdition
from plan.paper.library import TypesettingError, set_alone
from plan.reading.kept_editions import copy_of
from plan.reading.loader import Loaded
from plan.reading.prose import page_uri
from plan.showing import styles
from plan.showing.localizer import Localizer
from plan.showing.names import plan_name
from plan.showing.renderer import Renderer

#: The templates and style sheets of the site.
_LOOKS = Path(__file__).parents[3] / "overrides/pages"


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `compare`."""
    parser = commands.add_parser(
        "compare", parents=[shared], help="2つの版の新旧対照表 / a table of old and new of two editions"
    )
    parser.add_argument(
        "old",
        metavar="OLD",
        nargs="?",
        default="",
        help="前の版のid、フォルダ、gitのタグ / the old edition: its id, a folder, a tag of git",
    )
    parser.add_argument(
        "new", metavar="NEW", nargs="?", help="新しい版（省くと今のデータ）/ the new one; the data as it is"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("comparison"), metavar="FOLDER", help="書き出すフォルダ / where to"
    )
    parser.set_defaults(command=lambda given: run(given.data, given.docs, given.old, given.new, given.out))


def run(data: Path, docs: Path, old: str, new: str | None, out: Path) -> int:
    """Write page, document and Excel file for each language of both editions; nothing where one is not sound."""
    if not old.strip():
        return complain(both("compare-needs-old"))
    with _edition(old, data, docs) as before, _edition(new, data, docs) as after:
        for named, found in ((old, before), (new, after)):
            if found is None:
                return complain(both("no-edition", found=named))
        editions = [_read(*found) for found in (before, after) if found]
        if len(editions) < 2 or not (editions[0] and editions[1]):
            return REFUSED
        return _write(editions[0], editions[1], out)


@contextmanager
def _edition(name: str | None, data: Path, docs: Path) -> Iterator[tuple[Path, Path] | None]:
    """The two folders of an edition: the plan as it is, a frozen edition, a folder with both, or what git has."""
    if name is None:
        yield data, docs
        return
    frozen = copy_of(data, name).folder if re.fullmatch("[a-z0-9-]+", name) else None
    folder = frozen if frozen and frozen.is_dir() else Path(name)
    if (folder / data.name).is_dir() and (folder / docs.name).is_dir():
        yield folder / data.name, folder / docs.name
        return
    with TemporaryDirectory() as kept:
        there = _of_git(name, (data, docs), Path(kept))
        yield (Path(kept) / data.name, Path(kept) / docs.name) if there else None


def _of_git(name: str, folders: tuple[Path, Path], into: Path) -> bool:
    """Whether git knows a commit or a tag of that name that has both folders, which then stand in `into`."""
    home = folders[0].resolve().parent
    if name.startswith("-"):
        return False
    try:
        names = [folder.name for folder in folders]
        command = ["git", "-C", str(home), "archive", "--format=tar", name, "--", *names]
        packed = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - a name is no option
    except (OSError, subprocess.CalledProcessError):  # no git, no repository, no such name, no such folders
        return False
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(into, filter="data")
    return True


def _read(data: Path, docs: Path) -> _Sound | None:
    loaded = sound_plan(data, docs)
    return _Sound(loaded, loaded.plan) if loaded and loaded.plan else None


@dataclass(frozen=True)
class _Sound:
    """What was read of an edition, and its plan, which is sound."""

    loaded: Loaded
    plan: Plan

    @property
    def texts(self) -> EditionTexts:
        """One side of the table."""
        return EditionTexts(self.plan, self.loaded.chapters)


def _write(old: _Sound, new: _Sound, out: Path) -> int:
    languages = model.languages_of(new.plan.details.languages)
    both_have = model.languages_of(old.plan.details.languages).codes
    try:
        with TemporaryDirectory() as kept:
            renderer = Renderer(new.plan, new.loaded.chapters, _LOOKS, Path(kept))
            for language in languages.codes:
                if language in both_have:
                    speak = renderer.speaker(language)
                    names = _called(old.plan, speak), _called(new.plan, speak)
                    table = ShownTable(compare(old.texts, new.texts, language), names, speak)
                    page = out / page_uri("index", language, languages).replace(".md", ".html")
                    for end, content in _files(table, renderer, language, Path(kept)):
                        out.mkdir(parents=True, exist_ok=True)
                        whole_files.write(page.with_suffix(end), content)
                        print(both("exported", path=page.with_suffix(end)))
    except (TooLongError, TypesettingError, OSError) as error:
        return complain(disk.refused("not-exported", error))
    return DONE


def _files(table: ShownTable, renderer: Renderer, language: str, kept: Path) -> Iterator[tuple[str, bytes]]:
    """The page, the Excel file, and the document where the language is printed, each with its end."""
    plan, speak = renderer.plan, renderer.speaker(language)
    title, updated = plan_name(plan, speak), plan.details.edition.updated
    style = styles.style_sheet(_LOOKS, plan.languages, actuals=False, editions=True)
    style += colors.stylesheet(**plan.details.colors.model_dump())
    name = speak.plain_word("part_title", plan=plan.details.title, part=table.name)
    given = {"table": table, "title": title, "named": name, "style": Markup(style)}  # noqa: S704
    made = renderer.render("comparison.html", "index", language, (), **given)
    yield ".html", made.html.encode()
    yield ".xlsx", comparison_book(table, title, speak, datetime.combine(updated, time()))
    if language in plan.languages.printed:
        document = comparison_document(PaperEdition(renderer, language), table, "comparison", name, speak)
        yield ".pdf", set_alone(document, plan.languages.printed, kept).read_bytes()


def _called(plan: Plan, speak: Localizer) -> str:
    """What an edition is called: the plan's name with its label, and its day."""
    return f"{plan_name(plan, speak)} {speak.day(day_of(None, plan))}"
