"""Turns what became of each city into one table for those who run them: summary.json, and summary.html to look at.

Both stand in OUT/.work and are published by nobody. They are made from what is kept with each city, so that runs which
build a share each, one after another or at once, have one table; the last one to end has all in it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plan.machine import whole_files
from plan.messages.sentences import SENTENCES
from plan.publishing.city import FAILED, FAULTY, STATES, WORK, Outcome, told

#: Of a city that no run has come to yet.
NEVER = "never"
_SAID = {**STATES, NEVER: "city-never"}
#: In the page, what asks for somebody stands first.
_ORDER = (FAILED, FAULTY, NEVER)


def write(out: Path, cities: Sequence[str]) -> None:
    """Write the table of all cities, from what is kept with each."""
    work = out / WORK
    found = {city: told(work / city) for city in cities}
    count = Counter(_state(outcome) for outcome in found.values())
    states = [state for state in _SAID if count[state]]
    rows = [{"city": city, **_row(outcome)} for city, outcome in found.items()]
    told_of = {"cities": len(cities), "states": {state: count[state] for state in states}, "each": rows}
    whole_files.write(work / "summary.json", (json.dumps(told_of, ensure_ascii=False, indent=1) + "\n").encode())
    looks = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)
    first = sorted(rows, key=lambda row: _ORDER.index(row["state"]) if row["state"] in _ORDER else len(_ORDER))
    counts = [{"state": state, "count": count[state], "said": SENTENCES[_SAID[state]]} for state in states]
    page = looks.get_template("city_states.html").render(rows=map(_shown, first), counts=counts)
    whole_files.write(work / "summary.html", page.encode())


def _state(outcome: Outcome | None) -> str:
    return outcome.state if outcome else NEVER


def _row(outcome: Outcome | None) -> dict[str, object]:
    """What the table has of a city: its state, pages, seconds, findings, what was said, and when it ended."""
    known = asdict(outcome or Outcome("", NEVER, 0, 0.0))
    return {name: known[name] for name in ("state", "pages", "seconds", "findings", "said", "ended")}


def _shown(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row as the page prints it: where the city's site lies, what became of it, when it ended."""
    address = f"../{quote(row['city'])}/index.html"
    at = str(row["ended"] or "")[:19].replace("T", " ")
    return {**row, "address": address, "became": SENTENCES[_SAID[row["state"]]], "at": at}
