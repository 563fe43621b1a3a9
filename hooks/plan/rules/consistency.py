"""Turns the records of a plan into findings: rules between records, each a small generator of faults."""

from __future__ import annotations

import math
import typing
import unicodedata
from collections.abc import Container, Iterator, Mapping

from pydantic import BaseModel

from plan import model
from plan.messages.findings import DataField, Finding, Location, dotted, shown
from plan.messages.meant import meant
from plan.model import colors, shape
from plan.model.types import Languages, Reference
from plan.rules import indicators

Records = Mapping[str, BaseModel]


def check(
    records: Records, languages: Languages, items: Mapping[str, set[str]], absent: Container[str]
) -> Iterator[Finding]:
    """Every fault between the records that could be read; a rule is silent where its records could not.

    `items` are the ids in each folder (projects, series), also of files that could not be read;
    `absent` are the files that the plan does without.
    """
    yield from references(records, items, absent)
    rules = (
        duplicate_ids,
        duplicate_numbers,
        roadmap_years,
        target_years,
        series_columns,
        figures,
        readable_colors,
        gists,
    )
    for rule in rules:
        yield from rule(records)
    yield from alias_languages(records, languages)


# What each kind of reference may name: (file under data/, ids in it, its name in Japanese, in English).
def _known(
    records: Records, items: Mapping[str, set[str]], absent: Container[str]
) -> dict[str, tuple[set[str], str, str]]:
    known: dict[str, tuple[set[str], str, str]] = {}
    if (pillars := records.get("pillars.yml")) is not None:
        ids = {measure.id for _, measure in measures(typing.cast(model.Pillars, pillars))}
        known["measures"] = (ids, "施策（pillars.yml）", "measures (pillars.yml)")
    if (people := records.get("people.yml")) is not None:
        ids = {part.id for ability in people.abilities for part in ability.parts}  # type: ignore[attr-defined]
        known["abilities"] = (ids, "能力（people.yml）", "abilities (people.yml)")
    for kind, file, attribute, japanese in (
        ("tools", "tools.yml", "tools", "ツール・手法"),
        ("departments", "departments.yml", "departments", "担当課"),
        ("funding", "funding.yml", "programs", "交付金"),
        ("sources", "sources.yml", "sources", "出典"),
    ):
        if (record := records.get(file)) is not None or file in absent:
            ids = {item.id for item in getattr(record, attribute, ())}
            known[kind] = (ids, f"{japanese}（{file}）", f"{kind} ({file})")
    known["rules"] = (set(indicators.RULES), "点検の規則", "rules of the inspection")
    known["series"] = (items["series"], "統計（series/）", "series (series/)")
    known["projects"] = (items["projects"], "事業（projects/）", "projects (projects/)")
    return known


def measures(pillars: model.Pillars) -> Iterator[tuple[model.Pillar, model.Measure]]:
    """Each measure with the pillar it belongs to, in order."""
    for pillar in pillars.pillars:
        for policy in pillar.policies:
            for measure in policy.measures:
                yield pillar, measure


def references(records: Records, items: Mapping[str, set[str]], absent: Container[str]) -> Iterator[Finding]:
    """An id that a record names must be the id of something."""
    known = _known(records, items, absent)
    for file, record in records.items():
        for location, reference, found in _references(record):
            if reference.kind not in known:
                continue
            ids, japanese, english = known[reference.kind]
            if found not in ids:
                details = {"found": found, "kind_ja": japanese, "kind_en": english}
                yield Finding(DataField(file, location), "unknown-reference", details | {"meant": meant(found, ids)})


def _references(record: BaseModel) -> Iterator[tuple[Location, Reference, str]]:
    for place, field, value in shape.values(record):
        if field.reference is None:
            continue
        for index, found in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            if found is not None:
                yield (*place, index) if index is not None else place, field.reference, found


def duplicate_ids(records: Records) -> Iterator[Finding]:
    """An id, or a language's code, stands once in a file's lists of its kind: a measure's once in all pillars."""
    for file, record in records.items():
        seen: dict[tuple[object, str], Location] = {}
        for place, _, value in shape.values(record):
            if place[-1] != "id" and place[::2] != ("languages", "code"):
                continue
            kind = tuple(step for step in place if not isinstance(step, int))
            if (kind, value) in seen:
                details = {"found": value, "first": dotted(seen[kind, value])}
                yield Finding(DataField(file, place), "duplicate-id", details)
            seen.setdefault((kind, value), place)


def duplicate_numbers(records: Records) -> Iterator[Finding]:
    """A printed number stands once in its list, and once among the cards of a kind."""
    for file, record in records.items():
        seen: dict[tuple[Location, int], Location] = {}
        for place, _, value in shape.values(record):
            if place[-1] != "number" or len(place) < 3:
                continue
            if (place[:-2], value) in seen:
                details = {"found": value, "first": dotted(seen[place[:-2], value])}
                yield Finding(DataField(file, place), "duplicate-number", details)
            seen.setdefault((place[:-2], value), place)
    cards: dict[tuple[str, int], str] = {}
    for file, project in _projects(records):
        if (project.kind, project.number) in cards:
            details = {"found": project.number, "first": f"data/{cards[project.kind, project.number]}"}
            yield Finding(DataField(file, ("number",)), "duplicate-number", details)
        cards.setdefault((project.kind, project.number), file)


def _projects(records: Records) -> Iterator[tuple[str, model.Project]]:
    for file, record in records.items():
        if isinstance(record, model.Project):
            yield file, record


