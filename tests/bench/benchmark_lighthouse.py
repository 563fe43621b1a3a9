"""Lighthouse's performance score, as a phone on a slow line: this site beside plain Material on the same pages.

python tests/bench/benchmark_lighthouse.py
"""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from benchmark import prepare_ours, prepare_plain, seconds

sys.path[:0] = [str(Path(__file__).parents[1] / "tools")]

import lighthouse  # noqa: E402 - found through the path set just above


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Build both, serve both, print the scores page by page."""
    if not (lighthouse.HERE / "node_modules").is_dir():
        lighthouse.install()
    with tempfile.TemporaryDirectory() as temporary:
        ours, plain = Path(temporary, "ours"), Path(temporary, "plain")
        prepare_ours(ours, 1)
        prepare_plain(plain, ours)
        addresses = {}
        for folder in (ours, plain):
            seconds(folder)
            handler = functools.partial(_Quiet, directory=str(folder / "site"))
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            addresses[folder.name] = f"http://127.0.0.1:{server.server_port}/"
        print("ours  plain  page")
        for page in lighthouse.PAGES:
            scores = [
                lighthouse.audit(address + page, ("performance",))[0]["performance"] for address in addresses.values()
            ]
            print(f"{scores[0]:4}  {scores[1]:5}  /{page}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.cmd}\n{error.stderr}")
