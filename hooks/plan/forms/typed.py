"""Turns what a form sends back into changes of the plan: only what a person changed, and nothing over another's change.

A form sends each value with what stood there when it was shown. What nobody changed is left alone; what somebody else
has changed meanwhile is a clash, which shows both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from plan.forms.fields import Control, FormGroup
from plan.messages.findings import FileLine, Finding, Location, dotted, shown
from plan.reading.figures import plain_number, spelt_number
from plan.writing.change import Change
from plan.writing.named_places import numbered, put
from plan.writing.yaml_steps import copied, value_at

#: Before the name of a value, of what stood there, and of what was typed.
NOW, WAS = "v:", "w:"
#: What an item of a list is named by: these go last, so that the others still find it.
_NAMING = ("fiscal_year", "scale")
#: No number that anyone means is written longer.
_LONGEST = 60

Given = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Clash:
    """A value that somebody else has changed since it was shown: what stands there now, and what was typed."""

    called: str
    now: str
    typed: str
    gone: bool = False
    """Whether the place itself is no more."""


@dataclass
class Typed:
    """What a person has changed in a form."""

    changes: list[Change] = field(default_factory=list)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What they typed, by the name of its control, to be shown again."""
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    """What cannot be read of it, by the same."""
    clashes: dict[str, Clash] = field(default_factory=dict)
    """What somebody else has changed too, by the same."""

    @property
    def sound(self) -> bool:
        """Whether it can be tried."""
        return not self.findings and not self.clashes


def read(group: FormGroup, file: str, data: object, given: Given) -> Typed:
    """What was changed of a record that stands in a file, whose `data` are those of now."""
    typed, known = Typed(), {control.name: control for control in group.controls if control.kind != "file"}
    changed: list[Control] = []
    for sent in given:
        name = sent.removeprefix(NOW)
        if not sent.startswith(NOW) or name not in known:
            if sent.startswith(NOW) and (lost := _gone(name, given)):
                typed.clashes[name] = lost
            continue
        control, was, new = known[name], _sent(given, WAS, known[name]), _sent(given, NOW, known[name])
        now = _filled(control.values, control)
        if new in (was, now):
            continue
        typed.values[name] = new
        if was != now:
            typed.clashes[name] = Clash(control.called, _joined(now), _joined(new))
        elif finding := _unreadable(control, new, file):
            typed.findings[name] = [finding]
        else:
            changed.append(control)
    if typed.sound:
        typed.changes = list(_changes(changed, typed.values, file, data))
    return typed


def record_of(group: FormGroup, given: Given) -> tuple[dict[str, Any], list[tuple[str, object]], Typed]:
    """A new record with what was typed, and the names of its values with what they say."""
    record: dict[str, Any] = {}
    parts: list[tuple[str, object]] = []
    typed, depth = Typed(), len(group.path)
    for control in group.controls:
        new = _sent(given, NOW, control)
        if control.kind == "file" or not new:
            continue
        typed.values[control.name] = new
        if finding := _unreadable(control, new, ""):
            typed.findings[control.name] = [finding]
            continue
        put(record, control.path[depth:], copied(_value(control, new)))
        parts.append((control.called, _joined(new)))
    return record, parts, typed


def unsaved(given: Given) -> tuple[str, ...]:
    """What was typed into a form that can no longer be saved: each text that is not what stood there."""
    names = [sent.removeprefix(NOW) for sent in given if sent.startswith(NOW)]
    pairs = [(given[f"{NOW}{name}"], given.get(f"{WAS}{name}", ())) for name in names]
    changed = (text for new, was in pairs for text in new if text.strip() and text not in was)
    return (*changed, *given.get("text", ()))


def _sent(given: Given, what: str, control: Control) -> tuple[str, ...]:
    return _filled(given.get(f"{what}{control.name}", ()), control)


def _filled(values: Sequence[str], control: Control) -> tuple[str, ...]:
    """What is filled in, with the line ends and without the blanks around it that nobody meant."""
    plain = (value.replace("\r\n", "\n").replace("\r", "\n").strip("\n") for value in values)
    kept = plain if control.kind == "text" else (value.strip() for value in plain)
    return tuple(value for value in kept if value.strip())


def _joined(values: Sequence[str]) -> str:
    return "、".join(values)


def _gone(name: str, given: Given) -> Clash | None:
    """What was typed at a place that is no more, if anything was."""
    new, was = ([one.strip() for one in given.get(f"{what}{name}", ())] for what in (NOW, WAS))
    return Clash(name, "", _joined(new), True) if [one for one in new if one] != [one for one in was if one] else None


def _unreadable(control: Control, new: tuple[str, ...], file: str) -> Finding | None:
    """A number as people write it, which the reader of files refuses with the same words."""
    for text in new if control.kind == "number" else ():
        number = spelt_number(text) if plain_number(text) is None and len(text) <= _LONGEST else None
        if number and number != text:
            at = FileLine(file, 0, dotted(control.path))
            return Finding(at, "number-spelling", {"found": shown(text).strip("'"), "number": number})
    return None


def _value(control: Control, new: tuple[str, ...]) -> object:
    """What shall stand in the file; None for nothing."""
    values = [_one(control, text) for text in new]
    return (values or None) if control.many else next(iter(values), None)


def _one(control: Control, text: str) -> object:
    if control.kind == "number" and (number := plain_number(text)) is not None:
        return number
    if control.kind == "choice" and set(control.choices) == {"true", "false"}:
        return {"true": True, "false": False}.get(text, text)
    return text


def _changes(
    changed: Sequence[Control], values: Mapping[str, tuple[str, ...]], file: str, data: object
) -> Iterator[Change]:
    """In an order in which each finds its place: of items told by their numbers the last first, names at the end."""
    alone = [control for control in changed if not control.whole]
    alone.sort(key=lambda control: [_late(step) for step in control.path], reverse=True)
    alone.sort(key=lambda control: control.path[-1] in _NAMING)
    for control in alone:
        new, now = values[control.name], _filled(control.values, control)
        before, after = _joined(now) or None, _joined(new) or None
        yield Change(file, control.path, _value(control, new), control.called, before, after)
    for whole in dict.fromkeys(control.whole for control in changed if control.whole):
        of_list = [control for control in changed if control.whole == whole]
        yield _list(whole, of_list, values, file, data)


def _late(step: str | int) -> tuple[int, str]:
    return (step, "") if isinstance(step, int) else (-1, step)


def _list(
    whole: Location, changed: Sequence[Control], values: Mapping[str, tuple[str, ...]], file: str, data: object
) -> Change:
    """A list of texts as it shall be."""
    old = value_at(data, numbered(data, whole))
    items: list[Any] = list(copied(old)) if isinstance(old, tuple) else []  # type: ignore[call-overload]
    for control in changed:
        number, language = control.path[-2:]
        while len(items) <= int(number):
            items.append({})
        items[int(number)][language] = next(iter(values[control.name]), None)
    kept = [{code: text for code, text in item.items() if text is not None} for item in items]
    left = [item for item in kept if item] or None
    first = changed[0]
    return Change(
        file,
        whole,
        left,
        first.called,
        _joined(_filled(first.values, first)) or None,
        _joined(values[first.name]) or None,
    )
