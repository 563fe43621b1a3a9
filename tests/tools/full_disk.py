"""Builds a plan on a small disk of its own that is nearly full, and prints what came of it as JSON.

    unshare --map-root-user --mount python tests/tools/full_disk.py disk PLAN FOLDER KILOBYTES...
    python tests/tools/full_disk.py limit PLAN FOLDER KILOBYTES...

A tmpfs is mounted on FOLDER, which only this process and its children see, and PLAN, a folder with its program and its
site, is copied there. Then it is built with each number of kilobytes left, while a reader reads the site, and at last
with room again. Where a system lets no process mount, `limit` lets no file grow over so many kilobytes instead.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from building import Reader, leftovers, mkdocs, tree
from copies import edit
from plan.publishing import manifest

SIZE = 64  # megabytes


def fill(folder: Path, left: int) -> Path:
    """A file that leaves so many kilobytes of the disk."""
    path = folder.with_name("filling")
    room = shutil.disk_usage(folder).free - left * 1024
    with path.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room)
    return path


@contextmanager
def room_left(city: Path, kilobytes: int, *, mounted: bool) -> Iterator[None]:
    """So much room for what is built meanwhile, on the disk or for each file."""
    if mounted:
        filling = fill(city, kilobytes)
        yield
        filling.unlink()
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def main(plan: Path, disk: Path, rooms: list[int], *, mounted: bool) -> None:
    """Build again and again; `told` is what each failed build said."""
    if mounted:
        options = f"size={SIZE}m"
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], check=True)
    city = disk / "city"
    shutil.copytree(plan, city)
    before = tree(city / "site")
    edit(city / "data/projects/bus-counter.yml", "value: 200", "value: 300")
    reader = Reader(city / "site", [before])
    reader.start()
    told = []
    for room in rooms:
        shutil.rmtree(city / ".cache", ignore_errors=True)
        with room_left(city, room, mounted=mounted):
            result = mkdocs(city, "build", "--strict")
        told.append([result.returncode, result.stdout + result.stderr])
    reader.done = True
    reader.join()
    whole, left = tree(city / "site") == before, leftovers(city)
    again = mkdocs(city, "build", "--strict").returncode
    different = list(manifest.differences(city / "site"))
    answer = {"told": told, "whole": whole, "left": left, "faults": reader.faults, "reads": reader.reads}
    print(json.dumps(answer | {"again": again, "different": different, "new": tree(city / "site") != before}))


if __name__ == "__main__":
    how, given, folder, *numbers = sys.argv[1:]
    main(Path(given), Path(folder), [int(number) for number in numbers], mounted=how == "disk")
