"""Turns new data for some files of a plan into their new texts, checked as a whole plan, and writes all or none."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from plan.messages.findings import Finding, Location
from plan.model import inventory, shape
from plan.reading.loader import load_plan
from plan.reading.yaml_file import YamlFile, parse_yaml
from plan.writing.yaml_edit import REMOVED, edited
from plan.writing.yaml_text import Style, block


@dataclass(frozen=True)
class Revision:
    """Files under a data folder with what they held and what they shall hold, and what is wrong with the new plan."""

    data: Path
    texts: Mapping[str, tuple[bytes | None, bytes]]
    findings: tuple[Finding, ...]


class OvertakenError(Exception):
    """A file was changed by somebody else since it was read."""


def revise(data: Path, docs: Path, files: Mapping[str, Mapping[str, Any]]) -> Revision:
    """The new texts for the new data of these files; only what differs is touched. Nothing is written."""
    texts: dict[str, tuple[bytes | None, bytes]] = {}
    for file, content in files.items():
        old = (data / file).read_bytes() if (data / file).exists() else None
        new = _new_file(file, content) if old is None else _edited(file, old, content)
        if new != old:
            texts[file] = (old, new)
    return Revision(data, texts, _findings(data, docs, texts) if texts else ())


def write(revision: Revision) -> None:
    """Write all files of a revision, each at once; if one cannot be written, those before it are put back."""
    for file, (old, _) in revision.texts.items():
        path = revision.data / file
        if (path.read_bytes() if path.exists() else None) != old:
            raise OvertakenError(f"data/{file}")
    prepared: dict[str, Path] = {}
    done: list[str] = []
    try:
        for file, (_, new) in revision.texts.items():
            prepared[file] = _beside(revision.data / file, new)
        for file, temporary in prepared.items():
            os.replace(temporary, revision.data / file)  # noqa: PTH105 - the call that is known to be atomic everywhere
            done.append(file)
    except OSError:
        for file in done:
            _put_back(revision.data / file, revision.texts[file][0])
        raise
    finally:
        for temporary in prepared.values():
            temporary.unlink(missing_ok=True)


def _beside(path: Path, content: bytes) -> Path:
    """The content in a file of its own beside the one that it shall replace, with that one's rights."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    if path.exists():
        shutil.copymode(path, name)
    else:
        with contextlib.suppress(OSError):
            Path(name).chmod(0o644)
    return Path(name)


def _put_back(path: Path, old: bytes | None) -> None:
    if old is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(old)


def _edited(file: str, old: bytes, content: Mapping[str, Any]) -> bytes:
    schema, held = _schema(file), YamlFile(file)
    parse_yaml(old, held)
    before = held.data if isinstance(held.data, Mapping) else {}
    changes: dict[Location, object] = {(key,): value for key, value in shape.ordered(schema, content).items()}
    changes |= {(key,): REMOVED for key in before if key not in content}
    return edited(old.decode(), changes, lambda location: shape.fields(schema, location)).encode()


def _new_file(file: str, content: Mapping[str, Any]) -> bytes:
    return "".join(f"{line}\n" for line in block(shape.ordered(_schema(file), content), Style())[1]).encode()


def _findings(data: Path, docs: Path, texts: Mapping[str, tuple[bytes | None, bytes]]) -> tuple[Finding, ...]:
    """What the loader finds in the plan with the new texts, read from a copy."""
    with tempfile.TemporaryDirectory() as folder:
        copies = Path(folder, "data-folder", data.resolve().name), Path(folder, "docs-folder", docs.resolve().name)
        shutil.copytree(data, copies[0], symlinks=True)
        shutil.copytree(docs, copies[1], symlinks=True)
        for file, (_, new) in texts.items():
            (copies[0] / file).write_bytes(new)
        return load_plan(*copies).findings


def _schema(file: str) -> type[BaseModel]:
    schema = inventory.schema_of(file)
    if schema is None:
        raise LookupError(f"no file of a plan: {file}")
    return schema
