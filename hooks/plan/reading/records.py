"""Turns the data of a YAML file into its record, or into findings: the model's errors in our words, on their lines."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar
from unicodedata import normalize

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from plan.messages.findings import FileLine, Finding, Location, dotted, shown
from plan.messages.meant import meant
from plan.messages.sentences import SENTENCES, Said
from plan.model import shape
from plan.model.language_codes import meant_code
from plan.model.types import ID, MAX_DIGITS, Languages, Record, Text
from plan.reading import what_to_write
from plan.reading.figures import spelt_number
from plan.reading.yaml_file import MAX_FAULTS, YamlFile
from plan.reading.yaml_slips import quoted

_Any = TypeVar("_Any", bound=Record)

#: What is said of a value before it is known what is asked there; what the record says of it says more.
SPELT = frozenset(("number-spelling", "ambiguous-number", "ambiguous-word"))
#: What is said of a text that is none as it stands; what the record says of it says more.
CUT = ("yaml-comma-inside", "yaml-item-inside")
#: What is said of a text where a number is asked.
_NUMBERS = ("int_type", "not-a-number", "bad-fiscal-year", "bad-year")
_TYPES = {
    "string_type": Said("expects-text"),
    "int_type": Said("expects-integer"),
    "bool_type": Said("expects-bool"),
    "tuple_type": Said("expects-list"),
    "dict_type": Said("expects-mapping"),
    "model_type": Said("expects-mapping"),
    "date_type": Said("expects-date"),
}


def read_record(
    schema: type[_Any], file: YamlFile, languages: Languages, names: Mapping[str, str]
) -> tuple[_Any | None, list[Finding]]:
    """The record of a file, or its findings; `names` gives the id of what has a name in the default language."""
    try:
        return schema.model_validate(file.data, context={"languages": languages}), []
    except ValidationError as error:
        told = {item.field for item in file.findings if item.rule not in (*SPELT, *CUT)}
        causes = list(_causes(error.errors(include_url=False), told))
        found = list(_once(_finding(schema, file, details, names, languages) for details in causes[:MAX_FAULTS]))
        if len(causes) > MAX_FAULTS:
            found.append(file.finding((), "more-faults", limit=MAX_FAULTS))
        return None, found


def named(data: object, language: str) -> Iterator[tuple[str, str]]:
    """The id of everything that has a name, by its name in a language: people write the name where an id is asked."""
    if isinstance(data, Mapping):
        name = data.get("name") or data.get("title")
        if isinstance(data.get("id"), str) and isinstance(name, Mapping) and isinstance(name.get(language), str):
            yield name[language], data["id"]
        data = tuple(data.values())
    if isinstance(data, tuple):
        for item in data:
            yield from named(item, language)


def _causes(errors: list[ErrorDetails], told: Container[str]) -> Iterator[ErrorDetails]:
    """The errors without those that only follow from others.

    A list is not too short because its items are wrong; a value that was `told` already is not of a wrong type.
    """
    around = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    for error in errors:
        if dotted(error["loc"]) not in told and (error["type"] != "too_short" or error["loc"] not in around):
            yield error


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without a missing field that stands there under another name, as another finding says."""
    found = list(findings)
    there = {
        (
            item.details.get("around", item.field.rpartition(".")[0]),
            item.details.get("meant", item.details.get("field")),
        )
        for item in found
        if item.rule in ("unknown-field", "too-far-in")
    }
    for item in found:
        within, _, name = item.field.rpartition(".")
        if item.rule != "missing-field" or (within, name) not in there:
            yield item


def _finding(
    schema: type[BaseModel], file: YamlFile, error: ErrorDetails, names: Mapping[str, str], languages: Languages
) -> Finding:
    """One of pydantic's errors in our words, on its line."""
    location: Location = tuple(error["loc"])
    kind, context, found = error["type"], error.get("ctx") or {}, error["input"]
    if kind == "missing":
        return Finding(FileLine(file.name, file.line(location[:-1]), dotted(location), location), "missing-field")
    if kind == "extra_forbidden":
        if near := meant(str(location[-1]), shape.fields(schema, location[:-1])):
            return file.finding(location, "unknown-field", meant=near)
        return _further_out(schema, file, location) or file.finding(location, "unknown-field")
    if kind == "literal_error":
        allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        if isinstance(found, str) and found != found.strip() and found.strip() in allowed.split(", "):
            return file.finding(location, "choice-with-blank", instead=found.strip())
        near, beside = meant(str(found), allowed.split(", ")), shape.fields(schema, location[:-1])
        rule = "wrong-choice-of-called" if "called" in beside else "wrong-choice"
        return file.finding(location, rule, allowed=allowed, found=shown(found), meant=near)
    if kind in ("too_short", "too_long"):
        limit = context.get("min_length", context.get("max_length"))
        rule = "too-few" if kind == "too_short" else "too-many"
        return file.finding(location, rule, limit=limit, size=context["actual_length"])
    if kind in _NUMBERS and isinstance(found, str) and (number := spelt_number(found)):
        return _of_number(file, location, found, number)
    if meant_so := _as_meant(file, location, kind, found, shape.fields(schema, location[:-1]), names):
        return meant_so
    if kind == "tuple_type" and isinstance(found, str) and (several := what_to_write.ids_of(found, alone=True)):
        return file.finding(location, "list-as", found=shown(found), instead=several)
    if kind == "dict_type" and isinstance(found, str | int | Decimal) and _is_text(schema, location):
        said = (f"{code}: {quoted(str(found)) if code == languages.default else '…'}" for code in languages.complete)
        return file.finding(location, "text-by-language", found=shown(found), instead=f"{{{', '.join(said)}}}")
    if kind in _TYPES:
        return file.finding(location, "wrong-type", expected=_TYPES[kind], found=shown(found))
    if kind in SENTENCES:  # a fault that the model itself raises
        details: dict[str, object] = {
            key: shown(value, blanks=kind == "id-with-blank") if key == "found" else value
            for key, value in context.items()
        }
        if kind == "bad-id":
            known = names.get(str(context["found"]), "")
            details["meant"] = known if ID.match(known) else what_to_write.id_of(context["found"])
            if several := what_to_write.ids_of(context["found"]):
                return file.finding(location, "ids-in-one", found=details["found"], instead=several)
        if kind == "unknown-language" and (further := _further_out(schema, file, (*location, str(context["found"])))):
            return further
        if kind == "unknown-language":
            details["meant"] = _language(str(context["found"]), languages)
        return file.finding(location, kind, **details)
    return file.finding(location, "invalid", problem=f"{error['msg']}: {shown(found)}")


