"""What is kept between builds counts only while it is what was written: a damaged file is made anew, not published."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from building import build, tree, unlike
from copies import copy_city
from jinja2 import Environment
from plan.machine import store
from plan.showing.compiling import StoredTemplates

SPOILT = {"cut to nothing": b"", "cut short": b"drawn o", "another byte": b"drawn oncE", "longer": b"drawn once\n"}


@pytest.mark.parametrize("content", SPOILT.values(), ids=SPOILT)
def test_a_file_that_is_not_as_it_was_written_is_made_anew(content: bytes, tmp_path: Path) -> None:
    """Also where this process has just seen that it was right."""
    path = store.find_or_make(tmp_path / "kept/one", lambda: b"drawn once")
    assert store.holds(path)
    assert store.find_or_make(path, lambda: b"drawn twice").read_bytes() == b"drawn once"
    path.write_bytes(content)
    assert not store.holds(path)
    assert store.read(path) is None
    assert store.find_or_make(path, lambda: b"drawn anew").read_bytes() == b"drawn anew"
    assert store.read(path) == b"drawn anew"


@pytest.mark.parametrize("said", [b"", b"one\n", b"\xff\n\n \n", None], ids=["nothing", "no sum", "no text", "no list"])
def test_without_the_list_of_what_was_written_nothing_is_there(said: bytes | None, tmp_path: Path) -> None:
    """A list that is lost, cut or strange makes files anew, and ends no build."""
    path = tmp_path / "one"
    store.write(path, b"drawn once")
    (tmp_path / store.WRITTEN).unlink()
    if said is not None:
        (tmp_path / store.WRITTEN).write_bytes(said)
    assert store.read(path) is None
    assert store.read(store.find_or_make(path, lambda: b"drawn anew")) == b"drawn anew"


def test_code_of_templates_with_another_byte_is_not_run(tmp_path: Path) -> None:
    """Python would take it as it is, and end without a word."""
    for _ in range(2):
        env = Environment(bytecode_cache=StoredTemplates(str(tmp_path)), autoescape=True)
        assert env.from_string("{{ one }}").render(one=1) == "1"
        for path in tmp_path.glob("*.cache"):
            path.write_bytes(path.read_bytes()[:-9] + b"\xee" * 9)


def test_a_build_believes_no_damaged_file(tmp_path: Path) -> None:
    """Whatever became of the files that are kept, the site is the same, byte for byte."""
    folder = copy_city(tmp_path)
    sound = tree(build(folder))
    chance = random.Random(1)  # the same damage in each run
    for spoil in (lambda old: b"", lambda old: _another_byte(old, chance)):
        for path in (folder / ".cache").rglob("*"):
            if path.is_file():
                path.write_bytes(spoil(path.read_bytes()))
        assert unlike(sound, tree(build(folder))) == []


def _another_byte(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content)) if content else 0
    return content[:place] + bytes([255 - content[place]]) + content[place + 1 :] if content else b"?"
