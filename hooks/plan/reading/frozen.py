"""Reads the plan that is kept of a frozen edition, as any other plan is read, and says what is kept of one.

It was written for the program of its time. One that the program of today refuses is no fault of the plan as it stands
now: its site is published as it was, and it is compared with nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from plan.messages.findings import DataField, FileLine, Finding
from plan.model import Editions
from plan.model.inventory import EDITIONS
from plan.reading.files import called
from plan.reading.kept_editions import copy_of, plan_files, sums_of
from plan.reading.loader import Loaded, load_plan


def frozen_plan(data: Path, id: str, kept: Path | None = None) -> Loaded:
    """The plan that is kept of the frozen edition of an id, sound or with every finding; never an error.

    `kept` is the folder in which the plan as it stands now keeps what need not be read again.
    """
    copy = copy_of(data, id)
    loaded = load_plan(copy.data, copy.docs, kept=kept and kept / EDITIONS / id)
    within = called(copy.folder, data)
    return replace(loaded, findings=tuple(_within(finding, within) for finding in loaded.findings))


def files_of(loaded: Loaded) -> Mapping[str, bytes]:
    """What is kept of a sound plan beside its site."""
    if loaded.folders is None:
        raise LookupError("nothing was read")
    beside = [*loaded.attachments.values(), *(picture.path for picture in loaded.pictures.values())]
    return plan_files(loaded.folders, beside)


def plan_digest(files: Mapping[str, bytes]) -> str:
    """What a plan is known by, in the manifest of its site too."""
    return hashlib.sha256(sums_of(files)).hexdigest()


def _within(finding: Finding, folder: str) -> Finding:
    """A finding in a copy, called by where that file stands in the plan of today."""
    at = finding.at
    named = replace(at, file=f"{folder}/{at.file}") if isinstance(at, FileLine | DataField) else at
    return replace(finding, at=named)


def not_compared(loaded: Loaded, editions: Editions, id: str) -> Finding | None:
    """The advice, at its entry, that the program of today refuses the plan of a frozen edition; None where it does not.

    `DataField` is to be placed on its line by the file editions.yml as it was read.
    """
    if loaded.plan:
        return None
    number = [edition.id for edition in editions.editions].index(id)
    details = {"found": id, "count": len(loaded.findings), "first": str(loaded.findings[0])}
    return Finding(DataField("editions.yml", ("editions", number, "id")), "edition-not-compared", details, "advice")
