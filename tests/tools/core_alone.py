"""Writes a plan's site with the program's core and Jinja alone: python core_alone.py PLAN FOLDER.

PLAN is a folder with hooks/, overrides/, mkdocs.yml, data/ and docs/. No generator of sites has a part in this: what
one adds to the core's pages is below, and is all that a way out without one has to bring.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import jinja2

PLAN, FOLDER = (Path(argument).resolve() for argument in sys.argv[1:])
sys.path.insert(0, str(PLAN / "hooks"))

from plan.publishing.current import Desk  # noqa: E402 - found through the path set just above


def main() -> None:
    """Write all pages and files but those that tell of the site itself: 404.html, sitemap.xml, manifest.json."""
    desk = Desk(PLAN, PLAN / "docs", PLAN / "overrides/pages", preview=False)
    desk.refresh()
    site = desk.site
    if site is None:
        raise SystemExit("the plan is not sound")
    shutil.copytree(PLAN / "overrides/assets", FOLDER / "assets", dirs_exist_ok=True)
    looks = jinja2.Environment(loader=jinja2.FileSystemLoader(PLAN / "overrides"))  # noqa: S701 - texts are escaped in the core
    main_frame = looks.get_template("main.html")
    written: dict[str, bytes] = {}
    frames = {code: site.frames(code, site.plan.details.url) for code in site.plan.languages.codes}
    for page in site.pages.values():
        frame = frames[page.language]
        written[f"{page.address}index.html"] = frame.readings.set_in(main_frame.render(frame=frame.of(page))).encode()
    for name, content in site.files.items():
        written[name] = content.read_bytes() if isinstance(content, Path) else content
    for name, content in written.items():
        target = FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


if __name__ == "__main__":
    main()
