"""What a night of many cities costs: each city's site built for the first time, and again with nothing changed.

    PYTHONPATH=hooks:tests/tools python tests/bench/cities.py [--cities 4] [--large 1] [--of 1788]

Cities are copies of the invented plan, three cards in three languages, and of the plan of this repository. Seconds are
those of the processor, of all processes, so that other work on the machine says little; what `--of` cities take is
computed from them, for all small and for all large, on as many cores as are here.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from copies import INVENTED, ROOT, copy_plan
from measuring import Measured, run

#: The program of this checkout, from whatever folder.
_PROGRAM = f"import sys; sys.path.insert(0, {str(ROOT / 'hooks')!r}); from plan.__main__ import main; sys.exit(main())"
#: So often is a night without changes measured: the least counts, as it takes next to nothing.
_NIGHTS = 3


def main() -> None:
    """Print a line for each kind of plan and each night."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cities", type=int, default=6, help="small cities, at least two")
    parser.add_argument("--large", type=int, default=2, help="large ones, at least two, or none")
    parser.add_argument("--of", type=int, default=1788, help="how many a country has")
    given = parser.parse_args()
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    print(f"{cores} cores, Python {sys.version.split()[0]}; seconds of the processor for one city")
    for kind, plan, count in (("small", INVENTED, given.cities), ("large", ROOT, given.large)):
        if count:
            for night, each in _nights(plan, count).items():
                hours = each * given.of / 3600
                print(
                    f"{kind:<6}{night:<10}{each:8.2f} s a city; {given.of} of them: "
                    f"{hours:7.2f} hours of the processor, {hours * 60 / cores:7.1f} minutes on {cores} cores",
                    flush=True,
                )


def _nights(plan: Path, count: int) -> dict[str, float]:
    """What one of so many cities takes, cold and unchanged, without what the command takes for itself."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number in range(count):
            copy_plan(folder / f"cities/city-{number}", plan)
        cold = _night(folder).cpu
        one, unchanged = (min(_night(folder, *only).cpu for _ in range(_NIGHTS)) for only in (("--only", "city-0"), ()))
    each = (unchanged - one) / (count - 1)
    return {"cold": (cold - one + each) / count, "unchanged": each}


def _night(folder: Path, *options: str) -> Measured:
    """Cities, one at a time, into the same folder as the night before."""
    command = ["build-all", "cities", "--out", "out", "--jobs", "1", "--quiet"]
    return run([sys.executable, "-c", _PROGRAM, *command, *options], folder)


if __name__ == "__main__":
    main()
