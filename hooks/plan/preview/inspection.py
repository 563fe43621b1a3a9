"""Turns a sound plan into what still wants attention: remarks, translations, what is missing or in doubt."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plan.adopting import drafts
from plan.adopting.open_points import changed_since_frozen
from plan.help import editor
from plan.messages.findings import FileLine, Finding, Location, counted
from plan.messages.sentences import SENTENCES
from plan.model import Item, Plan, Project
from plan.model.inventory import READINGS
from plan.model.status import GONE
from plan.preview import consulted
from plan.preview.by_office import OfficePoints, by_office
from plan.preview.easy_texts import easy_texts
from plan.reading.loader import Loaded
from plan.rules import indicators
from plan.translation.ledger import Ledger, State, TextState, counts


@dataclass(frozen=True)
class Section:
    """Points of one kind, with the sentence that says what to do about them."""

    id: str
    title: str
    lead: str
    points: tuple[Finding, ...]
    offices: tuple[OfficePoints, ...] = ()
    """The same points by the offices that can see to them, where that is of use."""

    @property
    def count(self) -> int:
        """How many points it has."""
        return len(self.points)

    @property
    def groups(self) -> tuple[OfficePoints, ...]:
        """Its points as they are listed: by offices, or all under no name; none where it has none."""
        return self.offices or ((OfficePoints("", self.points),) if self.points else ())


_INDICATORS = "監査や議会でよく指摘される点です。直すか、カードか項目か plan.yml の accepted に理由を書いて残します。"


_MISSING = "値や予定が分かったら、データに書き足します。"


_EXAMPLES = "〇〇を、計画の言葉に直します。策定済みにした後は、残っている間、サイトを作れません。"


_CONSULTATION = "結果の公表と、意見への考え方、案の番号で、まだのものです。"


_HELP = "項目の意味と候補を出すためのファイルです。サイトには影響しません。"


_READINGS = "data/readings.txt の案です。確かめるまで、どのページにも出ません。"


_PICTURES = "元のファイルはそのままです。公開する大きさで足りないときは、絵を分けます。"


def sections(loaded: Loaded, translations: Sequence[Section] = (), today: date | None = None) -> list[Section]:
    """All of the inspection, the most pressing first; a section without points says so."""
    if loaded.plan is None:
        return []
    advice = tuple(
        replace(point, reason=SENTENCES[indicators.RULES[point.rule].reason.id].ja)
        if point.rule in indicators.RULES
        else point
        for point in loaded.remarks
        if point.level == "advice" and point.rule not in ("left-out-file", "scaled-picture", "still-an-example")
    )
    scaled = tuple(point for point in loaded.remarks if point.rule == "scaled-picture")
    beside = tuple(point for point in loaded.remarks if point.rule == "left-out-file")
    blank = tuple(point for point in loaded.remarks if point.rule == "still-an-example")
    accepted = tuple(
        replace(point, reason=f"了承: {point.reason}") for point in loaded.remarks if point.level == "accepted"
    )
    lacking = tuple(editor.lacking(loaded.folders.data)) if loaded.folders else ()
    asked = tuple(consulted.points(loaded.plan, loaded, today or date.today()))
    unseen = tuple(_unseen(loaded.plan))
    missing, doubts = tuple(_missing(loaded.plan, loaded)), tuple(_doubts(loaded.plan, loaded))
    return [
        *([Section("examples", "まだ例のままのところ", _EXAMPLES, blank)] if blank else []),
        Section("indicators", "指標の点検", _INDICATORS, advice, by_office(advice, loaded.plan)),
        *translations,
        _adoption(loaded.plan, loaded),
        *([Section("consultation", "意見募集", _CONSULTATION, asked)] if loaded.plan.consultation else []),
        Section("missing", "まだ載っていないもの", _MISSING, missing, by_office(missing, loaded.plan)),
        Section("doubts", "原典の疑問", "原典の矛盾や疑問として記録したものです。担当課に確かめます。", doubts),
        *([Section("readings", "確かめていない読み", _READINGS, unseen)] if unseen else []),
        Section("files", "公開されないファイル", "docs にありますが、サイトには載りません。", beside),
        *([Section("pictures", "縮めて公開する絵", _PICTURES, scaled)] if scaled else []),
        *([Section("help", "入力の手助け", _HELP, lacking)] if lacking else []),
        Section("accepted", "了承済みの指摘", "理由を付けて残したものです。改定のときに見直します。", accepted),
    ]


def _unseen(plan: Plan) -> Iterator[Finding]:
    """The readings that wait to be looked at."""
    for word, line in plan.readings.unseen.items():
        yield Finding(FileLine(f"data/{READINGS}", line), "reading-unseen", {"found": word}, "advice")


def _adoption(plan: Plan, loaded: Loaded) -> Section:
    """What has to change when the plan is adopted, or what then still says that it is a draft."""
    points = (*changed_since_frozen(plan, loaded), *drafts.changes(plan, loaded), *drafts.texts(plan, loaded))
    if drafts.adopted(plan):
        lead = "計画は策定済みですが、案と書いてある文です。直すか、原典の引用なら残します。"
        return Section("adoption", "まだ案とある文", lead, points)
    return Section("adoption", "策定のときに直すもの", "計画が策定されたら、次のところを直します。", points)


#: The order in which a reader wants to know them: what is done, then what is not.
_COUNTED: tuple[State, ...] = ("fresh", "stale", "unconfirmed", "missing")


def text_sections(texts: Iterable[TextState], ledger: Ledger, plan: Plan) -> list[Section]:
    """What wants attention in the languages beside the plan's own: its translations, and texts that are not easy."""
    texts = list(texts)
    hard = [Section("easy", name, lead, points) for name, lead, points in easy_texts(texts, plan)]
    return [translation_section(texts, ledger, plan.languages.complete), *hard]


