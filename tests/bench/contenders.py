"""What benchmarks build: our program, another checkout of it, and the same final pages for other generators.

The pages of the others are taken from a site that was built: the article of each page, with headings as Markdown and
all else as it stands. So they are the same, whatever the program looks like inside.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml
from building import BUILD, QUICK
from copies import ROOT, copy_plan, copy_program
from measuring import Measured, run
from scale import make_plan

#: How many cards the plan as it is has; with any other number a plan is made up.
REAL = len(list((ROOT / "data/projects").glob("*.yml")))


# Ours -----------------------------------------------------------------------------------------------------------------


def prepare_ours(folder: Path, cards: int, program: Path = ROOT) -> Path:
    """A program, this one or another checkout, with its own plan of so many cards; returns the folder.

    Another checkout may shape its cards otherwise, so it makes them itself.
    """
    copy_program(folder, program)
    if cards == REAL:
        return copy_plan(folder, program)
    if program == ROOT:
        make_plan(cards, folder, 1)
    else:
        maker = next((program / "tests").rglob("scale.py"))
        subprocess.run([sys.executable, maker, str(cards), folder], check=True)
    return folder


def pages(folder: Path) -> Measured:
    """Build every page, without PDFs and share pictures, which no other generator makes."""
    return run(QUICK, folder)


def everything(folder: Path) -> Measured:
    """Build all that is published, as it is published."""
    return run(BUILD, folder)


def everything_anew(folder: Path) -> Measured:
    """The same, with nothing kept from before."""
    for name in (".cache", "site"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return everything(folder)


class Card:
    """A card of a plan whose target can be edited, each time to another value."""

    _TARGET = re.compile(r"(target:\n(?:\s+(?!value:).*\n)*?\s+value: )(\d[\d.]*)")

    def __init__(self, folder: Path) -> None:
        paths = sorted((folder / "data/projects").glob("*.yml"), key=lambda path: (path.stem != "iseca", path.stem))
        self.path = next(path for path in paths if self._TARGET.search(path.read_text(encoding="utf-8")))
        self.page = f"projects/{self.path.stem}/"
        self._edits = 0

    def edit(self) -> str:
        """Save the file with another target; returns it as the page will show it."""
        self._edits += 1
        value = f"{40 + self._edits}.17"
        text = self.path.read_text(encoding="utf-8")
        self.path.write_text(self._TARGET.sub(rf"\g<1>{value}", text, count=1), encoding="utf-8")
        return value


# The same pages for others --------------------------------------------------------------------------------------------

_SETTINGS: dict[str, Any] = {
    "site_name": "plan",
    "theme": {"name": "material", "language": "ja", "font": False},
    "markdown_extensions": ["attr_list", "md_in_html", "tables", {"toc": {"permalink": False}}],
    "extra_css": ["assets/brand.css", "assets/site.css"],
    "validation": {"nav": {"omitted_files": "ignore"}},
}
_I18N = {
    "docs_structure": "suffix",
    "languages": [{"locale": "ja", "name": "日本語", "default": True}, {"locale": "en", "name": "English"}],
}
_HEADING = re.compile(r'^<h([1-6]) id="([^"]*)">(.*)</h\1>$', re.MULTILINE)
_CONTENTS = re.compile(r'<details class="contents on-phone">.*?</details>', re.DOTALL)  # the theme's part of a page
_THEIR_OWN = re.compile(r".*\.html|sitemap\..*|manifest\.json|search/.*|assets/(?:images|javascripts|stylesheets)/.*")


def prepare_plain(folder: Path, ours: Path) -> Path:
    """The pages of our site for MkDocs with Material and static-i18n, without a hook and without an override."""
    _write(ours, folder, lambda name, language: f"{name}{language and '.'}{language}.md", ["search", {"i18n": _I18N}])
    return folder


def plain(folder: Path) -> Measured:
    """Build them."""
    return run([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder)


def prepare_zensical(folder: Path, ours: Path) -> Path:
    """The pages of our site for Zensical, which has no pairs of languages: the English ones in a folder."""
    _write(ours, folder, lambda name, language: f"{language}{language and '/'}{name}.md", ["search"])
    return folder


class Zensical:
    """Zensical from PyPI in an environment of its own; that of the site is left alone."""

    def __init__(self, folder: Path, requirement: str) -> None:
        venv.create(folder, with_pip=True)
        self._programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
        install = [self._programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, requirement], check=True)
        command = [self._programs / "zensical", "--version"]
        self.version = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def build(self, folder: Path) -> Measured:
        """Build with nothing kept from before: so does MkDocs."""
        return run([str(self._programs / "zensical"), "build", "--clean"], folder)


def _write(ours: Path, folder: Path, named: Callable[[str, str], str], plugins: list[Any]) -> None:
    site = ours / "site"
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.name == "index.html":
            language, name = ("en", name.removeprefix("en/")) if name.startswith("en/") else ("", name)
            text = _markdown(path.read_text(encoding="utf-8"))
            _put(folder / "docs" / named(name.removesuffix(".html"), language), text.encode())
        elif path.is_file() and not _THEIR_OWN.fullmatch(name):
            _put(folder / "docs" / name, path.read_bytes())
    address = yaml.safe_load((ours / "data/plan.yml").read_text(encoding="utf-8"))["url"]
    settings = _SETTINGS | {"plugins": plugins, "nav": _menu(site), "site_url": address}
    _put(folder / "mkdocs.yml", yaml.safe_dump(settings, allow_unicode=True, sort_keys=False).encode())


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _markdown(page: str) -> str:
    def part(pattern: str) -> str:
        found = re.search(pattern, page, re.DOTALL)
        assert found, f"no page of ours: {page[:200]}"
        return found[1]

    front = {"title": part("<title>(.*?)</title>"), "description": part('<meta name="description" content="(.*?)"')}
    article = _CONTENTS.sub("", part("<article[^>]*>(.*)</article>"))
    body = _HEADING.sub(lambda found: f"\n{'#' * int(found[1])} {found[3]} {{#{found[2]}}}\n", article)
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, width=10_000)}---\n\n{body.strip()}\n"


def _menu(site: Path) -> list[dict[str, Any]]:
    """The menu of a site's first page, as `nav` has it."""
    page = (site / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<div class="menu-list">\s*(<ul>.*?</ul>)\s*</div>', page, re.DOTALL)
    assert found, "the menu is not where it was"

    def entries(items: ElementTree.Element) -> list[dict[str, Any]]:
        return [entry(item) for item in items.findall("li")]

    def entry(item: ElementTree.Element) -> dict[str, Any]:
        name, inner = "".join(item[0].itertext()).strip(), item.find("ul")
        return {name: f"{item[0].attrib['href']}index.md".removeprefix(".") if inner is None else entries(inner)}

    return entries(ElementTree.fromstring(found[1]))  # noqa: S314 - our own
