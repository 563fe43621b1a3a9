"""What a plan is: one class for each kind of record under `data/`, its fields explained where they stand.

The classes are the schema. An unknown key, a missing one, a wrong type or a text without its other
language is a fault (`loader` finds the line). Nothing here knows of files, pages or MkDocs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import (
    Field,
    field_validator,
    model_validator,
)

from .field_types import (
    AbilityId,
    CityCode,
    Color,
    Day,
    DepartmentId,
    FiscalYear,
    FundingId,
    Id,
    LanguageCode,
    Languages,
    Line,
    MeasureId,
    Number,
    Ordinal,
    ProjectId,
    Record,
    RuleId,
    SeriesId,
    SiteUrl,
    SourceId,
    Text,
    ToolId,
    Url,
    Year,
    fault,
)

# ---------------------------------------------------------------- plan.yml


class Language(Record):
    """One language of the site."""

    code: LanguageCode
    """The language's code as in HTML: ja, en, pt. The first language of the list is the default, at `/`."""
    name: Line
    """The language's own name for itself, as the switch shows it: 日本語, English, Português."""
    complete: bool = True
    """true: every text must be given in it. false: what it lacks is shown in another language, marked."""


class City(Record):
    """Whose plan it is."""

    name: Text
    """The city's name: 〇〇市."""
    code: CityCode | None = None
    """The five-digit code of the local government, in quotes: "13101"."""
    website: Url | None = None
    """The address of the city's own site."""


class Edition(Record):
    """Which edition of the plan this is."""

    id: Id
    """The edition's lasting id, used in addresses: draft-2026."""
    status: Literal["draft", "adopted"]
    """draft (案) or adopted (策定済み). A draft says so on every page."""
    label: Text
    """What stands after the title: （案）."""
    decided: Day | None = None
    """The day on which the plan was decided, 2026-03-31; left out while it is not."""
    decided_note: Text | None = None
    """Why there is no day of decision yet, or what the printed plan says of it."""
    updated: Day
    """The day on which this edition's data was last changed."""


class Period(Record):
    """The plan period, both fiscal years included."""

    first: FiscalYear
    """The first fiscal year, western: 2026 for 令和8年度."""
    last: FiscalYear
    """The last fiscal year, western."""

    @model_validator(mode="after")
    def _order(self) -> Period:
        if self.last < self.first:
            raise fault("reversed-period", start=self.first, end=self.last)
        return self


class Part(Record):
    """One part of the printed plan and its chapters in order."""

    id: Id
    """The part's folder under docs/: plan, implementation."""
    title: Text
    """The part's name: 本編."""
    chapters: tuple[Id, ...] = Field(min_length=1)
    """The chapters in order: each is a file docs/<part>/<chapter>.md."""


class Licence(Record):
    """Under what terms the plan's text and data may be used."""

    text: Text
    """What a reader may do, in one or two sentences."""
    url: Url | None = None
    """The licence's own page."""


class Colors(Record):
    """The city's four brand colors; the site derives all others and refuses a set that cannot be read."""

    brand: Color
    """The color that speaks for the city; white stands on it."""
    accent: Color
    """The one thing to notice: targets, badges."""
    highlight: Color
    """Marks progress and time; never carries text."""
    paper: Color
    """The ground of the light site."""


