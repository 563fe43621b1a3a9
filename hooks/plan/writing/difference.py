"""Turns changes of a plan into lines that people read before they agree to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plan.messages.likeness import alike
from plan.writing.change import Change

_AROUND = 12
_LONG = 60


def difference(changes: Iterable[Change]) -> str:
    """One line for each change: 事業「…」の目標値: 124 → 130; a new record with its values below it."""
    return "\n".join(line for change in changes for line in _lines(change))


def _lines(change: Change) -> Iterator[str]:
    if not change.parts:
        before, after = _apart(_plain(change.before), _plain(change.after))
        yield f"{change.name}: {before} → {after}"
        return
    yield f"{change.name}を加えます（{change.file}）"
    for label, value in change.parts:
        said = _plain(value)
        yield f"    {label}: {said if len(said) <= _LONG else said[:_LONG] + '…'}"


def _plain(value: object) -> str:
    if value is None:
        return "（空）"
    return " ⏎ ".join(str(value).split("\n"))


def _apart(old: str, new: str) -> tuple[str, str]:
    """Both texts; of long ones only where they differ, with some letters around it."""
    if max(len(old), len(new)) <= _LONG:
        return old, new
    start = alike(old, new)
    end = alike(old[start:][::-1], new[start:][::-1])
    return _part(old, start, len(old) - end), _part(new, start, len(new) - end)


def _part(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    middle = text[first:last]
    if len(middle) > 4 * _LONG:
        middle = f"{middle[: 2 * _LONG]} … {middle[-_LONG:]}"
    return f"「{'…' if first else ''}{middle}{'…' if last < len(text) else ''}」"
