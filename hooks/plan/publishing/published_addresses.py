"""No address dies: the addresses that a plan has published, and where those lead now whose page or file is gone.

`data/addresses.txt` holds one a line, from the root of the site, `./` for home. `plan addresses` adds those of the site
as it is and takes none away. A build whose site would lack one of them is refused, until its line says where it leads:

    projects/old-name/ -> projects/new-name/

A page that moved is then a page that leads on, without a server's help; a file that moved is there under both names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plan.messages.findings import FileLine, Finding, plain
from plan.model import inventory
from plan.reading.files import decoded, read_file
from plan.reading.yaml_file import MAX_BYTES

#: The file under data/, and what stands at its head.
NAME = inventory.ADDRESSES
HEAD = """\
# 公開したことのあるアドレスです。「make addresses」で増えます。消さずに、移ったものは右に行き先を書きます。
# The addresses that were published; `make addresses` adds to them. Take none away: write where it leads now.
#   projects/old-name/ -> projects/new-name/
"""
_LINE = re.compile(r"(?P<former>\./|[\w.~%-]+(?:/[\w.~%-]+)*/?)(?:\s+->\s+(?P<now>\./|[\w.~%-]+(?:/[\w.~%-]+)*/?))?")


@dataclass(frozen=True)
class Address:
    """A line: what was published, and where it leads now, if anywhere else."""

    former: str
    now: str | None
    line: int

    @property
    def alike(self) -> bool:
        """Whether both are pages, or both are files."""
        return bool(self.now) and self.former.endswith("/") == (self.now or "").endswith("/")


@dataclass(frozen=True)
class Addresses:
    """What the file holds; nothing where there is none."""

    lines: tuple[Address, ...] = ()
    findings: tuple[Finding, ...] = ()
    raw: bytes | None = None

    @cached_property
    def redirects(self) -> Mapping[str, str]:
        """Where each address leads that moved."""
        return {item.former: item.now for item in self.lines if item.now}

    def lost(self, name: str, published: Collection[str], kept: Collection[str] = frozenset()) -> Iterator[Finding]:
        """What would die or lead to what is not there; `published` are all addresses of the site, `name` the file's.

        At those of `kept` a decided document stays, whatever is written of where they lead.
        """
        yield from self.findings
        moved = self._renamed(published, kept)
        yield from (_renamed(name, ways) for ways in moved.values())
        told = {item.former for ways in moved.values() for item, _ in ways}
        for item in self.lines:
            if item.former in told:
                continue
            at, there = FileLine(name, item.line), item.former in published
            if item.now is not None and item.former in kept:
                continue
            if item.now is None and not there:
                yield Finding(at, "address-gone", {"found": item.former})
            elif item.now is not None and there:
                yield Finding(at, "address-still-there", {"found": item.former})
            elif item.now is not None and not (item.now in published and item.alike):
                yield Finding(at, "address-to-nowhere", {"found": item.now, "former": item.former})

    def _renamed(self, published: Collection[str], kept: Collection[str]) -> Mapping[object, list[tuple[Address, str]]]:
        """The lines that would die with where each leads now, by its name before and after."""
        known = {item.former for item in self.lines}
        new: dict[object, list[str]] = {}
        for address in sorted(set(published) - known):
            for place, _ in enumerate(parts := address.split("/")):
                new.setdefault(_but(parts, place), []).append(address)
        found: dict[object, list[tuple[Address, str]]] = {}
        for item in self.lines:
            if item.now is not None or item.former in published or item.former in kept:
                continue
            for place, part in enumerate(parts := item.former.split("/")):
                if part and len(ways := new.get(_but(parts, place), [])) == 1:
                    now = ways[0].split("/")[place]
                    found.setdefault((_stem(part), _stem(now)), []).append((item, ways[0]))
                    break
        return {names: ways for names, ways in found.items() if len(ways) > 1}

    def leading(self, ways: Mapping[str, str]) -> bytes:
        """The file with some addresses leading elsewhere; every other line as it is."""
        lines = (self.raw or b"").decode().split("\n")
        for item in self.lines:
            if item.former in ways:
                end = "\r" if lines[item.line - 1].endswith("\r") else ""
                lines[item.line - 1] = f"{item.former} -> {ways[item.former]}{end}"
        return "\n".join(lines).encode()

    def with_more(self, published: Collection[str]) -> bytes:
        """The file with all addresses of a site added to those that it has."""
        known = {item.former: item for item in self.lines}
        lines = [
            f"{address} -> {known[address].now}" if address in known and known[address].now else address
            for address in sorted({*known, *published})
        ]
        return (HEAD + "".join(f"{line}\n" for line in lines)).encode()


def _but(parts: Sequence[str], place: int) -> object:
    """An address without the name at one place in it, whose ending stays."""
    return (*parts[:place], _ending(parts[place]), place, *parts[place + 1 :])


def _stem(name: str) -> str:
    return name.partition(".")[0]


def _ending(name: str) -> str:
    return name.removeprefix(_stem(name))


def _renamed(name: str, ways: Sequence[tuple[Address, str]]) -> Finding:
    details = {
        "count": len(ways),
        "lines": ", ".join(str(item.line) for item, _ in ways),
        "ways": ", ".join(f"{item.former} -> {now}" for item, now in ways),
    }
    return Finding(FileLine(name, ways[0][0].line), "address-renamed", details)


def read_addresses(data: Path) -> Addresses:
    """The addresses under a folder of data; none without the file."""
    path, name = data / NAME, f"{data.name}/{NAME}"
    if not path.is_file():
        return Addresses()
    raw = read_file(path, name, MAX_BYTES, data)
    text = raw if isinstance(raw, Finding) else decoded(raw, name)
    if isinstance(text, Finding):
        return Addresses(findings=(text,))
    found, findings = {}, []
    for number, line in enumerate(text.split("\n"), 1):
        said = line.strip()
        match = _LINE.fullmatch(said)
        if match and ".." not in said:
            found[match["former"]] = Address(match["former"], match["now"], number)
        elif said and not said.startswith("#"):
            findings.append(Finding(FileLine(name, number), "address-line", {"found": plain(said, 60)}))
    return Addresses(tuple(found.values()), tuple(findings), raw if isinstance(raw, bytes) else None)
