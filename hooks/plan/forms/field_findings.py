"""Puts what is wrong with a plan to the value of a form that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plan.forms.fields import Control
from plan.messages.findings import FileLine, Finding, Location
from plan.writing.named_places import Names, numbered

#: Findings by the names of the values that they are about; under the empty name those of no value of the form.
Placed = Mapping[str, list[Finding]]


def placed(
    findings: Iterable[Finding],
    controls: Iterable[Control],
    file: str,
    data: object,
    moved: tuple[Location, Location] | None = None,
) -> Placed:
    """Each finding at the value that stands where it does; one of a whole record at the first value of it.

    `data` is what the file holds. Of a new record, `moved` says where the form has it and where it came to stand.
    """
    names = Names()
    places = {control.name: numbered(data, _real(control.path, moved), names) for control in controls}
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        at = finding.at.location if isinstance(finding.at, FileLine) and finding.file == file else ()
        found.setdefault(_nearest(_lacking(finding, at, places), places), []).append(finding)
    return found


def _lacking(finding: Finding, at: Location, places: Mapping[str, Location]) -> Location:
    """Where what is lacking belongs: of a text a language, of the families one; else where the finding is."""
    inside = [(*at, str(finding.details.get(key, "")).split(", ")[0]) for key in ("languages", "id")]
    return next((place for place in inside if at and place in places.values()), at)


def _real(path: Location, moved: tuple[Location, Location] | None) -> Location:
    return (*moved[1], *path[len(moved[0]) :]) if moved else path


def _nearest(at: Location, places: Mapping[str, Location]) -> str:
    """The value at a place, else the one around it, else the first within; none for the file as a whole."""
    if not at:
        return ""
    around = [name for name, place in places.items() if place and at[: len(place)] == place]
    within = (name for name, place in places.items() if place[: len(at)] == at)
    return max(around, key=lambda name: len(places[name])) if around else next(within, "")
