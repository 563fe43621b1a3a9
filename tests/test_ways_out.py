"""Ways out of MkDocs: ProperDocs in its place gives the same bytes, and so does the core alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from building import leftovers, tree, unlike
from copies import ROOT, copy_city, copy_project, edit
from costs import WHOLE, needs
from plan.publishing.manifest import MANIFEST
from serving import CARD, PAGE, Preview

TOOLS = Path(__file__).parent / "tools"
MKDOCS = "mkdocs"
#: Every package that is part of MkDocs, or made for it, or stands in for it.
GENERATORS = "mkdocs material mkdocs_static_i18n properdocs"


def without(packages: str) -> dict[str, str]:
    """An environment in which these packages cannot be imported."""
    return os.environ | {"PYTHONPATH": str(TOOLS / "without"), "TEST_WITHOUT": packages}


@needs(WHOLE)
def properdocs(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ProperDocs in a folder strictly, where the code of MkDocs cannot be imported."""
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "--config-file", "mkdocs.yml", *arguments]
    return subprocess.run(
        command, cwd=folder, env=without(MKDOCS), capture_output=True, text=True, encoding="utf-8", check=False
    )


# Proof that these tests can fail ----------------------------------------------


@pytest.mark.parametrize("package", GENERATORS.split())
def test_a_forbidden_package_cannot_be_imported(package: str) -> None:
    """The package is installed, and where it is forbidden its import fails."""
    command = [sys.executable, "-c", f"import {package}"]
    assert subprocess.run(command, check=False).returncode == 0
    refused = subprocess.run(command, env=without(package), capture_output=True, text=True, check=False)
    assert f"ImportError: {package} is forbidden here" in refused.stderr


def test_mkdocs_itself_does_not_run_where_it_is_forbidden(tmp_path: Path) -> None:
    """The environment in which ProperDocs builds is one in which MkDocs cannot."""
    command = [sys.executable, "-m", "mkdocs", "build"]
    refused = subprocess.run(
        command, cwd=copy_city(tmp_path), env=without(MKDOCS), capture_output=True, text=True, check=False
    )
    assert refused.returncode != 0
    assert "is forbidden here" in refused.stderr