def _of_number(file: YamlFile, location: Location, found: str, number: str) -> Finding:
    """A text that is a number but for how it is written: without quotes, unless it is too long to be one."""
    if (size := sum(map(str.isdigit, number))) > MAX_DIGITS:
        return file.finding(location, "too-many-digits", limit=MAX_DIGITS, size=size)
    return file.finding(location, "quoted-number", found=shown(found), number=number)


def _is_text(schema: type[BaseModel], location: Location) -> bool:
    """Whether a text in several languages is asked at a place."""
    asked: type[BaseModel] | None = schema
    for step in location:
        asked = asked and (shape.inner(asked, step) if isinstance(step, str) else asked)
    return asked is not None and issubclass(asked, Text)


def _language(found: str, languages: Languages) -> str | None:
    """The language of the plan that is meant by what stands in the place of its code: JA, ｊａ, jp, English."""
    plain = normalize("NFKC", found).strip()
    near = (plain.lower(), meant_code(plain))
    return next((code for code in near if code in languages.codes), None)


def _numbered(number: int, names: Mapping[str, str]) -> str:
    """The one id that ends with a number: goal-4 is meant by 4."""
    ids = {id for id in names.values() if id.endswith(f"-{number}")}
    return ids.pop() if len(ids) == 1 else ""


def _as_meant(
    file: YamlFile, location: Location, kind: str, found: object, beside: Container[str], names: Mapping[str, str]
) -> Finding | None:
    """What is to be written, where what was written can only mean that."""
    said = {"found": shown(found)}
    if kind == "string_type" and found is None and location[-1] == "id":
        return file.finding(location, "bad-id", **said)
    if kind == "string_type" and isinstance(found, int) and (near := _numbered(found, names)):
        return file.finding(location, "bad-id", **said, meant=near)
    if kind == "string_type" and isinstance(found, int | Decimal) and not isinstance(found, bool):
        return file.finding(location, "unquoted-text", **said, instead=f'"{found}"')
    if kind in ("not-a-number", "int_type") and isinstance(found, str):
        number = what_to_write.number(found)
        if number is not None and (kind == "not-a-number" or "." not in number):
            return file.finding(location, "number-alone", **said, instead=number)
        dash = what_to_write.is_dash(found) and location[-1] == "value" and _of_dash(location, beside)
        if dash:
            return file.finding(location, dash, **said)
        rule = "figure-of-words-or-reason" if "missing" in beside else "figure-of-words" if "stated" in beside else None
        return file.finding(location, rule, **said) if rule and location[-1] in ("value", "upper") else None
    makers = {
        "bad-fiscal-year": ("year-alone", what_to_write.fiscal_year),
        "bad-date": ("date-as", what_to_write.day),
        "bad-color": ("color-as", what_to_write.color),
    }
    rule, make = makers.get(kind, ("", None))
    instead = make(found) if make else None
    return file.finding(location, rule, **said, instead=instead) if instead else None


def _of_dash(location: Location, beside: Container[str]) -> str:
    """What is said of a mark for no value: how the data say that there is none."""
    if "missing" in beside:
        return "dash-or-reason"
    return "dash-or-words" if "stated" in beside and location[-2:-1] == ("target",) else ""


def _further_out(schema: type[BaseModel], file: YamlFile, location: Location) -> Finding | None:
    """A field that stands too far in: what stands around its record has such a field, and does not say it."""
    name = str(location[-1])
    for length in range(len(location) - 2, -1, -1):
        around = location[:length]
        if name in shape.fields(schema, around) and (*around, name) not in file.lines:
            beside = next((str(step) for step in location[length:] if isinstance(step, str)), "")
            return file.finding(location, "too-far-in", field=name, beside=beside, around=dotted(around))
    return None
