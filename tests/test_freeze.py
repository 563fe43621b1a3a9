"""`plan freeze` keeps the edition as it stands, whole or not at all, and nothing that is not published."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from copies import copy_plan, edit
from plan.__main__ import main
from plan.machine import all_or_none
from plan.publishing import manifest
from plan.reading.frozen import files_of, frozen_plan, plan_digest
from plan.reading.loader import load_plan

#: What plan.yml of the invented plan says of its edition, and what a draft would say.
ADOPTED, DRAFT = "  status: adopted\n", "  status: draft\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented plan with a small site that was built of it."""
    folder = copy_plan(tmp_path)
    built(folder)
    return folder


def built(folder: Path) -> None:
    """Give a folder a site that says it was built of the plan as it stands."""
    site = folder / "site"
    for name in ("index.html", "pdf/ja/whole.pdf", "404.html", ".htaccess", "editions/index.html", "sitemap.xml"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, encoding="utf-8")
    loaded = load_plan(folder / "data", folder / "docs")
    manifest.write_manifest(site, folder / "requirements.txt", plan_digest(files_of(loaded)))


def freeze(folder: Path, *more: str) -> int:
    """Run the command in a folder."""
    return main(["freeze", *more, *(f"--{name}={folder / name}" for name in ("data", "docs", "site"))])


def held(folder: Path) -> dict[str, str]:
    """Every file of a plan, by its digest."""
    data = folder / "data"
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in data.rglob("*") if path.is_file()}


