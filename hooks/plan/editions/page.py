"""The table of old and new as one page that needs nothing else: for a screen, a phone, and A4 on its side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from plan.editions.comparison import ComparedPart, Comparison
from plan.editions.replacements import Replacement
from plan.editions.rows import ComparedRow
from plan.showing.localizer import Localizer

_PAGES = Path(__file__).with_name("pages")
#: The fields of the plan in which a target stands, and those that say who is in charge.
TARGETS = ("Indicator.target", "Indicator.targets")
OFFICES = ("Project.departments", "Item.departments", "Departments.departments", "Department.name")


class TableWords:
    """What a table of old and new says beside the plan's own words, in one language."""

    def __init__(self, comparison: Comparison, speak: Localizer) -> None:
        self.comparison, self._speak = comparison, speak

    def word(self, key: str) -> str:
        """One of the site's own words."""
        return self._speak.own_word(key).plain if self._speak.is_own(key) else self._speak.plain_word(key)

    @property
    def heads(self) -> dict[str, str]:
        """The heads of both columns: 改正案 and 現行 until the new edition is decided, 改正後 and 改正前 then."""
        decided, draft = ("compared_new", "compared_old"), ("compared_new_draft", "compared_old_draft")
        new, old = decided if self.comparison.adopted else draft
        return {"new": self.word(new), "old": self.word(old)}

    def named(self, group: ComparedPart) -> str:
        """The title of a group with the code before it."""
        return f"{group.code} {group.title}".strip()

    def kind(self, group: ComparedPart) -> str:
        """What became of it as a whole."""
        return self.word("remark_new" if group.kind == "added" else f"remark_{group.kind}")

    def remarks(self, row: ComparedRow) -> tuple[str, ...]:
        """What stands beside a row: what became of it, what that means."""
        return () if row.kind == "same" else (self.word(f"remark_{row.kind}"), *row.remarks)

    def replaced(self, one: Replacement) -> str:
        """A replacement that runs through the plan."""
        return self._speak.plain_word("compared_replaced", old=one.old, new=one.new, count=one.count)

    def between(self, old: str, new: str) -> tuple[str, str]:
        """Which editions were compared, a line each."""
        return tuple(f"{self.heads[side]}: {name}" for side, name in (("new", new), ("old", old)))  # type: ignore[return-value]

    def counted(self, groups: Sequence[ComparedPart]) -> str:
        """How many there are."""
        return self._speak.plain_word("compared_count", count=len(groups)) if groups else self.word("compared_none")

    @property
    def cards(self) -> list[tuple[str, tuple[ComparedPart, ...]]]:
        """The cards that are new, that ended or are no more, that are others than before; each with its heading."""
        groups = self.comparison.of("compared_cards")
        gone = tuple(group for group in groups if group.kind == "removed" or group.id in self.comparison.ended)
        new = tuple(group for group in groups if group.kind == "added")
        rest = tuple(group for group in groups if group not in gone and group not in new)
        return [("compared_new_cards", new), ("compared_ended_cards", gone), ("compared_changed_cards", rest)]

    @property
    def told(self) -> list[tuple[str, list[tuple[str, ComparedRow]]]]:
        """Every changed target and every changed office, each with the name of what it is of."""
        return [
            (
                heading,
                [(self._within(group, row), row) for group, row in self.comparison.rows(*names) if self._counts(group)],
            )
            for heading, names in (("compared_targets", TARGETS), ("compared_offices", OFFICES))
        ]

    def _within(self, group: ComparedPart, row: ComparedRow) -> str:
        return self._speak.plain_word("compared_within", group=self.named(group), label=row.label)

    @staticmethod
    def _counts(group: ComparedPart) -> bool:
        """Whether a group is told of beside the cards that are new or gone as a whole."""
        return group.kind not in ("added", "removed")


def table_page(comparison: Comparison, title: str, editions: tuple[str, str], speak: Localizer) -> str:
    """The page; `editions` are what the old and the new one are called."""
    env = Environment(
        loader=FileSystemLoader(_PAGES, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    told = TableWords(comparison, speak)
    return env.get_template("table.html").render(
        comparison=comparison,
        title=title,
        between=told.between(*editions),
        language=speak.tag,
        direction=speak.writing.direction,
        style=Markup((_PAGES / "table.css").read_text(encoding="utf-8")),  # noqa: S704 - the program's own
        word=told.word,
        heads=told.heads,
        named=told.named,
        kind=told.kind,
        remarks=told.remarks,
        replaced=told.replaced,
        counted=told.counted,
        cards=told.cards,
        told=told.told,
        anchor=lambda group: f"{group.part}-{group.id.replace('/', '-')}",
        labelled=labelled,
    )


def labelled(group: ComparedPart) -> list[tuple[str, ComparedRow]]:
    """The rows of a group, each with its label."""
    return [(row.label, row) for row in group.rows]
