"""Many cities by one command: each in isolation, a broken one stops only itself, and a summary says what became of all.

The cities are copies of the invented one: one as it is, one under another name, one that is broken later.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from building import tree
from copies import ROOT, copy_plan, edit
from plan.commands import build_all
from plan.publishing import cities, city, manifest

FAULT = (
    "  data/projects/bus-counter.yml:12: indicators[1つ目/1st].target.value: "
    "値には数だけを書きます（実際: 'many'）。"
    "約、以上などは bound に、数でない言葉は value を取って stated に書きます"
    " / a value is a number alone, got 'many'; about, at least and the like stand under 'bound', "
    "words in place of a number under 'stated', without 'value' [figure-of-words]"
)
Run = Callable[..., tuple[int, str, str]]


def without_seconds(printed: str) -> list[str]:
    """The summary with the seconds of each city as S, and the gap before them as one blank."""
    return [re.sub(r" +\d+\.\d(?= )", " S", line) for line in printed.splitlines()]


def command(*arguments: str) -> int:
    """As `python -m plan` reads it; how far it is depends on how fast the machine is, and is left unsaid."""
    parser, shared = argparse.ArgumentParser(), argparse.ArgumentParser(add_help=False)
    build_all.add(parser.add_subparsers(required=True), shared)
    given = parser.parse_args(["build-all", "--quiet", *arguments])
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
