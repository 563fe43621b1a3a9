"""`plan verify`: compare a site with its manifest."""

from __future__ import annotations

import argparse
from pathlib import Path

from plan.commands.terminal import DONE, REFUSED, Commands, complain
from plan.messages import disk
from plan.messages.sentences import both
from plan.publishing import manifest


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `verify`, which works on a site and on no plan."""
    parser = commands.add_parser("verify", help="サイトを目録と比べる / compare a site with its manifest")
    parser.add_argument("site", nargs="?", type=Path, default=Path("site"), metavar="FOLDER")
    parser.set_defaults(command=lambda given: verify(given.site))


def verify(site: Path) -> int:
    """Say each file of a site that is not what its manifest says; refused if there is any."""
    try:
        different = list(manifest.differences(site))
    except OSError as error:
        return complain(disk.refused("no-manifest", error))
    except ValueError as error:
        return complain(error)
    for line in different:
        print(line)
    if not different:
        print(both("as-the-manifest"))
    return REFUSED if different else DONE