def test_one_other_byte_and_one_other_file_are_differences(other_city: Path, tmp_path: Path) -> None:
    """A site with one byte changed, one file less and one more is told from the site."""
    copy = shutil.copytree(other_city, tmp_path / "site")
    assert unlike(tree(copy), tree(other_city)) == []
    page = bytearray((copy / "glossary/index.html").read_bytes())
    page[len(page) // 2] ^= 1
    (copy / "glossary/index.html").write_bytes(page)
    (copy / "robots.txt").write_text("", encoding="utf-8")
    (copy / "sitemap.xml").unlink()
    assert unlike(tree(copy), tree(other_city)) == ["glossary/index.html", "robots.txt", "sitemap.xml"]


# ProperDocs in MkDocs' place --------------------------------------------------


def test_properdocs_builds_the_real_plan_to_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Every page, chart, document and the manifest of the real plan, from the same files as they are."""
    result = properdocs(ROOT, "--site-dir", str(tmp_path / "site"))
    assert result.returncode == 0, result.stderr
    built = tree(tmp_path / "site")
    assert unlike(built, tree(site)) == []
    assert len(built) > 250


def test_properdocs_builds_the_invented_plan_to_the_same_bytes(other_city: Path, tmp_path: Path) -> None:
    """Three languages with nothing kept; the versions that the manifest names are all that a move changes."""
    folder = copy_city(tmp_path)
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    moved = re.sub("^mkdocs==.*$", f"properdocs=={version('properdocs')}", pinned, flags=re.MULTILINE)
    assert moved != pinned
    (folder / "requirements.txt").write_text(moved, encoding="utf-8")
    result = properdocs(folder)
    assert result.returncode == 0, result.stderr
    assert unlike(tree(folder / "site"), tree(other_city)) == [MANIFEST]
    new, old = (json.loads((place / MANIFEST).read_bytes()) for place in (folder / "site", other_city))
    assert new["files"] == old["files"]
    assert new["made_with"]["properdocs"] == version("properdocs")
    assert new["made_with"].keys() >= {"python", "mkdocs-material", "mkdocs-static-i18n", "markdown"}
    assert "mkdocs" not in new["made_with"]


#: A hook that warns as the generator does while one language is built.
WARNING = """from mkdocs.plugins import get_plugin_logger


def on_env(env, config, files):
    if config.plugins["i18n"].current_language == "{language}":
        get_plugin_logger("test").warning("something is amiss")
"""


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_warning_of_properdocs_leaves_the_old_site(tmp_path: Path, language: str) -> None:
    """In the first language as in another: the build fails, the site stays."""
    folder = copy_city(tmp_path)
    assert properdocs(folder).returncode == 0
    before = tree(folder / "site")
    (folder / "hooks/warn.py").write_text(WARNING.replace("{language}", language), encoding="utf-8")
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("hooks:\n", "hooks:\n  - hooks/warn.py\n", 1), encoding="utf-8")
    result = properdocs(folder)
    assert result.returncode != 0
    assert "WARNING" in result.stderr
    assert "something is amiss" in result.stderr
    assert tree(folder / "site") == before
    assert leftovers(folder) == []


def test_a_fault_under_properdocs_is_told_and_leaves_the_old_site(tmp_path: Path) -> None:
    """Data that is not sound stops the build with the finding, its file and its line."""
    folder = copy_city(tmp_path)
    assert properdocs(folder).returncode == 0
    before = tree(folder / "site")
    edit(folder / "data/projects/bus-counter.yml", "value: 200", "value: many")
    result = properdocs(folder)
    assert result.returncode != 0
    assert "data/projects/bus-counter.yml" in result.stderr
    assert "a value is a number alone" in result.stderr
    assert tree(folder / "site") == before
    assert leftovers(folder) == []


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """A preview of the real plan by ProperDocs, where the code of MkDocs cannot be imported."""
    running = Preview(copy_project(tmp_path), "properdocs", "serve", "-f", "mkdocs.yml", environment=without(MKDOCS))
    yield running
    running.stop()


def test_the_preview_of_properdocs_shows_edits_and_faults(preview: Preview) -> None:
    """One line of YAML changes the page; a fault stands in its place until it is mended."""
    preview.wait(PAGE, lambda html: "26.4%" in html)
    preview.edit(CARD, "value: 26.4", "value: 27.5")
    preview.wait(PAGE, lambda html: "27.5%" in html and "26.4%" not in html)
    preview.edit(CARD, "value: 27.5", "value: たくさん")
    shown = preview.wait(PAGE, lambda html: 'class="findings"' in html)
    assert "データに1件の誤りがあります" in shown
    preview.edit(CARD, "value: たくさん", "value: 28.0")
    assert "livereload(" in preview.wait(PAGE, lambda html: "28%" in html or "28.0%" in html)


# The core alone ---------------------------------------------------------------


def written_alone(plan: Path, folder: Path) -> dict[str, str]:
    """A plan's site as the core, Python-Markdown and Jinja write it, with no generator to import."""
    command = [sys.executable, str(TOOLS / "core_alone.py"), str(plan), str(folder)]
    result = subprocess.run(command, env=without(GENERATORS), capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return tree(folder)


def about_the_site(name: str) -> bool:
    """Whether a file tells of the site rather than of the plan."""
    return name in (MANIFEST, "sitemap.xml", "sitemap.xml.gz") or name.endswith("404.html")


def test_the_core_alone_writes_the_site_of_the_real_plan(site: Path, tmp_path: Path) -> None:
    """Every page whole, with its head, header, menu and foot, every chart, document and script: the same bytes.

    Not written are the manifest, the sitemap and the 404 pages, which tell of the site as a whole. Nothing else is
    published: no file of the theme.
    """
    alone, built = written_alone(ROOT, tmp_path), tree(site)
    missing = built.keys() - alone.keys()
    assert {name for name in missing if not about_the_site(name)} == set()
    assert unlike(alone, {name: digest for name, digest in built.items() if name not in missing}) == []
    assert sum(name.endswith(".html") for name in alone) > 80
    assert sum(name.endswith(".svg") for name in alone) > 20
    assert sum(name.endswith(".pdf") for name in alone) > 50


def test_the_core_alone_writes_the_site_of_the_invented_plan(other_city: Path, tmp_path: Path) -> None:
    """Another city's data, in three languages."""
    alone, built = written_alone(other_city.parent, tmp_path), tree(other_city)
    missing = built.keys() - alone.keys()
    assert {name for name in missing if not about_the_site(name)} == set()
    assert unlike(alone, {name: digest for name, digest in built.items() if name not in missing}) == []
    assert {name.partition("/")[0] for name in alone} >= {"index.html", "en", "pt"}


def test_the_core_fails_where_what_it_needs_is_forbidden(tmp_path: Path) -> None:
    """A refused import is not swallowed on the way: without Python-Markdown nothing is written."""
    command = [sys.executable, str(TOOLS / "core_alone.py"), str(ROOT), str(tmp_path / "site")]
    result = subprocess.run(command, env=without("markdown"), capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "markdown is forbidden here" in result.stderr
    assert not (tmp_path / "site").exists()
