"""Many cities by one command: each in isolation, a broken one stops only itself, and a summary says what became of all.

The cities are copies of the invented one: one as it is, one under another name, one that is broken later.
"""

from __future__ import annotations

import argparse
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
from building import tree
from copies import ROOT, copy_plan, edit
from filelock import FileLock
from plan.commands import build_all
from plan.machine.bounded import Bounded, Ended
from plan.publishing import cities, city, manifest

FAULT = (
    "  data/projects/bus-counter.yml:12: indicators[0].target.value: "
    "数値が必要です（実際: 'many'） / must be a number, got 'many' [not-a-number]"
)
Run = Callable[..., tuple[int, str, str]]


def without_seconds(printed: str) -> list[str]:
    """The summary with the seconds of each city as S, and the gap before them as one blank."""
    return [re.sub(r" +\d+\.\d(?= )", " S", line) for line in printed.splitlines()]


def command(*arguments: str) -> int:
    """As `python -m plan` reads it."""
    parser, shared = argparse.ArgumentParser(), argparse.ArgumentParser(add_help=False)
    build_all.add(parser.add_subparsers(required=True), shared)
    given = parser.parse_args(["build-all", *arguments])
    code: int = given.command(given)
    return code


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sound cities under `cities/`, and two things beside them that are none."""
    folder = tmp_path_factory.mktemp("prefecture")
    for name in ("akarui", "broken", "みなみ市"):
        copy_plan(folder / "cities" / name)
    for path in (folder / "cities/みなみ市").rglob("*.*"):
        path.write_text(path.read_text(encoding="utf-8").replace("みなも町", "みなみ市"), encoding="utf-8")
    (folder / "cities/.git").mkdir()
    (folder / "cities/README.md").write_text("not a city\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(folder: Path) -> dict[str, dict[str, str]]:
    """The sites of the three as they were built at first, with what was there before them."""
    before = tree(folder / "cities")
    assert cities.build_all(folder / "cities", folder / "out") == 0
    assert tree(folder / "cities") == before, "the cities' own folders are only read"
    return {path.name: tree(path) for path in sorted((folder / "out").iterdir()) if path.name != city.WORK}


def test_each_city_gets_the_site_that_it_gets_alone(
    folder: Path, built: dict[str, dict[str, str]], other_city: Path
) -> None:
    """Byte for byte, with the manifest."""
    assert list(built) == ["akarui", "broken", "みなみ市"]
    assert built["akarui"] == built["broken"] == tree(other_city)
    for name in built:
        assert list(manifest.differences(folder / "out" / name)) == []


def test_cities_share_nothing(folder: Path, built: dict[str, dict[str, str]]) -> None:
    """A name stands on its own city's pages only; each has its own configuration and its own cache."""
    for name, own, foreign in (("akarui", "みなも町", "みなみ市"), ("みなみ市", "みなみ市", "みなも町")):
        text = "".join(path.read_text(encoding="utf-8") for path in (folder / "out" / name).rglob("*.html"))
        assert own in text
        assert foreign not in text
        work = folder / "out" / city.WORK / name
        assert sorted(path.name for path in work.iterdir()) == [".cache", "lock", "mkdocs.yml", "outcome.json"]
    assert built["akarui"].keys() == built["みなみ市"].keys()