class PlanDetails(Record):
    """data/plan.yml: what the plan is."""

    title: Text
    """The plan's title without the status: 〇〇市DX推進計画."""
    summary: Text
    """One or two sentences for search results and the home page: what the plan is and for whom."""
    url: SiteUrl
    """The address at which the site is published, ending in a slash."""
    city: City
    """Whose plan it is."""
    edition: Edition
    """Which edition this is."""
    period: Period
    """The plan period."""
    languages: tuple[Language, ...] = Field(min_length=2)
    """The languages of the site, the default first."""
    parts: tuple[Part, ...] = Field(min_length=1)
    """The parts of the plan, in order."""
    office: DepartmentId
    """The department that keeps the plan."""
    office_of: Text | None = None
    """What the keeping department belongs to: 企画部."""
    contact: Text | None = None
    """How a reader reaches it."""
    colors: Colors
    """The city's brand colors."""
    licence: Licence
    """Under what terms the plan may be used."""
    featured: tuple[ProjectId, ...] = ()
    """Cards whose targets the home page shows in large figures; three read best."""
    statistics: tuple[SeriesId, ...] = ()
    """The charts of the statistics page, in order: names of files in series/."""
    translation_limit: Number | None = None
    """The largest share of texts, in percent, whose translation may not be confirmed; above it the check fails."""
    unavailable: tuple[Text, ...] = ()
    """What this edition cannot show yet, and why: one sentence each."""

    @field_validator("languages")
    @classmethod
    def _required_languages(cls, languages: tuple[Language, ...]) -> tuple[Language, ...]:
        complete = {language.code for language in languages if language.complete}
        if not {"ja", "en"} <= complete or not languages[0].complete:
            raise fault("default-language")
        return languages


# ---------------------------------------------------------------- what the plan sets out


class Vision(Record):
    """data/vision.yml: where the plan wants to take the city."""

    title: Text
    """The heading: 〇〇市の目指す姿."""
    statement: Text
    """The vision in one sentence, without brackets around it."""
    body: Text
    """The paragraph that explains it."""


class Measure(Record):
    """施策: what a policy is carried out by; project cards name it by its id."""

    id: Id
    """The measure's lasting id."""
    title: Text
    """The measure's one name."""
    priority: bool = False
    """true for a measure the plan marks as 重点取組."""
    actions: tuple[Text, ...] = Field(min_length=1)
    """What will be done, one item each."""
    note: Text | None = None
    """A note printed under the measure."""


class Policy(Record):
    """取組方針: a line of policy within a pillar."""

    id: Id
    """The policy's lasting id."""
    title: Text
    """The policy's name."""
    measures: tuple[Measure, ...] = Field(min_length=1)
    """Its measures."""


class Pillar(Record):
    """取組の柱: one of the plan's pillars."""

    id: Id
    """The pillar's lasting id."""
    title: Text
    """The pillar's name: くらし."""
    aims: tuple[Text, ...] = ()
    """What the pillar aims at, one item each."""
    approach: Text
    """The pillar's 取組方針, in one or more paragraphs."""
    measures_intro: Text | None = None
    """The sentence before the table of its measures."""
    policies: tuple[Policy, ...] = Field(min_length=1)
    """Its policies."""


class Pillars(Record):
    """data/pillars.yml: pillars, their policies and measures."""

    intro: Text
    """The sentence before the pillars."""
    pillars: tuple[Pillar, ...] = Field(min_length=1)
    """The pillars, in order."""


class Numbered(Record):
    """A numbered, titled item of a list."""

    id: Id
    """The item's lasting id."""
    number: Ordinal
    """The number printed before it."""
    title: Text
    """Its name."""
    subtitle: Text | None = None
    """A second line of the name."""
    description: Text
    """What it is."""


class Tools(Record):
    """data/tools.yml: tools and methods that project cards name."""

    intro: Text
    """The paragraph before the list."""
    title: Text
    """The list's heading."""
    tools: tuple[Numbered, ...] = Field(min_length=1)
    """The tools."""


class Rules(Record):
    """data/rules.yml: rules that every project keeps."""

    intro: Text
    """The paragraph before the list."""
    title: Text
    """The list's heading."""
    rules: tuple[Numbered, ...] = Field(min_length=1)
    """The rules."""


class Issues(Record):
    """data/issues.yml: the administrative issues the plan answers."""

    title: Text
    """The list's heading."""
    issues: tuple[Numbered, ...] = Field(min_length=1)
    """The issues."""


class StepGroup(Record):
    """A label that the plan puts over some of the steps."""

    id: Id
    """The label's lasting id."""
    title: Text
    """The label."""


