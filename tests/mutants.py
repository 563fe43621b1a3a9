"""Changes the program in one place after another, and says which changes no test notices: mutation testing.

    python tests/mutants.py FOLDER [MODULE ...]

FOLDER gets a copy of the project, laid out as mutmut asks for (src/plan), in which mutmut runs the tests of reading,
checking and arithmetic against each change. Changes that survive are printed, but for those in tests/mutants/, each of
which says why no test could notice it. mutmut needs a system that can fork.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: The loader, the checks, and what computes.
MODULES = ("loader", "checks", "fiscal_years", "statistics", "localizer")
TESTS = ("fiscal_years", "localizer", "statistics", "indicators", "faults", "lint", "yaml_file", "mistakes")
SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = [{modules}]
also_copy = ["data", "docs", "overrides", "mkdocs.yml", "requirements.txt"]
pytest_add_cli_args_test_selection = [{tests}]
pytest_add_cli_args = ["-p", "no:cacheprovider"]
use_git_change_detection = false
"""


def prepare(folder: Path, modules: list[str]) -> None:
    """Lay the project out in `folder`; what mutmut found out there before is kept."""
    for name in ("data", "docs", "overrides", "tests"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
    shutil.copytree(ROOT / "hooks", folder / "src", dirs_exist_ok=True)
    for name in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    settings = SETTINGS.format(
        modules=", ".join(f'"src/plan/{name}.py"' for name in modules),
        tests=", ".join(f'"tests/test_{name}.py"' for name in TESTS),
    )
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8") + settings
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    (folder / "mutants").mkdir(exist_ok=True)
    if not (folder / "mutants/hooks").exists():
        (folder / "mutants/hooks").symlink_to("src")


def main() -> None:
    """Prepare, run, and print what survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("modules", nargs="*", default=list(MODULES))
    given = parser.parse_args()
    prepare(given.folder, given.modules)
    subprocess.run([sys.executable, "-m", "mutmut", "run"], cwd=given.folder, check=True)


if __name__ == "__main__":
    main()
