"""A run over many cities: what is left alone, shares of the list, what ends a build, the table of all, engines."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from copies import ROOT
from filelock import FileLock
from plan.machine.bounded import Bounded, Ended
from plan.publishing import cities, city
from test_cities import command

REAL = Bounded.run


def stands_in(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Some lines of Python take the place of MkDocs; they get its arguments."""

    def instead(self: Bounded, given: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ended:
        return REAL(self, [sys.executable, "-c", code, *given], folder, environment)

    monkeypatch.setattr(Bounded, "run", instead)


def test_a_build_that_fails_otherwise_is_told_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What MkDocs said last; and a build that takes too long is given up, with what it said till then."""
    (tmp_path / "cities/akarui").mkdir(parents=True)
    where = (str(tmp_path / "cities"), "--out", str(tmp_path / "out"))
    stands_in(monkeypatch, "print('one\\n'); print(*range(30), sep='\\n'); raise SystemExit(1)")
    assert command(*where) == 1
    assert capsys.readouterr().err == "■ akarui\n" + "".join(f"  {number}\n" for number in range(10, 30))
    stands_in(monkeypatch, "import time; print('begun', flush=True); time.sleep(600)")
    assert command(*where, "--limit", "1") == 1
    assert capsys.readouterr().err == (
        "■ akarui\n  begun\n  1秒を過ぎたので打ち切りました。時間の要る市なら --limit を長くします / "
        "given up after 1 seconds; for a city that needs longer raise --limit\n"
    )


#: Takes the place of MkDocs where no real site is needed: writes one of a single page.
SMALL = """
import hashlib, json, sys
from pathlib import Path
site = Path(json.loads(Path(sys.argv[-1]).read_text(encoding="utf-8"))["site_dir"])
site.mkdir(parents=True, exist_ok=True)
(site / "index.html").write_text("page")
(site / "manifest.json").write_text(json.dumps({"files": {"index.html": hashlib.sha256(b"page").hexdigest()}}))
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Seven cities whose sites are made in no time; the arguments of the command."""
    for name in "abcdefg":
        (tmp_path / "cities" / name / "data").mkdir(parents=True)
        (tmp_path / "cities" / name / "data/plan.yml").write_text(name, encoding="utf-8")
        (tmp_path / "cities" / name / "docs").mkdir()
    stands_in(monkeypatch, SMALL)
    return str(tmp_path / "cities"), "--out", str(tmp_path / "out")


def states(folder: Path) -> dict[str, str]:
    """What became of each city, from the table of all."""
    said = json.loads((folder / "out/.work/summary.json").read_text(encoding="utf-8"))
    return {row["city"]: row["state"] for row in said["each"]}


def test_each_share_has_its_cities_and_all_have_one_table(tmp_path: Path, small: tuple[str, ...]) -> None:
    """Every city is in one share of three; a share beyond the last city is empty and sound."""
    assert command(*small, "--shard", "1/3") == 0
    assert states(tmp_path) == dict.fromkeys("adg", "built") | dict.fromkeys("bcef", "never")
    assert command(*small, "--shard", "3/3") == command(*small, "--shard", "2/3") == 0
    assert states(tmp_path) == dict.fromkeys("abcdefg", "built")
    assert command(*small, "--shard", "9/9") == 0


@pytest.mark.parametrize("wrong", ["0/3", "4/3", "3", "a/b", "1/0", ""])
def test_a_share_is_one_of_several(wrong: str) -> None:
    """From 1 on."""
    with pytest.raises(SystemExit):
        command("cities", "--out", "out", "--shard", wrong)


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        (lambda folder: None, ""),
        (lambda folder: (folder / "cities/a/data/plan.yml").write_text("other"), "a"),
        (lambda folder: (folder / "cities/b/docs/new.md").write_text(""), "b"),
        (lambda folder: (folder / "cities/c/data/plan.yml").rename(folder / "cities/c/data/other.yml"), "c"),
        (lambda folder: (folder / "out/d/index.html").unlink(), "d"),
        (lambda folder: (folder / "out/e/stranger.html").write_text(""), "e"),
        (lambda folder: (folder / "out/f/manifest.json").write_text('{"files": {"index.html": ""}}'), "f"),
        (lambda folder: (folder / "out/.work/g/outcome.json").write_text("[]"), "g"),
        (lambda folder: (folder / "out/.work/g/outcome.json").write_text('{"city": 1}'), "g"),
        (lambda folder: (folder / "cities/a/README").write_text("beside"), ""),
    ],
)
def test_a_city_is_built_again_when_something_of_it_changed(
    tmp_path: Path, small: tuple[str, ...], changed: Callable[[Path], object], again: str
) -> None:
    """Its data, its prose, the names of its files; its site, what is known of it; nothing else."""
    assert command(*small) == 0
    changed(tmp_path)
    assert command(*small) == 0
    assert {city for city, state in states(tmp_path).items() if state == "built"} == set(again)


def test_another_program_builds_every_city_again(
    tmp_path: Path, small: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line of it, one version of a package, and the day that the environment asks for."""
    program = tmp_path / "program"
    for name in ("hooks", "overrides"):
        (program / name / "__pycache__").mkdir(parents=True)
    for name in ("hooks/a.py", "hooks/__pycache__/a.pyc", "overrides/a.html", "mkdocs.yml", "requirements.lock"):
        (program / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(city, "PROGRAM", program)
    known = [city.program_digest()]
    (program / "hooks/__pycache__/a.pyc").write_text("made by Python", encoding="utf-8")
    assert city.program_digest() == known[0]
    for name in ("hooks/a.py", "overrides/a.html", "mkdocs.yml", "requirements.lock"):
        (program / name).write_text("other", encoding="utf-8")
        known.append(city.program_digest())
    monkeypatch.setattr(city, "made_with", lambda _: {"python": "3.99"})
    known.append(city.program_digest())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    known.append(city.program_digest())
    assert len(set(known)) == len(known)


def test_a_fault_that_is_taken_back_leaves_nothing_to_build(
    tmp_path: Path, small: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site is still that of the plan as it was; what was said of the fault is gone."""
    assert command(*small) == 0
    plan = tmp_path / "cities/a/data/plan.yml"
    plan.write_text("broken", encoding="utf-8")
    with monkeypatch.context() as broken:
        stands_in(broken, "print('1 fault(s) in the data'); print('  plan.yml:1: broken'); raise SystemExit(1)")
        assert command(*small) == 1
    assert states(tmp_path)["a"] == "faulty"
    plan.write_text("a", encoding="utf-8")
    assert command(*small) == 0
    said = json.loads((tmp_path / "out/.work/summary.json").read_text(encoding="utf-8"))
    assert said["states"] == {"unchanged": 7}
    assert {row["said"] for row in said["each"]} == {""}


@pytest.mark.parametrize("source", ["data", "docs"])
def test_what_lies_outside_the_folder_of_a_city_is_not_published(
    tmp_path: Path, small: tuple[str, ...], source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where its data or its prose is a link to another city's, or to anything; a link within its folder is followed."""
    for name in ("a", "b"):
        place = tmp_path / "cities" / name / source
        shutil.rmtree(place)
        target = tmp_path / "cities/c" / source if name == "a" else tmp_path / "cities/b/kept"
        target.mkdir(exist_ok=True)
        place.symlink_to(target, target_is_directory=True)
    assert command(*small) == 1
    assert capsys.readouterr().err == (
        f"■ a\n  {tmp_path}/cities/a/{source}: リンクが市のフォルダの外を指しています。"
        "この市のファイルを、フォルダの中に置きます / "
        "a link leads outside the city's folder; put the city's own files into the folder\n"
    )
    assert states(tmp_path) == {"a": "failed"} | dict.fromkeys("bcdefg", "built")
    assert not (tmp_path / "out/a").exists()


def test_two_runs_never_build_one_city_at_once(
    tmp_path: Path, small: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """The second leaves it to the first, says so, and builds the others."""
    lock = tmp_path / "out/.work/b/lock"
    lock.parent.mkdir(parents=True)
    with FileLock(lock):
        assert command(*small) == 1
    assert capsys.readouterr().err == (
        f"■ b\n  {tmp_path}/out/b: ほかの実行がこの市を作っています / another run is building this city\n"
    )
    assert states(tmp_path) == dict.fromkeys("acdefg", "built") | {"b": "never"}


def test_ctrl_c_ends_what_runs_and_says_what_was_done(
    tmp_path: Path, small: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next run goes on with what is missing."""
    built = cities.build

    def interrupted(folder: Path, *given: Any) -> city.Outcome:
        if folder.name == "c":
            raise KeyboardInterrupt
        return built(folder, *given)

    with monkeypatch.context() as once:
        once.setattr(cities, "build", interrupted)
        assert command(*small, "--jobs", "1") == 130
    assert "2市のうち2市ができました / 2 of 2 cities built" in capsys.readouterr().out
    assert command(*small) == 0
    assert states(tmp_path)["a"] == "unchanged"
    assert states(tmp_path)["c"] == "built"


def test_the_table_of_all_cities_is_a_page(tmp_path: Path, small: tuple[str, ...]) -> None:
    """What asks for somebody stands first; what a city says is text; it asks for nothing from elsewhere."""
    (tmp_path / "cities/<b>").mkdir()
    (tmp_path / "out/<b>").mkdir(parents=True)
    (tmp_path / "out/<b>/thesis.txt").write_text("mine", encoding="utf-8")
    assert command(*small) == 1
    page = (tmp_path / "out/.work/summary.html").read_text(encoding="utf-8")
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td class="(\w+)">', page)
    assert rows[:2] == [("&lt;b&gt;", "failed"), ('<a href="../a/index.html">a</a>', "built")]
    assert "サイトでないものがあります / there is something that is no site" in page
    assert "<b>mine" not in page
    assert not re.search(r"(src|href)=\"?(https?:)?//", page)


ENGINES = ROOT / "hooks/plan/publishing/engines"


def test_every_engine_has_a_ready_file() -> None:
    """Each can be read as what it is, names every share once, and gives only arguments that the command knows."""
    said = {path.name: path.read_text(encoding="utf-8") for path in ENGINES.iterdir()}
    assert sorted(said) == [
        "Containerfile", "aws-batch.json", "github.yml", "gitlab.yml", "kubernetes.yml", "slurm.sh"
    ]  # fmt: skip
    assert subprocess.run(["bash", "-n", ENGINES / "slurm.sh"], check=False).returncode == 0
    job = yaml.safe_load(said["kubernetes.yml"])["spec"]
    assert job["completionMode"] == "Indexed"
    assert f"/{job['completions']}" in job["template"]["spec"]["containers"][0]["args"][0]
    share = yaml.safe_load(said["github.yml"])["jobs"]["share"]
    assert share["strategy"]["matrix"]["share"] == [*range(1, 9)]
    assert yaml.safe_load(said["gitlab.yml"])["cities"]["parallel"] == 8
    assert json.loads(said["aws-batch.json"])["arrayProperties"] == {"size": 8}
    known = {"--out", "--jobs", "--shard", "--limit", "--only"}
    for name, text in said.items():
        for line in re.findall(r"build-all.*(?:\\\n.*)?", text):
            assert set(re.findall(r"(?<= )--[a-z]+", line)) <= known, name
