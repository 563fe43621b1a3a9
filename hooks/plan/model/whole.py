"""The whole plan, sound: all its records together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .accessibility import Accessibility
from .challenges import Challenges
from .departments import Departments
from .funding import Funding
from .glossary import Glossary
from .issues import Issues
from .notes import Notes
from .ooda import Ooda
from .people import People
from .pillars import Pillars
from .plan import PlanDetails, languages_of
from .principles import Principles
from .projects import Project
from .roadmap import Roadmap
from .rules import Rules
from .scales import Scales
from .series import Series
from .sources import Sources
from .steps import Steps
from .synonyms import Synonyms
from .tools import Tools
from .topics import Topics
from .types import Languages, Text
from .vision import Vision


@dataclass(frozen=True)
class Plan:
    """The whole plan, sound: every reference in it leads somewhere."""

    details: PlanDetails
    vision: Vision
    pillars: Pillars
    tools: Tools
    rules: Rules | None
    issues: Issues | None
    steps: Steps | None
    challenges: Challenges | None
    principles: Principles | None
    ooda: Ooda | None
    people: People | None
    departments: Departments
    funding: Funding
    scales: Scales | None
    roadmap: Roadmap
    glossary: Glossary
    notes: Notes
    topics: Topics
    synonyms: Synonyms
    accessibility: Accessibility | None
    sources: Sources
    projects: Mapping[str, Project]
    series: Mapping[str, Series]
    words: Mapping[str, Text]

    @property
    def shown_notes(self) -> Notes | None:
        """The notes on the source, where the site has pages for them; None without any, or where these are hidden."""
        return self.notes if self.notes.notes and self.details.notes_pages == "shown" else None

    @cached_property
    def marked_by(self) -> Scales | None:
        """The city's own scales, where anything is marked by one; None where nothing is."""
        marked = (
            project.marks or any(indicator.marks for indicator in project.indicators)
            for project in self.projects.values()
        )
        return self.scales if any(marked) else None

    @property
    def listed_pictures(self) -> PlanDetails | None:
        """The plan's details, where the site lists its pictures; None where it does not."""
        return self.details if self.details.picture_list == "shown" else None

    @cached_property
    def languages(self) -> Languages:
        """The languages of the site."""
        return languages_of(self.details.languages)
