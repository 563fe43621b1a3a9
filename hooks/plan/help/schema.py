"""Turns the model and its Japanese meanings into help for editors: a JSON Schema for each file, and `data/README.md`.

The schemas are of draft 7, which the YAML extension of VS Code knows best. Each record is written out where it stands
rather than referred to: draft 7 gives no effect to what stands beside a reference, and a field has its own meaning.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from textwrap import indent
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from annotated_types import MinLen

from plan.machine import whole_files
from plan.model import Plan, fiscal_years, inventory, shape
from plan.model import types as field_types
from plan.model.inventory import FOLDERS, WORDS
from plan.model.types import Record, Reference, Text
from plan.reading.yaml_file import read_yaml

Json = dict[str, Any]
#: The ids of each kind that a field may refer to, each with its Japanese name.
Names = Mapping[str, Mapping[str, str]]

_MEANINGS = Path(__file__).with_name("meanings.yml")
_SITE_WORDS = Path(__file__).parents[1] / "reading" / WORDS
_RENEW = "make schema"


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


@dataclass(frozen=True)
class Setting:
    """What of one plan its schemas depend on: languages with their names for themselves, and ids with their names."""

    languages: Mapping[str, str]
    complete: Sequence[str]
    names: Names = field(default_factory=dict)


def setting(plan: Plan, more: Names) -> Setting:
    """What the schemas of a plan depend on; `more` holds the kinds of ids that do not stand in the plan (rules)."""
    languages = {language.code: language.name for language in plan.details.languages}
    return Setting(languages, plan.languages.complete, {**names(plan), **more})


def names(plan: Plan) -> Names:
    """The ids of a plan that fields refer to, by kind, each with its Japanese name."""
    people = plan.people.abilities if plan.people else ()
    return {
        "measures": {measure.id: measure.title["ja"] for _, measure in plan.pillars.measures()},
        "abilities": {part.id: part.title["ja"] for ability in people for part in ability.parts},
        "tools": {tool.id: tool.title["ja"] for tool in plan.tools.tools},
        "departments": {department.id: department.name["ja"] for department in plan.departments.departments},
        "funding": {program.id: program.name["ja"] for program in plan.funding.programs},
        "sources": {source.id: source.title["ja"] for source in plan.sources.sources},
        "projects": {id_: project.title["ja"] for id_, project in plan.projects.items()},
        "series": {id_: series.title["ja"] for id_, series in plan.series.items()},
    }


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


def schema_name(path: str) -> str:
    """The name of the schema for a file under `data/`: plan for plan.yml, project for any file in projects/."""
    folder, _, file = path.rpartition("/")
    return FOLDERS[folder].__name__.lower() if folder else file.removesuffix(".yml")


def schema_comment(path: str) -> str:
    """The first line of a file under `data/`, by which the YAML extension finds the schema."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}schema/{schema_name(path)}.json"


