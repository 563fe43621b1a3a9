"""No address that was published dies: it is there, or leads on, or the build says which line to write."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import Case, cases
from copies import ROOT, copy_plan
from plan.__main__ import main
from plan.publishing.current import Desk
from plan.publishing.published_addresses import read_addresses

LOOKS = ROOT / "overrides/pages"


def desk_of(folder: Path) -> Desk:
    """The desk of a plan all of whose pages were looked at."""
    desk = Desk(folder, folder / "docs", LOOKS, preview=True)
    desk.refresh()
    desk.complete()
    return desk


@pytest.mark.parametrize("case", cases("addresses", "lines", "findings"))
def test_what_would_die_is_told(case: Case, tmp_path: Path) -> None:
    """Each line that would lead nowhere is a finding, in the order of lines."""
    folder = copy_plan(tmp_path)
    (folder / "data/addresses.txt").write_text(case["lines"], encoding="utf-8")
    assert [str(finding) for finding in desk_of(folder).findings] == case["findings"]


def test_the_command_adds_and_takes_nothing_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was written stays, where it leads too; a second run finds nothing to renew."""
    folder = copy_plan(tmp_path)
    path = folder / "data/addresses.txt"
    path.write_text("projects/bus/ -> projects/bus-counter/\n", encoding="utf-8")
    given = ["addresses", "--data", str(folder / "data"), "--docs", str(folder / "docs")]
    assert main(given) == 0
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "projects/bus/ -> projects/bus-counter/" in lines
    assert {"./", "en/", "projects/one-counter/", "data/cards.csv", "pdf/ja/whole.pdf"} <= set(lines)
    assert not any(line.startswith("assets/") for line in lines)
    assert main(given) == 0
    assert "最新です / nothing to renew" in capsys.readouterr().out


def test_no_address_of_the_first_plan_is_lost() -> None:
    """All that its list names is still there or leads on."""
    desk = Desk(ROOT, ROOT / "docs", LOOKS, preview=True)
    desk.refresh()
    assert desk.site
    known = read_addresses(ROOT / "data")
    assert len(known.lines) > 300
    assert list(known.lost("data/addresses.txt", desk.site.lasting)) == []