class Step(Record):
    """One step on the way to DX."""

    id: Id
    """The step's lasting id."""
    number: Ordinal
    """The number printed before it."""
    title: Text
    """Its name."""
    term: Text | None = None
    """The technical term printed in brackets."""
    description: Text
    """What it means."""
    example: Text
    """The example printed with it."""


class Steps(Record):
    """data/steps.yml: the steps on the way to DX."""

    title: Text
    """The list's heading."""
    intro: Text
    """The sentence before it."""
    groups: tuple[StepGroup, ...] = ()
    """Labels over the steps."""
    steps: tuple[Step, ...] = Field(min_length=1)
    """The steps."""


class Points(Record):
    """A title and what falls under it."""

    title: Text
    """The title."""
    points: tuple[Text, ...] = Field(min_length=1)
    """One sentence each."""


class Challenge(Points):
    """A challenge the city faces, and the plan's response."""

    id: Id
    """The challenge's lasting id."""
    response: Points
    """What the plan does about it."""


class ChallengeTitles(Record):
    """The headings of the two halves of the table."""

    challenge: Text
    """Over the challenges."""
    response: Text
    """Over the responses."""


class Challenges(Record):
    """data/challenges.yml: challenges and responses."""

    titles: ChallengeTitles
    """The headings of the two halves."""
    challenges: tuple[Challenge, ...] = Field(min_length=1)
    """The challenges."""


class Principle(Record):
    """One of the principles of service design."""

    id: Id
    """The principle's lasting id."""
    number: Ordinal
    """Its number."""
    title: Text
    """The principle."""


class Principles(Record):
    """data/principles.yml: principles of service design and where they come from."""

    title: Text
    """The list's heading."""
    source: Text
    """The document they are taken from, with its date."""
    principles: tuple[Principle, ...] = Field(min_length=1)
    """The principles."""


class LoopStep(Record):
    """One step of the OODA loop."""

    id: Id
    """The step's lasting id."""
    name: Text
    """Its name as printed."""
    description: Text
    """What is done in it."""


class Ooda(Record):
    """data/ooda.yml: how progress is managed."""

    title: Text
    """The heading."""
    description: tuple[Text, ...]
    """What the loop is, one sentence each."""
    steps: tuple[LoopStep, ...] = Field(min_length=1)
    """Its steps."""


# ---------------------------------------------------------------- people.yml


class Described(Record):
    """A name and what it means."""

    title: Text
    """The name."""
    description: Text | None = None
    """What it means."""


class AbilityPart(Described):
    """A part of an ability that training raises."""

    id: Id
    """The part's lasting id; the types of people name it."""
    examples: tuple[Text, ...] = ()
    """Examples, one each."""


class Ability(Described):
    """An ability that all staff need."""

    id: Id
    """The ability's lasting id."""
    summary: Text | None = None
    """Its short description where it is printed a second time."""
    training_title: Text | None = None
    """The heading over how it is trained."""
    training: Text | None = None
    """How it is trained, in one or more paragraphs."""
    parts: tuple[AbilityPart, ...] = ()
    """Its parts."""


class Expected(Record):
    """The abilities that another plan of the city expects of its staff."""

    title: Text
    """The heading."""
    parts: tuple[AbilityPart, ...]
    """The abilities."""


class Training(Record):
    """One row of a training table."""

    category: Text | None = None
    """The group of the row; left out where the table leaves it blank."""
    name: Text
    """The training's name."""
    people: Text
    """How many people, as printed."""
    description: Text
    """What it is."""


class PersonnelType(Record):
    """One of the kinds of digital personnel."""

    id: Id
    """The type's lasting id."""
    title: Text
    """Its name."""
    priority: bool = False
    """true where the plan marks it as 重点育成."""
    affiliation: Text
    """Where such people work."""
    role_title: Text
    """What is expected of them, in one line."""
    role: Text
    """What is expected of them."""
    abilities: tuple[AbilityId, ...] = ()
    """What they should be able to do: ids of parts of abilities."""
    profile: Text
    """目指す人財像, in one or more paragraphs."""
    scope: tuple[Text, ...] = ()
    """Who is meant, and how many; one line each."""
    trainings: tuple[Training, ...] = Field(min_length=1)
    """The training table."""


