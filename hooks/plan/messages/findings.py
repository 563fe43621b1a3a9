"""Turns a fault in the plan's data into one sentence with its place, in Japanese and in English."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

#: A place in a file of data: the keys and the numbers of items that lead to it.
Location = tuple[str | int, ...]

#: C0 and C1 controls but tab, line feed and carriage return; line ends that only YAML 1.1 takes for such;
#: zero-width and bidirectional controls; the byte order mark inside a text; marks of language, halves of a pair.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_NOT_IN_A_LINE = re.compile(f"[\t\n\r]|{HIDDEN.pattern}")

#: One wording for each kind of fault: what was expected, what was found.
#: A new rule adds a line here; the two sentences stand together so that neither is forgotten.
WORDINGS: Mapping[str, tuple[str, str]] = {
    # The file itself
    "missing-file": ("このファイルが必要です。見つかりません", "this file is required; it was not found"),
    "unknown-file": (
        "この名前のファイルは使われません（使われる名前: {allowed}）",
        "no file of this name is used (used names: {allowed})",
    ),
    "empty-file": ("データが必要です。空のファイルです", "must hold data; the file is empty"),
    "not-utf8": (
        "UTF-8で保存してください（{byte}バイト目が読めません）。メモ帳では「名前を付けて保存」の文字コードで選びます",
        "must be saved as UTF-8; byte {byte} cannot be read",
    ),
    "unreadable": ("ファイルを読めません（{reason}）", "the file cannot be read ({reason})"),
    "link": (
        "計画のフォルダーの外や、フォルダーへのリンクは使えません。ファイルそのものを置いてください",
        "links out of the plan's folder, or to a folder, are not followed; put the file itself here",
    ),
    "too-large": (
        "ファイルは{limit}バイトまでです（実際: {size}バイト）",
        "a file has at most {limit} bytes; this one has {size}",
    ),
    "more-faults": (
        "誤りが{limit}件あります。残りは、これらを直してから調べます",
        "holds {limit} faults; the rest is looked at when these are mended",
    ),
    "yaml-syntax": (
        "YAMLとして読めません（{problem}）。字下げ、コロンの後の空白、引用符を確かめてください",
        "cannot be read as YAML ({problem}); check indentation, the space after a colon, and quotes",
    ),
    "yaml-tab": ("字下げにタブがあります。半角の空白にしてください", "is indented with a tab; use spaces"),
    "yaml-wide-blank": (
        "字下げに全角の空白があります。半角の空白にしてください",
        "is indented with a full-width space; use plain spaces",
    ),
    "yaml-wide-colon": (
        "コロンが全角です。半角のコロン（:）と半角の空白にしてください",
        "has a full-width colon; use a plain one (:) and a space",
    ),
    "yaml-colon": ("コロン（:）の後に半角の空白が必要です", "needs a space after the colon"),
    "yaml-quote": ("引用符が閉じていません", "has a quotation mark that is not closed"),
    "yaml-documents": (
        "一つのファイルに書けるデータは一つです。「---」を取ってください",
        "a file holds one document; take out '---'",
    ),
    "yaml-alias": (
        "アンカー（&）と別名（*）は使えません。文字として書くときは引用符で囲みます",
        "anchors (&) and aliases (*) are not allowed; quote the text if it starts with one",
    ),
    "yaml-tag": ("タグ（{tag}）は使えません", "tags are not allowed, found {tag}"),
    "yaml-depth": ("入れ子は{limit}段までです", "nesting may be {limit} levels deep at most"),
    "yaml-key": ("項目名は文字で書きます（実際: {found}）", "a key must be plain text, found {found}"),
    "duplicate-key": (
        "同じ項目が二度あります（はじめは{first}行目）",
        "the same key stands twice (first on line {first})",
    ),
    "ambiguous-word": (
        "「{found}」は真偽値か文字か決まりません。true / false と書くか、文字なら引用符で囲みます",
        "'{found}' may be a truth value or a word; write true or false, or quote it as text",
    ),
    "ambiguous-number": (
        "「{found}」は数として読み方が決まりません。10進の半角数字で書くか、文字なら引用符で囲みます",
        "'{found}' can be read as more than one number; write it in decimal digits, or quote it as text",
    ),
    "hidden-character": (
        "見えない制御文字（{code}）が入っています。取り除いてください",
        "holds an invisible control character ({code}); take it out",
    ),
    # Shape
    "missing-field": ("この項目が必要です。ありません", "this field is required; it is missing"),
    "unknown-field": ("この項目はありません{hint_ja}", "there is no such field{hint_en}"),
    "wrong-type": ("{expected_ja}が必要です（実際: {found}）", "must be {expected_en}, got {found}"),
    "not-a-number": ("数値が必要です（実際: {found}）", "must be a number, got {found}"),
    "too-many-digits": (
        "数値は{limit}桁までです（実際: {size}桁）。大きな数は単位（億円など）で書きます",
        "a number has at most {limit} digits, got {size}; write a large one with a larger unit",
    ),
    "bad-ordinal": (
        "番号や件数は0から{last}までで書きます（実際: {found}）",
        "must be from 0 to {last}, got {found}",
    ),
    "wrong-choice": (
        "{allowed} のどれかが必要です（実際: {found}）{hint_ja}",
        "must be one of {allowed}, got {found}{hint_en}",
    ),
    "too-few": ("少なくとも{limit}件必要です（実際: {size}件）", "must hold at least {limit} items, got {size}"),
    "too-many": ("{limit}件までです（実際: {size}件）", "must hold at most {limit} items, got {size}"),
    "bad-id": (
        "idは半角の英小文字、数字、ハイフンで書きます（実際: {found}）{hint_ja}",
        "an id must be lower-case ASCII letters, digits and hyphens, got {found}{hint_en}",
    ),
    "reserved-id": (
        "この名前はWindowsの装置の名前なので、idに使えません（実際: {found}）",
        "an id must not be the name of a device of Windows, got {found}",
    ),
    "taken-id": (
        "この名前はサイトがほかのページに使います。別のidにしてください（実際: {found}）",
        "the site uses this name for another page; choose another id, got {found}",
    ),
    "bad-date": (
        "日付は 2026-04-01 の形で、暦にある日を書きます（実際: {found}）",
        "a date must be a day of the calendar written like 2026-04-01, got {found}",
    ),
    "bad-url": (
        "アドレスは https:// か http:// で始め、空白や引用符を入れません（実際: {found}）",
        "an address must begin with https:// or http:// and hold no space or quote, got {found}",
    ),
    "bad-site": (
        "サイトのアドレスは「/」で終わらせ、「?」や「#」を入れず、200字までで書きます（実際: {found}）",
        "the site's address must end in a slash, hold no ? or #, and have at most 200 letters, got {found}",
    ),
    "bad-color": (
        '色は "#336699" の形で、引用符で囲んで書きます（実際: {found}）',
        'a color must be written like "#336699", in quotes, got {found}',
    ),
    "low-contrast": (
        "この配色では読めません（{scheme}の{above}と{below}のコントラストが{found}。{needed}以上が必要です）",
        "cannot be read with these colors: {above} on {below} ({scheme}) has a contrast of {found}, needs {needed}",
    ),
    "colors-alike": (
        "{vision_ja}の人には{one}と{other}が同じ色に見えます（{scheme}）。明るさの違う色にしてください",
        "to people with {vision_en}, {one} and {other} look alike ({scheme}); choose colors of different lightness",
    ),
    "bad-fiscal-year": (
        "年度は西暦の{first}から{last}までで書きます（令和8年度は2026。実際: {found}）",
        "a fiscal year must be a western year from {first} to {last} (Reiwa 8 is 2026), got {found}",
    ),
    "bad-year": (
        "年は西暦の{first}から{last}までで書きます（実際: {found}）",
        "a year must be a western year from {first} to {last}, got {found}",
    ),
    "bad-language-code": (
        "言語は ja や pt-BR の形で書きます（実際: {found}）",
        "a language must be written like ja or pt-BR, got {found}",
    ),
    "bad-city-code": (
        "市町村コードは5桁の数字を引用符で囲んで書きます（実際: {found}）",
        "a city code must be five digits in quotes, got {found}",
    ),
    "missing-letter": (
        "この文字は印刷用の書体にありません（{letters}）。別の文字にしてください",
        "holds a letter that the fonts of the paper edition lack ({letters}); use another",
    ),
    "blank-text": ("文が必要です。空です", "must hold text; it is blank"),
    "missing-language": (
        "{languages} の文が必要です。ありません",
        "the text in {languages} is required; it is missing",
    ),
    "unknown-language": (
        "plan.yml にない言語です（実際: {found}）",
        "the language is not declared in plan.yml, got {found}",
    ),
    "invalid": ("この値は使えません（{problem}）", "is not valid ({problem})"),
    "value-or-reason": (
        "値（value）か、値がない理由（missing）のどちらか一つが必要です",
        "exactly one of 'value' and 'missing' (the reason why there is none) is required",
    ),
    "value-without-source": (
        "数値には出典（source）と確かさ（confidence）の両方が必要です",
        "a number must name both its 'source' and its 'confidence'",
    ),
    "half-period": (
        "from と to は両方書くか、両方書かないかのどちらかです",
        "'from' and 'to' must both be given or both be left out",
    ),
    "reversed-period": (
        "終わり（{end}）が始まり（{start}）より前です",
        "ends ({end}) before it begins ({start})",
    ),
    "label-or-year": (
        "年（year）か名前（label）のどちらか一つが必要です",
        "exactly one of 'year' and 'label' is required",
    ),
    "no-figure": ("この列に数値が一つもありません（{found}）", "the column '{found}' holds not one figure"),
    "zero-whole": (
        "全体を表す数値は0にできません。割合が求められません",
        "the whole must not be 0: no share can be made of it",
    ),
    # The plan as a whole
    "duplicate-id": (
        "同じid「{found}」が二度あります（はじめは{first}）",
        "the id '{found}' stands twice (first at {first})",
    ),
    "duplicate-spelling": (
        "「{found}」は別の用語（{first}）の書き方でもあります",
        "'{found}' is also a spelling of another term ({first})",
    ),
    "duplicate-number": (
        "同じ番号「{found}」が二度あります（はじめは{first}）",
        "the number {found} stands twice (first at {first})",
    ),
    "unknown-reference": (
        "「{found}」は{kind_ja}にありません{hint_ja}",
        "'{found}' is not among the {kind_en}{hint_en}",
    ),
    "year-outside-roadmap": (
        "年度はロードマップの期間（{first}～{last}）の中で書きます（実際: {found}）",
        "the fiscal year must be within the roadmap ({first}-{last}), got {found}",
    ),
    "target-before-baseline": (
        "目標の年度（{target}）が現状の年度（{baseline}）より前です",
        "the target year ({target}) is before the baseline year ({baseline})",
    ),
    "default-language": (
        "日本語（ja）と英語（en）は complete: true で必要です。先頭の言語が既定の言語です",
        "Japanese (ja) and English (en) are required with 'complete: true'; the first language is the default",
    ),
    # Words of the site
    "unknown-word": ("この言葉はサイトで使われません{hint_ja}", "the site uses no such word{hint_en}"),
    "word-slots": (
        "{{ }} の中の名前が違います（使える名前: {expected}。実際: {found}）",
        "the names in {{ }} differ: known are {expected}, got {found}",
    ),
    # Prose
    "missing-translation": (
        "対になるページが必要です。ありません",
        "the page's other language is required; it is missing",
    ),
    "missing-chapter": (
        "plan.yml の章のページが必要です。ありません",
        "the page of a chapter named in plan.yml is required; it is missing",
    ),
    "page-not-in-plan": (
        "このページは plan.yml の章にありません",
        "this page is not among the chapters of plan.yml",
    ),
    "reserved-page": (
        "この名前のページはデータから作られます。別の名前にしてください",
        "a page of this name is made from the data; choose another name",
    ),
    "unknown-placeholder": (
        "「{found}」という差し込みはありません{hint_ja}",
        "there is no placeholder '{found}'{hint_en}",
    ),
    "placeholder-argument": (
        "コロンの後に名前が必要です（使える名前: {allowed}）",
        "needs a name after a colon, one of {allowed}",
    ),
    "placeholder-without-data": (
        "この差し込みには data/{file} が必要です。ありません",
        "this placeholder is made from data/{file}, which is missing",
    ),
    "not-in-chapters": (
        "章には書けません（{found}）。スクリプト、絵、コード、コメント、閉じていないHTMLは、ページや紙に載せられません",
        "a chapter may not hold {found}: scripts, pictures, code, comments and unclosed HTML cannot go on paper",
    ),
    "bad-link": (
        "リンク先がないか、使えないアドレスです（実際: {found}）",
        "the link leads to no page, or its address may not be used, got {found}",
    ),
    "too-many-marks": (
        "「{found}」が多すぎます。一つの章に{limit}個までです",
        "holds too many of {found}; a chapter may have {limit}",
    ),
    "active-file": (
        "サイトに置けないファイルです。開いた人のところで動くことがあります（{found}）",
        "may run where it is opened, and is not put on the site ({found})",
    ),
    "no-title": ("1行目に「# 見出し」が必要です", "the first line must be '# Title'"),
    "heading-without-id": (
        "見出しに id が必要です（例: ## 計画期間 {{#period}}）",
        "a heading needs an id, as in '## Plan period {{#period}}'",
    ),
    "headings-differ": (
        "見出しの id が対のページと違います（足りない: {lacking}。余分: {more}）。順序も同じにします",
        "the heading ids differ from the other language's (lacking: {lacking}; not there: {more}); order counts too",
    ),
    "gist-not-in-content": (
        "gist は content の文から、そのまま抜き出します（実際: {found}）",
        "the gist must be taken word for word from the content, got '{found}'",
    ),
    # Indicators: why each of these is asked stands in lint.RULES
    "no-indicator": ("KPIがありません", "sets no indicator"),
    "no-department": ("担当課がありません", "names no department"),
    "no-unit": ("指標に単位（unit）がありません", "the indicator has no unit"),
    "no-baseline-year": ("現状値の年度（fiscal_year）がありません", "the baseline has no fiscal year"),
    "target-is-baseline": ("目標値が現状値と同じです（{found}）", "the target equals the baseline ({found})"),
    "target-against-direction": (
        "「{direction_ja}」指標ですが、目標値（{target}）は現状値（{baseline}）からその向きに進みません",
        "the direction is '{direction_en}', but the way from {baseline} to the target {target} is not that one",
    ),
    "target-outside-period": (
        "目標の年度が計画の期間（{first}～{last}）の外です（実際: {found}）",
        "the target year is outside the plan period ({first}-{last}), got {found}",
    ),
    "share-above-whole": ("割合が100%を超えています（{found}）", "a share is above 100% ({found})"),
    "same-indicator-differs": (
        "同じ指標の{year}年度の値が別のカードと違います（{other}では{known}。ここでは{found}）",
        "the value of the same indicator for {year} differs from another card ({known} in {other}, here {found})",
    ),
    "rate-without-method": (
        "率の算定方法（method）がありません。何を何で割るかを書きます",
        "a rate must say how it is made (method): what is divided by what",
    ),
    "output-for-outcome": (
        "「{claim_ja}」とありますが、指標は行ったことの数です",
        "claims an outcome ({claim_en}), but the indicator counts what is done",
    ),
    "no-actual": ("終わった年度（{year}）の実績値がありません", "has no actual value for the finished year {year}"),
    "accepted-nothing": (
        "「{accepted}」の了承に当たる指摘がありません。この了承を取ってください",
        "accepts '{accepted}', which is not found here; take the acceptance out",
    ),
    "unexplained-mark": (
        "※の付いた語が用語集にありません（実際: {found}）",
        "a word marked with ※ is not in the glossary, got '{found}'",
    ),
}


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: where it stands and which of WORDINGS it is, with the details the wording needs."""

    file: str
    line: int
    field: str
    rule: str
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict, compare=False, hash=False)

    def place(self) -> str:
        """The place as `file:line`; a fault of a whole file stands on line 1."""
        return f"{plain(self.file)}:{self.line}"

    def sentence(self, language: str) -> str:
        """The finding without its place, in `ja` or `en`."""
        japanese, english = WORDINGS[self.rule]
        details = {key: plain(value) if isinstance(value, str) else value for key, value in self.details.items()}
        return (japanese if language == "ja" else english).format(**details)

    def __str__(self) -> str:
        where = f"{self.place()}: {plain(self.field, 200)}: " if self.field else f"{self.place()}: "
        return f"{where}{self.sentence('ja')} / {self.sentence('en')}"


