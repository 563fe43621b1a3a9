"""Writes what helps editors into a plan's folder: the schemas and `data/README.md`."""

from __future__ import annotations

import json
from pathlib import Path

from plan.help.readme import readme
from plan.help.schema import Names, schemas, setting
from plan.machine import whole_files
from plan.model import Plan


def write_editor_help(data: Path, plan: Plan, more: Names) -> list[Path]:
    """Write the schemas and the README of a plan's folder where they differ from what is there; returns those written.

    `more` names the ids that do not stand in the plan: `{"rules": {id: Japanese name}}`.
    """
    written = []
    for name, text in editor_help(plan, more).items():
        path = data / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            whole_files.write(path, text.encode())
            written.append(path)
    return written


def editor_help(plan: Plan, more: Names) -> dict[str, str]:
    """The text of every file that helps editors, by its path under `data/`."""
    files = {
        f"schema/{name}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas(setting(plan, more)).items()
    }
    return {**files, "README.md": readme()}