def test_a_broken_city_stops_only_itself(
    folder: Path, built: dict[str, dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Its findings stand under its name, its old site stays, the others are renewed; the command fails."""
    edit(folder / "cities/broken/data/projects/bus-counter.yml", "value: 200", "value: many")
    edit(folder / "cities/akarui/data/projects/bus-counter.yml", "value: 200", "value: 300")
    assert command(str(folder / "cities"), "--out", str(folder / "out"), "--jobs", "2") == 1
    printed = capsys.readouterr()
    assert printed.err == f"■ broken\n{FAULT}\n"
    assert without_seconds(printed.out) == [
        "市 / city  結果 / result               ページ / pages  秒 / seconds  誤り / findings",
        "akarui     できました / built                      72 S                0",
        "broken     データの誤り / faulty data              72 S                1",
        "みなみ市   変わりなし / unchanged                  72 S                0",
        "3市のうち2市ができました / 2 of 3 cities built",
        "うち1市は、前に作ったときから何も変わっていません / nothing has changed in 1 of them since they were built",
        "ほかの市のサイトは前のままです / the sites of the others are as they were",
    ]
    assert tree(folder / "out/broken") == built["broken"]
    assert tree(folder / "out/みなみ市") == built["みなみ市"]
    assert tree(folder / "out/akarui") != built["akarui"]
    for name in built:
        assert list(manifest.differences(folder / "out" / name)) == []
    assert sorted(path.name for path in (folder / "out").iterdir()) == [city.WORK, "akarui", "broken", "みなみ市"]


def test_a_city_that_was_never_built_has_no_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty folder is a city with faults, and gets no site at all; the number of pages is that of what is there."""
    (tmp_path / "cities/empty").mkdir(parents=True)
    assert command(str(tmp_path / "cities"), "--out", str(tmp_path / "out")) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith("■ empty\n")
    assert "1市のうち0市ができました / 0 of 1 cities built" in printed.out
    assert [path.name for path in (tmp_path / "out").iterdir()] == [city.WORK]


def test_what_is_no_site_is_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of somebody's own, where a site would go, stays."""
    (tmp_path / "cities/akarui/data").mkdir(parents=True)
    own = tmp_path / "out/akarui/thesis.txt"
    own.parent.mkdir(parents=True)
    own.write_text("mine", encoding="utf-8")
    assert command(str(tmp_path / "cities"), "--out", str(tmp_path / "out")) == 1
    printed = capsys.readouterr()
    assert printed.err == (
        f"■ akarui\n  {own.parent}: サイトでないものがあります / there is something that is no site\n"
    )
    assert without_seconds(printed.out)[1] == "akarui     失敗 / failed               0 S                0"
    assert own.read_text(encoding="utf-8") == "mine"


def test_a_site_never_lies_over_its_own_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither in the cities' folder itself, nor around it, nor inside a city."""
    (tmp_path / "cities/akarui/data").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    for out in (tmp_path / "cities", tmp_path / "cities/akarui/sites"):
        assert command(str(tmp_path / "cities"), "--out", str(out)) == 1
        assert capsys.readouterr().err == (
            f"{out / 'akarui'}: サイトが元のデータの場所に重なります / the site would lie over what it is made from\n"
        )
    assert sorted(tmp_path.rglob("*")) == before


def test_where_there_is_no_city(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without cities, and no folder at all, are told in one line."""
    assert command(str(tmp_path), "--out", str(tmp_path / "out")) == 1
    assert capsys.readouterr().err == f"{tmp_path}: 市のフォルダがありません / there is no city's folder\n"
    assert command(str(tmp_path / "none"), "--out", str(tmp_path / "out")) == 1
    assert "市のフォルダを読めません / the folder of cities cannot be read: " in capsys.readouterr().err


def test_one_city_of_many(folder: Path, built: dict[str, dict[str, str]], capsys: pytest.CaptureFixture[str]) -> None:
    """`--only` builds the cities that it names, and no other; a name that is no city's builds nothing."""
    where = (str(folder / "cities"), "--out", str(folder / "out"))
    assert command(*where, "--only", "みなみ市") == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[:2]] == ["市", "みなみ市"]
    assert command(*where, "--only", "みなみ市", "--only", "none", "--only", "also") == 1
    assert capsys.readouterr().err == (
        f"{folder / 'cities'}: 市のフォルダがありません / there is no city's folder: also, none\n"
    )


def test_the_sites_may_lie_beside_the_cities(tmp_path: Path) -> None:
    """Under the cities' folder, the folder of sites is no city."""
    for name in ("akarui", "sites"):
        (tmp_path / name).mkdir()
    assert [path.name for path in cities.city_folders(tmp_path, tmp_path / "sites")] == ["akarui"]


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


def test_how_many_at_a_time_is_a_number() -> None:
    """Nothing below one."""
    for wrong in ("0", "-1", "many"):
        with pytest.raises(SystemExit):
            command("cities", "--out", "out", "--jobs", wrong)


def test_the_command_is_there() -> None:
    """`python -m plan build-all` knows its arguments."""
    result = subprocess.run(
        [sys.executable, "-m", "plan", "build-all", "--help"],
        cwd=ROOT / "hooks",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "CITIES_FOLDER" in result.stdout


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
