"""Builds each site once for all tests."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import costs
import pdf_files
import pytest
from building import build
from copies import INVENTED, ROOT, copy_city
from costs import BROWSER, WHOLE, needs
from filelock import FileLock
from plan.commands import build_all
from plan.model import Plan
from plan.pages import site as site_pages
from plan.paper import edition, library, typesetting
from plan.publishing import cities, current
from plan.reading import loader, yaml_kept
from serving import served

if TYPE_CHECKING:  # what they need is loaded by few tests
    from hostile import Folder
    from playwright.sync_api import Browser, Page, Playwright

for thing in (library.print_documents, edition.PaperEdition, typesetting.set_document):
    needs(WHOLE)(thing)
for thing in (current.Desk, site_pages.Site):  # every page of a plan
    needs(WHOLE)(thing)
for thing in (cities.build_all, cities.build, build_all.add):
    needs(WHOLE)(thing)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a browser, a whole build, a preview or the paper edition is marked so."""
    costs.mark(items)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: it is not looked through for rubbish again and again, a tenth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


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


@pytest.fixture(scope="session", autouse=True)
def _parsed_once() -> Iterator[None]:
    """The same bytes under the same name are parsed once a process: most files of the plans that tests copy are.

    A preview, too, gives one file to many builds, so nothing changes what was read.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_kept, "yaml_of", lru_cache(2_000)(yaml_kept.yaml_of))
        yield


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real plan's site, built strictly."""
    return once(tmp_path_factory, "real", lambda folder: build(ROOT, "--site-dir", str(folder / "site"))) / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The real plan's site on a port of this machine."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts browsers, one for all tests of a process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
@needs(BROWSER)
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all tests of a file; each opens a context of its own. One that ends takes no other file along."""
    from browser import launch

    running = launch(playwright)
    yield running
    running.close()


@pytest.fixture(scope="module")
def search(browser: Browser, address: str) -> Iterator[dict[str, Page]]:
    """The search page of each language, open."""
    pages = {}
    for language, path in (("ja", "search/"), ("en", "en/search/")):
        pages[language] = browser.new_page()
        pages[language].goto(address + path)
        pages[language].wait_for_function("() => Boolean(window.planSearch)")
    yield pages
    for page in pages.values():
        page.close()


@pytest.fixture(scope="session")
def documents(site: Path) -> dict[str, Path]:
    """Every document of the real plan's site by its name, `ja/whole`."""
    found = pdf_files.found_in(site)
    assert len(found) > 100
    return found


@pytest.fixture(scope="session")
def pdfs(documents: dict[str, Path]) -> dict[str, Path]:
    """Those in the languages in which the plan is whole, which tests read word by word."""
    found = {name: path for name, path in documents.items() if name.split("/")[0] in pdf_files.LANGUAGES}
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


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Folder]:
    """A small plan with every kind of record of the real one, the invented plan and the real one, to be mutated."""
    from attacks import small_plan
    from hostile import Folder

    small = tmp_path_factory.mktemp("small")
    small_plan(ROOT, small)
    return {
        "small": Folder.copy(small, tmp_path_factory.mktemp("hostile-small")),
        "invented": Folder.copy(INVENTED, tmp_path_factory.mktemp("hostile-invented")),
        "real": Folder.copy(ROOT, tmp_path_factory.mktemp("hostile-real")),
    }


@pytest.fixture(scope="module")
def tally(request: pytest.FixtureRequest) -> Iterator[None]:
    """Say at the end of a file how many mutations of each family became a plan, and how many findings."""
    from watched import counted

    yield
    if "PLAN_MUTATIONS" in os.environ:
        reporter = request.config.pluginmanager.get_plugin("terminalreporter")
        for family, outcomes in counted.items():
            said = ", ".join(f"{number} {name}" for name, number in sorted(outcomes.items()))
            reporter.write_line(f"\n{family}: {sum(outcomes.values())} mutations: {said}")
        reporter.write_line(f"all: {sum(sum(outcomes.values()) for outcomes in counted.values())} mutations")
    counted.clear()
