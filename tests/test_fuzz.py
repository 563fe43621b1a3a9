"""Every input that ever broke the program, as `make fuzz` or a person found it: it is a plan or findings, in time."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from fuzz_targets import TARGETS, Target, tried
from fuzzing import bent, by_hypothesis

BROKE = Path(__file__).parent / "fuzz"
CASES = [pytest.param(path, id=f"{path.parent.name}-{path.name}") for path in sorted(BROKE.glob("*/*"))]


@cache
def target(name: str) -> Target:
    return TARGETS[name]()


@pytest.mark.parametrize("path", CASES)
def test_what_broke_the_program_once_does_not_break_it(path: Path) -> None:
    """The name of the folder is the target, that of the file what is odd about it."""
    tried(target(path.parent.name), path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_each_target_takes_what_is_sound(name: str) -> None:
    """No sound input is a finding, so that what is bent a little comes far into the program."""
    (first, *_) = target(name).seeds
    assert not target(name).run(first)


def test_a_fault_is_found_and_its_input_kept() -> None:
    """Whatever a target raises comes out, and the target holds the input that brings it about."""

    def run(raw: bytes) -> list[object]:
        if b"!" in raw:
            raise LookupError
        return []

    broken = Target([b"sound"], [b"!"], run)  # type: ignore[arg-type]
    with pytest.raises(LookupError):
        by_hypothesis(broken, 60, 0)
    assert b"!" in broken.last
    assert bent(b"abc", [("over", 0.3, 0.9, 1, b"!")], b"") == b"a!c"