class Fault(NamedTuple):
    """A finding before its line is known: the file under `data/`, the place in it, the rule, its details."""

    file: str
    location: Location
    rule: str
    details: Mapping[str, object] = {}


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of files and lines; of those that read the same, one."""
    different = {str(finding): finding for finding in findings}
    return tuple(finding for _, finding in sorted(different.items(), key=lambda item: (item[1], item[0])))


def report(findings: Iterable[Finding]) -> str:
    """All findings in the order of files and lines, one a line, under one heading with their number."""
    ordered = in_order(findings)
    heading = (
        f"データに{len(ordered)}件の誤りがあります。サイトは作られていません / "
        f"{len(ordered)} fault(s) in the data; no site was built"
    )
    return "\n".join([heading, *(f"  {finding}" for finding in ordered)])


def dotted(location: Iterable[object]) -> str:
    """A path in the data as staff read it: ('kpis', 0, 'unit') -> 'kpis[0].unit'."""
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return path


def plain(words: str, limit: int = 600) -> str:
    """Words on one line of a message, no longer than `limit`, in which whatever nobody would see stands as its code."""
    words = words if len(words) <= limit else words[: limit - 1] + "…"
    return _NOT_IN_A_LINE.sub(lambda letter: f"[U+{ord(letter[0]):04X}]", words)


def shown(value: object, limit: int = 40) -> str:
    """A value as a message quotes it: short, on one line, text in quotes."""
    if value is None:
        return "空 (nothing)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "項目の集まり (a mapping)"
    if isinstance(value, (list, tuple)):
        return "一覧 (a list)"
    text = " ".join(str(value)[: 20 * limit].split())
    text = text if len(text) <= limit else text[: limit - 1] + "…"
    return f"'{text}'" if isinstance(value, str) else text


def hints(near: str | None) -> dict[str, str]:
    """「もしかして」: the word that is meant, for both languages of a message; empty if none comes near."""
    return {
        "hint_ja": f"。「{near}」ではありませんか" if near else "",
        "hint_en": f"; did you mean '{near}'?" if near else "",
    }
