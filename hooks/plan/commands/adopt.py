"""`plan adopt`: walk an officer through the adoption of a draft, or through a revision of an adopted plan."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from plan.adopting import drafts
from plan.adopting.answers import Adoption, Answered, Asking
from plan.adopting.edition_changes import changes, day_of_data
from plan.adopting.open_points import OpenPoints, open_points
from plan.commands.terminal import DONE, REFUSED, Commands, add_yes, agreed, answered, complain, sound_plan, written
from plan.messages.findings import Finding, counted, report
from plan.messages.sentences import both
from plan.model import Plan
from plan.publishing.published_addresses import NAME, Addresses, read_addresses
from plan.reading.loader import Loaded
from plan.translation.ledger import judged, read_ledger
from plan.writing.difference import difference
from plan.writing.revision import revise

#: So many points of a kind are listed where not all are asked for.
_LISTED = 10


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `adopt`."""
    parser = commands.add_parser("adopt", parents=[shared], help="計画の決定と改訂 / adopt the plan, or revise it")
    parser.add_argument("--answers", type=Path, metavar="FILE.yml", help="答えのファイル / the answers, in a file")
    parser.add_argument("--all", action="store_true", help="見てほしい所をすべて並べる / list every open point")
    add_yes(parser)
    parser.set_defaults(command=lambda given: adopt(given.data, given.docs, given.answers, given.all, given.yes))


def adopt(
    data: Path, docs: Path, file: Path | None = None, every: bool = False, yes: bool = False, today: date | None = None
) -> int:
    """List what is open, ask what is to be known, show what changes and write it; nothing where a person says no."""
    loaded = sound_plan(data, docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    plan = loaded.plan
    _begin(plan)
    _list(open_points(plan, loaded, judged(loaded.manuscript, read_ledger(data, loaded.manuscript.others))), every)
    asking, today = Asking(plan), today or date.today()
    if file is None and (met := _met_anyway(loaded, plan, asking, today)):
        return complain(report(met, "faults-nothing-written"))
    answers = _answers(asking, file)
    if answers is None:
        return REFUSED
    if plan.frozen is None and not answers.unfrozen:
        return complain(both("adopt-freeze-first"))
    return _settle(loaded, plan, answers, data, yes, today)


def _met_anyway(loaded: Loaded, plan: Plan, asking: Asking, today: date) -> Sequence[Finding]:
    """What would refuse any answers: a person hears of it before giving them."""
    tried = asking.tried(day_of_data(plan, today))
    return revise(loaded, changes(plan, tried, today)).findings if tried else ()


def _begin(plan: Plan) -> None:
    edition = plan.details.edition
    print(" / ".join(plan.details.title.root.values()))
    if drafts.adopted(plan):
        print(both("adopt-revision", decided=edition.decided, edition=edition.id))
    else:
        print(both("adopt-draft", edition=edition.id))


def _list(kinds: Sequence[OpenPoints], every: bool) -> None:
    for number, kind in enumerate(kinds, 1):
        print(f"■ {number}/{len(kinds)} {both(kind.heading, count=len(kind.points))}")
        shown = kind.points if every else kind.points[:_LISTED]
        for point in shown:
            same = point.japanese == point.english
            print(f"  {point.place()}: {counted(point.field)}: {point.japanese}" if same else f"  {point}")
        if len(shown) < len(kind.points):
            print(f"  {both('adopt-more-points', count=len(kind.points) - len(shown))}")


def _answers(asking: Asking, file: Path | None) -> Answered | None:
    """The answers of a file, or of a person at a terminal; None, with the reason said, where there are none."""
    if file is None:
        if not sys.stdin.isatty():
            complain(both("needs-answers"))
            return None
        return asking.at_terminal(answered, print)
    answers, findings = asking.of_file(file)
    if answers is None:
        complain(report(findings, "faults-nothing-written"))
    return answers


def _settle(loaded: Loaded, plan: Plan, answers: Answered, data: Path, yes: bool, today: date) -> int:
    made, addresses = changes(plan, answers, today), read_addresses(data)
    revised, ways = revise(loaded, made), _ways_on(plan, answers, addresses)
    further = {data / NAME: (addresses.raw, addresses.leading(ways))} if ways else {}
    if revised.findings:
        return complain(report(revised.findings, "faults-nothing-written"))
    print(difference(made))
    if ways:
        print(both("adopt-ways-on", file=f"{data.name}/{NAME}", count=len(ways)))
    print(both("changes", count=len(made) + len(ways), files=len(revised.texts) + len(further)))
    _say_later_days(answers, day_of_data(plan, today))
    if not (yes or agreed()):
        return DONE
    if not written(revised, further):
        return REFUSED
    for path in (*revised.paths, *further):
        print(both("written", path=path))
    print(both("adopt-next"))
    return DONE


def _say_later_days(answers: Answered, updated: date) -> None:
    """That a day of the edition lies after the day of the data, which the site names beside it."""
    for name in ("decided", "revised", "published"):
        day = getattr(answers, name, None)
        if day and day > updated:
            print(both("adopt-later-day", name=name, day=day.isoformat(), updated=updated.isoformat()))


def _ways_on(plan: Plan, answers: Answered, addresses: Addresses) -> Mapping[str, str]:
    """Where the addresses of the notes' pages lead when these leave the site: to the page about the edition."""
    if not (isinstance(answers, Adoption) and answers.hide_notes) or addresses.findings:
        return {}
    roots = ("", *(f"{code}/" for code in plan.languages.others))
    return {
        item.former: f"{root}about/"
        for root in roots
        for item in addresses.lines
        if (item.now or item.former).startswith(f"{root}notes/")
    }
