"""The commands of staff, one module a command. To add one: its module with `add`, and its line in `COMMANDS`."""

from __future__ import annotations

from types import ModuleType

from plan.commands import (
    addresses,
    adopt,
    build_all,
    collect,
    collect_in,
    compare,
    confirm,
    faces,
    freeze,
    import_workbook,
    inspect,
    new_plan,
    notes,
    numbers,
    opinions,
    opinions_in,
    po_export,
    po_import,
    readings,
    schema,
    take_over,
    translations,
    undo,
    verify,
    workbook,
)

#: The commands in the order in which the help lists them.
COMMANDS: tuple[ModuleType, ...] = (
    new_plan,
    workbook,
    import_workbook,
    collect,
    collect_in,
    opinions,
    opinions_in,
    undo,
    take_over,
    notes,
    compare,
    adopt,
    translations,
    confirm,
    po_export,
    po_import,
    build_all,
    inspect,
    addresses,
    numbers,
    readings,
    freeze,
    schema,
    verify,
    faces,
)
