"""Reads the cases of a test: small YAML files in a folder beside it, one case a file, named for what it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet
from plan.machine.own_table import read_table


def cases(folder: str, *fields: str) -> list[ParameterSet]:
    """All cases in a folder under tests/: at least one, and none with a field that the test would not look at."""
    paths = sorted((Path(__file__).parents[1] / folder).glob("*.yml"))
    assert len(paths) > 0, f"no case in tests/{folder}"
    found = [(path.stem, read_table(path)) for path in paths]
    for name, case in found:
        assert set(case) <= set(fields), f"tests/{folder}/{name}.yml: {sorted(set(case) - set(fields))}"
    return [pytest.param(case, id=name) for name, case in found]


Case = dict[str, Any]
