"""Runs Lighthouse on pages of a site, as a phone; `--install` brings it with its own Node.js.

python tests/tools/lighthouse.py --install
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from browser import FLAGS, own_browser, system_browser
from costs import BROWSER, needs

HERE = Path(__file__).with_name("lighthouse")
_BIN = Path(sys.executable).parent
#: The pages that people see most: home, a card, the list, the roadmap, the statistics, the glossary.
PAGES = ("", "projects/one-stop-counter/", "projects/", "roadmap/", "statistics/", "glossary/")


def install() -> None:
    """Bring what package-lock.json names, each part checked against its hash."""
    subprocess.run([_BIN / "npm", "ci", "--no-fund", "--no-audit", "--silent"], cwd=HERE, check=True)


@needs(BROWSER)
def audit(url: str, categories: tuple[str, ...]) -> tuple[Mapping[str, int], list[str]]:
    """The score of each category, 0 to 100, and what took points away, as `id: title`."""
    browser = system_browser() or own_browser()
    command = [_BIN / "node", HERE / "node_modules/lighthouse/cli/index.js", url, "--output=json", "--quiet"]
    command += [f"--chrome-flags=--headless=new {' '.join(FLAGS)}", f"--only-categories={','.join(categories)}"]
    result = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": str(browser)}, capture_output=True, text=True, check=True
    )
    report = json.loads(result.stdout)
    scores = {name: round(100 * report["categories"][name]["score"]) for name in categories}
    weighed = {item["id"] for name in categories for item in report["categories"][name]["auditRefs"] if item["weight"]}
    lost = [
        f"{audit['id']}: {audit['title']}"
        for audit in report["audits"].values()
        if audit["id"] in weighed and audit["score"] is not None and audit["score"] < 0.9
    ]
    return scores, lost


if __name__ == "__main__" and "--install" in sys.argv:
    install()