# ---------------------------------------------------------------- meanings


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
        meaning = known[name]
        found.append(
            FieldHelp(
                name=name,
                type=annotations[key],
                required=info.is_required(),
                default=info.default,
                at_least=next((rule.min_length for rule in info.metadata if isinstance(rule, MinLen)), None),
                ja=meaning["ja"],
                en=_english(record, key),
                good=meaning["good"],
                bad=meaning.get("bad"),
                choices=meaning.get("choices", {}),
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


def _record_sentence(record: type[Record]) -> str:
    """What a record is, in English: its docstring without the name of its file."""
    return re.sub(r"^data/\S+: (.)", lambda match: match[1].upper(), " ".join((record.__doc__ or "").split()))


def example(name: str, value: str) -> str:
    """A field as it stands in a file; `value` is what follows its name: a value on its line, or lines below it."""
    if "\n" in value or re.match(r"- |[a-z_]+:( |$)", value):
        return f"{name}:\n{indent(value, '  ')}"
    return f"{name}: {value}"


# ---------------------------------------------------------------- schemas


class _Plain(NamedTuple):
    """How a value that is neither text in languages nor a record is written: as a schema, and in words."""

    schema: Json
    ja: str
    en: str


_ID_WORDS = ("半角の英小文字、数字、ハイフンで書きます", "write small letters, digits and single hyphens")
_PLAIN: Mapping[Any, _Plain] = {
    field_types.Id: _Plain({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 60}, *_ID_WORDS),
    field_types.Line: _Plain({"type": "string", "pattern": r"\S"}, "文字を書きます", "write text"),
    field_types.Url: _Plain(
        {"type": "string", "pattern": "^https?://[^\\s<>\"']+$"},
        "https:// から始まるアドレスを書きます",
        "write an address that begins with https://",
    ),
    field_types.SiteUrl: _Plain(
        {"type": "string", "pattern": "^https?://[^\\s<>\"'?#]+/$", "maxLength": 200},
        "https:// から始まり「/」で終わるアドレスを書きます",
        "write an address that begins with https:// and ends in a slash",
    ),
    field_types.Day: _Plain(
        {"type": "string", "pattern": "^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$", "format": "date"},
        "日付は 2026-04-01 の形で書きます",
        "write a date like 2026-04-01",
    ),
    field_types.Color: _Plain(
        {"type": "string", "pattern": "^#[0-9a-f]{6}$"},
        '色は "#1a4d7a" の形で、引用符で囲んで書きます',
        'write a color like "#1a4d7a", in quotes',
    ),
    field_types.LanguageCode: _Plain(
        {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
        "言語のコードは en や pt-BR の形で書きます",
        "write a code like en or pt-BR",
    ),
    field_types.CityCode: _Plain(
        {"type": "string", "pattern": "^[0-9]{5}$"},
        '5桁の数字を "12345" の形で、引用符で囲んで書きます',
        'write five digits like "12345", in quotes',
    ),
    field_types.Year: _Plain(
        {"type": "integer", "minimum": 1900, "maximum": 2100},
        "西暦の年を半角の数字で書きます",
        "write a western year in digits",
    ),
    field_types.FiscalYear: _Plain(
        {"type": "integer", "minimum": fiscal_years.FIRST, "maximum": fiscal_years.LAST},
        "年度は西暦で、半角の数字だけで書きます（令和8年度は 2026）",
        "write the western year in digits (2026 for 令和8年度)",
    ),
    field_types.Number: _Plain(
        {"type": "number"},
        "半角の数字だけを書きます。単位と桁区切りは書きません",
        "write digits only, without a unit or separators",
    ),
    field_types.Ordinal: _Plain(
        {"type": "integer", "minimum": 0, "maximum": 99_999}, "半角の数字だけを書きます", "write digits only"
    ),
    bool: _Plain({"type": "boolean"}, "true か false と書きます", "write true or false"),
}


def schemas(of: Setting) -> dict[str, Json]:
    """The JSON Schema of each kind of data file, by its name."""
    records = {schema_name(path): record for path, record in inventory.kinds().items()}
    draft = {"$schema": "http://json-schema.org/draft-07/schema#"}
    found = {name: {**draft, **record_schema(record, of)} for name, record in records.items()}
    return {**found, schema_name(WORDS): {**draft, **_words(of)}}


def record_schema(record: type[Record], of: Setting) -> Json:
    """The schema of one record, with those of the records in it."""
    helps = field_helps(record)
    return {
        "type": "object",
        "description": f"{meanings()[record.__name__]['_']}\n\n{_record_sentence(record)}",
        "properties": {help_.name: _field(help_, of) for help_ in helps},
        "required": [help_.name for help_ in helps if help_.required],
        "additionalProperties": False,
    }


def _field(help_: FieldHelp, of: Setting) -> Json:
    schema = {**_type(help_.type, help_, of), **_description(help_)}
    if help_.at_least is not None:
        schema["minItems"] = help_.at_least
    if isinstance(help_.default, bool):
        schema["default"] = help_.default
    return schema


def _type(annotation: Any, help_: FieldHelp, of: Setting) -> Json:
    """The schema of a type; an optional field is left out of a file, never left empty."""
    annotation = _without_none(annotation)
    reference = next((part for part in getattr(annotation, "__metadata__", ()) if isinstance(part, Reference)), None)
    if reference:
        return _reference(of.names.get(reference.kind, {}))
    if annotation in _PLAIN:
        return _plain(_PLAIN[annotation])
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return {"type": "array", "items": _type(arguments[0], help_, of)}
    if origin is Literal:
        return _choice(arguments, [help_.choices[choice] for choice in arguments])
    if origin is dict:  # what a dict of the model is keyed by is the plan's languages
        return _by_language(of, (), _type(arguments[1], help_, of))
    if annotation is Text:
        return _by_language(of, of.complete, _plain(_PLAIN[field_types.Line]))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return record_schema(annotation, of)
    raise TypeError(f"no schema for {annotation}")


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = (part for part in get_args(annotation) if part is not type(None))
    return annotation


def _plain(plain: _Plain) -> Json:
    return {**plain.schema, "errorMessage": f"{plain.ja} / {plain.en}"}


def _choice(choices: Sequence[str], described: Sequence[str]) -> Json:
    listed = "、".join(f"{choice}（{words}）" for choice, words in zip(choices, described, strict=True))
    message = f"次のどれかを書きます: {listed} / write one of {', '.join(choices)}"
    return {"type": "string", "enum": list(choices), "enumDescriptions": list(described), "errorMessage": message}


def _reference(known: Mapping[str, str]) -> Json:
    if not known:
        return _plain(_PLAIN[field_types.Id])
    message = (
        f"一覧にあるidから選びます。足したばかりのidは {_RENEW} の後に一覧に載ります"
        f" / choose an id from the list; {_RENEW} lists an id just added"
    )
    return {
        "type": "string",
        "enum": list(known),
        "enumDescriptions": list(known.values()),
        "errorMessage": message,
    }


def _by_language(of: Setting, required: Sequence[str], value: Json) -> Json:
    properties = {}
    for code, name in of.languages.items():
        ja, en = ("必ず書きます。", "required") if code in required else ("省略できます。", "optional")
        properties[code] = {**value, "description": f"{name}の文。{ja}\n\nThe text in {name}; {en}."}
    return {
        "type": "object",
        "properties": properties,
        "required": [code for code in of.languages if code in required],
        "additionalProperties": False,
    }


def _description(help_: FieldHelp) -> Json:
    """What hovering shows: plain, and as Markdown with examples as they stand in a file."""
    needed = "必須 / Required" if help_.required else _optional(help_)
    examples = [("良い例 / Good", help_.good), ("悪い例 / Bad", help_.bad)]
    shown = [(label, example(help_.name, value)) for label, value in examples if value is not None]
    plain = [help_.ja, help_.en, needed, *(f"{label}:\n{text}" for label, text in shown)]
    marked = [help_.ja, _markdown(help_.en), needed, *(f"{label}:\n```yaml\n{text}\n```" for label, text in shown)]
    return {"description": "\n\n".join(plain), "markdownDescription": "\n\n".join(marked)}


def _optional(help_: FieldHelp) -> str:
    if isinstance(help_.default, bool):
        value = str(help_.default).lower()
        return f"省略可（省略すると {value}） / Optional ({value} if left out)"
    return "省略可 / Optional"


def _markdown(text: str) -> str:
    """A sentence as Markdown: what would begin an HTML element reads as it is written."""
    return text.replace("<", "&lt;")


def _words(of: Setting) -> Json:
    """The schema of words.yml: any of the site's own words, in any of the plan's languages."""
    known: Mapping[str, Mapping[str, str]] = read_yaml(_SITE_WORDS, WORDS).data  # type: ignore[assignment]
    texts = {"type": "object", "properties": {code: {"type": "string"} for code in of.languages}}
    properties = {
        key: {
            "description": f"元の言葉: {text['ja']}\n\nThe word as it is: {text['en']}",
            **texts,
            "additionalProperties": False,
        }
        for key, text in known.items()
    }
    return {
        "type": "object",
        "description": "サイトの言葉のうち、変えるもの。\n\nThe words of the site that the city changes.",
        "properties": properties,
        "additionalProperties": False,
    }


# ---------------------------------------------------------------- README.md


def readme() -> str:
    """The text of `data/README.md`: how the folder works, and every field of every file. It depends on no plan."""
    files = inventory.kinds()
    sections = [_section(path, record) for path, record in files.items()]
    prose = meanings()["README"]
    return "\n".join([f"{prose['opening']}\n", _contents(files), *sections, f"## {WORDS}\n\n{prose['words']}\n"])


def _contents(files: Mapping[str, type[Record]]) -> str:
    rows = ["| ファイル File | 必須 | 内容 Content |", "| --- | --- | --- |"]
    for path, record in files.items():
        needed = "必須" if path in inventory.FILES and not inventory.FILES[path].optional else ""
        rows.append(f"| [`{path}`](#{_anchor(path)}) | {needed} | {_both(record, '<br>')} |")
    rows.append(
        f"| [`{WORDS}`](#{_anchor(WORDS)}) | | サイトの言葉のうち、変えるもの。<br>*Changes to the site's words.* |"
    )
    return "\n".join(["## ファイルの一覧 / Files", "", *rows, ""])


def _anchor(heading: str) -> str:
    """The fragment by which GitHub names a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _both(record: type[Record], between: str) -> str:
    return f"{meanings()[record.__name__]['_']}{between}*{_markdown(_record_sentence(record))}*"


def _section(path: str, record: type[Record]) -> str:
    """One file: its own fields, then those of each record in it, each record once."""
    lines = [f"## {_markdown(path)}", "", _both(record, "\n\n"), "", *_table(record), ""]
    places: dict[type[Record], list[str]] = {}
    for place, inner in _inner(record, ""):
        places.setdefault(inner, []).append(f"`{place}`")
    for inner, named in places.items():
        lines += [f"### {path.split('/')[0]}: {', '.join(named)}", "", _both(inner, "\n\n"), "", *_table(inner), ""]
    return "\n".join(lines)


def _inner(record: type[Record], place: str) -> Iterator[tuple[str, type[Record]]]:
    """The records within a record, each with the fields that lead to it."""
    for help_ in field_helps(record):
        for inner in shape.record_types(help_.type):
            if issubclass(inner, Record):
                yield f"{place}{help_.name}", inner
                yield from _inner(inner, f"{place}{help_.name} › ")


def _table(record: type[Record]) -> list[str]:
    rows = [
        "| 項目 Field | 必須 Required | 意味 Meaning | 良い例 Good | 悪い例 Bad |",
        "| --- | --- | --- | --- | --- |",
    ]
    return rows + [_row(help_) for help_ in field_helps(record)]


def _row(help_: FieldHelp) -> str:
    needed = "必須" if help_.required else _optional(help_).split(" / ")[0]
    meaning = [help_.ja, f"*{_markdown(help_.en)}*", *(f"`{key}`: {words}" for key, words in help_.choices.items())]
    cells = [f"`{help_.name}`", needed, "<br>".join(meaning), _code(help_.good), _code(help_.bad)]
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _code(value: str | None) -> str:
    """Lines of code for a cell of a table, which holds no line break of its own; blanks at their start are kept."""
    return "<br>".join(f"`{line}`" if line else "" for line in (value or "").split("\n"))
