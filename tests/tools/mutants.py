"""Changes the program in one place after another, and says which changes no test notices: mutation testing.

    python tests/tools/mutants.py FOLDER [MODULE ...]

FOLDER gets a copy of the project, laid out as mutmut asks for (src/plan), in which mutmut runs the tests of reading,
checking and arithmetic against each change; what was found out there before is kept. Every change that survives is
printed, but for those in tests/tools/survivors.yml, each of which says there why no test needs to notice it. The exit
code is 1 if any other survived, or if one of the file no longer does. mutmut needs a system that can fork.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
#: The loader, the checks, and what computes.
MODULES = (
    "reading.loader", "reading.records", "reading.strangers", "rules.brand", "rules.cards", "rules.glossary",
    "rules.indicators", "rules.references", "rules.series", "model.dates", "model.eras", "model.fiscal_years",
    "showing.localizer", "showing.statistics",
)  # fmt: skip
TESTS = ("fiscal_years", "localizer", "statistics", "yaml_file", "lint", "faults", "loader", "languages")
SURVIVORS = ROOT / "tests/tools/survivors.yml"
SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = [{modules}]
also_copy = ["data", "docs", "overrides", "mkdocs.yml", "requirements.txt"]
pytest_add_cli_args_test_selection = [{tests}]
pytest_add_cli_args = ["-p", "no:cacheprovider"]
use_git_change_detection = false
process_isolation = "forkserver"
"""


def prepare(folder: Path, modules: list[str]) -> None:
    """Lay the project out in `folder`."""
    for name in ("data", "docs", "overrides", "tests"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
    shutil.copytree(ROOT / "hooks", folder / "src", dirs_exist_ok=True)
    for name in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    settings = SETTINGS.format(
        modules=", ".join(f'"src/plan/{name.replace(".", "/")}.py"' for name in modules),
        tests=", ".join(f'"tests/test_{name}.py"' for name in TESTS),
    )
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8") + settings
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    (folder / "mutants").mkdir(exist_ok=True)
    if not (folder / "mutants/hooks").exists():
        (folder / "mutants/hooks").symlink_to("src")


def mutmut(folder: Path, *arguments: str) -> str:
    """What mutmut says to a command."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def survivors(folder: Path) -> dict[tuple[str, str], str]:
    """What is left, by function and change (`old line → new line`), with what mutmut calls its state.

    A change under which the tests run without end is noticed.
    """
    found = {}
    for line in mutmut(folder, "results").splitlines():
        name, _, state = line.strip().partition(": ")
        if state == "timeout":
            continue
        diff = [part for part in mutmut(folder, "show", name).splitlines() if re.match(r"[-+](?![-+]{2})", part)]
        old, new = (" ".join(part[1:].strip() for part in diff if part[0] == sign) for sign in "-+")
        module, _, function = re.sub(r"__mutmut_\d+$", "", name).removeprefix("plan.").rpartition(".")
        function = function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
        found[f"{module}.{function}", f"{old} → {new}"] = state
    return found


def main() -> int:
    """Prepare, run, and say what survived; 1 if it is not what the file explains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("modules", nargs="*", default=list(MODULES))
    given = parser.parse_args()
    given.folder.mkdir(exist_ok=True)
    prepare(given.folder, given.modules)
    subprocess.run([sys.executable, "-m", "mutmut", "run"], cwd=given.folder, check=True)
    explained = yaml.safe_load(SURVIVORS.read_text(encoding="utf-8"))
    known = {
        (item["function"], change)
        for item in explained
        for change in item["changes"]
        if ".".join(item["function"].split(".")[:2]) in given.modules
    }
    found = survivors(given.folder)
    for key in found.keys() - known:
        print(f"{found[key]}, not explained: {key[0]}: {key[1]}")
    for key in known - found.keys():
        print(f"explained, but it does not survive: {key[0]}: {key[1]}")
    print(f"{len(found)} survived, {len(found.keys() & known)} of them explained")
    return 1 if found.keys() != known else 0


if __name__ == "__main__":
    sys.exit(main())
