"""Writes what helps editors into a plan's folder: the schemas, `data/README.md` and `data/WORDS.md`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from plan.help.readme import readme
from plan.help.schema import Names, schema_name, schemas, setting
from plan.help.words import words_table
from plan.machine import whole_files
from plan.messages.findings import FileLine, Finding
from plan.messages.sentences import SENTENCES
from plan.model import Plan, inventory
from plan.rules import indicators


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
        f"{inventory.SCHEMAS}/{name}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas(setting(plan, more)).items()
    }
    return {**files, **dict(zip(inventory.HELP, (readme(), words_table()), strict=True))}


def rule_names() -> Names:
    """The ids of the rules that a card may accept, as schemas offer them."""
    return {"rules": {id: SENTENCES[rule.reason.id].ja for id, rule in indicators.RULES.items()}}


def lacking(data: Path) -> Iterator[Finding]:
    """That files which help editors are not in a plan's folder, as happens when the folder was replaced."""
    kinds = dict.fromkeys(
        f"{inventory.SCHEMAS}/{schema_name(path)}.json" for path in (*inventory.kinds(), inventory.WORDS)
    )
    names = [*inventory.HELP, *kinds]
    missing = [name for name in names if not (data / name).is_file()]
    if missing:
        yield Finding(FileLine(f"{data.name}/{missing[0]}", 0), "no-editor-help", {"count": len(missing)}, "advice")


def bring_back(data: Path, plan: Plan) -> list[Path]:
    """Write what is lacking, and leave what is there as it is; returns what was written."""
    made = editor_help(plan, rule_names()) if any(lacking(data)) else {}
    written = []
    for name, text in made.items():
        if not (data / name).exists():
            whole_files.write(data / name, text.encode())
            written.append(data / name)
    return written