class People(Record):
    """data/people.yml: digital personnel and how they are trained."""

    abilities_intro: Text
    """The paragraph before the abilities."""
    definition: Described
    """What digital personnel means."""
    abilities: tuple[Ability, ...]
    """The abilities."""
    expected: Expected | None = None
    """What another plan expects of staff."""
    types_title: Text
    """The heading over the table of types."""
    types: tuple[PersonnelType, ...] = Field(min_length=1)
    """The types."""
    training_intro: Text
    """The sentence before the training tables."""


# ---------------------------------------------------------------- departments, funding, roadmap


class Department(Record):
    """担当課: a department that cards name."""

    id: Id
    """The department's lasting id."""
    name: Text
    """Its name."""
    romanized: Line | None = None
    """The Japanese name in Latin letters, so that a resident can ask for it."""
    group: bool = False
    """true for several departments under one name: 関係各課."""


class Departments(Record):
    """data/departments.yml: departments."""

    departments: tuple[Department, ...] = Field(min_length=1)
    """The departments."""


class Program(Record):
    """A program of the national government that pays for projects."""

    id: Id
    """The program's lasting id."""
    name: Text
    """Its name."""


class Funding(Record):
    """data/funding.yml: funding programs."""

    programs: tuple[Program, ...] = ()
    """The programs."""


class Milestone(Record):
    """A line of the plan-level roadmap."""

    id: Id
    """The milestone's lasting id."""
    title: Text
    """What happens."""
    first: FiscalYear = Field(alias="from")
    """The fiscal year in which it begins."""
    last: FiscalYear | None = Field(default=None, alias="to")
    """The fiscal year in which it ends; left out where the plan names none."""

    @model_validator(mode="after")
    def _order(self) -> Milestone:
        if self.last is not None and self.last < self.first:
            raise fault("reversed-period", start=self.first, end=self.last)
        return self


class RoadmapYears(Record):
    """The fiscal years that the roadmap shows."""

    first: FiscalYear = Field(alias="from")
    """The first column."""
    last: FiscalYear = Field(alias="to")
    """The last column."""

    @model_validator(mode="after")
    def _order(self) -> RoadmapYears:
        if self.last < self.first:
            raise fault("reversed-period", start=self.first, end=self.last)
        return self

    def __iter__(self) -> Iterator[int]:  # type: ignore[override]
        return iter(range(self.first, self.last + 1))


class Roadmap(Record):
    """data/roadmap.yml: the roadmap of the whole plan."""

    intro: Text
    """The sentence before it."""
    years: RoadmapYears
    """The fiscal years it shows."""
    milestones: tuple[Milestone, ...] = ()
    """Its lines."""


# ---------------------------------------------------------------- projects/<id>.yml


class Baseline(Record):
    """現状値: where an indicator stands, or the reason why there is no value."""

    fiscal_year: FiscalYear | None = None
    """The fiscal year of the value, western; left out, with a reason under `accepted`, where the plan names none."""
    value: Number | None = None
    """The value, with the digits as printed."""
    missing: Text | None = None
    """In place of a value: the reason why there is none."""

    @model_validator(mode="after")
    def _one_of(self) -> Baseline:
        if (self.value is None) == (self.missing is None):
            raise fault("value-or-reason")
        return self


class Actual(Record):
    """実績値: what an indicator reached in one fiscal year, or the reason why there is no value."""

    fiscal_year: FiscalYear
    """The fiscal year that has ended, western."""
    value: Number | None = None
    """The value reached."""
    missing: Text | None = None
    """In place of a value: the reason why there is none."""

    @model_validator(mode="after")
    def _one_of(self) -> Actual:
        if (self.value is None) == (self.missing is None):
            raise fault("value-or-reason")
        return self


