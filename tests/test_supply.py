"""What the site is built with: locked by hash, named with its licence on a page and in a bill of materials."""

from __future__ import annotations

import html
import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
import upgrade
from copies import ROOT
from fontTools.ttLib import TTFont
from pages import read
from plan.model import Plan
from plan.showing import software
from plan.showing.software import Locked

LOCKS = {lock: ROOT / lock for lock in upgrade.LOCKS}


def requirements(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# The locks -----------------------------------------------------------------------


@pytest.mark.parametrize(("lock", "source"), upgrade.LOCKS.items())
def test_a_lock_pins_what_people_wrote(lock: str, source: str) -> None:
    """Every requirement stands in the lock at its own version; `make lock` renews a lock that lags behind."""
    wanted, locked = upgrade.pins(requirements(source)), upgrade.pins(requirements(lock))
    assert len(wanted) > (1 if "readings" in lock else 10)
    assert {name: locked.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("path", LOCKS.values(), ids=LOCKS)
def test_every_locked_file_has_a_hash(path: Path) -> None:
    """At least one for each package, none twice, and every line of the lock is understood."""
    lock = software.read_lock(path)
    text = path.read_text(encoding="utf-8")
    assert len(lock) > (1 if "readings" in path.name else 40)
    assert all(package.hashes and package.needed_by for package in lock)
    assert sum(len(package.hashes) for package in lock) == text.count("--hash=")
    assert [package.name for package in lock] == sorted({package.name for package in lock})


def test_the_locks_agree() -> None:
    """What the tests run with is what the site is built with."""
    site, tests, _ = (upgrade.pins(requirements(lock)) for lock in upgrade.LOCKS)
    assert site.items() <= tests.items()


def test_the_sites_lock_is_the_same_on_every_system() -> None:
    """No package is for one system only, so that a wheelhouse for another system can be made here."""
    assert not re.findall(r"^[^#\n]*;.*$", requirements("requirements.lock"), re.MULTILINE)
    assert {"colorama", "tzdata"} <= upgrade.pins(requirements("requirements.lock")).keys()  # Windows has neither


@pytest.mark.parametrize(
    "path",
    [
        *LOCKS.values(),
        *(ROOT / f"tests/tools/{tool}/package-lock.json" for tool in ("lighthouse", "sniffer", "engines")),
    ],
    ids=lambda p: f"{p.parent.name}-{p.name}",
)
def test_a_lock_names_no_machine(path: Path) -> None:
    """No index, no address, no path and no host of where it was made."""
    text = path.read_text(encoding="utf-8")
    for words in ("--index", "--extra-index", "--find-links", "--trusted-host", "file:"):
        assert words not in text, words
    if path.suffix == ".json":
        packages = json.loads(text)["packages"]
        assert len(packages) > (1 if path.parent.name == "sniffer" else 50)
        assert not [name for name, said in packages.items() if "resolved" in said]
        assert not [name for name, said in packages.items() if name and not said.get("integrity")]
    else:
        assert "/" not in text
        assert "\\" not in text.replace(" \\\n", "")


def test_everything_is_installed_by_hash() -> None:
    """Each line that installs or downloads packages, for Linux, macOS and Windows, names a lock and wants hashes."""
    makefile = requirements("Makefile").replace("\\\n", " ")
    install = re.search(r"^INSTALL := (.*)$", makefile, re.MULTILINE)
    assert install
    assert "--require-hashes" in install[1]
    lines = re.findall(r"^\t.*(?:\$\(INSTALL\)|pip download|pip install).*$", makefile, re.MULTILINE)
    assert len(lines) == 7
    for line in lines:
        assert "$(INSTALL)" in line or "--require-hashes" in line
        # The fonts of a plan's languages are listed with their hashes by the program.
        assert re.search(r"-r requirements(-dev|-readings)?\.lock|--no-deps -r \$\(VENV\)/faces\.txt", line)
    script = (ROOT / "plan.cmd").read_bytes()
    assert b"--require-hashes -r requirements.lock\r\n" in script
    assert script.count(b"\n") == script.count(b"\r\n")
    for line in re.findall(r"^.*-m pip .*$", script.decode("ascii"), re.MULTILINE):
        assert "--require-hashes" in line
        assert re.search(r"-r (requirements\.lock|\.venv\\faces\.txt)\r$", line)


def test_an_upgrade_changes_versions_and_nothing_else() -> None:
    """Comments, order and extras stay; a name is compared as PyPI does; what is not pinned is not touched."""
    text = "# Why\n-r other.txt\nPy_YAML==6.0  # kept\npydantic[email]==2.0\nfree>=1\n"
    assert upgrade.pins(text) == {"py-yaml": "6.0", "pydantic": "2.0"}
    found = upgrade.raised(text, {"py-yaml": "6.1", "pydantic": "2.1", "free": "9"})
    assert found == "# Why\n-r other.txt\nPy_YAML==6.1  # kept\npydantic[email]==2.1\nfree>=1\n"


def test_the_limits_hold() -> None:
    """Every limit is of something that is locked, is kept, and says why."""
    lines = [line for line in requirements(upgrade.LIMITS).splitlines() if line and not line.startswith("#")]
    locked = upgrade.pins(requirements("requirements-dev.lock"))
    assert lines
    for line in lines:
        name, limit = re.match(r"([a-z0-9-]+)<(\d+)", line).groups()  # type: ignore[union-attr]
        assert int(locked[name].split(".")[0]) < int(limit), line
    assert re.search(r"^mkdocs<2 +# .+", requirements(upgrade.LIMITS), re.MULTILINE)


# The table of licences --------------------------------------------------------------


def test_the_table_names_exactly_what_the_lock_names() -> None:
    """In the same order, each with a purpose in both languages."""
    lock = software.read_lock(software.LOCK)
    assert [item.name for item in software.packages()] == [package.name for package in lock]
    for item in software.packages():
        assert item.address.startswith("https://"), item.name


def test_a_package_without_licence_is_named() -> None:
    """Both ways: one that only the lock names, one that only the table names."""
    known = {"licence": "MIT", "for": "data", "address": "https://example.org"}
    lock = (Locked("old", "1", (), ()), Locked("new", "2", (), ()))
    with pytest.raises(software.SupplyError) as refused:
        software.listed(lock, {"old": known, "gone": known})
    assert str(refused.value).split("\n") == [
        "gone: requirements.lock にありません / not in requirements.lock",
        "new: ライセンスが software.yml にありません / no licence in software.yml",
    ]


def test_a_program_without_its_lock_names_no_package(tmp_path: Path) -> None:
    """And says so by saying nothing, rather than something that may not be so."""
    assert software.read_lock(tmp_path / "requirements.lock") == ()
    assert software.listed((), {"old": {}}) == ()


def test_licences_are_those_that_the_packages_declare() -> None:
    """Where an installed package of the locked version states an SPDX expression, the table says the same."""
    compared = 0
    for item in software.packages():
        try:
            declared = metadata(item.name)
        except PackageNotFoundError:
            continue  # what only another system needs
        if declared["Version"] == item.version and "License-Expression" in declared:
            compared += 1
            assert item.licence == declared["License-Expression"], item.name
    assert compared > 20


def test_the_fonts_are_all_named() -> None:
    """Every font file, its version, and a licence that stands beside it."""
    folder = ROOT / "hooks/plan/letters/fonts"
    files = {file: font for font in software.fonts() for file in font.files}
    assert files.keys() == {path.name for path in folder.glob("*.ttf")}
    for file, font in files.items():
        names = TTFont(folder / file)["name"]
        version = str(names.getDebugName(5)).partition(";")[0]  # after it stand the tools that made the font
        assert (names.getDebugName(1), version) == (font.name, f"Version {font.version}")
        assert font.licence == "OFL-1.1"
    assert "SIL Open Font License, Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")


# The page ---------------------------------------------------------------------------


@pytest.mark.parametrize("root", ["", "en/"])
def test_the_page_lists_all_software(site: Path, root: str) -> None:
    """Name, version, licence, purpose and address of each, in both languages; reached from the About page."""
    page = html.unescape((site / root / "licences/index.html").read_text(encoding="utf-8"))
    cells = r'<th scope="row"><a href="([^"]+)">([^<]+)</a></th>' + 3 * r"\s*<td>([^<]+)</td>"
    rows = re.findall(cells, page)
    expected = [
        (i.address, i.name, i.version, i.licence) for i in (*software.fonts(), *software.tables(), *software.packages())
    ]
    assert [row[:4] for row in rows] == expected
    purposes = {name: purpose for _, name, _, _, purpose in rows}
    assert purposes["typst"] == ("Typesetting of PDFs" if root else "PDFの組版")
    assert "../licences/" in read(site / root / "about/index.html").links
    assert ("../../sbom.cdx.json" if root else "../sbom.cdx.json") in read(site / root / "licences/index.html").links


# The bill of materials ---------------------------------------------------------------


def test_the_bill_is_valid_cyclonedx(site: Path) -> None:
    """By the schema of CycloneDX 1.6, strictly, with its lists of licences and its form of every field."""
    from cyclonedx.schema import SchemaVersion  # two seconds, for those who ask no other test of this file
    from cyclonedx.validation.json import JsonStrictValidator

    text = (site / software.BILL).read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    wrong = text.replace('"id":"MIT"', '"id":"MTI"', 1)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(wrong) is not None


def test_the_bill_says_what_the_lock_says(site: Path, plan: Plan) -> None:
    """Each package with purl, version, licence and the hashes of the lock; the fonts; the program; who needs what."""
    bill = json.loads((site / software.BILL).read_text(encoding="utf-8"))
    assert bill["metadata"]["timestamp"] == f"{plan.details.edition.updated}T00:00:00Z"
    assert bill["metadata"]["component"]["name"] == plan.details.title["ja"]
    assert "serialNumber" not in bill
    parts = {part["bom-ref"]: part for part in bill["components"]}
    lock = software.read_lock(software.LOCK)
    assert len(parts) == len(bill["components"]) == 1 + 9 + 1 + len(lock)
    for package in lock:
        part = parts[f"pkg:pypi/{package.name}@{package.version}"]
        source = part["externalReferences"][1]
        assert source["type"] == "distribution"
        assert tuple(item["content"] for item in source["hashes"]) == package.hashes
        assert part["licenses"]
    assert parts["pkg:pypi/mkdocs@1.6.1"]["licenses"] == [{"license": {"id": "BSD-2-Clause"}}]
    assert " AND " in next(part for ref, part in parts.items() if "numpy" in ref)["licenses"][0]["expression"]
    table = parts["variants.txt"]
    assert (table["description"], table["version"]) == ("OpenCC", "1.4.2")
    assert table["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    needs = {entry["ref"]: entry["dependsOn"] for entry in bill["dependencies"]}
    assert needs.keys() == {"site", *parts} - {
        file for part in (*software.fonts(), *software.tables()) for file in part.files
    }
    direct = upgrade.pins(requirements("requirements.txt"))
    assert sorted(needs["program"]) == sorted(f"pkg:pypi/{name}@{version}" for name, version in direct.items())
    assert any("markupsafe" in ref for ref in next(needs[ref] for ref in needs if ref.startswith("pkg:pypi/jinja2@")))


def test_the_bill_is_the_same_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same edition, the same bytes; another edition, another version. What is installed is never asked."""
    monkeypatch.setattr("importlib.metadata.distributions", lambda **_: pytest.fail("asked what is installed"))
    first = software.bill("計画", "https://example.org/", 1_790_000_000)
    assert software.bill("計画", "https://example.org/", 1_790_000_000) == first
    assert software.bill("計画", "https://example.org/", 1_800_000_000) != first
    assert json.loads(first)["metadata"]["component"]["version"] == "2026-09-21"


def test_the_bill_is_part_of_what_can_be_verified(site: Path) -> None:
    """The manifest of the site names it."""
    assert software.BILL in json.loads((site / "manifest.json").read_text(encoding="utf-8"))["files"]
