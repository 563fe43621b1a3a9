"""Says which files a plan has: for each file under `data/` the record it holds, and whether a plan may do without it.

A new file of a plan is one line here and one field of `Plan`. What `docs/` holds follows from the parts in plan.yml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .accessibility import Accessibility
from .challenges import Challenges
from .consultation import Consultation
from .departments import Departments
from .editions import EDITIONS as EDITIONS
from .editions import Editions
from .families import Family
from .glossary import Glossary
from .issues import Issues
from .levels import Levels
from .log import Log
from .notes import Notes
from .ooda import Ooda
from .people import People
from .plan import PlanDetails
from .principles import Principles
from .projects import Project
from .roadmap import Roadmap
from .rules import Rules
from .scales import Scales
from .series import Series
from .sources import Sources
from .steps import Steps
from .structure import Structure
from .synonyms import Synonyms
from .topics import Topics
from .types import Record
from .verdicts import Verdicts
from .vision import Vision


@dataclass(frozen=True)
class PlanFile:
    """A file under `data/` that holds one record."""

    name: str
    schema: type[Record]
    optional: bool = False
    """Whether a plan may do without it."""
    empty: bool = False
    """Whether an empty record stands for one that is not there: its readers ask for a list, and get none in it."""
    screen_only: bool = False
    """Whether it is shown on the site and never printed."""
    screen_fields: tuple[str, ...] = ()
    """Those of its fields that are."""
    printed: frozenset[str] = frozenset()
    """The fields of such a file that are printed all the same."""

    @property
    def field(self) -> str:
        """The field of `Plan` that holds the record."""
        return "details" if self.schema is PlanDetails else self.name.removesuffix(".yml")


#: In the order in which messages, help and the table of two editions have them.
_ALL = (
    PlanFile("plan.yml", PlanDetails, screen_fields=("languages", "summary")),
    PlanFile("vision.yml", Vision, optional=True),
    PlanFile("levels.yml", Levels),
    PlanFile("structure.yml", Structure, optional=True),
    PlanFile("issues.yml", Issues, optional=True),
    PlanFile("steps.yml", Steps, optional=True),
    PlanFile("challenges.yml", Challenges, optional=True),
    PlanFile("principles.yml", Principles, optional=True),
    PlanFile("ooda.yml", Ooda, optional=True),
    PlanFile("log.yml", Log, optional=True, screen_only=True),
    PlanFile("people.yml", People, optional=True),
    PlanFile("rules.yml", Rules, optional=True),
    PlanFile("departments.yml", Departments),
    PlanFile("scales.yml", Scales, optional=True),
    PlanFile("consultation.yml", Consultation, optional=True),
    PlanFile("editions.yml", Editions, optional=True, screen_only=True),
    PlanFile("verdicts.yml", Verdicts, optional=True),
    PlanFile("roadmap.yml", Roadmap, optional=True),
    PlanFile("glossary.yml", Glossary, optional=True, empty=True),
    PlanFile("notes.yml", Notes, optional=True, empty=True, screen_only=True, printed=frozenset(("doubt",))),
    PlanFile("topics.yml", Topics, optional=True, empty=True, screen_only=True),
    PlanFile("synonyms.yml", Synonyms, optional=True, empty=True, screen_only=True),
    PlanFile("accessibility.yml", Accessibility, optional=True, screen_only=True),
    PlanFile("sources.yml", Sources, optional=True, empty=True),
)
#: The files that hold one record, by their names.
FILES: Mapping[str, PlanFile] = {file.name: file for file in _ALL}
#: Folders with one item a file: the record of an item. The file's name is the item's id; `Plan` has a field so named.
FOLDERS: Mapping[str, type[Record]] = {"projects": Project, "series": Series, "families": Family}
#: A city's changes to the site's own words.
WORDS = "words.yml"
#: A picture in the city's own style, published as it is.
ORNAMENT = "ornament.svg"
#: The numbers by which comments cite a draft.
COMMENT_NUMBERS = "comment-numbers.txt"
#: Which translations have been confirmed.
LEDGER = "translations.txt"
#: How words with kanji are read.
READINGS = "readings.txt"
#: What else belongs to a plan under `data/`, and is kept with an edition: no YAML, and each may be absent.
APART = (ORNAMENT, LEDGER, COMMENT_NUMBERS, READINGS)
#: Every address that was published.
ADDRESSES = "addresses.txt"
#: What helps editors: two pages and a folder of schemas, which the program writes.
HELP, SCHEMAS = ("README.md", "WORDS.md"), "schema"
_SINGLE = frozenset((*FILES, WORDS, *APART, ADDRESSES, *HELP))


def schema_of(name: str) -> type[Record] | None:
    """The record that a file under `data/` holds: `plan.yml`, `projects/x.yml`; None for any other file."""
    folder, _, item = name.rpartition("/")
    if folder:
        return FOLDERS.get(folder) if item.endswith(".yml") else None
    return FILES[name].schema if name in FILES else None


def is_known(name: str) -> bool:
    """Whether the program reads or writes a file of this name under `data/`."""
    folder, _, item = name.partition("/")
    if not item:
        return name in _SINGLE
    return folder in (EDITIONS, SCHEMAS) or schema_of(name) is not None


def kinds() -> Mapping[str, type[Record]]:
    """Every kind of file that holds a record, as messages and help call it: `plan.yml`, `projects/<id>.yml`."""
    files = {name: file.schema for name, file in FILES.items()}
    return files | {f"{folder}/<id>.yml": schema for folder, schema in FOLDERS.items()}


def expected(there: Iterable[str]) -> tuple[str, ...]:
    """The files that hold a record of a plan in whose folder these are `there`: each of FILES, and the items there."""
    items = [name for folder in FOLDERS for name in there if name.startswith(f"{folder}/") and schema_of(name)]
    return (*FILES, *items)


def ordered(there: Iterable[str]) -> tuple[str, ...]:
    """Files of a plan in the order in which they are read: each of FILES, the words, the items of each folder."""
    single, folders = [*FILES, WORDS], list(FOLDERS)

    def place(name: str) -> tuple[int, str]:
        folder, _, item = name.rpartition("/")
        return (len(single) + folders.index(folder), item) if folder else (single.index(name), "")

    return tuple(sorted(there, key=place))


def absent(there: Iterable[str]) -> frozenset[str]:
    """The files that a plan with these files `there` does without, as it may."""
    return frozenset(name for name, file in FILES.items() if file.optional) - set(there)