class Target(Record):
    """目標値: where an indicator shall stand, and when."""

    fiscal_year: FiscalYear
    """The fiscal year of the target, western."""
    value: Number
    """The value, with the digits as printed."""


class Indicator(Record):
    """KPI: what a project is measured by."""

    id: Id
    """The indicator's id, unique on the card and lasting: actual values will name it."""
    name: Text
    """What is counted, as printed."""
    unit: Text | None = None
    """The unit as printed: 件, %, 日. In English the noun that is counted. Left out, with a reason under `accepted`,
    where the plan names none."""
    kind: Literal["output", "outcome"] | None = None
    """What the plan says it is: output (活動指標) or outcome (成果指標); left out where the plan does not say."""
    method: Text | None = None
    """How the value is made; of a rate what is divided by what (算定方法)."""
    direction: Literal["up", "down", "keep"]
    """Which way is better: up, down, or keep (stay as it is)."""
    baseline: Baseline
    """Where it stands."""
    target: Target
    """Where it shall stand."""
    actuals: tuple[Actual, ...] = ()
    """What was reached, one entry for each fiscal year that has ended."""
    notes: tuple[Text, ...] = ()
    """Notes printed with it."""


class Acceptance(Record):
    """A point of the inspection (点検) that the city has looked at and lets stand, and why."""

    rule: RuleId
    """The id of the rule, as the inspection names it: target-is-baseline."""
    indicator: Id | None = None
    """The id of the indicator it is about; left out for a rule about the whole card."""
    reason: Line
    """Why it may stand, in one sentence of the staff's own language."""


class Phase(Record):
    """One bar of a project's schedule."""

    id: Id
    """The phase's id, unique on the card."""
    title: Text
    """What happens in it."""
    first: FiscalYear | None = Field(default=None, alias="from")
    """The fiscal year in which it begins; left out, with `to`, where it is not known."""
    last: FiscalYear | None = Field(default=None, alias="to")
    """The fiscal year in which it ends."""

    @model_validator(mode="after")
    def _period(self) -> Phase:
        if (self.first is None) != (self.last is None):
            raise fault("half-period")
        if self.first is not None and self.last is not None and self.last < self.first:
            raise fault("reversed-period", start=self.first, end=self.last)
        return self


class Schedule(Record):
    """スケジュール: what happens when."""

    phases: tuple[Phase, ...] = ()
    """The phases; empty where the printed schedule is not yet transcribed."""


class Project(Record):
    """data/projects/<id>.yml: one project card; the file's name is its id."""

    number: Ordinal
    """The number within its kind."""
    kind: Literal["standard", "individual"]
    """standard (標準事業) or individual (個別事業)."""
    title: Text
    """The title as printed at the head of the card."""
    reading: Line | None = None
    """How the Japanese title is read, in hiragana, so that a search by reading finds the card."""
    measure: MeasureId
    """The measure it belongs to; policy and pillar follow from it."""
    funding: FundingId | None = None
    """The funding program, where the card names one."""
    benefits_residents: bool
    """true where the card carries the 利便性UP badge."""
    challenge: Text | None = None
    """現状と課題, in one or more paragraphs."""
    content: Text
    """取組内容, in one or more paragraphs."""
    gist: Text | None = None
    """What a resident gains, word for word from the content: the first thing its page says."""
    tools: tuple[ToolId, ...] = Field(min_length=1)
    """The tools it uses, in the card's order."""
    indicators: tuple[Indicator, ...] = ()
    """Its KPIs; none only where `accepted` says why."""
    schedule: Schedule
    """What happens when."""
    departments: tuple[DepartmentId, ...] = ()
    """Who is responsible, in the card's order; the first leads. None only where `accepted` says why."""
    accepted: tuple[Acceptance, ...] = ()
    """Points of the inspection that may stand, with the reason."""


