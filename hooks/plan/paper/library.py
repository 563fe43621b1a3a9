"""Turns the paper edition into a library of PDF files, on all cores, and makes nothing that is there already.

Every file is PDF/UA-1 and PDF/A-2a, and the same content gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from plan import ROOMS
from plan.drawing import digests
from plan.drawing.charts import Variant
from plan.drawing.pictures import Pictures
from plan.machine import store
from plan.machine.workers import there
from plan.messages.findings import plain, shown
from plan.messages.sentences import both
from plan.model import Plan
from plan.paper import letters, typesetting
from plan.paper.front import NARROW, ORNAMENT
from plan.paper.typesetting import TypesettingError
from plan.showing.renderer import Renderer

if TYPE_CHECKING:
    from plan.editions.history import History
    from plan.paper.edition import Document

__all__ = [
    "Library",
    "Printed",
    "TypesettingError",
    "explained",
    "print_documents",
    "published",
    "set_alone",
    "timestamp",
    "told_by",
]


class OddMomentError(TypesettingError):
    """The environment asks for a moment that is none; said in both languages already."""


#: The variants of a chart that stand on paper: usually, and in a narrow place.
IN_PRINT, IN_A_COLUMN = Variant("wide", "light"), Variant("narrow", "light")
#: The packages that have a part in what a document says, those that draw its charts too.
TOLD_WITH = (
    "babel", "fonttools", "jinja2", "markdown", "markupsafe", "matplotlib", "numpy", "pillow", "pydantic",
    "pydantic-core", "pyyaml", "segno", "typst",
)  # fmt: skip
#: What Python makes of the program, and the fonts, of which every digest knows.
#: The end of the year 9999, beyond which there are no dates.
_LAST_MOMENT = 253402300799
_APART = ("__pycache__", "fonts")
_PROGRAM = Path(__file__).parents[1]
#: A document by its language and its name.
Key = tuple[str, str]
#: Documents by language and name, and the cards that the whole plan of each language lacks.
_Found = tuple[dict[Key, Future[Path]], Mapping[str, Sequence[str]]]


@dataclass(frozen=True)
class Printed:
    """A finished PDF: where it is, how many pages, how many bytes."""

    path: Path
    pages: int
    size: int


class Library:
    """All documents of a plan, by language and name; empty where none are made, as in a preview.

    Each is a file, or will be one: whoever asks for a document waits until it is set. `index` remembers all of them
    for the next build.
    """

    def __init__(
        self,
        documents: Mapping[tuple[str, str], Future[Path]] | None = None,
        index: Path | None = None,
        lacks: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._documents = documents or {}
        self._index = index
        self.lacks = lacks or {}
        """The cards, by their ids, that the whole plan of a language does not hold: no chapter has a line for them."""

    def find(self, language: str, name: str) -> Printed | None:
        """A document, if it is made, as soon as it is. Raises what setting it raised."""
        document = self._documents.get((language, name))
        if document is None:
            return None
        path = document.result()
        return Printed(path, int(path.stem.split("-")[1]), path.stat().st_size)

    @property
    def waiting(self) -> Iterable[Future[Path]]:
        """All documents as they are awaited."""
        return self._documents.values()

    def complete(self) -> None:
        """Wait for all documents. Raises TypesettingError or workers.WorkerError."""
        paths = {key: document.result() for key, document in self._documents.items()}
        if self._index and not store.holds(self._index):
            kept = {"documents": [[*key, path.name] for key, path in paths.items()], "lacks": self.lacks}
            store.write(self._index, json.dumps(kept).encode())

    def left_out(self, language: str) -> int:
        """How many cards the summary of a language leaves out, when it is set."""
        document = self._documents.get((language, "summary"))
        _, _, left, *_ = (*document.result().stem.split("-"), "0") if document else ("", "", "0")
        return int(left)

    @property
    def files(self) -> dict[str, bytes | Path]:
        """The documents by the name under which they are published, when all are set."""
        return {published(*key): document.result() for key, document in self._documents.items()}


def published(language: str, name: str) -> str:
    """The published name of a document, from the root of the site."""
    return f"pdf/{language}/{name}.pdf"


def print_documents(
    renderer: Renderer,
    pictures: Pictures,
    digest: str,
    settled: Callable[[], Mapping[Key, bytes]] = dict,
    history: History | None = None,
    ornament: bytes | None = None,
) -> Library:
    """All documents of all languages, set by the workers of the pictures, which must know the charts of the plan.

    `digest` is that of the data, prose and templates behind them; `settled` gives those that stay as they were kept,
    and is asked where they were not put here yet; `history` the editions of a plan that has frozen ones; `ornament` the
    city's own drawing. Raises tree.UnknownElementError.
    """
    folder = renderer.kept / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    moment = timestamp(renderer.plan)
    look = f"{hashlib.sha256(ornament or b'').hexdigest()}{moment}{_set_by()}{told_by()}"
    index = folder / f"{hashlib.sha256(f'{digest}{look}'.encode()).hexdigest()[:32]}.json"
    drawn = _ornament(ornament, folder)
    found, lacks = _from_index(index, folder) or _print(renderer, pictures, folder, settled(), history, drawn)
    return Library(found, index, lacks)


def set_alone(document: Document, languages: tuple[str, ...], folder: Path) -> Path:
    """Set one document without pictures now; the file in `folder`. Raises TypesettingError."""
    content, moment = letters.written({**document.content, "images": {}}, languages), moment_of(document.day)
    key = hashlib.sha256(content.encode()).hexdigest()[:32]
    name = published(document.language, document.name)
    return typesetting.set_document(folder, key, name, content, moment, {}, letters.folders(languages))


def explained(error: TypesettingError) -> str:
    """What is said of a document that could not be set, in both languages: the typesetter knows one alone."""
    return str(error) if isinstance(error, OddMomentError) else both("document-not-set", said=plain(str(error)))


def timestamp(plan: Plan) -> int:
    """The moment of a plan's data: SOURCE_DATE_EPOCH, else the day on which the edition was last changed."""
    return moment_of(plan.details.edition.updated)


