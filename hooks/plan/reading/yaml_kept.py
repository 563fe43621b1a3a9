"""Keeps what was read of sound YAML files from one build to the next, so that a file is parsed when it has changed.

What is kept of a file stands in one file of the same name. It counts if it was made of the very bytes that are there
now, by the program that is there now, and is whole; a file with findings is always read anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from plan.html import slips
from plan.machine import whole_files
from plan.messages import findings
from plan.messages.findings import Finding, Location
from plan.reading import files, yaml_file, yaml_slips
from plan.reading.yaml_file import MAX_BYTES, YamlFile, yaml_of

#: What decides what is read of the bytes of a sound file.
_READ_BY = (yaml_file, yaml_slips, files, findings, slips)
#: The key of a number with its digits as they are printed; a mapping of a file has no empty key.
_DIGITS = ""


def read_kept(path: Path, name: str, folder: Path, kept: Path | None, before: YamlFile | None = None) -> YamlFile:
    """The file at `path`, as `yaml_file.read_yaml` reads it, from what is `kept` of it in a folder, if that is true.

    `before` is what was read of it last.
    """
    raw = files.read_file(path, name, MAX_BYTES, folder)
    if isinstance(raw, Finding):
        return YamlFile(name, findings=[raw])
    if before and before.raw == raw:
        return before
    if kept is None:
        return yaml_of(raw, name)
    key = hashlib.sha256(_read_by() + raw).hexdigest()
    place = kept / f"{name}.json"
    found = _recalled(place, key, raw, name)
    if found is None:
        found = yaml_of(raw, name)
        _keep(place, key, found)
    return found


@cache
def _read_by() -> bytes:
    """The digest of all that reads a file."""
    versions = f"{sys.version} {yaml.__version__}".encode()
    sources = (Path(str(module.__file__)).read_bytes() for module in (*_READ_BY, sys.modules[__name__]))
    return hashlib.sha256(versions + b"".join(sources)).digest()


def _recalled(place: Path, key: str, raw: bytes, name: str) -> YamlFile | None:
    """What is kept at a place, if it was made of this and is whole."""
    try:
        head, _, body = place.read_bytes().partition(b"\n")
    except OSError:
        return None
    if head.decode(errors="replace") != f"{key} {hashlib.sha256(body).hexdigest()}":
        return None
    content, numbers = json.loads(body)
    file = YamlFile(name, raw=raw)
    file.data = _told(content, (), iter(numbers), file.lines)
    return file


def _keep(place: Path, key: str, file: YamlFile) -> None:
    """Keep what was read of a file, if it is sound; a disk that refuses keeps nothing."""
    if file.findings:
        return
    body = json.dumps([file.data, list(file.lines.values())], default=_digits, ensure_ascii=False).encode()
    told: dict[Location, int] = {}
    data = _told(json.loads(body)[0], (), iter(file.lines.values()), told)
    if (data, list(told)) == (file.data, list(file.lines)):
        with contextlib.suppress(OSError):
            whole_files.write(place, f"{key} {hashlib.sha256(body).hexdigest()}\n".encode() + body)


def _digits(value: object) -> dict[str, str]:
    if not isinstance(value, Decimal):
        raise TypeError(f"no YAML file holds a {type(value).__name__}")
    return {_DIGITS: str(value)}


def _told(content: Any, location: Location, numbers: Iterator[int], lines: dict[Location, int]) -> object:
    """Data as they were read, with the line of each location in the order in which they were met."""
    lines[location] = next(numbers)
    if isinstance(content, dict):
        if _DIGITS in content:
            return Decimal(content[_DIGITS])
        return {key: _told(value, (*location, key), numbers, lines) for key, value in content.items()}
    if isinstance(content, list):
        return tuple(_told(value, (*location, index), numbers, lines) for index, value in enumerate(content))
    return content