# ---------------------------------------------------------------- accessibility.yml


class Criterion(Record):
    """A success criterion of JIS X 8341-3:2016 (WCAG 2.0), and what an examination of the site found."""

    number: Line
    """Its number in the standard."""
    level: Literal["A", "AA"]
    """The level of conformance that asks for it."""
    name: Text
    """Its name in the standard."""
    result: Literal["met", "not-met", "none"]
    """Met, not met, or nothing on the site that it speaks of."""
    by: tuple[Literal["axe", "vnu", "test", "eye"], ...] = ()
    """How it was examined: by a tool, by a test of the program, by eye."""


class Accessibility(Record):
    """data/accessibility.yml: what the last test of the site's accessibility found."""

    tested: Day
    """The day of the test."""
    pages: Ordinal
    """How many pages were tested, in all languages, with those for a wrong address."""
    runs: Ordinal
    """How many times a page was tested: in each color scheme and at each width."""
    violations: Ordinal
    """How many faults were found."""
    html_errors: Ordinal
    """How many errors the check of the HTML found."""
    tools: tuple[Line, ...] = Field(min_length=1)
    """The tools, with their versions."""
    criteria: tuple[Criterion, ...] = ()
    """The criteria of the standard, one by one."""


# ---------------------------------------------------------------- topics.yml, synonyms.yml


class Topic(Record):
    """What a person wants, and the cards that help: a way in for residents."""

    id: Id
    """The topic's lasting id; its anchor on the list of projects."""
    title: Text
    """What the tile says: 手続・証明書."""
    icon: Literal["document", "family", "heart", "globe", "car", "building", "shop", "monitor"]
    """The picture on the tile."""
    projects: tuple[ProjectId, ...] = Field(min_length=1)
    """The cards, the most useful first."""


class Topics(Record):
    """data/topics.yml: ways in for residents."""

    topics: tuple[Topic, ...] = ()
    """The topics, in the order of the tiles."""


class SynonymGroup(Record):
    """Words that mean the same to a reader who searches."""

    id: Id
    """The group's id."""
    words: tuple[Line, ...] = Field(min_length=2)
    """The words, in any language; each finds what the others find."""


class Synonyms(Record):
    """data/synonyms.yml: residents' words for what the plan calls otherwise."""

    synonyms: tuple[SynonymGroup, ...] = ()
    """The groups."""


# ---------------------------------------------------------------- glossary.yml, notes.yml


class Term(Record):
    """One entry of the glossary."""

    id: Id
    """The term's lasting id; its anchor on the glossary page."""
    name: Text
    """The term as the glossary prints it."""
    reading: Line
    """The reading in kana, by which the Japanese glossary is sorted."""
    index: Line
    """The heading under which the Japanese glossary lists it: い, A."""
    aliases: dict[str, tuple[Line, ...]] = Field(default_factory=dict)
    """Other spellings that mean the same, for each language."""
    definition: Text
    """What it means."""


class Glossary(Record):
    """data/glossary.yml: the glossary."""

    terms: tuple[Term, ...] = Field(min_length=1)
    """The terms, in the printed order."""


class Place(Record):
    """A place in the printed plan and what stands there."""

    where: Text
    """Where: part, chapter, card."""
    says: Text
    """What it says, word for word; in other languages its translation."""


class Note(Record):
    """A doubt, contradiction, slip or loss in the source, and what was done about it."""

    id: Id
    """The note's lasting id."""
    kind: Literal["contradiction", "doubt", "slip", "lost", "omitted"]
    """contradiction, doubt, slip (mended), lost (in the extraction) or omitted (on purpose)."""
    subject: ProjectId | None = None
    """The card concerned, if it is one."""
    places: tuple[Place, ...] = Field(min_length=1)
    """Where, and what each place says."""
    published: Text
    """What this site prints."""
    reason: Text
    """Why."""


class Notes(Record):
    """data/notes.yml: notes on the source."""

    notes: tuple[Note, ...] = ()
    """The notes."""


