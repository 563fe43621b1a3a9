"""What an editor is told of each record and field: the Japanese of `meanings.yml`, the English of the model."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from textwrap import indent
from typing import Any, NamedTuple, get_type_hints

from annotated_types import MinLen

from plan.messages.sentences import both
from plan.model import shape
from plan.model.types import OwnText, Record
from plan.reading.yaml_file import read_yaml

#: What is told beside of a field in which the site speaks and not the plan.
OWN = (
    "計画の文ではないので、「このサイトの説明」の印を付けて載せます。"
    " / Not the plan's text: it is shown with the mark of the site's own words."
)
_MEANINGS = Path(__file__).with_name("meanings.yml")


class FieldHelp(NamedTuple):
    """What an editor is told of one field; `name` is that in the file, `type` its annotation in the model."""

    name: str
    type: Any
    required: bool
    default: object
    at_least: int | None
    ja: str
    en: str
    good: str
    bad: str | None
    choices: Mapping[str, str]
    own: bool
    """Whether the site speaks in it, and not the plan."""


@cache
def meanings() -> Mapping[str, Mapping[str, Any]]:
    """What `meanings.yml` holds: for each record its fields by their name in the file, and `_`, the record itself.

    Beside the records stands `README`: the prose of `data/README.md`.
    """
    file = read_yaml(_MEANINGS, _MEANINGS.name)
    if file.findings:
        raise ValueError("\n".join(map(str, file.findings)))
    return file.data  # type: ignore[return-value]


@cache
def field_helps(record: type[Record]) -> tuple[FieldHelp, ...]:
    """Every field of a record, in the order of the model, those it inherits too."""
    annotations = get_type_hints(record, include_extras=True)
    known = meanings()[record.__name__]
    found = []
    for key, info in record.model_fields.items():
        name = info.alias or key
        if name not in known:
            raise ValueError(both("field-without-meaning", record=record.__name__, field=name))
        meaning = known[name]
        found.append(
            FieldHelp(
                name=name,
                type=annotations[key],
                required=info.is_required(),
                default=info.default,
                at_least=next((rule.min_length for rule in info.metadata if isinstance(rule, MinLen)), None),
                ja=meaning["means"],
                en=_english(record, key),
                good=meaning["good"],
                bad=meaning.get("bad"),
                choices=meaning.get("choices", {}),
                own=OwnText in shape.record_types(annotations[key]),
            )
        )
    return tuple(found)


def _english(record: type[Record], key: str) -> str:
    """The sentence under a field in the class that defines it."""
    return next(sentences[key] for owner in record.__mro__ if key in (sentences := _sentences(owner)))


@cache
def _sentences(owner: type) -> Mapping[str, str]:
    if not (issubclass(owner, Record) and owner is not Record):
        return {}
    tree = ast.parse(inspect.getsource(owner))
    statements = next(node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    found = {}
    for node, below in pairwise(statements):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and isinstance(below, ast.Expr):
            found[node.target.id] = " ".join(str(ast.literal_eval(below.value)).split())
    return found


def record_sentence(record: type[Record]) -> str:
    """What a record is, in English: its docstring without the name of its file."""
    return re.sub(r"^data/\S+: (.)", lambda match: match[1].upper(), " ".join((record.__doc__ or "").split()))


def example(name: str, value: str) -> str:
    """A field as it stands in a file; `value` is what follows its name: a value on its line, or lines below it."""
    if "\n" in value or re.match(r"- |[a-z_]+:( |$)", value):
        return f"{name}:\n{indent(value, '  ')}"
    return f"{name}: {value}"


def optional(help_: FieldHelp) -> str:
    """That a field may be left out, and what that means, in both languages."""
    if isinstance(help_.default, bool | str):
        value = str(help_.default).lower() if isinstance(help_.default, bool) else help_.default
        return f"省略可（省略すると {value}） / Optional ({value} if left out)"
    return "省略可 / Optional"


def markdown(text: str) -> str:
    """A sentence as Markdown: what would begin an HTML element reads as it is written."""
    return text.replace("<", "&lt;")