def roadmap_years(records: Records) -> Iterator[Finding]:
    """A phase or a target outside the roadmap would be drawn nowhere."""
    roadmap = records.get("roadmap.yml")
    if not isinstance(roadmap, model.Roadmap):
        return
    years = roadmap.years
    for file, project in _projects(records):
        places: list[tuple[Location, int | None]] = [
            (("indicators", index, "target", "fiscal_year"), indicator.target.fiscal_year)
            for index, indicator in enumerate(project.indicators)
        ]
        for index, phase in enumerate(project.schedule.phases):
            places.append((("schedule", "phases", index, "from"), phase.first))
            places.append((("schedule", "phases", index, "to"), phase.last))
        for place, year in places:
            if year is not None and not years.first <= year <= years.last:
                details = {"first": years.first, "last": years.last, "found": year}
                yield Finding(DataField(file, place), "year-outside-roadmap", details)


def target_years(records: Records) -> Iterator[Finding]:
    """A target lies after its baseline."""
    for file, project in _projects(records):
        for index, indicator in enumerate(project.indicators):
            baseline, target = indicator.baseline.fiscal_year, indicator.target.fiscal_year
            if baseline is not None and target < baseline:
                place = ("indicators", index, "target", "fiscal_year")
                yield Finding(
                    DataField(file, place), "target-before-baseline", {"target": target, "baseline": baseline}
                )


def series_columns(records: Records) -> Iterator[Finding]:
    """Rows and values name columns and bases of their own series."""
    for file, series in records.items():
        if not isinstance(series, model.Series):
            continue
        columns = {column.id for column in series.columns}
        bases = {basis.id for basis in series.bases}
        named: list[tuple[Location, str | None, set[str], str, str]] = [
            (("headline",), series.headline, columns, "列（columns）", "columns"),
            (("whole",), series.whole, columns, "列（columns）", "columns"),
        ]
        place: Location
        for index, row in enumerate(series.rows):
            named.append((("rows", index, "basis"), row.basis, bases, "統計（bases）", "bases"))
            for inner, value in enumerate(row.values):
                place = ("rows", index, "values", inner, "column")
                named.append((place, value.column, columns, "列（columns）", "columns"))
        for place, found, ids, japanese, english in named:
            if found is not None and found not in ids:
                details = {"found": found, "kind_ja": japanese, "kind_en": english}
                yield Finding(DataField(file, place), "unknown-reference", details)


def figures(records: Records) -> Iterator[Finding]:
    """A series holds what its sentence and its chart are made from."""
    for file, series in records.items():
        if not isinstance(series, model.Series):
            continue
        if series.kind == "comparison" and series.year is None:
            yield Finding(DataField(file, ("year",)), "missing-field")
        values = [
            (("rows", index, "values", inner, "value"), value)
            for index, row in enumerate(series.rows)
            for inner, value in enumerate(row.values)
            if value.value is not None
        ]
        named = {column.id for column in series.columns}
        if series.headline in named and all(value.column != series.headline for _, value in values):
            yield Finding(DataField(file, ("headline",)), "no-figure", {"found": series.headline})
        for place, value in values:
            if value.column == series.whole and value.value == 0:
                yield Finding(DataField(file, place), "zero-whole")


def alias_languages(records: Records, languages: Languages) -> Iterator[Finding]:
    """Aliases are given for languages of the plan, and a spelling means one term."""
    glossary = records.get("glossary.yml")
    if not isinstance(glossary, model.Glossary):
        return
    spellings: dict[tuple[str, str], str] = {}
    for index, term in enumerate(glossary.terms):
        named: list[tuple[Location, str, str]] = [
            (("terms", index, "name", language), language, name) for language, name in term.name.root.items()
        ]
        for language, aliases in term.aliases.items():
            place = ("terms", index, "aliases", language)
            if language not in languages.codes:
                yield Finding(DataField("glossary.yml", place), "unknown-language", {"found": shown(language)})
            named.extend(((*place, inner), language, alias) for inner, alias in enumerate(aliases))
        for location, language, spelling in named:
            first = spellings.setdefault((language, unicodedata.normalize("NFKC", spelling)), term.id)
            if first != term.id:
                yield Finding(
                    DataField("glossary.yml", location), "duplicate-spelling", {"found": spelling, "first": first}
                )


_VISIONS = {"protanopia": "1型2色覚", "deuteranopia": "2型2色覚", "tritanopia": "3型2色覚"}


def readable_colors(records: Records) -> Iterator[Finding]:
    """The colors that follow from the city's four can be told apart and read."""
    details = records.get("plan.yml")
    if not isinstance(details, model.PlanDetails):
        return
    for scheme, above, below, found, needed in colors.faults(**details.colors.model_dump()):
        rounded = math.floor(found * 10) / 10  # down: what falls short never reads as enough
        words = {"scheme": scheme, "above": above, "below": below, "found": f"{rounded:.1f}", "needed": needed}
        yield Finding(DataField("plan.yml", ("colors",)), "low-contrast", words)
    for scheme, vision, one, other in colors.confusions(**details.colors.model_dump()):
        words = {"scheme": scheme, "vision_en": vision, "vision_ja": _VISIONS[vision], "one": one, "other": other}
        yield Finding(DataField("plan.yml", ("colors",)), "colors-alike", words)


def gists(records: Records) -> Iterator[Finding]:
    """What a card's page says first is the plan's own words."""
    for file, project in _projects(records):
        for language, words in (project.gist.root if project.gist else {}).items():
            if words not in (project.content.get(language) or ""):
                yield Finding(
                    DataField(file, ("gist", language)), "gist-not-in-content", {"found": shown(words).strip("'")}
                )