# ---------------------------------------------------------------- series/<id>.yml, sources.yml


class Source(Record):
    """A publication that figures are taken from."""

    id: Id
    """The source's lasting id; values name it."""
    title: Text
    """The statistic and the table."""
    publisher: Text
    """Who publishes the statistic."""
    url: Url | None = None
    """Where the figure was read."""
    accessed: Day | None = None
    """The day on which it was read."""
    note: Text | None = None
    """What a reader should know, such as that a stored copy was read."""


class Sources(Record):
    """data/sources.yml: publications cited by the series."""

    sources: tuple[Source, ...] = Field(min_length=1)
    """The sources."""


class Column(Record):
    """One quantity of a series."""

    id: Id
    """The quantity's id, unique in the series; values name it."""
    name: Text
    """Its name: 65歳以上."""
    unit: Text
    """Its unit: 人, %."""


class Basis(Record):
    """What the figures of a row were counted on; rows of two bases are never joined by a line."""

    id: Id
    """The basis's id, unique in the series; rows name it."""
    name: Text
    """Its full name: 国勢調査（10月1日現在）."""
    short: Text | None = None
    """A short name for the picture, where the full one is long: 国勢調査."""


class Value(Record):
    """One figure, or the reason why there is none."""

    column: Id
    """Which quantity of the series."""
    value: Number | None = None
    """The figure, with the digits as published."""
    missing: Text | None = None
    """In place of a figure: the reason why there is none."""
    source: SourceId | None = None
    """The source of the figure."""
    confidence: Literal["two-sources", "one-source", "plan"] | None = None
    """Seen in two independent copies, in one, or only in the plan itself."""
    note: Text | None = None
    """A note on this figure."""

    @model_validator(mode="after")
    def _sourced(self) -> Value:
        if (self.value is None) == (self.missing is None):
            raise fault("value-or-reason")
        if self.value is not None and (self.source is None or self.confidence is None):
            raise fault("value-without-source")
        return self


class Row(Record):
    """The figures of one year, or of one place."""

    year: Year | None = None
    """The western calendar year; or"""
    label: Text | None = None
    """the name of the place, where the series compares places in one year."""
    basis: Id
    """What the figures were counted on."""
    counted: Text | None = None
    """The day or period counted, where it is not the basis's usual one."""
    ours: bool = False
    """true for the city itself, where places are compared."""
    values: tuple[Value, ...] = Field(min_length=1)
    """The figures."""

    @model_validator(mode="after")
    def _named(self) -> Row:
        if (self.year is None) == (self.label is None):
            raise fault("label-or-year")
        return self


class Series(Record):
    """data/series/<id>.yml: the figures behind one chart; the file's name is its id."""

    title: Text
    """The chart's title."""
    kind: Literal["parts", "share", "trend", "comparison"]
    """How it is drawn: parts of a whole, a part and its share, a line over years, or places side by side."""
    headline: Id
    """The column that the sentence above the chart speaks of."""
    whole: Id | None = None
    """The column that holds the whole, for kinds parts and share."""
    reference: Number | None = None
    """A value drawn as a line to compare with, such as 100."""
    year: Year | None = None
    """The one year of a comparison of places."""
    columns: tuple[Column, ...] = Field(min_length=1)
    """The quantities."""
    bases: tuple[Basis, ...] = Field(min_length=1)
    """What the figures were counted on."""
    rows: tuple[Row, ...] = Field(min_length=1)
    """The figures."""
    notes: tuple[Text, ...] = ()
    """What a reader must know to read the chart rightly."""


# ---------------------------------------------------------------- the whole


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
    def languages(self) -> Languages:
        """The languages of the site."""
        return languages_of(self.details.languages)


def languages_of(declared: tuple[Language, ...]) -> Languages:
    """The languages that `data/plan.yml` declares."""
    return Languages(
        tuple(language.code for language in declared),
        tuple(language.code for language in declared if language.complete),
    )