def translation_section(texts: Iterable[TextState], ledger: Ledger, complete: Container[str]) -> Section:
    """Every translation that is not fresh, file by file, with how many there are of each state.

    What a language lacks that is not among the `complete` ones is counted alone: nobody owes it.
    """
    texts = list(texts)
    counted = [
        f"{language}: " + "、".join(f"{SENTENCES[f'state-{state}'].ja}{found[state]}" for state in _COUNTED)
        for language, found in counts(texts).items()
    ]
    open_texts = (
        Finding(
            FileLine(text.file, text.line, f"{text.field}（{text.language}）"),
            f"translation-{text.state}",
            level="advice",
            reason=_short(text.default),
        )
        for text in texts
        if text.state != "fresh" and (text.state != "missing" or text.language in complete)
    )
    lead = "訳を直したら python -m plan confirm で確認済みにします。" + "／".join(counted)
    return Section("translations", "翻訳", lead, (*ledger.findings, *open_texts))


def paper_section(refused: Sequence[Finding], *, running: bool) -> Section:
    """What only paper refuses; a site with it is not made."""
    lead = "ページには出ますが、PDFにできないところです。直すまで、サイトは作れません。"
    return Section("paper", "紙に載らないもの", f"{lead}（いま確かめています。）" if running else lead, tuple(refused))


def words(point: Finding) -> str:
    """What the inspection says of a point, in Japanese: with the id of its rule, where a card can accept it.

    A sound plan holds no letter that nobody sees, so its words stand as they are, and whole.
    """
    field = f"{counted(point.field)}: " if point.field else ""
    rule = f"［{point.rule}］" if point.rule in indicators.RULES else ""
    return f"{field}{SENTENCES[point.rule].japanese(point.details)}{rule}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79] + "…"


def _missing(plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    timed = {id for id, project in plan.projects.items() if any(phase.first for phase in project.schedule.phases)}
    for id, project in plan.projects.items():
        name = f"data/projects/{id}.yml"
        file = loaded.files[name]
        title = project.title[plan.languages.default]
        gone = project.status is not None and project.status.state in GONE
        if timed and id not in timed and not gone:  # a plan without any schedule lacks none
            at = FileLine(name, file.line(("schedule",)))
            yield Finding(at, "no-schedule", {"title": title}, "advice")
        yield from _baselines(project, (), name, plan, loaded)
    for place, item in _items(plan.structure.items if plan.structure else ()):
        yield from _baselines(item, place, "data/structure.yml", plan, loaded)
    details = loaded.files["data/plan.yml"]
    for index, sentence in enumerate(plan.details.unavailable):
        at = FileLine("data/plan.yml", details.line(("unavailable", index)))
        yield Finding(at, "words-of-the-plan", {"words": sentence[plan.languages.default]}, "advice")


def _items(items: Sequence[Item], above: Location = ()) -> Iterator[tuple[Location, Item]]:
    """Every item of every level with its place in structure.yml."""
    for number, item in enumerate(items):
        place = (*above, "items", number)
        yield place, item
        yield from _items(item.items, place)


def _baselines(owner: Project | Item, place: Location, name: str, plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    """The baselines that a card or an item does not have yet, with the reason why."""
    for index, indicator in enumerate(owner.indicators):
        if indicator.baseline and indicator.baseline.missing:
            where: Location = (*place, "indicators", index, "baseline", "missing")
            at = FileLine(name, loaded.files[name].line(where), location=where)
            reason = indicator.baseline.missing[plan.languages.default]
            title = owner.title[plan.languages.default]
            yield Finding(at, "no-baseline", {"title": title}, "advice", reason)


def _doubts(plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    default = plan.languages.default
    for index, note in enumerate(plan.notes.notes):
        if note.kind in ("contradiction", "doubt"):
            line = loaded.files["data/notes.yml"].line(("notes", index))
            says = "／".join(" ".join(place.says[default].split()) for place in note.places)
            at = FileLine("data/notes.yml", line)
            yield Finding(at, "words-of-the-plan", {"words": says}, "advice", note.reason[default])
