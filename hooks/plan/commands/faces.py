"""`plan faces`: the packages with the faces that the paper edition of a plan needs beside those that are shipped."""

from __future__ import annotations

import argparse
from pathlib import Path

from plan.commands.terminal import DONE, Commands
from plan.letters import faces
from plan.reading.folders import read_folders


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `faces`."""
    parser = commands.add_parser(
        "faces", parents=[shared], help="PDFに要る書体のパッケージ / the packages of fonts that the PDFs need"
    )
    parser.set_defaults(command=lambda given: listed(given.data, given.docs))


def listed(data: Path, docs: Path) -> int:
    """Print the packages as pip reads them from a file, each with its digest; nothing where none is needed."""
    for package in faces.packages(read_folders(data, docs).languages.printed):
        print(package.requirement)
    return DONE
