"""A whole site with older editions in it: every link leads somewhere, decided documents stay as they were."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from building import build
from conftest import once
from copies import copy_city, edit
from pages import read
from plan.__main__ import main
from plan.publishing import manifest
from plan.reading.loader import load_plan


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan whose draft was frozen before it was adopted and frozen, and that was renamed after that; three builds."""
    return once(tmp_path_factory, "editions", _three_builds)


def _three_builds(folder: Path) -> None:
    copy_city(folder)
    adopted = "  id: first\n  status: adopted\n  label: {ja: （案）, en: (Draft)}\n  decided: 2023-03-20\n"
    draft = "  id: draft\n  status: draft\n  label: {ja: （案）, en: (Draft)}\n"
    edit(folder / "data/plan.yml", adopted, draft)
    for now in (adopted, ""):
        build(folder)
        options = [f"--{name}={folder / name}" for name in ("data", "docs", "site")]
        assert main(["freeze", "--yes", *options]) == 0
        if now:
            edit(folder / "data/plan.yml", draft, now)
    edit(folder / "data/plan.yml", "くらしデジタル計画", "くらし推進計画")
    build(folder)


def test_every_link_within_an_older_edition_leads_somewhere(city: Path) -> None:
    """Pages and files, the sheet of the note, and what leads to the edition of today."""
    site, count = city / "site", 0
    pages = sorted((site / "editions/draft").rglob("*.html"))
    assert len(pages) > 60
    for path in pages:
        found = read(path)
        for address in [*found.links, *found.loads]:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or not parts.path:
                continue
            target = (path.parent / unquote(parts.path)).resolve()
            assert target.is_relative_to(site.resolve()), f"{path}: {address}"
            assert (target / "index.html" if target.is_dir() else target).is_file(), f"{path}: {address}"
            count += 1
    assert count > 1000


def test_the_site_with_older_editions_is_whole(city: Path) -> None:
    """The manifest knows every file; the sitemap has the pages of today alone; the same site gives the same bytes."""
    site = city / "site"
    assert list(manifest.differences(site)) == []
    assert "editions/draft/pdf/ja/whole.pdf" in manifest.digests(site)
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "/plan/editions/</loc>" in sitemap
    assert "editions/draft" not in sitemap
    with zipfile.ZipFile(city / "data/editions/draft/site.zip") as kept:
        for name in kept.namelist():
            if not name.endswith(".html"):
                assert (site / "editions/draft" / name).read_bytes() == kept.read(name), name


def test_documents_do_not_change_after_the_decision(city: Path) -> None:
    """The plan is called otherwise on its pages; its documents are byte for byte those that were decided."""
    site = city / "site"
    assert "みなも町くらし推進計画" in (site / "index.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(city / "data/editions/first/site.zip") as kept:
        documents = [name for name in kept.namelist() if name.startswith("pdf/") and "report" not in name]
        assert len(documents) > 15
        for name in documents:
            if not name.endswith("progress.pdf"):
                assert (site / name).read_bytes() == kept.read(name), name


def test_an_edited_copy_is_a_fault(city: Path, tmp_path: Path) -> None:
    """It stands at the file that was edited."""
    folder = tmp_path / "edited"
    for name in ("data", "docs"):
        shutil.copytree(city / name, folder / name)
    edit(folder / "data/editions/draft/data/plan.yml", "町", "市")
    found = load_plan(folder / "data", folder / "docs").findings
    assert [finding.place() for finding in found] == ["data/editions/draft/data/plan.yml"]
