"""A copy of a plan in which changes are made and taken back, each of them plain data, so that a failure can be read."""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from copies import copy_plan
from plan.reading.yaml_file import read_yaml

Location = tuple[str | int, ...]


class Raw(str):
    """A scalar that is written into a file as it stands, without quotes."""


class Change(NamedTuple):
    """What is done to one file of a plan: `deed` is a word of `Folder.change`, `what` its object."""

    file: str
    deed: str
    what: bytes | str = b""

    def __repr__(self) -> str:
        what = self.what if len(self.what) < 400 else f"{self.what[:200]!r} … ({len(self.what)})"
        return f"{self.deed} {self.file!a} {what!a}"


Mutation = list[Change]


@dataclass
class Folder:
    """A copy of a plan in a folder of its own, in which changes are made and taken back."""

    root: Path
    sound: Mapping[str, bytes]
    outside: Path
    """A place that no plan may reach."""
    trees: dict[str, Any] = field(default_factory=dict)
    """The data of each YAML file, as it can be changed."""

    @classmethod
    def copy(cls, plan: Path, root: Path) -> Folder:
        """A copy of the plan in `plan`, its `data` and `docs`, under `root`."""
        copy_plan(root / "plan", plan)
        (root / "outside").mkdir()
        (root / "outside/secret.yml").write_text("secret: outside\n", encoding="utf-8")
        (root / "outside/secret.md").write_text("# Outside\n\nsecret-outside\n", encoding="utf-8")
        paths = [path for path in sorted((root / "plan").rglob("*")) if path.is_file()]
        sound = {path.relative_to(root / "plan").as_posix(): path.read_bytes() for path in paths}
        trees = {name: loose(read_yaml(root / "plan" / name, name).data) for name in sound if name.endswith(".yml")}
        return cls(root / "plan", sound, root / "outside", trees)

    @property
    def yaml_files(self) -> list[str]:
        """The names of the files under data/ that the program reads."""
        return sorted(self.trees)

    @property
    def chapters(self) -> list[str]:
        """The names of the chapters."""
        return [name for name in self.sound if name.endswith(".md") and name.startswith("docs/")]

    def change(self, change: Change) -> None:
        """Make one change."""
        path = self.root / change.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if change.deed in ("fifo", "folder", "link", "socket", "away") and (path.is_file() or path.is_symlink()):
            path.unlink()
        if change.deed == "write":
            path.write_bytes(change.what if isinstance(change.what, bytes) else change.what.encode("utf-8"))
        elif change.deed == "fifo":
            os.mkfifo(path)
        elif change.deed == "socket":
            with socket.socket(socket.AF_UNIX) as server:
                here = Path.cwd()
                os.chdir(path.parent)  # the address of a socket may be no longer than 100 bytes
                server.bind(path.name)
                os.chdir(here)
        elif change.deed == "folder":
            path.mkdir()
        elif change.deed == "link":
            path.symlink_to(str(change.what).replace("OUTSIDE", str(self.outside)))
        elif change.deed == "unreadable":
            path.chmod(0)
        else:
            assert change.deed == "away", change

    def restore(self, mutation: Mutation) -> None:
        """Take a mutation back: every file is as it was, and no other is there."""
        for change in mutation:
            path = self.root / change.file
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.is_symlink() or path.exists():
                path.unlink()
            if change.file in self.sound:
                path.write_bytes(self.sound[change.file])
                path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def loose(value: object) -> Any:
    """Data as the program reads it, as lists and dicts that can be changed."""
    if isinstance(value, Mapping):
        return {key: loose(item) for key, item in value.items()}
    return [loose(item) for item in value] if isinstance(value, tuple) else value


def written(value: Any, indent: str = "") -> str:
    """Data as YAML: a line for each key and item, texts in quotes with every letter that is not plain escaped."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict) and value:
        lines = [f"{indent}{key_written(key)}: {nested(item, indent)}" for key, item in value.items()]
        return "\n".join(lines)
    if isinstance(value, list) and value:
        return "\n".join(f"{indent}- {nested(item, indent)}" for item in value)
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | Decimal) else quoted(value)


def nested(value: Any, indent: str) -> str:
    """A value after its key or hyphen."""
    inner = written(value, indent + "  ")
    return f"\n{inner}" if isinstance(value, dict | list) and value else inner


def key_written(key: object) -> str:
    """A key: plain if it can be, else in quotes; a very long one in the long form."""
    if isinstance(key, Raw) or (str(key).replace("_", "").replace("-", "").isalnum() and str(key).isascii()):
        return str(key)
    return f"? {quoted(str(key))}\n" if len(str(key)) > 900 else quoted(str(key))


def quoted(text: str) -> str:
    """A text in quotes: what YAML lets no file hold raw is written as an escape, half pairs too."""
    return "".join(
        letter
        if letter.isprintable() or letter == "\u3000"
        else json.dumps(letter)[1:-1]
        if letter < "\U00010000"
        else f"\\U{ord(letter):08x}"
        for letter in json.dumps(text, ensure_ascii=False)
    )


def places(tree: Any, location: Location = ()) -> Iterator[tuple[Location, Any]]:
    """Every value of a file with its place, the whole first."""
    yield location, tree
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in items:
        yield from places(value, (*location, step))


def replaced(tree: Any, location: Location, value: Any) -> Any:
    """The data with another value at a place."""
    if not location:
        return value
    step, *rest = location
    if isinstance(tree, dict):
        return {key: replaced(item, tuple(rest), value) if key == step else item for key, item in tree.items()}
    return [replaced(item, tuple(rest), value) if number == step else item for number, item in enumerate(tree)]
