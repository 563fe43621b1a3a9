"""Says at which places readers meet a doubt, and holds the notes on the source to them: no doubt is lost in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from pydantic import BaseModel

from plan import model
from plan.messages.findings import DataField, Finding, dotted, shown
from plan.model import inventory
from plan.rules.facts import Facts

#: An indicator as a whole, or what is said of both its values.
_BOTH_VALUES = re.compile(r"(.*: indicators\[[a-z0-9-]+\])(?:\.(?:name|unit|method))?")
#: A field of what is marked as a whole: of a value, a figure, a phase, a milestone, a training.
_FIELD = re.compile(
    r"\.(?:value|upper|bound|stated|missing|fiscal_year|when|title|people)$|(?:(?<=\])|(?<=\.target))\.(?:from|to)$"
)


def met_at(at: str) -> tuple[str, ...]:
    """The places at which readers meet a doubt about a place of this lasting name (`About.at`).

    A field stands for the value or phase that it is a part of; the name, unit or method of an indicator stands for
    baseline and target, of which a plan may give one alone. Names are without `data/`.
    """
    name = at.removeprefix("data/")
    if both := _BOTH_VALUES.fullmatch(name):
        return f"{both[1]}.baseline", f"{both[1]}.target"
    return (_FIELD.sub("", name),)


def unmet(facts: Facts, sections: Mapping[str, Mapping[str, object]]) -> Iterator[Finding]:
    """A doubt is met somewhere; a place at which one is to be met has a mark for it, and there is something to say.

    `sections`: the pieces of each chapter by key, as `rules.notes.untrue_notes` is given them.
    """
    notes = facts.one(model.Notes)
    there = {place for file, record in facts.records.items() for place in places(file, record)}
    there |= {f"{file}: {key}" for file, pieces in sections.items() for key in pieces if key.startswith("#")}
    for index, note in enumerate(notes.notes if notes else ()):
        if note.doubt and not any(about.doubtful for about in note.about):
            yield Finding(DataField("notes.yml", ("notes", index, "doubt")), "doubt-nowhere")
        for inner, about in enumerate(note.about):
            here = ("notes", index, "about", inner)
            if about.doubtful and not note.doubt:
                yield Finding(DataField("notes.yml", (*here, "doubtful")), "doubtful-without-doubt")
            if about.doubtful and there.isdisjoint(met_at(about.at)) and _is_read(about.at, facts, sections):
                details = {"found": shown(about.at, 120)}
                yield Finding(DataField("notes.yml", (*here, "at")), "doubtful-without-mark", details)


def places(file: str, record: BaseModel) -> Iterator[str]:
    """The places of a record that carry marks, by their lasting names."""
    if isinstance(record, model.Project):
        for indicator in record.indicators:
            yield from _of_indicator(indicator, f"{file}: ")
        yield from (f"{file}: schedule.phases[{phase.id}]" for phase in record.schedule.phases)
    elif isinstance(record, model.Roadmap):
        yield from (f"{file}: years.{end}" for end in ("from", "to"))
        yield from (f"{file}: milestones[{milestone.id}]" for milestone in record.milestones)
    elif isinstance(record, model.Series):
        for number, row in enumerate(record.rows):
            yield from (f"{file}: rows[{number}].values[{place}]" for place in range(len(row.values)))
    elif isinstance(record, model.People):
        for kind in record.types:
            yield from (f"{file}: types[{kind.id}].scope[{number}]" for number in range(len(kind.scope)))
            for number, training in enumerate(kind.trainings):
                at = f"{file}: types[{kind.id}].trainings[{number}]"
                yield from (at, f"{at}.name")
                if training.category and (not number or training.category != kind.trainings[number - 1].category):
                    yield f"{at}.category"  # one that goes on from the row before stands there
    elif isinstance(record, model.Structure):
        for path in record.paths():
            at = f"{file}: {'.'.join(f'items[{item.id}]' for item in path)}"
            yield at
            for indicator in path[-1].indicators:
                yield from _of_indicator(indicator, at + ".")


def _of_indicator(indicator: model.Indicator, at: str) -> Iterator[str]:
    """The places of an indicator that carry marks; `at`: the lasting name of what it measures, to go on from."""
    here = f"{at}indicators[{indicator.id}]"
    yield from (f"{here}.{dotted(place)}" for place, _ in indicator.placed_amounts)
    if indicator.targets and not indicator.target:  # what is said of the whole is met at the last of them
        yield f"{here}.target"


def _is_read(at: str, facts: Facts, sections: Mapping[str, Mapping[str, object]]) -> bool:
    """Whether the file of a place could be read, or is none of the plan's: one that is broken is not blamed twice."""
    file = at.removeprefix("data/").partition(": ")[0]
    if file in sections:
        return bool(sections[file])
    path = PurePosixPath(file)
    broken = path.stem in facts.items.get(path.parent.name, ()) or file in inventory.FILES
    return file in facts.records or file in facts.absent or not broken
