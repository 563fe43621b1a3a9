"""Raises the pinned versions to the newest that work together, and renews the locks, Python's and npm's.

python tests/tools/upgrade.py          raise the pins in requirements*.txt and package.json of the tests
                                       own tools, then lock
python tests/tools/upgrade.py --lock   only lock the pins as they stand

The locks are made by uv and not by pip-compile: pip-compile sees only the system and the Python on which it runs, so
what only Windows or another Python needs would be missing; `uv pip compile --universal` locks for all of them at
once, with the hash of every file of each version, and `--fork-strategy fewest` keeps to one version of each package.
They name no index and no path: pip asks whatever index the machine is set to, and takes only files with these hashes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMITS = "requirements-limits.txt"
#: What people write, by the lock that is made from it; the later keep to the versions of the earlier.
LOCKS = {f"requirements{part}.lock": f"requirements{part}.txt" for part in ("", "-dev", "-readings")}
#: The oldest Python that the README promises.
OLDEST = "3.11"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)((?:\[[^\]]*\])?)==([^\s;]+)", re.MULTILINE)


def pins(text: str) -> dict[str, str]:
    """The version of each package that a file of requirements, or a lock, pins, by its name as PyPI compares it."""
    return {normal(name): version for name, _, version in _PIN.findall(text)}


def normal(name: str) -> str:
    """A package's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def raised(text: str, versions: dict[str, str]) -> str:
    """A file of requirements with other versions, and else as it was."""
    return _PIN.sub(lambda match: f"{match[1]}{match[2]}=={versions.get(normal(match[1]), match[3])}", text)


def newest(folder: Path) -> dict[str, str]:
    """The newest versions of all that is pinned in a folder, and of what that needs, that fit together."""
    texts = [(folder / name).read_text(encoding="utf-8") for name in LOCKS.values()]
    names = sorted({f"{name}{extras}" for text in texts for name, extras, _ in _PIN.findall(text)})
    return pins(_compile(folder, "-", "--constraint", LIMITS, "--no-header", text="\n".join(names)))


def lock(folder: Path, *more: str) -> None:
    """Renew the locks of a folder; versions that still fit stay, unless `more` says `--upgrade`."""
    before: list[str] = []
    for name, source in LOCKS.items():
        header = ("--custom-compile-command", "make lock", "--generate-hashes", "--output-file", name)
        _compile(folder, source, *header, "--constraint", LIMITS, *before, *more)
        before += ["--constraint", name]


def _compile(folder: Path, *arguments: str, text: str | None = None) -> str:
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--fork-strategy", "fewest"]
    command += ["--python-version", OLDEST, "--no-strip-extras", "--no-emit-index-url", "--no-emit-find-links"]
    command += arguments
    result = subprocess.run(command, cwd=folder, input=text, stdout=subprocess.PIPE, text=True, check=True)
    return result.stdout


def _npm(folder: Path) -> None:
    npm = Path(sys.executable).with_name("npm")
    options = ["--package-lock-only", "--save-exact", "--omit-lockfile-registry-resolved", "--no-fund", "--no-audit"]
    for home in ("lighthouse", "sniffer", "engines"):
        path = folder / "tests/tools" / home
        wanted = json.loads((path / "package.json").read_text(encoding="utf-8"))["dependencies"]
        subprocess.run([npm, "install", *options, *(f"{package}@latest" for package in wanted)], cwd=path, check=True)


def upgrade(folder: Path) -> None:
    """Raise all pins of a folder, renew its locks, and say what has changed."""
    versions = newest(folder)
    for source in LOCKS.values():
        path = folder / source
        before = path.read_text(encoding="utf-8")
        path.write_text(raised(before, versions), encoding="utf-8")
        for name, version in pins(before).items():
            if versions[name] != version:
                print(f"{source}: {name} {version} -> {versions[name]}")
    lock(folder, "--upgrade")
    _npm(folder)


if __name__ == "__main__":
    if "--lock" in sys.argv:
        lock(ROOT)
    else:
        upgrade(ROOT)
