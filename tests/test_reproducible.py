"""The same plan gives the same bytes: elsewhere, on another day, in another order, on one core, for another user."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from building import BUILD, ENVIRONMENT, tree
from copies import ROOT, copy_city, copy_published

ELSEWHERE = str(Path(__file__).parent / "tools/elsewhere")
WAYS: dict[str, dict[str, str]] = {
    "later": {"TEST_DAYS_LATER": "400"},
    "backwards": {"TEST_OTHER_ORDER": "1"},
    "zone": {"TZ": "Pacific/Kiritimati"},
    "locale": {"LANG": "tr_TR.UTF-8", "LC_ALL": "C"},
    "hash-seed": {"PYTHONHASHSEED": "4242"},
}


def build(folder: Path, more: dict[str, str], *, alone: bool = False, umask: int = 0o022) -> dict[str, str]:
    """The site of a folder as a process with another environment builds it, with nothing kept from before."""

    def prepare() -> None:
        os.umask(umask)
        if alone:
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    environment = ENVIRONMENT | {"PYTHONPATH": ELSEWHERE} | more
    result = subprocess.run(
        BUILD, cwd=folder, env=environment, preexec_fn=prepare, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return tree(folder / "site")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The invented plan's site, built as usual."""
    found = build(copy_city(tmp_path_factory.mktemp("usual") / "plan"), {})
    assert len(found) > 60
    return found


@pytest.mark.parametrize("way", WAYS)
def test_an_environment_changes_nothing(usual: dict[str, str], tmp_path: Path, way: str) -> None:
    """Another day, order of files, time zone, locale or hash seed."""
    assert build(copy_city(tmp_path / "b"), WAYS[way]) == usual


def test_cores_and_rights_change_nothing(usual: dict[str, str], tmp_path: Path) -> None:
    """One core instead of all, files that only their owner may read, a folder with blanks and Japanese in its name."""
    assert build(copy_city(tmp_path / "計画 その2"), {}, alone=True, umask=0o077) == usual


def test_the_real_plan_is_the_same_under_all_of_these_at_once(site: Path, tmp_path: Path) -> None:
    """Pages, charts, pictures, documents and manifest of the real plan, with nothing kept."""
    folder = copy_published(copy_city(tmp_path / "elsewhere", ROOT))
    everything = {key: value for way in WAYS.values() for key, value in way.items()}
    assert build(folder, everything, alone=True, umask=0o077) == tree(site)
