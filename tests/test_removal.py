"""Folders are taken away with all that is in them, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from copies import ROOT
from plan.machine.removal import take_away

AT_THE_END = """
import atexit, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from plan.machine.removal import take_away
atexit.register(take_away, Path(sys.argv[2]))
"""


def _site(folder: Path) -> Path:
    for name in ("index.html", "en/index.html", "en/cards/bus/index.html", "cards/bus/index.html", "assets/a/b/c.svg"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def test_a_folder_goes_with_all_that_is_in_it(tmp_path: Path) -> None:
    """Files and folders at any depth; what lies beside it stays, and one that is not there is no fault."""
    beside = _site(tmp_path / "beside")
    take_away(_site(tmp_path / "site"))
    take_away(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["beside"]
    assert len([path for path in beside.rglob("*") if path.is_file()]) == 5


def test_what_a_link_leads_to_stays(tmp_path: Path) -> None:
    """A link to a folder or a file goes with the folder that holds it."""
    beside, site = _site(tmp_path / "beside"), _site(tmp_path / "site")
    (site / "en/old").symlink_to(beside, target_is_directory=True)
    (site / "one.html").symlink_to(beside / "index.html")
    take_away(site)
    assert not site.exists()
    assert len([path for path in beside.rglob("*") if path.is_file()]) == 5


def test_it_goes_where_the_program_ends(tmp_path: Path) -> None:
    """A build that fails takes its folder away as it ends, when no thread may begin any more; it says nothing."""
    site = _site(tmp_path / "site")
    command = [sys.executable, "-c", AT_THE_END, str(ROOT / "hooks"), str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stderr, site.exists()) == ("", False)
