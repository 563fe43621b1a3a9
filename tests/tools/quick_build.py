"""Builds the site of a folder as a preview does first: every page, without documents and share pictures.

    python tests/tools/quick_build.py FOLDER SITE

For plans of thousands of cards, whose documents and pictures would take many minutes.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config


def main(folder: Path, site: Path) -> None:
    """Build once, with the folder's own program; rubbish is not looked for, as in a build (hooks/load_program.py)."""
    sys.path.insert(0, str(folder / "hooks"))
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="serve", dirty=False)
    gc.disable()
    build(config)
    gc.freeze()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
