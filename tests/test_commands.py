"""The commands of `python -m plan`: what each says and writes, its exit code, and that none ends in a traceback."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from copies import change, copy_plan
from plan.__main__ import main
from plan.machine import all_or_none, whole_files
from plan.messages.sentences import both
from plan.publishing import manifest
from plan.writing import revision
from plan.writing.change import Change
from plan.writing.difference import difference


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented plan, in which the commands run."""
    monkeypatch.chdir(copy_plan(tmp_path))
    return tmp_path


def spoil(folder: Path) -> None:
    """Make a value of the plan wrong."""
    edit = {"file": "data/projects/bus-counter.yml", "find": "value: 200", "replace": "value: many"}
    change({"edits": [edit]}, folder)


@pytest.mark.parametrize("command", ["workbook", "import", "inspect", "translations", "schema"])
def test_no_command_works_on_a_plan_with_faults(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each says them all and writes nothing."""
    assert main(["workbook", "old.xlsx"]) == 0
    spoil(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert main([command, "old.xlsx"] if command == "import" else [command]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "データに1件の誤りがあります。サイトは作られていません / 1 fault(s) in the data; no site was built\n"
        "  data/projects/bus-counter.yml:12: indicators[1つ目/1st].target.value: "
        "値には数だけを書きます（実際: 'many'）。約、以上などは bound に、"
        "数でない言葉は value を取って stated に書きます"
        " / a value is a number alone, got 'many'; about, at least and the like stand under 'bound', "
        "words in place of a number under 'stated', without 'value' [figure-of-words]\n"
    )
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_help_for_editors_is_renewed_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second time there is nothing to renew."""
    assert main(["schema"]) == 0
    said = capsys.readouterr().out
    assert f"{Path('data/schema/plan.json')} に書き込みました / written\n" in said
    assert all((folder / line.split(" ")[0]).is_file() for line in said.splitlines())
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == "最新です / nothing to renew\n"


def test_what_wants_attention_is_listed_with_its_places(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A heading with the number of points, and one line for each, with a reason where one was given."""
    edit = {
        "file": "data/projects/bus-counter.yml",
        "find": "走る窓口に取り組みます。",
        "replace": "走る窓口を広げます。",
    }
    assert main(["confirm", "--yes"]) == 0
    change({"edits": [edit]}, folder)
    capsys.readouterr()
    assert main(["inspect"]) == 0
    lines = capsys.readouterr().out.splitlines()
    heads = [line for line in lines if line.startswith("■ ")]
    offices = [line for line in lines if line.startswith(" ● ")]
    points = [line for line in lines if line.startswith("  ")]
    assert len(heads) + len(offices) + len(points) == len(lines)
    assert sum(int(head.split("（")[-1].split("件")[0]) for head in heads if "件）" in head) == len(points)
    assert any(line.startswith("  data/projects/bus-counter.yml:") for line in points)


def test_a_site_is_verified(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the manifest says, with each difference, and where there is no manifest or one that nobody can read."""
    site = folder / "site"
    assert main(["verify"]) == 1
    assert capsys.readouterr().err == (
        "site/manifest.json: 目録を読めません（ありません） / the manifest cannot be read (it is not there)\n"
    )
    site.mkdir()
    (site / "index.html").write_text("a", encoding="utf-8")
    manifest.write_manifest(site, folder / "requirements.txt", "")
    assert main(["verify"]) == 0
    assert capsys.readouterr().out == "目録のとおりです / as the manifest says\n"
    (site / "index.html").write_text("b", encoding="utf-8")
    assert main(["verify", str(site)]) == 1
    assert capsys.readouterr().out == "index.html: 内容が違います / differs\n"
    for changed in ("{", "[]", '{"files": ["index.html"]}', '{"files": {"index.html": 1}}', "[" * 5000):
        (site / "manifest.json").write_text(changed, encoding="utf-8")
        assert main(["verify"]) == 1
        assert capsys.readouterr().err == (
            "site/manifest.json: 目録が壊れているか、書き換えられています。サイトを作り直してください / "
            "site/manifest.json: the manifest is broken or was changed; build the site again\n"
        )
    (site / "manifest.json").unlink()
    (site / "manifest.json").mkdir()  # as any file that is none, a pipe that nobody writes into
    assert main(["verify"]) == 1
    assert capsys.readouterr().err == both("manifest-broken", path="site/manifest.json") + "\n"


def test_a_workbook_that_cannot_be_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Most often it is open in Excel; here a folder has its name."""
    (folder / "plan.xlsx").mkdir()
    assert main(["workbook"]) == 1
    assert capsys.readouterr().err == (
        "plan.xlsx: 書き出せません（フォルダーです） / cannot be written (it is a folder)\n"
    )


def test_an_import_that_cannot_be_written_leaves_everything(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the disk refuses, or somebody else was faster."""
    assert main(["workbook", "--csv", "tables"]) == 0
    table = next(path for path in (folder / "tables").iterdir() if "200" in text(path))
    table.write_text(text(table).replace("200", "300", 1), encoding="utf-8")
    before = (folder / "data/projects/bus-counter.yml").read_bytes()

    def refuse(error: Exception) -> None:
        def write(*_: object) -> None:
            raise error

        monkeypatch.setattr(revision, "write", write)

    refuse(OSError(errno.ENOSPC, "No space left on device"))
    assert main(["import", "tables", "--yes"]) == 1
    assert capsys.readouterr().err.endswith(
        "書き込めません（ディスクに空きがありません）。元のままです / "
        "cannot be written (no room is left on the disk); nothing has changed\n"
    )
    refuse(all_or_none.OvertakenError("data/projects/bus-counter.yml"))
    assert main(["import", "tables", "--yes"]) == 1
    assert capsys.readouterr().err == (
        "data/projects/bus-counter.yml: ほかの人が今、変えました。もう一度取り込んでください / was changed just now;"
        " import again\n"
    )
    assert (folder / "data/projects/bus-counter.yml").read_bytes() == before


def text(path: Path) -> str:
    """A table without the mark that Excel wants at its start."""
    return path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "ディスクに空きがなく、書き込めませんでした。空きを作ってから、もう一度実行してください。"
            " / No room is left on the disk to write this. Make room, then run it again.\n",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "data/plan.yml"),
            "data/plan.yml: 読み書きできませんでした（権限がありません）。 / This could not be read or written.\n",
        ),
    ],
)
def test_a_disk_that_refuses_is_one_sentence(
    error: OSError,
    sentence: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From any command."""

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(manifest, "differences", refuse)
    monkeypatch.setattr("plan.commands.schema.write_editor_help", refuse)
    assert main(["schema"]) == 1
    assert capsys.readouterr().err == sentence


def test_long_texts_are_shown_where_they_differ() -> None:
    """With some letters around it; short ones whole, an empty one as empty, a new record with its values."""

    def said(old: object, new: object) -> str:
        change = Change("data/plan.yml", ("summary",), new, "計画の概要", old, new)
        return difference([change]).removeprefix("計画の概要: ")

    assert said(None, "a\nb") == "（空） → a ⏎ b"
    same = "あ" * 40
    assert said(f"{same}い{same}", f"{same}うう{same}") == (
        f"「…{'あ' * 12}い{'あ' * 12}…」 → 「…{'あ' * 12}うう{'あ' * 12}…」"
    )
    assert said(f"い{same * 2}", same * 2) == f"「い{'あ' * 12}…」 → 「{'あ' * 12}…」"
    assert said(same * 2, f"{same * 2}い") == f"「…{'あ' * 12}」 → 「…{'あ' * 12}い」"
    long = said("い" * 300, "う" * 300).split(" → ")
    assert long == [f"「{'い' * 120} … {'い' * 60}」", f"「{'う' * 120} … {'う' * 60}」"]
    new = Change("data/projects/a.yml", (), {}, "事業「あ」", parts=(("名前", "あ"), ("内容", "い" * 61)))
    assert difference([new]) == (f"事業「あ」を加えます（data/projects/a.yml）\n    名前: あ\n    内容: {'い' * 60}…")


def test_a_full_disk_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger, a workbook, help for editors: each is written whole or not at all, and nothing is left beside it."""
    path = tmp_path / "translations.txt"
    path.write_bytes(b"old")

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:1])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        whole_files.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
