"""data/log.yml: what was observed, decided and done while the plan is carried out (OODA)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from .types import Day, Id, ProjectId, Record, Text, fault


class LogEntry(Record):
    """記録: one thing that was observed, decided or done."""

    id: Id
    """The entry's lasting id: feeds know it by it."""
    day: Day
    """The day on which it was."""
    changed: Day | None = None
    """The day on which its words were last changed after that; left out where they were not."""
    kind: Literal["observed", "decided", "done"]
    """observed (気付いたこと), decided (決めたこと) or done (行ったこと)."""
    text: Text
    """What it was, in one or more paragraphs."""
    projects: tuple[ProjectId, ...] = ()
    """The cards concerned; left out where it is the whole plan."""

    @model_validator(mode="after")
    def _order(self) -> LogEntry:
        if self.changed is not None and self.changed <= self.day:
            raise fault("changed-before", found=self.changed.isoformat(), day=self.day.isoformat())
        return self


class Log(Record):
    """data/log.yml: the log of the plan."""

    intro: Text | None = None
    """The sentence before it."""
    entries: tuple[LogEntry, ...] = Field(min_length=1)
    """The entries, in any order; pages and feeds show the newest first."""