def test_an_edition_is_kept_with_its_site(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its data, its prose, what was published of it; its entry is written, and the plan is sound after that."""
    (folder / "data/plan.yml.bak").write_bytes(b"nobody's business")
    (folder / "data/addresses.txt").write_text("about/\n", encoding="utf-8")
    assert freeze(folder, "--yes") == 0
    copy = folder / "data/editions/first"
    assert (folder / "data/editions.yml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=schema/editions.json\n"
        "editions:\n"
        "  - id: first\n"
        "    status: adopted\n"
        "    days: {decided: 2023-03-20, published: 2024-05-01}\n"
        f"    digest: {hashlib.sha256((copy / 'SHA256SUMS').read_bytes()).hexdigest()}\n"
    )
    with zipfile.ZipFile(copy / "site.zip") as kept:
        assert kept.namelist() == ["index.html", "pdf/ja/whole.pdf"]
    assert not [name for name in ("plan.yml.bak", "addresses.txt", "editions.yml") if (copy / "data" / name).exists()]
    for path in (*(folder / "data/projects").iterdir(), *(folder / "docs").rglob("*.md")):
        assert (copy / path.relative_to(folder)).read_bytes() == path.read_bytes()
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    assert loaded.plan.frozen
    assert frozen_plan(folder / "data", "first").plan
    assert "版 first（adopted、公開した日 2024-05-01）を、サイトごと凍結します" in capsys.readouterr().out


#: A consultation, of which an opinion cites a number of the draft, and that number.
CITING = """\
from: 2024-01-01
to: 2024-01-31
who: {ja: 町内に住む方, en: People who live in the town}
ways:
  - {how: counter, text: {ja: 総務課へ, en: To the General Affairs Division}}
people: 1
opinions:
  - id: sooner
    about: {ja: 窓口, en: Counters}
    opinion: {ja: もっと早く。, en: Sooner.}
    view: {ja: 窓口にあります。, en: It is there.}
    reflected: already
    cites: ["1"]
"""


@pytest.fixture
def citing(folder: Path) -> Path:
    """The plan with that consultation."""
    (folder / "data/consultation.yml").write_text(CITING, encoding="utf-8")
    (folder / "data/comment-numbers.txt").write_text("1 card bus-counter\n", encoding="utf-8")
    built(folder)
    return folder


def test_the_numbers_that_opinions_cite_are_kept(citing: Path) -> None:
    """Right after it was frozen the edition is read as it was."""
    assert freeze(citing, "--yes") == 0
    assert (citing / "data/editions/first/data/comment-numbers.txt").read_text(encoding="utf-8") == (
        "1 card bus-counter\n"
    )
    kept = frozen_plan(citing / "data", "first")
    assert [str(finding) for finding in kept.findings] == []
    assert kept.plan and kept.plan.comment_numbers.by_number.keys() == {"1"}


def test_what_could_not_be_read_again_is_not_frozen(
    citing: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that the plan was read from and that would not be kept is told before anything is written."""
    monkeypatch.setattr("plan.model.inventory.APART", ("ornament.svg",))
    built(citing)
    before = held(citing)
    assert freeze(citing, "--yes") == 1
    told = capsys.readouterr().err
    assert "凍結しても、読み返せません（1件）。何も書き込んでいません。" in told
    assert (
        "data/editions/first/data/consultation.yml:13: opinions[1つ目/1st].cites[1つ目/1st]: 意見のための番号 1 は"
        in told
    )
    assert held(citing) == before


def test_the_same_plan_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Whenever it is frozen, and wherever."""
    other = copy_plan(tmp_path / "other")
    built(other)
    assert freeze(folder, "--yes") == freeze(other, "--yes") == 0
    for name in ("site.zip", "SHA256SUMS"):
        kept = [place / "data/editions/first" / name for place in (folder, other)]
        assert kept[0].read_bytes() == kept[1].read_bytes()


def test_the_next_edition_is_added(folder: Path) -> None:
    """A draft, then the adopted plan, then its revision, which has a number; what stood in the file stays."""
    edit(folder / "data/plan.yml", f"  id: first\n{ADOPTED}", f"  id: draft\n{DRAFT}")
    edit(folder / "data/plan.yml", "  decided: 2023-03-20\n", "")
    built(folder)
    assert freeze(folder, "--yes", "--published", "2023-01-10") == 0
    edit(folder / "data/editions.yml", "days: {published: 2023-01-10}", "days: {published: 2023-01-10} # by mail")
    edit(folder / "data/plan.yml", f"  id: draft\n{DRAFT}", f"  id: first\n{ADOPTED}  decided: 2023-03-20\n")
    built(folder)
    assert freeze(folder, "--yes") == 0
    edit(folder / "data/plan.yml", "  id: first\n", "  id: second\n  revised: 2024-04-20\n")
    built(folder)
    assert freeze(folder, "second", "--yes") == 0
    lines = (folder / "data/editions.yml").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "digest" not in line] == [
        "# yaml-language-server: $schema=schema/editions.json",
        "editions:",
        "  - id: draft",
        "    status: draft",
        "    label: {ja: （案）, en: (Draft)}",
        "    days: {published: 2023-01-10} # by mail",
        "  - id: first",
        "    status: adopted",
        "    days: {decided: 2023-03-20, published: 2024-05-01}",
        "  - id: second",
        "    status: revised",
        "    number: 1",
        "    days: {decided: 2024-04-20, published: 2024-05-01}",
    ]


def test_a_frozen_edition_is_not_frozen_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As it is there is nothing to do; with other content it needs another id, and nothing is written."""
    assert freeze(folder, "--yes") == 0
    before = held(folder)
    assert freeze(folder, "--yes") == 0
    assert "版 first は、いまのデータのまま、すでに凍結してあります" in capsys.readouterr().out
    edit(folder / "data/projects/bus-counter.yml", "走る窓口", "走る役場")
    changed = held(folder)
    assert freeze(folder, "--yes") == 1
    assert "the edition first is frozen already, with other content, and stays as it is" in capsys.readouterr().err
    assert held(folder) == changed != before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--yes", "other"], "いまの版の id は first です（指定: other）"),
        ([], "書き込んでいません。書き込むには --yes を付けます"),
        (["--yes", "--published", "2023-03-01"], "公開した日（2023-03-01）が、決定した日（2023-03-20）より前です"),
    ],
)
def test_what_is_refused_writes_nothing(
    folder: Path, words: list[str], says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another id than the edition's, nobody's yes, a day that cannot be."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    before = held(folder)
    assert freeze(folder, *words) == (0 if "--yes" in says else 1)
    told = capsys.readouterr()
    assert says in told.out + told.err
    assert held(folder) == before


@pytest.mark.parametrize("how", ["none", "edited", "older", "unsaid"])
def test_a_site_of_other_data_is_not_taken(folder: Path, how: str, capsys: pytest.CaptureFixture[str]) -> None:
    """None at all, one that somebody edited, one of the data before an edit, one of a program that did not say."""
    site = folder / "site"
    if how == "none":
        (site / "manifest.json").unlink()
    elif how == "edited":
        (site / "index.html").write_text("edited", encoding="utf-8")
    elif how == "older":
        edit(folder / "data/projects/bus-counter.yml", "走る窓口", "走る役場")
    else:
        edit(site / "manifest.json", '"plan"', '"plot"')
    before = held(folder)
    assert freeze(folder, "--yes") == 1
    assert f"{site}: いまのデータから作ったサイトがありません" in capsys.readouterr().err
    assert held(folder) == before


def test_a_faulty_plan_is_not_frozen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its findings are said."""
    edit(folder / "data/plan.yml", "period:", "periode:")
    assert freeze(folder, "--yes") == 1
    assert "data/plan.yml:" in capsys.readouterr().err
    assert not (folder / "data/editions").exists()


def test_a_day_that_is_none(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is told before anything is read."""
    with pytest.raises(SystemExit):
        freeze(folder, "--published", "令和6年")
    assert "日付は 2026-04-01 の形で、暦にある日を書きます（実際: 令和6年）" in capsys.readouterr().err


def test_a_disk_that_refuses_leaves_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a hundred files the last may not be written: no folder, no entry."""
    before, written = held(folder), []

    def refusing(path: Path, content: bytes, leftovers: object) -> Path:
        written.append(path)
        if path.name == "editions.yml":
            raise OSError(28, "No space left on device")
        return aside(path, content, leftovers)  # type: ignore[arg-type]

    aside = all_or_none._aside
    monkeypatch.setattr(all_or_none, "_aside", refusing)
    assert freeze(folder, "--yes") == 1
    assert len(written) > 20
    assert capsys.readouterr().err.endswith(
        "書き込めません（ディスクに空きがありません）。元のままです / "
        "cannot be written (no room is left on the disk); nothing has changed\n"
    )
    assert held(folder) == before
    assert not (folder / "data/editions").exists()