def moment_of(day: date) -> int:
    """The moment written into the files: SOURCE_DATE_EPOCH, else the beginning of a day.

    Raises TypesettingError where that is no moment.
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH", ""):
        if not re.fullmatch("[0-9]{1,12}", given) or int(given) > _LAST_MOMENT:
            raise OddMomentError(both("odd-moment", found=shown(given), limit=_LAST_MOMENT))
        return int(given)
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _ornament(drawn: bytes | None, folder: Path) -> dict[str, Path]:
    """The ornament of the city as a picture that documents may show; none without one."""
    if drawn is None:
        return {}
    path = folder / f"{ORNAMENT}-{hashlib.sha256(drawn).hexdigest()[:32]}.svg"
    if not store.holds(path):
        store.write(path, drawn)
    return {ORNAMENT: path}


def _from_index(index: Path, folder: Path) -> _Found | None:
    """The documents of an earlier build of the same content, if they are all still there, and what they lack."""
    said = store.read(index)
    if said is None:
        return None
    kept = json.loads(said)
    paths = {(language, name): folder / file for language, name, file in kept["documents"]}
    if not all(map(store.holds, paths.values())):
        return None
    return {key: there(path) for key, path in paths.items()}, kept["lacks"]


def _print(
    renderer: Renderer,
    pictures: Pictures,
    folder: Path,
    settled: Mapping[Key, bytes],
    history: History | None,
    ornament: Mapping[str, Path],
) -> _Found:
    """Have every document set that was never set; the workers begin while the content of others is being made."""
    from plan.paper.all_documents import all_documents, decided  # with what no build needs that finds all documents set

    kept = {path.stem.split("-")[0]: path for path in folder.glob("*.pdf") if store.holds(path)}
    found: dict[Key, Future[Path]] = {key: there(typesetting.kept(folder, pdf)) for key, pdf in settled.items()}
    lacks: dict[str, list[str]] = {}
    languages = renderer.plan.languages.printed
    folders = letters.folders(languages)
    own = decided(renderer)
    for language in languages:
        for document in all_documents(renderer, own, language, history):
            moment = moment_of(document.day)
            if document.name == "whole":
                held = frozenset(document.content["labels"])
                lacks[language] = [card.id for card in renderer.catalog.cards if f"card-{card.id}" not in held]
            charts = {
                address: pictures.chart(series, language, IN_A_COLUMN if address.endswith(NARROW) else IN_PRINT)
                for address, series in document.charts.items()
            }
            drawn = charts | {uri: pictures.on_paper(uri) for uri in document.pictures}
            paths = {address: picture.path for address, picture in drawn.items()} | dict(ornament)
            if (language, document.name) in settled:
                continue
            names = {address: path.name for address, path in paths.items()}
            content = letters.written({**document.content, "images": names}, languages)
            key = hashlib.sha256(f"{content}{moment}{_set_by()}".encode()).hexdigest()[:32]
            found[language, document.name] = there(kept[key]) if key in kept else pictures.workers.submit_after(
                [picture.drawn for picture in drawn.values()],
                typesetting.set_document,
                folder, key, published(language, document.name), content, moment, paths, folders,
            )  # fmt: skip
    return found, lacks


@cache
def _set_by() -> str:
    """What decides how a document with a given content looks: typesetter, templates, what calls it, fonts."""
    return digests.digest([Path(typesetting.__file__), *sorted(typesetting.PAPER.glob("*.typ"))], ["typst"])


@cache
def told_by() -> str:
    """What decides the content of documents, given data, prose and templates."""
    return digests.digest(told_in(), TOLD_WITH)


def told_in() -> list[Path]:
    """The files of the program that have a part in what a document says: of this room, and of all that it can import.

    A room imports only from those above it in the list of rooms, so nothing below this one has a part in a document:
    when a page, a command or the guide is changed, no document is made anew.
    """
    rooms = [_PROGRAM / room for room in [*ROOMS][: [*ROOMS].index("paper") + 1]]
    files = [path for room in rooms for path in sorted(room.rglob("*")) if path.is_file()]
    return [path for path in files if path.parent.name not in _APART]
