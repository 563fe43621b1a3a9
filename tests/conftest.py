"""Builds each site once for all tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / name) for name in ("hooks", "tests/tools", "tests")]

from plan.model import Plan  # noqa: E402
from plan.reading import loader  # noqa: E402 - found through the path set just above


def mkdocs(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in a folder as its user would; returns what it printed."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "default"}
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def copy_program(folder: Path) -> None:
    """The program without a plan: what any city takes as it is."""
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)


def copy_project(folder: Path) -> Path:
    """The whole project in a folder of its own, with the charts that were already drawn."""
    copy_program(folder)
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    if (ROOT / ".cache").is_dir():
        shutil.copytree(ROOT / ".cache", folder / ".cache")
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real plan's site, built strictly."""
    folder = tmp_path_factory.mktemp("site") / "site"
    result = mkdocs(ROOT, "build", "--strict", "--site-dir", str(folder))
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="session")
def other_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented plan's site, built by the same program from other data/ and docs/."""
    folder = tmp_path_factory.mktemp("other-city")
    copy_program(folder)
    for name in ("data", "docs"):
        shutil.copytree(ROOT / "tests/plans/other-city" / name, folder / name)
    result = mkdocs(folder, "build", "--strict")
    assert result.returncode == 0, result.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The real plan, loaded."""
    loaded = loader.load_plan(ROOT / "data", ROOT / "docs")
    assert not loaded.findings
    assert loaded.plan
    return loaded.plan
