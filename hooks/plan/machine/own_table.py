"""Reads a table that is shipped with the program, as fast as YAML is read: each process reads some at its start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


def read_table(path: Path) -> Any:
    """What a YAML file of the program holds."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
