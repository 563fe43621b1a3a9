"""Writes a plan's site with the program's core, Python-Markdown and Jinja alone: python core_alone.py PLAN FOLDER.

PLAN is a folder with hooks/, overrides/, mkdocs.yml, data/ and docs/. No generator of sites has a part in this: what
one adds to the core's pages is in the functions below, and is all that a way out without one has to bring.
"""

from __future__ import annotations

import html
import posixpath
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import yaml

PLAN, FOLDER = (Path(argument).resolve() for argument in sys.argv[1:])
sys.path.insert(0, str(PLAN / "hooks"))

from plan.html import content_security  # noqa: E402 - found through the path set just above
from plan.html.headings import contents  # noqa: E402
from plan.pages.page import Page  # noqa: E402
from plan.pages.site import THEME_WORDS, Site  # noqa: E402
from plan.publishing.current import Desk  # noqa: E402

SETTINGS = yaml.safe_load((PLAN / "mkdocs.yml").read_text(encoding="utf-8"))


# Addresses --------------------------------------------------------------------


def address(page: Page, site: Site) -> str:
    """Where a page is published, within the site: a folder with a slash at its end, nothing for the home page."""
    folder = "" if site.speaker(page.language).is_default else f"{page.language}/"
    name = page.name.removesuffix("index").rstrip("/")
    return folder + (f"{name}/" if name else "")


@jinja2.pass_context
def url(context: jinja2.runtime.Context, target: str) -> str:
    """The filter of templates: the way from the page that is drawn to another place in the site."""
    way = posixpath.relpath(target or ".", context["page"].file.url)
    return f"{way}/" if target.endswith("/") else way


# What the frame of a page asks for --------------------------------------------


def settings(site: Site, language: str) -> SimpleNamespace:
    """The site's name and words in a language, as hooks/load_plan.py sets them."""
    details, speak = site.plan.details, site.speaker(language)
    comma, gap = ("", "") if language == "ja" else (", ", " ")
    draft = details.edition.status == "draft"
    name = speak.plain(details.title) + (gap + speak.plain(details.edition.label) if draft else "")
    above = speak.plain(details.office_of) + comma if details.office_of else ""
    office = above + speak.plain(site.catalog.department(details.office).name)
    keeper = speak.plain_word("kept_by_city", city=speak.plain(details.city.name), office=office)
    return SimpleNamespace(
        site_name=html.escape(name),
        site_description=html.escape(speak.plain(details.summary)),
        site_url=details.url,
        copyright=html.escape(keeper),
        extra_css=SETTINGS["extra_css"],
        extra=SimpleNamespace(
            plan_words={key: str(speak.word(key)) for key in THEME_WORDS},
            language_root="" if speak.is_default else f"{language}/",
            policy=content_security.PAGE,
            draft=draft,
        ),
    )


def menu(entries: list[dict[str, Any]], here: str, addresses: dict[str, str]) -> Iterator[SimpleNamespace]:
    """A menu as the frame draws it, seen from the page of a name."""
    for entry in entries:
        for title, below in entry.items():
            if isinstance(below, str):
                name = below.removesuffix(".md")
                yield SimpleNamespace(title=title, url=addresses[name], children=(), active=name == here)
            else:
                children = list(menu(below, here, addresses))
                active = any(child.active for child in children)
                yield SimpleNamespace(title=title, children=children, active=active)


def listed(page: Page) -> list[SimpleNamespace]:
    """The contents of a page as the frame lists them."""
    return [SimpleNamespace(title=entry.title, url=f"#{entry.id}", children=()) for entry in contents(page.headings)]


def meta(page: Page) -> dict[str, Any]:
    """What the frame says of a page beside its text."""
    more = {"picture": page.picture, "machine": page.machine, "stale": page.stale, "hide": page.hide}
    return {"title": html.escape(page.title), "description": html.escape(page.description), **more}


# The pages of one language ----------------------------------------------------


def pages_of(site: Site, language: str, frame: jinja2.Environment) -> Iterator[tuple[str, str]]:
    """The pages of a language: the address of each, and all of its HTML."""
    codes = site.plan.languages.codes
    addresses = {
        code: {page.name: address(page, site) for page in site.pages.values() if page.language == code}
        for code in codes
    }
    navigation = site.navigation(language)
    switch = [SimpleNamespace(locale=item.code, name=html.escape(item.name)) for item in site.plan.details.languages]
    config = settings(site, language)
    for page in site.pages.values():
        if page.language != language:
            continue
        here = addresses[language][page.name]
        order = [language, *sorted(set(codes) - {language})]
        shown = SimpleNamespace(
            title=page.label,
            meta=meta(page),
            content=page.html,
            toc=listed(page),
            is_homepage=not here,
            canonical_url=site.plan.details.url + here,
            file=SimpleNamespace(
                url=here or "./",
                alternates={code: SimpleNamespace(url=addresses[code][page.name] or "./") for code in order},
            ),
        )
        text = frame.get_template("main.html").render(
            config=config,
            page=shown,
            nav=SimpleNamespace(items=list(menu(navigation, page.name, addresses[language]))),
            base_url=posixpath.relpath(".", here or "."),
            i18n_config=SimpleNamespace(languages=switch),
            i18n_page_locale=language,
        )
        yield here, text


def main() -> None:
    """Write all pages and files but those that tell of the site itself: 404.html, sitemap.xml, manifest.json."""
    desk = Desk(PLAN, PLAN / "docs", PLAN / "overrides/pages", preview=False)
    desk.refresh()
    site = desk.site
    if site is None:
        raise SystemExit("the plan is not sound")
    shutil.copytree(PLAN / "overrides/assets", FOLDER / "assets", dirs_exist_ok=True)
    frame = jinja2.Environment(loader=jinja2.FileSystemLoader(PLAN / "overrides"))  # noqa: S701 - texts are escaped in the core
    frame.filters["url"] = url
    written: dict[str, bytes] = {}
    for language in site.plan.languages.codes:
        for place, text in pages_of(site, language, frame):
            written[f"{place}index.html"] = text.encode()
    for name, content in site.files.items():
        written[name] = content.read_bytes() if isinstance(content, Path) else content
    for name, content in written.items():
        target = FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


if __name__ == "__main__":
    main()
