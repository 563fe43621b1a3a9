"""Builds each site once for all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import costs
import pdf_files
import pytest
from building import build
from copies import ROOT, copy_city
from costs import WHOLE, needs
from filelock import FileLock
from plan.commands import build_all
from plan.model import Plan
from plan.paper import edition, library, typesetting
from plan.publishing import cities
from plan.reading import loader

for thing in (library.print_documents, edition.PaperEdition, typesetting.set_document):
    needs(WHOLE)(thing)
for thing in (cities.build_all, cities.build, build_all.add):
    needs(WHOLE)(thing)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a browser, a whole build, a preview or the paper edition is marked so."""
    costs.mark(items)


def once(temporary: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that one process of the tests fills for all of them; the others wait for it."""
    own = temporary.getbasetemp()
    folder = (own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own) / name
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            made = folder.with_suffix(".made")
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
            make(made)
            made.rename(folder)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real plan's site, built strictly."""
    return once(tmp_path_factory, "real", lambda folder: build(ROOT, "--site-dir", str(folder / "site"))) / "site"


@pytest.fixture(scope="session")
def pdfs(site: Path) -> dict[str, Path]:
    """Every document of the real plan's site by its name, `ja/whole`."""
    found = pdf_files.found_in(site)
    assert len(found) > 80
    return found


@pytest.fixture(scope="session")
def other_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented plan's site, built by the same program from other data/ and docs/."""
    return once(tmp_path_factory, "other-city", lambda folder: build(copy_city(folder))) / "site"


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The real plan, loaded."""
    loaded = loader.load_plan(ROOT / "data", ROOT / "docs")
    assert not loaded.findings
    assert loaded.plan
    return loaded.plan
