"""Turns requirements.lock and the licences in software.yml into what the site says of what it is built with.

The licence page lists it for people; `sbom.cdx.json` for machines, in CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/).
Both name the fonts and tables that the program brings and what the lock names, and nothing of what else is installed
where the site is built: the same lock, the same bytes. Where the program stands without its lock, no package is named.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from plan.letters import faces
from plan.letters.faces import FacePackage
from plan.reading.yaml_file import read_yaml

LOCK = Path(__file__).parents[3] / "requirements.lock"
BILL = "sbom.cdx.json"
_TABLE = Path(__file__).with_name("software.yml")
_TABLES = Path(__file__).parents[1] / "pages"
#: How the bill calls the site and the program; a package is called by its purl.
_SITE, _PROGRAM = "site", "program"

_PACKAGE = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NEEDED_BY = re.compile(r"^ +# (?:via |  )(?P<name>\S.*)$")


class SupplyError(ValueError):
    """The lock and the table of licences do not name the same."""


@dataclass(frozen=True)
class Locked:
    """A package as the lock names it: version, SHA-256 of its files, what needs it (`-r …`: the program itself)."""

    name: str
    version: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its name among all packages anywhere. https://github.com/package-url/purl-spec"""
        return f"pkg:pypi/{self.name}@{self.version}"


@dataclass(frozen=True)
class Software:
    """Something the site is built with: package, font or table, its SPDX licence, what it is for, where to find it."""

    name: str
    version: str
    licence: str
    purpose: str
    address: str
    files: tuple[str, ...] = ()


@cache
def packages() -> tuple[Software, ...]:
    """The packages of the lock with their licences. Raises SupplyError if the table does not name each of them."""
    return listed(read_lock(LOCK), _table()["packages"])


def listed(lock: Sequence[Locked], table: Mapping[str, Mapping[str, str]]) -> tuple[Software, ...]:
    """What `lock` names, with what `table` says of it; each names exactly what the other names, or SupplyError."""
    names = {package.name for package in lock}
    wrong = [
        f"{name}: ライセンスが software.yml にありません / no licence in software.yml" for name in names - set(table)
    ]
    if lock:
        wrong += [f"{name}: {LOCK.name} にありません / not in {LOCK.name}" for name in set(table) - names]
    if wrong:
        raise SupplyError("\n".join(sorted(wrong)))
    return tuple(_software(package.name, package.version, table[package.name]) for package in lock)


@cache
def fonts(languages: tuple[str, ...] = ()) -> tuple[Software, ...]:
    """The fonts of PDFs, charts and share pictures: those that are shipped, and those of the languages of a plan."""
    found = [_software(name, said["version"], said) for name, said in _table()["fonts"].items()]
    own = dict.fromkeys(face for code in languages for face in faces.of_language(code) if face.package)
    versions = {package.name: package.version for package in faces.packages(languages)}
    return (*found, *(_software(face.name, versions[face.package], _packaged(face.name)) for face in own))


@cache
def tables() -> tuple[Software, ...]:
    """The tables of others that files of the program are made from."""
    return tuple(_software(name, said["version"], said) for name, said in _table()["tables"].items())


def _packaged(family: str) -> Mapping[str, Any]:
    """What the table says of a font that comes as a package."""
    said: Mapping[str, Any] = _table()["packaged_fonts"][family]
    return said


def _software(name: str, version: str, said: Mapping[str, Any]) -> Software:
    return Software(name, version, said["licence"], said["for"], said["address"], tuple(said.get("files", ())))


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = read_yaml(_TABLE, _TABLE.name).data  # type: ignore[assignment]
    return table


def read_lock(path: Path) -> tuple[Locked, ...]:
    """The packages that a lock made by uv names, in its order; none where there is no lock."""
    if not path.is_file():
        return ()
    return tuple(_packages(path.read_text(encoding="utf-8")))


def _packages(text: str) -> Iterator[Locked]:
    for block in re.split(r"\n(?=[A-Za-z0-9])", text):
        if not (match := _PACKAGE.match(block)):
            continue  # the note at the head
        needed = (_NEEDED_BY.match(line) for line in block.split("\n"))
        yield Locked(
            match["name"],
            match["version"],
            tuple(_HASH.findall(block)),
            tuple(found["name"] for found in needed if found),
        )


