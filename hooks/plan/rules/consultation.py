"""The rules of a consultation: nothing in it names a person, and nothing came of it before it was over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from plan import model
from plan.messages.findings import DataField, Finding, Location, shown
from plan.model.comment_numbers import CommentNumbers
from plan.rules.facts import Facts

#: What tells how to reach a person, or who: a mail address, a telephone number, a postal code, the name of a field.
_PERSONAL = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}\.\w+|(?<!\d)0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}(?!\d)|〒\s*\d{3}-?\d{4}"
    r"|(?<!\d)0[789]0\d{8}(?!\d)|(?:氏名|住所|電話(?:番号)?):"
)
#: What may tell a person: a name with what is put after it, or before; the number of a house, or of a person (12
#: digits). It may be a shop's.
_SEEMING = re.compile(
    r"(?P<name>[一-龥々ヶ]{1,4}[ 　]?[一-龥々ぁ-んァ-ヶー]{0,4}?)(?:さん|様(?![々式子相])|氏(?!名))"
    r"|\b(?:Mr|Mrs|Ms|Dr)\.? [A-Z][a-z]+|\d{1,3}丁目\d{0,3}|\d{1,5}番地(?:の\d{1,3})?|\d{1,4}番\d{1,4}号"
    r"|[一-龥々]{1,6}町\d{1,4}-\d{1,4}|(?<![\d.,])\d{12}(?![\d.,円])"
    r"|(?P<called>[一-龥々]{1,4}[ 　]?[一-龥々ァ-ヶー]{0,4})と申します|私は(?P<me>[一-龥々]{3,6})です"
    r"|(?:^|[。\n])(?P<first>[一-龥々]{2,6})より(?=[。\n]|$)|^[A-Z][a-z]+ [A-Z][a-z]+, ?\d|\b[Mm]y name is [A-Z][a-z]+"
)
#: Dashes that are typed for a hyphen between numbers.
_DASHES = re.compile("(?<=\\d)[\u2010-\u2015\u2212\u30fc](?=\\d)")
#: Whom such words name beside persons: everybody, guests, who does something, what has a place of its own; kin; and
#: other words that end so.
_NOBODY = re.compile(
    r".*(?:皆|客|者|員|民|人|主|屋|店|所|課|市|町|村|社|校|園|会|師|士|生|各位|同|仕|模|異|賛成|反対|以前|従来|当初)"
    r"|(?:一|多|有|神|王|殿|奥|父|母|子|兄|姉|祖父|祖母|嫁|婿|孫|叔父|叔母)"
)


def seeming(words: str) -> str | None:
    """What in some words may tell who somebody is, or where they live; None where nothing does."""
    found = _SEEMING.finditer(_folded(words))
    return next((match[0].strip("。\n") for match in found if not _NOBODY.fullmatch(_named(match))), None)


def _named(found: re.Match[str]) -> str:
    """The name that was found; empty where something else was."""
    return next(filter(None, found.group("name", "called", "me", "first")), "")


def _folded(words: str) -> str:
    return _DASHES.sub("-", normalize("NFKC", words))


def personal(words: str) -> str | None:
    """What in some words tells how to reach a person, or is filled in of one; None where nothing does."""
    found = _PERSONAL.search(_folded(words))
    return found[0] if found else None


def cited_in_vain(facts: Facts, numbers: CommentNumbers) -> Iterator[Finding]:
    """The numbers that opinions cite and that nothing was ever given."""
    found = facts.one(model.Consultation)
    for place, opinion in enumerate(found.opinions if found else ()):
        for index, number in enumerate(opinion.cites):
            if number not in numbers.by_number:
                at = DataField("consultation.yml", ("opinions", place, "cites", index))
                yield Finding(at, "unknown-comment-number", {"found": number})


def faults(facts: Facts) -> Iterator[Finding]:
    """Everything that is wrong with the consultation."""
    found = facts.one(model.Consultation)
    details = facts.one(model.PlanDetails)
    if found is None:
        return
    file = "consultation.yml"
    if details and found.over and details.edition.updated <= found.last:
        given = {"last": found.last.isoformat(), "updated": details.edition.updated.isoformat()}
        yield Finding(DataField(file, ("opinions" if found.opinions else "people",)), "consultation-not-over", given)
    for place, words in texts(found):
        if said := personal(words):
            yield Finding(DataField(file, place), "personal-data", {"found": shown(said)})


def texts(given: model.Consultation) -> Iterator[tuple[Location, str]]:
    """Every text of the opinions, with its place in the file."""
    for number, opinion in enumerate(given.opinions):
        for field in ("opinion", "view", "where", "about"):
            text = getattr(opinion, field)
            for code, words in text.root.items() if text else ():
                yield ("opinions", number, field, code), words
