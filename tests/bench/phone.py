"""Lighthouse's performance score, as a phone on a slow line: this site beside plain Material on the same pages.

PYTHONPATH=hooks:tests/tools python tests/bench/phone.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import contenders
import lighthouse
from serving import served


def main() -> None:
    """Build both, serve both, print the scores page by page."""
    if not (lighthouse.HERE / "node_modules").is_dir():
        lighthouse.install()
    with tempfile.TemporaryDirectory() as temporary:
        ours = contenders.prepare_ours(Path(temporary, "ours"), contenders.REAL)
        contenders.everything(ours)
        plain = contenders.prepare_plain(Path(temporary, "plain"), ours)
        contenders.plain(plain)
        with served(ours / "site") as own, served(plain / "site") as other:
            print("ours  plain  page")
            for page in lighthouse.PAGES:
                scores = [lighthouse.audit(address + page, ("performance",))[0] for address in (own, other)]
                print(f"{scores[0]['performance']:4}  {scores[1]['performance']:5}  /{page}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.cmd}\n{error.stderr}")