# The bill of materials --------------------------------------------------------


def bill(title: str, address: str, moment: int, languages: tuple[str, ...] = ()) -> bytes:
    """The bill of the site `title` at `address` as of `moment`, in seconds since 1970: the same bytes on any day.

    `languages` are those that it is printed in.

    It has no serial number: one would be new with each build, or would say no more than the content does.
    """
    version = datetime.fromtimestamp(moment, UTC)
    lock, known = read_lock(LOCK), {package.name: package for package in packages()}
    direct = [package.purl for package in lock if any(name.startswith("-r ") for name in package.needed_by)]
    files = [(font, file, faces.digests()[file]) for font in fonts() for file in font.files]
    files += [(table, file, _digest(_TABLES / file)) for table in tables() for file in table.files]
    brought = faces.packages(languages)
    site = {
        "type": "application",
        "bom-ref": _SITE,
        "name": title,
        "version": version.date().isoformat(),
        "externalReferences": [{"type": "website", "url": address}],
    }
    content = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": version.strftime("%Y-%m-%dT%H:%M:%SZ"), "component": site},
        "components": [
            _program(),
            *(_file(*file) for file in files),
            *(_brought(package) for package in brought),
            *(_component(package, known[package.name]) for package in lock),
        ],
        "dependencies": [
            {"ref": _SITE, "dependsOn": [_PROGRAM, *(file for _, file, _ in files), *map(_purl, brought)]},
            {"ref": _PROGRAM, "dependsOn": direct},
            *(_needs(package, lock) for package in lock),
        ],
    }
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _program() -> dict[str, Any]:
    """The site's own code; its version is a digest of it."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[2].rglob("*.py")):
        digest.update(f"{path.name}\n{path.read_text(encoding='utf-8')}".encode())
    return {
        "type": "application",
        "bom-ref": _PROGRAM,
        "name": "plan publication site generator",
        "version": digest.hexdigest()[:16],
        "licenses": _licences(_table()["program"]["licence"]),
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_text(encoding="utf-8").encode()).hexdigest()  # whatever ends its lines


def _file(whole: Software, file: str, digest: str) -> dict[str, Any]:
    """A file that comes with the program."""
    return {
        "type": "file",
        "bom-ref": file,
        "name": file,
        "version": whole.version,
        "description": whole.name,
        "hashes": [_hash(digest)],
        "licenses": _licences(whole.licence),
        "externalReferences": [{"type": "website", "url": whole.address}],
    }


def _purl(package: FacePackage) -> str:
    return f"pkg:pypi/{package.name}@{package.version}"


def _brought(package: FacePackage) -> dict[str, Any]:
    """A package that brings fonts, with the hash of what was installed."""
    (font, *_) = [face.name for face in faces.in_package(package.name)]
    return {
        "type": "library",
        "bom-ref": _purl(package),
        "name": package.name,
        "version": package.version,
        "hashes": [_hash(package.sha256)],
        "licenses": _licences(_packaged(font)["licence"]),
        "purl": _purl(package),
    }


def _component(package: Locked, known: Software) -> dict[str, Any]:
    """The hashes are those of every file in which the version is distributed; one of these was installed."""
    source = f"https://pypi.org/project/{package.name}/{package.version}/"
    return {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "licenses": _licences(known.licence),
        "purl": package.purl,
        "externalReferences": [
            {"type": "website", "url": known.address},
            {"type": "distribution", "url": source, "hashes": [_hash(content) for content in package.hashes]},
        ],
    }


def _hash(content: str) -> dict[str, str]:
    return {"alg": "SHA-256", "content": content}


def _licences(licence: str) -> list[dict[str, Any]]:
    return [{"expression": licence}] if " " in licence else [{"license": {"id": licence}}]


def _needs(package: Locked, lock: Sequence[Locked]) -> dict[str, Any]:
    return {"ref": package.purl, "dependsOn": [other.purl for other in lock if package.name in other.needed_by]}
