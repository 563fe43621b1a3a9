"""Turns the model and its meanings into JSON Schemas, by which an editor of a data file is helped and warned.

The schemas are of draft 7, which the YAML extension of VS Code knows best. Each record is written out where it stands
rather than referred to: draft 7 gives no effect to what stands beside a reference, and a field has its own meaning. A
record that holds others of its own kind is referred to, in the list in which they stand.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from plan.help.fields import OWN, FieldHelp, example, field_helps, markdown, meanings, optional, record_sentence
from plan.model import Plan, budgets, consultation, contacts, editions, inventory, languages, shape
from plan.model import types as field_types
from plan.model.families import Chosen
from plan.model.inventory import FOLDERS, WORDS
from plan.model.language_codes import LANGUAGE_CODE
from plan.model.readings import NO_KANA, Kana
from plan.model.types import Record, Reference, Text
from plan.reading.yaml_file import read_yaml

Json = dict[str, Any]
#: The ids of each kind that a field may refer to, each with its name in the plan's default language.
Names = Mapping[str, Mapping[str, str]]

_SITE_WORDS = Path(__file__).parents[1] / "reading" / WORDS
_RENEW = "make schema"


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
    """The ids of a plan that fields refer to, by kind, each with its name in the default language."""
    default = plan.languages.default
    return {kind: {id_: name[default] for id_, name in items.items()} for kind, items in plan.named_ids.items()}


def schema_name(path: str) -> str:
    """The name of the schema for a file under `data/`: plan for plan.yml, project for any file in projects/."""
    folder, _, file = path.rpartition("/")
    return FOLDERS[folder].__name__.lower() if folder else file.removesuffix(".yml")


def schema_comment(path: str) -> str:
    """The first line of a file under `data/`, by which the YAML extension finds the schema."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}schema/{schema_name(path)}.json"


class _Plain(NamedTuple):
    """How a value that is neither text in languages nor a record is written: as a schema, and in words."""

    schema: Json
    ja: str
    en: str


def _pattern(slots: Sequence[str]) -> _Plain:
    """How a pattern is written that only these slots may stand in."""
    schema = {"type": "string", "pattern": rf"^([^{{}}]|\{{({'|'.join(slots)})\}})+$"}
    listed = "、".join(f"{{{slot}}}" for slot in slots)
    return _Plain(schema, f"波かっこの中には {listed} を書きます", f"braces may hold {', '.join(slots)}")


#: Each text of a name that words of the site are filled with.
_FILLING = _Plain(
    {"type": "string", "pattern": r"^[^{}]*[^{}\s][^{}]*$"}, "波かっこのない文字を書きます", "write text without braces"
)
_ID_WORDS = ("半角の英小文字、数字、ハイフンで書きます", "write small letters, digits and single hyphens")
_PLAIN: Mapping[Any, _Plain] = {
    field_types.Id: _Plain({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 60}, *_ID_WORDS),
    field_types.Line: _Plain({"type": "string", "pattern": r"\S"}, "文字を書きます", "write text"),
    Kana: _Plain(
        {"type": "string", "pattern": f"^[^{NO_KANA}]*[^{NO_KANA}\\s][^{NO_KANA}]*$"}, "かなで書きます", "write kana"
    ),
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
        {"type": "string", "pattern": f"^{LANGUAGE_CODE}$"},
        "言語のコードは en や pt-BR の形で書きます",
        "write a code like en or pt-BR",
    ),
    field_types.CityCode: _Plain(
        {"type": "string", "pattern": "^[0-9]{5}$"},
        '5桁の数字を "12345" の形で、引用符で囲んで書きます',
        'write five digits like "12345", in quotes',
    ),
    editions.Digest: _Plain(
        {"type": "string", "pattern": "^[0-9a-f]{64}$"}, "プログラムが書きます", "the program writes this"
    ),
    field_types.Year: _Plain(
        {"type": "integer", "minimum": 1900, "maximum": 2100},
        "西暦の年を半角の数字で書きます",
        "write a western year in digits",
    ),
    field_types.FiscalYear: _Plain(
        {"type": "integer", "minimum": field_types.FIRST_FISCAL_YEAR, "maximum": field_types.LAST_FISCAL_YEAR},
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
    budgets.Amount: _Plain(
        {"type": "number", "minimum": 0},
        "金額を半角の数字だけで書きます。単位と桁区切りは書きません",
        "write the amount in digits only, without a unit or separators",
    ),
    contacts.Telephone: _Plain(
        {"type": "string", "pattern": f"^{contacts.TELEPHONE}$"},
        "市外局番から 0270-00-0000 の形で書きます",
        "write a number with its area code like 0270-00-0000",
    ),
    contacts.Extension: _Plain(
        {"type": "string", "pattern": f"^{contacts.EXTENSION}"}, "番号から書きます", "begin with the number"
    ),
    contacts.Mail: _Plain(
        {"type": "string", "pattern": f"^{contacts.MAIL}$", "maxLength": 254},
        "メールアドレスを半角で書きます",
        "write a mail address",
    ),
    contacts.SecureUrl: _Plain(
        {"type": "string", "pattern": "^https://[^\\s<>\"']+$"},
        "https:// から始まるアドレスを書きます",
        "write an address that begins with https://",
    ),
    consultation.CommentNumber: _Plain(
        {"type": "string", "pattern": consultation.COMMENT_NUMBER.pattern.replace("\\Z", "$")},
        '案に付いている番号を "12" の形で、引用符で囲んで書きます',
        'write a number of the draft like "12", in quotes',
    ),
    consultation.Parameter: _Plain(
        {"type": "string", "pattern": f"^{consultation.PARAMETER}$"},
        "number のように、半角の英数字で書きます",
        "write letters and digits like number",
    ),
    languages.Mark: _Plain(
        {"type": "string", "maxLength": 10}, "10字までの文字を書きます", "write at most 10 characters"
    ),
    languages.Tag: _Plain(
        {"type": "string", "pattern": languages.TAG},
        "ja-x-easy や zh-Hant の形で書きます",
        "write it like ja-x-easy or zh-Hant",
    ),
    languages.Region: _Plain(
        {"type": "string", "pattern": "^([A-Z]{2})?$"}, "半角の大文字2字で書きます", "write two capital letters"
    ),
    languages.YearPattern: _pattern(languages.YEAR_SLOTS),
    languages.DayPattern: _pattern(languages.DAY_SLOTS),
    bool: _Plain({"type": "boolean"}, "true か false と書きます", "write true or false"),
}


