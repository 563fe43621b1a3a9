"""How long until an edit of one card is seen in the preview, beside MkDocs' own way of building everything again.

    python tests/bench/benchmark_preview.py [--runs 5] [--copies 1]

Both previews run on the same plan, edited in turns; the time is from the save until the page answers with the new
value, with the wait until the change is noticed. `--copies 10` gives every card ten times.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmark import prepare_ours

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tools")]

from serving import CARD, PAGE, Preview  # noqa: E402 - found through the path set just above


def seconds(preview: Preview, value: str) -> float:
    """From the save of a new target until the page shows it."""
    card = preview.folder / CARD
    text = card.read_text(encoding="utf-8")
    before = text.split("      value: ")[-1].split("\n")[0]
    start = time.perf_counter()
    card.write_text(text.replace(f"value: {before}", f"value: {value}"), encoding="utf-8")
    while f"{value}%" not in preview.page(PAGE):
        time.sleep(0.02)
    return time.perf_counter() - start


def main() -> None:
    """Edit both in turns and print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--copies", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        previews = {}
        for name in ("ours", "mkdocs"):
            folder = Path(temporary, name)
            folder.mkdir()
            prepare_ours(folder, arguments.copies)
            if name == "mkdocs":
                config = folder / "mkdocs.yml"
                lines = config.read_text(encoding="utf-8").splitlines(keepends=True)
                config.write_text("".join(line for line in lines if "hooks/preview.py" not in line), encoding="utf-8")
            previews[name] = Preview(folder)
        try:
            for preview in previews.values():
                preview.wait(PAGE, lambda html: "26.4%" in html)
            times: dict[str, list[float]] = {name: [] for name in previews}
            for run in range(arguments.runs):
                for name, preview in previews.items():
                    times[name].append(seconds(preview, f"{50 + run}.5"))
                    time.sleep(0.5)
        finally:
            for preview in previews.values():
                preview.process.terminate()
                preview.process.wait(timeout=30)
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, found in times.items():
        print(f"{name:6} median {medians[name]:.2f} s, from {min(found):.2f} to {max(found):.2f} s")
    print(f"ratio  {medians['ours'] / medians['mkdocs']:.2f} (ours / MkDocs' own)")


if __name__ == "__main__":
    main()
