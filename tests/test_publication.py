"""Never half a site: a build that fails, is killed or finds no room leaves the old one whole, and harms no other."""

from __future__ import annotations

import errno
import json
import re
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from building import BUILD, ENVIRONMENT, Reader, build, leftovers, mkdocs, tree
from copies import ROOT, copy_city, edit
from plan.publishing import manifest, swap

CARD = "data/projects/bus-counter.yml"
NO_ROOM = (
    "ディスクに空きがなく、書き込めませんでした。空きを作ってから、もう一度実行してください。"
    " / No room is left on the disk to write this. Make room, then run it again."
    "\n公開中のサイトは前のままです。 / The site is as it was.\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented plan with its program and its site."""
    folder = copy_city(tmp_path_factory.mktemp("built") / "city")
    build(folder)
    return folder


@pytest.fixture
def city(built: Path, tmp_path: Path) -> Path:
    """A copy of it, to do harm to."""
    return shutil.copytree(built, tmp_path / "city")


def begin(city: Path) -> subprocess.Popen[bytes]:
    """A build that runs beside others."""
    return subprocess.Popen(BUILD, cwd=city, env=ENVIRONMENT, stderr=subprocess.DEVNULL)


#: How many builds run at a time, and how many are killed in all: each at a moment of its own, from first to last.
AT_ONCE, KILLED = 4, 32


def test_a_killed_build_leaves_the_old_site_whole(city: Path) -> None:
    """Killed at moments all over a build, four at a time: a reader sees whole files only, and no old file changes."""
    site, before = city / "site", tree(city / "site")
    edit(city / CARD, "value: 200", "value: 300")
    build(city)
    after = tree(site)
    start = time.monotonic()  # of builds that draw and set nothing anew, as those are that will be killed
    assert [running.wait() for running in [begin(city) for _ in range(AT_ONCE)]] == [0] * AT_ONCE
    whole = time.monotonic() - start
    assert after != before
    reader = Reader(site, [before, after])
    reader.start()
    moments, killed = [whole * (number + 1) / KILLED for number in range(KILLED)], 0
    for number in range(KILLED // AT_ONCE):
        running = [begin(city) for _ in range(AT_ONCE)]
        start = time.monotonic()
        for process, moment in zip(running, moments[number :: KILLED // AT_ONCE], strict=True):
            time.sleep(max(0.0, start + moment - time.monotonic()))
            killed += process.poll() is None
            process.kill()
            process.wait()
        assert tree(site) == after
    reader.done = True
    reader.join()
    assert killed > KILLED // 2
    assert reader.reads > 1000
    assert not reader.faults
    build(city)
    assert leftovers(city) == []
    assert tree(site) == after


def test_builds_at_once_do_no_harm(city: Path) -> None:
    """Four builds at the same time all succeed, with a reader who never sees anything but whole files."""
    reader = Reader(city / "site", [tree(city / "site")])
    reader.start()
    assert [running.wait() for running in [begin(city) for _ in range(AT_ONCE)]] == [0] * AT_ONCE
    reader.done = True
    reader.join()
    assert reader.reads > 100
    assert not reader.faults
    assert leftovers(city) == []
    assert list(manifest.differences(city / "site")) == []


@pytest.mark.parametrize("kilobytes", [0, 1, 8, 40])
def test_without_room_the_old_site_stays(city: Path, kilobytes: int) -> None:
    """When files can no longer be written the build fails, and leaves the old site and nothing else."""
    before = tree(city / "site")
    edit(city / CARD, "value: 200", "value: 300")
    shutil.rmtree(city / ".cache")
    limit = (kilobytes * 1024, kilobytes * 1024)
    result = subprocess.run(
        BUILD,
        cwd=city,
        env=ENVIRONMENT | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
        capture_output=True,
        check=False,
    )
    assert result.returncode == 1
    told = result.stderr.decode()
    assert NO_ROOM in told
    assert "Traceback" not in told
    assert tree(city / "site") == before
    build(city)
    assert leftovers(city) == []
    assert list(manifest.differences(city / "site")) == []
    assert tree(city / "site") != before


def may_mount() -> bool:
    """Whether a process may have a disk of its own here."""
    command = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("how", ["disk", "limit"] if may_mount() else ["limit"])
def test_a_full_disk_leaves_the_old_site(how: str, city: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """On a small disk, full or nearly, a reader sees the old site only, and staff are told in one sentence."""
    disk = tmp_path_factory.mktemp("disk")
    rooms = ["0", "100", "500", "3000"] if how == "disk" else ["0", "1", "8", "40"]  # kilobytes
    script = [sys.executable, str(ROOT / "tests/tools/full_disk.py"), how, str(city), str(disk), *rooms]
    command = ["unshare", "--map-root-user", "--mount", *script] if how == "disk" else script
    environment = ENVIRONMENT | {"PYTHONPATH": str(ROOT / "hooks"), "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert result.returncode == 0, result.stderr.decode()
    found = json.loads(result.stdout)
    for code, told in found.pop("told"):
        assert code == 1
        assert NO_ROOM in told
        assert "Traceback" not in told
    assert found.pop("reads") > 100
    assert found == {"whole": True, "left": [], "faults": [], "again": 0, "different": [], "new": True}


def test_a_fault_or_a_warning_leaves_the_old_site(city: Path) -> None:
    """Data that is not sound, and a link that leads nowhere, stop the build before the site changes."""
    before = tree(city / "site")
    edit(city / CARD, "value: 200", "value: many")
    assert mkdocs(city, "build", "--strict").returncode != 0
    edit(city / CARD, "value: many", "value: 300")
    chapter = next((city / "docs").rglob("*.en.md"))
    good = chapter.read_text(encoding="utf-8")
    chapter.write_text(good + "\n[away](nowhere.md)\n", encoding="utf-8")
    result = mkdocs(city, "build", "--strict")
    assert result.returncode != 0
    assert "nowhere.md" in result.stderr
    assert tree(city / "site") == before
    assert leftovers(city) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "paper/document.typ",
            "#set document(",
            '#panic("no")\n#set document(',
            "pdf/ja/whole.pdf: error: panicked with: no",
        ),
        (
            "paper/typesetting.py",
            "    if pictures:\n",
            "    import os; os._exit(3)\n    if pictures:\n",
            "set_document: the process ended without",
        ),
        (
            "drawing/share_picture.py",
            "    pen = ",
            "    import os; os._exit(3)\n    pen = ",
            "find_or_make: the process ended",
        ),
    ],
    ids=["not to be set", "typesetter dies", "drawing dies"],
)
def test_what_cannot_be_drawn_or_set_stops_the_build(city: Path, file: str, old: str, new: str, said: str) -> None:
    """With one sentence and no traceback; the old site stays, and the next build of a sound program makes all of it."""
    before, program = tree(city / "site"), city / "hooks/plan" / file
    sound = program.read_text(encoding="utf-8")
    shutil.rmtree(city / ".cache")
    edit(program, old, new, 1)
    result = mkdocs(city, "build", "--strict")
    assert result.returncode != 0
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert tree(city / "site") == before
    assert leftovers(city) == []
    program.write_text(sound, encoding="utf-8")
    build(city)
    assert tree(city / "site") == before


def test_a_second_machine_can_verify_a_site(city: Path) -> None:
    """The manifest names every file by its SHA-256, and what the site was made with; each difference is told."""
    site = city / "site"
    told = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    assert told["files"].keys() == tree(site).keys() - {"manifest.json"}
    assert told["made_with"]["mkdocs"] == "1.6.1"
    assert told["made_with"].keys() >= {"python", "mkdocs-material", "typst", "matplotlib"}
    assert list(manifest.differences(site)) == []
    (site / "index.html").write_text("<p>other", encoding="utf-8")
    (site / "assets/site.css").unlink()
    (site / "more.html").write_text("", encoding="utf-8")
    assert list(manifest.differences(site)) == [
        "assets/site.css: ありません / missing",
        "index.html: 内容が違います / differs",
        "more.html: 目録にありません / not in the manifest",
    ]


def published(workplace: swap.Workplace, files: dict[str, str]) -> None:
    """Build and publish a site of these files."""
    folder = workplace.open()
    for name, words in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, encoding="utf-8")
    manifest.write_manifest(folder, folder / "none", "plan")
    workplace.publish()


def contents(folder: Path) -> dict[str, str]:
    """The files of a folder but the manifest, each with its words."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != manifest.MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


@pytest.mark.parametrize("theirs", [".git/config", ".well-known/security.txt", "論文.txt"])
@pytest.mark.parametrize("ours", [{}, {"index.html": "old"}], ids=["no site", "a site"])
def test_what_is_none_of_the_sites_files_is_never_taken_away(ours: dict[str, str], theirs: str, tmp_path: Path) -> None:
    """Nothing is built; the sentence names it, and how it can stay there."""
    site = tmp_path / "site"
    if ours:
        published(swap.Workplace(site), ours)
    (site / theirs).parent.mkdir(parents=True, exist_ok=True)
    (site / theirs).write_text("theirs", encoding="utf-8")
    with pytest.raises(swap.ForeignFilesError) as refused:
        swap.Workplace(site).open()
    assert str(refused.value) == (
        f"{site} に、このサイトのものでないファイルが1個あります（{theirs}）。"
        "消さないように、サイトを作るのをやめました。ほかの場所に移してください。"
        "そこに残すなら、環境変数 PLAN_IN_PLACE=1 を付けると、サイトのファイルだけが置き換わります"
        f" / {site} holds 1 files that are none of this site’s ({theirs});"
        " so that they are not lost, nothing was built. Move them elsewhere;"
        " to keep them there, set PLAN_IN_PLACE=1, and only the site’s own files are replaced"
    )
    assert contents(site) == ours | {theirs: "theirs"}
    published(swap.Workplace(site, in_place=True), {"a/index.html": "new"})
    assert contents(site) == {"a/index.html": "new", theirs: "theirs"}
    assert leftovers(tmp_path) == []


def test_what_comes_into_the_site_while_it_is_built_stays(tmp_path: Path) -> None:
    """It is looked for once more before the old site goes."""
    workplace = swap.Workplace(tmp_path / "site")
    workplace.open()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/theirs").write_text("theirs", encoding="utf-8")
    with pytest.raises(swap.ForeignFilesError):
        workplace.publish()
    workplace.abandon()
    assert contents(tmp_path) == {"site/theirs": "theirs"}


def test_a_file_in_the_place_of_the_site_stays(tmp_path: Path) -> None:
    """It is no folder of ours."""
    (tmp_path / "site").write_text("theirs", encoding="utf-8")
    with pytest.raises(swap.ForeignFilesError, match=re.escape("（site）")):
        swap.Workplace(tmp_path / "site").open()
    assert contents(tmp_path) == {"site": "theirs"}


@pytest.mark.parametrize("there", [True, False], ids=["leads to a site", "leads to nothing yet"])
def test_a_link_to_the_web_root_is_followed(there: bool, tmp_path: Path) -> None:
    """What it leads to changes, and it stays a link; nothing of a build is left beside either."""
    root, link = tmp_path / "srv/www", tmp_path / "project/site"
    link.parent.mkdir()
    if there:
        published(swap.Workplace(root), {"index.html": "old"})
    link.symlink_to(root)
    published(swap.Workplace(link), {"index.html": "new"})
    assert link.is_symlink()
    assert contents(root) == {"index.html": "new"}
    assert leftovers(link.parent) == []
    assert [path.name for path in root.parent.iterdir()] == ["www"]


@pytest.mark.parametrize("by", ["asked for", "of a mount"])
def test_in_place_the_folder_stays_the_same(by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a container sees it that shows the folder: files that are the same are not touched, others are whole."""
    site = tmp_path / "site"
    old = {"index.html": "old", "same.css": "same", "gone/index.html": "gone"}
    published(swap.Workplace(site), old)
    if by == "of a mount":

        def busy(*_: object) -> None:
            raise OSError(errno.EBUSY, "busy")

        monkeypatch.setattr(swap, "_swap", busy)
    folder, same = site.stat().st_ino, (site / "same.css").stat()
    (site / ".index.html.being-put").write_text("half", encoding="utf-8")  # by a build that was killed
    new = {"index.html": "new", "same.css": "same", "more/index.html": "more"}
    if by == "of a mount":
        (site / ".index.html.being-put").unlink()
    published(swap.Workplace(site, in_place=by == "asked for"), new)
    assert contents(site) == new
    assert not (site / "gone").exists()
    assert site.stat().st_ino == folder
    assert ((site / "same.css").stat().st_ino, (site / "same.css").stat().st_mtime_ns) == (
        same.st_ino,
        same.st_mtime_ns,
    )
    assert list(manifest.differences(site)) == []
    assert leftovers(tmp_path) == []


def test_where_names_cannot_be_exchanged_they_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without the call still gets the new site under the old one's name."""
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    site = tmp_path / "site"
    for words in ("first", "second"):
        published(swap.Workplace(site), {"index.html": words})
        assert (site / "index.html").read_text(encoding="utf-8") == words
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_killed_builds_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    """A folder whose build still runs stays; one whose lock is free, or that has none, goes with its lock."""
    site = tmp_path / "site"
    running = swap.Workplace(site)
    running.open()
    (tmp_path / ".site.building-dead").mkdir()
    (tmp_path / ".site.building-dead.lock").touch()
    (tmp_path / ".site.building-bare").mkdir()
    (tmp_path / ".site.building-file").touch()
    (tmp_path / ".other.building-1").mkdir()
    swap.clear_leftovers(site)
    ours = running.folder.name
    left = {".other.building-1", ".site.building-file", ours, f"{ours}.lock"}
    assert {path.name for path in tmp_path.iterdir()} == left
    running.abandon()
    running.abandon()
    assert {path.name for path in tmp_path.iterdir()} == left - {ours, f"{ours}.lock"}


def test_a_name_that_another_build_has_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another is drawn."""
    names = iter(["one", "one", "two"])
    monkeypatch.setattr(swap.secrets, "token_hex", lambda _: next(names))
    first, second = swap.Workplace(tmp_path / "site"), swap.Workplace(tmp_path / "site")
    assert first.open().name == ".site.building-one"
    assert second.open().name == ".site.building-two"
    first.abandon()
    second.abandon()


@pytest.mark.parametrize("error", [OSError, AttributeError, TypeError])
def test_a_system_without_the_call_says_so(
    error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does, and a C library that does not know it."""

    def no_library(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(swap.ctypes, "CDLL", no_library)
    assert not swap._exchange(tmp_path, tmp_path)
