"""The whole plan, sound: all its records together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .accessibility import Accessibility
from .challenges import Challenges
from .comment_numbers import CommentNumbers
from .consultation import Consultation
from .departments import Department, Departments
from .editions import Editions, FrozenEdition
from .families import Family, FamilyItem
from .glossary import Glossary
from .indicators import Indicator
from .issues import Issues
from .levels import CardNames, Level, Levels
from .log import Log
from .notes import Notes
from .ooda import Ooda
from .people import People
from .plan import PlanDetails, languages_of
from .principles import Principles
from .projects import Project
from .readings import Readings
from .roadmap import Roadmap, RoadmapYears
from .rules import Rules
from .scales import Scales
from .series import Series
from .sources import Sources
from .steps import Steps
from .structure import Item, Structure
from .synonyms import Synonyms
from .topics import Topics
from .types import Languages, Text
from .verdicts import Verdicts
from .vision import Vision

#: The page with the items of the levels of a plan, which in one without cards is what lists.
ITEM_LIST = "structure/index"


@dataclass(frozen=True)
class Plan:
    """The whole plan, sound: every reference in it leads somewhere."""

    details: PlanDetails
    vision: Vision | None
    levels: Levels
    structure: Structure | None
    issues: Issues | None
    steps: Steps | None
    challenges: Challenges | None
    principles: Principles | None
    ooda: Ooda | None
    log: Log | None
    people: People | None
    rules: Rules | None
    departments: Departments
    scales: Scales | None
    consultation: Consultation | None
    editions: Editions | None
    verdicts: Verdicts | None
    roadmap: Roadmap | None
    glossary: Glossary
    notes: Notes
    topics: Topics
    synonyms: Synonyms
    accessibility: Accessibility | None
    sources: Sources
    projects: Mapping[str, Project]
    series: Mapping[str, Series]
    families: Mapping[str, Family]
    words: Mapping[str, Text]
    comment_numbers: CommentNumbers = field(default_factory=CommentNumbers)
    readings: Readings = field(default_factory=Readings)

    @property
    def shown_notes(self) -> Notes | None:
        """The notes on the source, where the site has pages for them; None without any, or where these are hidden."""
        return self.notes if self.notes.notes and self.details.notes_pages == "shown" else None

    @cached_property
    def marked_by(self) -> Scales | None:
        """The city's own scales, where anything is marked by one; None where nothing is."""
        marked = any(project.marks for project in self.projects.values()) or any(item.marks for item in self.indicators)
        return self.scales if marked else None

    @property
    def asks_for_opinions(self) -> Consultation | None:
        """The consultation on the draft, until the data is of a day after its last; None without one."""
        found, edition = self.consultation, self.details.edition
        ended = found is None or found.over or edition.updated > found.last
        return None if ended or edition.status != "draft" else found

    @property
    def uninvited(self) -> bool:
        """Whether the plan is a draft on which no consultation is published."""
        return self.consultation is None and self.details.edition.status == "draft"

    @property
    def numbered_draft(self) -> bool:
        """Whether readers see the numbers by which comments cite the draft: while there is a consultation on it."""
        return self.consultation is not None and self.details.edition.status == "draft"

    @property
    def commented_edition(self) -> FrozenEdition | None:
        """The frozen draft on which comments were taken, where the plan is another edition now; else None.

        It is the newest that was published by the last day; where each was frozen later, the first of them.
        """
        asked = self.consultation
        drafts = [one for one in self.older_editions if not one.decided]
        if asked is None or self.asks_for_opinions or not drafts:
            return None
        return next((one for one in reversed(drafts) if one.days.published <= asked.last), drafts[0])

    @property
    def frozen(self) -> FrozenEdition | None:
        """The frozen copy of the edition as it stands now; None where it was not frozen yet."""
        return self.editions.of(self.details.edition.id) if self.editions else None

    @property
    def revision(self) -> int | None:
        """Which revision the plan is, as it says or counted from those that are frozen; None for one that is none."""
        edition = self.details.edition
        if edition.status != "adopted" or edition.revised is None:
            return None
        return edition.number or max((one.number or 0 for one in self.older_editions), default=0) + 1

    @property
    def older_editions(self) -> tuple[FrozenEdition, ...]:
        """The frozen editions but the one that the plan is now, the oldest first."""
        frozen = self.editions.editions if self.editions else ()
        return tuple(edition for edition in frozen if edition.id != self.details.edition.id)

    @property
    def shown_glossary(self) -> Glossary | None:
        """The glossary; None where it has no terms."""
        return self.glossary if self.glossary.terms else None

    @property
    def shown_statistics(self) -> tuple[str, ...] | None:
        """The charts of the page with statistics; None without any."""
        return self.details.statistics or None

    @cached_property
    def named_ids(self) -> Mapping[str, Mapping[str, Text]]:
        """The ids that fields refer to, by the kind of reference, each with its name."""
        people = self.people.abilities if self.people else ()
        kinds: Mapping[str, Iterable[tuple[str, Text]]] = {
            "items": ((path[-1].id, path[-1].title) for path in (self.structure.paths() if self.structure else ())),
            "abilities": ((part.id, part.title) for ability in people for part in ability.parts),
            "departments": ((department.id, department.name) for department in self.departments.departments),
            "sources": ((source.id, source.title) for source in self.sources.sources),
            "scales": ((scale.id, scale.name) for scale in (self.scales.scales if self.scales else ())),
            "verdict-rules": ((rule.id, rule.name) for rule in (self.verdicts.others if self.verdicts else ())),
            "projects": ((id_, project.title) for id_, project in self.projects.items()),
            "series": ((id_, series.title) for id_, series in self.series.items()),
            "families": ((id_, family.name) for id_, family in self.families.items()),
            **{
                f"families/{id_}": [(item.id, item.title) for item in family.items]
                for id_, family in self.families.items()
            },
        }
        return {kind: dict(items) for kind, items in kinds.items()}

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators of the plan: those of its cards, then those of the items of its levels."""
        paths = self.structure.paths() if self.structure else ()
        owners: tuple[Project | Item, ...] = (*self.projects.values(), *(path[-1] for path in paths))
        return tuple(indicator for owner in owners for indicator in owner.indicators)

    @cached_property
    def reported_years(self) -> tuple[int, ...] | None:
        """The fiscal years for which any indicator has an actual value, or the reason why there is none, in their
        order; None without any."""
        return tuple(sorted({item.fiscal_year for one in self.indicators for item in one.actuals})) or None

    @property
    def shown_indicators(self) -> bool | None:
        """True where any card, or any item of a level, has an indicator; None where none has."""
        return bool(self.indicators) or None

    @cached_property
    def measures_cards(self) -> bool:
        """Whether any card has an indicator of its own."""
        return any(project.indicators for project in self.projects.values())

    @cached_property
    def _measured(self) -> frozenset[str]:
        """The ids of the items that have indicators, themselves or above them."""
        paths = self.structure.paths() if self.structure else ()
        return frozenset(path[-1].id for path in paths if any(item.indicators for item in path))

    def lacks_indicator(self, project: Project) -> bool:
        """Whether a card has no indicator, nor has anything that it stands under, in a plan that sets any for cards."""
        return self.measures_cards and not project.indicators and project.under not in self._measured

    @property
    def shown_cards(self) -> bool | None:
        """True where the plan has cards; None where it has none."""
        return bool(self.projects) or None

    @property
    def lists(self) -> bool:
        """Whether the plan has anything that a page lists: cards, or without any the items of its levels."""
        return bool(self.projects or self.structure)

    @property
    def named(self) -> CardNames | Level | None:
        """What names the things that the plan lists, as one and as many: its cards, or without any its lowest level."""
        return self.levels.named(cards=bool(self.projects))

    @cached_property
    def shown_departments(self) -> bool | None:
        """True where any card names a department; None where none does."""
        return any(project.departments for project in self.projects.values()) or None

    @property
    def keeper(self) -> Department:
        """The department that keeps the plan."""
        return next(item for item in self.departments.departments if item.id == self.details.office)

    @property
    def keeper_reached(self) -> bool:
        """Whether the plan says how the department that keeps it is reached, in its own words or by ways to it."""
        return bool(self.details.contact or self.keeper.contact)

    @cached_property
    def shown_offices(self) -> bool | None:
        """True where a card, or an item of a level, names a department; None where none does."""
        return self.shown_departments or self.offices_of_items or None

    @cached_property
    def offices_of_items(self) -> bool:
        """Whether any item of a level names a department."""
        paths = self.structure.paths() if self.structure else ()
        return any(path[-1].departments for path in paths)

    @cached_property
    def shown_schedules(self) -> bool | None:
        """True where any card has a schedule, or the plan says why one has none; None where nothing is said of any."""
        phases = any(project.schedule.phases for project in self.projects.values())
        return phases or bool(self.roadmap and self.roadmap.schedule_note is not None) or None

    @cached_property
    def shown_roadmap(self) -> bool | None:
        """True where the roadmap has anything in it: milestones, phases or targets; None where it has not, or where the
        plan has none."""
        if self.roadmap is None:
            return None
        phases = any(project.schedule.phases for project in self.projects.values())
        return bool(self.roadmap.milestones) or phases or self.shown_indicators

    @cached_property
    def years(self) -> RoadmapYears:
        """The fiscal years over which schedules are drawn: those of the roadmap, else of the plan period."""
        period = self.details.period
        return self.roadmap.years if self.roadmap else RoadmapYears(**{"from": period.first, "to": period.last})

    @property
    def listed_pictures(self) -> PlanDetails | None:
        """The plan's details, where the site lists its pictures; None where it does not."""
        return self.details if self.details.picture_list == "shown" else None

    @property
    def list_page(self) -> str:
        """The page with the list of all cards, or without any of all items, without language or suffix."""
        return f"{self.card_folder}/index" if self.projects else ITEM_LIST

    def card_page(self, id: str) -> str:
        """The page of a card, without language or suffix."""
        return f"{self.card_folder}/{id}"

    @property
    def card_folder(self) -> str:
        """The folder of the pages of cards; empty where the plan has none and names none."""
        return self.levels.card.address if self.levels.card else ""

    @cached_property
    def numbering(self) -> Family | None:
        """The family within whose items cards are numbered; None where there is none."""
        return self.families.get(self.details.numbered_by or "")

    def numbered_under(self, project: Project) -> FamilyItem | None:
        """The item within which a card is numbered; None where it names none."""
        named = project.families.of(self.details.numbered_by or "")
        return self.numbering.item(named[0]) if self.numbering and named else None

    def place_of(self, project: Project) -> tuple[int, bool, int]:
        """Where a card stands among the others: by the item within which it is numbered, then by its number."""
        items = self.numbering.items if self.numbering else ()
        under = self.numbered_under(project)
        place = items.index(under) if under else len(items)
        return place, project.number is None, project.number or 0

    @cached_property
    def languages(self) -> Languages:
        """The languages of the site."""
        return languages_of(self.details.languages)
