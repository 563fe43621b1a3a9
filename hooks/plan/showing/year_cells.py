"""What happens to a card or an item in the columns of the roadmap: a cell for a year, or for a run of years alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plan.showing.amounts import ShownAmount
from plan.showing.catalog import Catalog
from plan.showing.indicator import ShownIndicator
from plan.showing.localizer import Localizer, OwnWords
from plan.showing.years import ShownPhase, span


@dataclass(frozen=True)
class YearCell:
    """What happens to a card in one fiscal year, named as at the head of its column: phases under way, targets due.

    In a run of years alike: in these, `length` columns, named by the first and the last.
    """

    name: str
    phases: tuple[ShownPhase, ...]
    targets: tuple[ShownAmount, ...]
    planned: bool
    look: str
    """Classes of the cell: within the plan period, with a phase, with an arrow through it."""
    measured: tuple[str, ...] = ()
    """The lasting names of the targets to which a line leads through the year, from the year of a baseline."""
    length: int = 1
    due: str = ""
    """The name of its last year, in which its targets are due."""
    told: bool = False
    """Whether a list of years has nothing to say of it: no target is due, and phases are told apart."""

    @property
    def looks(self) -> str:
        """All its classes."""
        return f"{self.look} told".strip() if self.told else self.look

    @property
    def reached(self) -> bool:
        """Whether an arrow ends in it: a line leads through it, and a target is due."""
        return bool(self.measured and self.targets)

    @property
    def filled(self) -> bool:
        """Whether anything is told in it."""
        return bool(self.phases or self.targets)

    @property
    def runs(self) -> bool:
        """Whether phases go on in it for several years, which are told: an arrow alone is no time of the work."""
        return self.wide and bool(self.phases)

    @property
    def label(self) -> str:
        """What names it by itself: its years, or of an arrow alone the year in which it ends."""
        return self.due if self.wide and not self.phases else self.name

    @property
    def wide(self) -> bool:
        """Whether it fills more columns than one."""
        return self.length > 1


def measured(given: Sequence[ShownIndicator], year: int) -> tuple[str, ...]:
    """The targets, by their lasting names, to which a line leads through a year: from the year of the baseline, where
    there is a figure of it, to the year of the last target that is for one year. Nothing else is drawn of a measure.
    """
    found = []
    for item in given:
        baseline, targets = item.baseline, [due for due in item.targets if due.alone and due.fiscal_year]
        if baseline is None or not baseline.figure or baseline.fiscal_year is None or not targets:
            continue
        last = max(targets, key=lambda due: due.fiscal_year or 0)
        if baseline.fiscal_year < (last.fiscal_year or 0) and baseline.fiscal_year <= year <= (last.fiscal_year or 0):
            found.append(last.place)
    return tuple(found)


def in_runs(cells: Sequence[YearCell], first: int, speak: Localizer) -> list[YearCell]:
    """Cells with one for a run of years in which the same phases and measures go on; a target ends a run.

    `first`: the year of the first.
    """
    found: list[YearCell] = []
    start = 0
    for at, cell in enumerate(cells):
        last = found[-1] if found else None
        alike = last and (last.phases, last.measured) == (cell.phases, cell.measured) and not last.targets
        if last and alike and (cell.phases or cell.measured):
            name = span(speak, first + start, first + at).plain
            found[-1] = replace(
                last, name=name, due=cell.due, targets=cell.targets, told=cell.told, length=last.length + 1
            )
        else:
            start = at
            found.append(cell)
    return found


def unscheduled(catalog: Catalog, speak: Localizer) -> OwnWords | None:
    """Why cards have no schedule, told once for all of them; None where each has one, or the plan has none."""
    plan = catalog.plan
    if not plan.shown_schedules or all(card.project.schedule.phases for card in catalog.cards):
        return None
    given = plan.roadmap and (plan.roadmap.note or plan.roadmap.schedule_note)
    return speak.own(given) if given else speak.own_word("no_schedule_some")


def way_key(catalog: Catalog, speak: Localizer) -> OwnWords | None:
    """What the arrows from baseline to target are; None where no indicator has both as figures."""
    given = () if catalog.large else catalog.plan.indicators
    drawn = any(item.baseline and item.baseline.value is not None and item.main_target for item in given)
    return speak.own_word("roadmap_way") if drawn else None