def schemas(of: Setting) -> dict[str, Json]:
    """The JSON Schema of each kind of data file, by its name."""
    records = {schema_name(path): record for path, record in inventory.kinds().items()}
    draft = {"$schema": "http://json-schema.org/draft-07/schema#"}
    found = {name: {**draft, **record_schema(record, of)} for name, record in records.items()}
    return {**found, schema_name(WORDS): {**draft, **_words(of)}}


def record_schema(record: type[Record], of: Setting) -> Json:
    """The schema of one record, with those of the records in it, as a whole."""
    return {**_record(record, of), **_definitions(record, of)}


def _record(record: type[Record], of: Setting) -> Json:
    helps = field_helps(record)
    return {
        "type": "object",
        "description": f"{meanings()[record.__name__]['_']}\n\n{record_sentence(record)}",
        "properties": {help_.name: _field(help_, of) for help_ in helps},
        "required": [help_.name for help_ in helps if help_.required],
        "additionalProperties": False,
    }


def _definitions(record: type[Record], of: Setting) -> Json:
    """The schemas of the records that hold others of their own kind, to which these refer: they have no end."""
    held = (inner for inner in (record, *_held(record)) if shape.holds_itself(inner))
    found = {inner.__name__: _record(inner, of) for inner in held}
    return {"definitions": found} if found else {}


def _held(record: type[Record]) -> Iterator[type[Record]]:
    """The records in the fields of a record."""
    for help_ in field_helps(record):
        yield from (inner for inner in shape.record_types(help_.type) if issubclass(inner, Record))


def _field(help_: FieldHelp, of: Setting) -> Json:
    schema = {**_type(help_.type, help_, of), **_description(help_)}
    if help_.at_least is not None:
        schema["minItems"] = help_.at_least
    if isinstance(help_.default, bool | str):
        schema["default"] = help_.default
    return schema


def _type(annotation: Any, help_: FieldHelp, of: Setting) -> Json:
    """The schema of a type; an optional field is left out of a file, never left empty."""
    annotation = without_none(annotation)
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
    if isinstance(annotation, type) and issubclass(annotation, Text):
        filling = annotation is field_types.FillingName
        return _by_language(of, of.complete, _plain(_FILLING if filling else _PLAIN[field_types.Line]))
    if annotation is Chosen:
        return _chosen(of)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        itself = shape.holds_itself(annotation)
        return {"$ref": f"#/definitions/{annotation.__name__}"} if itself else _record(annotation, of)
    raise TypeError(f"no schema for {annotation}")


def without_none(annotation: Any) -> Any:
    """The type of a field that is there, where it may be left out."""
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


def _chosen(of: Setting) -> Json:
    """What a card is sorted under: for each family of the plan a list of the ids of its items."""
    properties = {
        id_: {
            "type": "array",
            "items": _reference(of.names[f"families/{id_}"]),
            "minItems": 1,
            "description": name,
        }
        for id_, name in of.names.get("families", {}).items()
    }
    items = {"type": "array", "items": _plain(_PLAIN[field_types.Id]), "minItems": 1}
    return {"type": "object", "properties": properties, "additionalProperties": False if properties else items}


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
    needed = "必須 / Required" if help_.required else optional(help_)
    if help_.own:
        needed = f"{needed}\n\n{OWN}"
    examples = [("良い例 / Good", help_.good), ("悪い例 / Bad", help_.bad)]
    shown = [(label, example(help_.name, value)) for label, value in examples if value is not None]
    plain = [help_.ja, help_.en, needed, *(f"{label}:\n{text}" for label, text in shown)]
    marked = [help_.ja, markdown(help_.en), needed, *(f"{label}:\n```yaml\n{text}\n```" for label, text in shown)]
    return {"description": "\n\n".join(plain), "markdownDescription": "\n\n".join(marked)}


def _words(of: Setting) -> Json:
    """The schema of words.yml: any of the site's own words, in any of the plan's languages."""
    known: Mapping[str, Mapping[str, str]] = read_yaml(_SITE_WORDS, WORDS).data  # type: ignore[assignment]
    texts = {"type": "object", "properties": {code: {"type": "string"} for code in of.languages}}
    properties = {
        key: {
            "description": "元の言葉: {}\n\nThe word as it is: {}".format(*text.values()),
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
