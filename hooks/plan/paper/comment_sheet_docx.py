"""The comment sheet as a file for a word processor (.docx): a form with fields, in Office Open XML (ISO/IEC 29500).

It is written here: python-docx would bring itself and lxml, 15 MB, for one page, gives other bytes at every run, and
has no words of its own for the fields, the language or the face of Japanese letters, which would be written so anyway.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from plan.model.languages import Writing
from plan.showing.comment_sheet import OPINIONS, ShownCommentSheet, comment_sheet, word_sheet
from plan.showing.renderer import Renderer

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
<Override PartName="/word/styles.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>\
<Override PartName="/word/footer1.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>\
<Override PartName="/docProps/core.xml" \
ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
</Types>"""
_RELATIONS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>\
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
</Relationships>"""
_OF_DOCUMENT = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/>\
<Relationship Id="rId2" Type="{_OFFICE}/relationships/footer" Target="footer1.xml"/>\
</Relationships>"""
#: The width of what a page of A4 holds between its margins of 20 mm, in twentieths of a point, and how it is parted.
_WIDE, _NUMBER, _ASKED, _FACT, _DATE = 9638, 2000, 3200, 1700, 2200
#: How high the room for an opinion is, and for an answer.
_OPINION, _ANSWER = 2400, 620
#: The fields of a page and of how many there are.
_PAGES = ("PAGE", "NUMPAGES")
#: How long the name of a field may be.
_NAME = 64
#: The moment of every part of the file: the same sheet, the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def word_file(sheet: ShownCommentSheet, how: Writing, day: date) -> bytes:
    """The file of a sheet; `how` is how its language is written, `day` its day."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/_rels/document.xml.rels": _OF_DOCUMENT,
        "word/document.xml": _document(sheet, how.direction == "rtl"),
        "word/footer1.xml": _footer(sheet, how.direction == "rtl"),
        "word/styles.xml": _styles(how),
        "docProps/core.xml": _core(sheet, how, day),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), text.encode(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def word_files(renderer: Renderer) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """What makes the file of each language, by its published name; nothing without a consultation."""
    for language in renderer.plan.languages.codes if renderer.plan.consultation else ():
        yield word_sheet(language, renderer.plan.languages), partial(word_sheet_of, renderer, language)


def word_sheet_of(renderer: Renderer, language: str) -> bytes:
    """The file of the comment sheet of a plan that has a consultation. Raises LookupError for one that has none."""
    plan, speak = renderer.plan, renderer.speaker(language)
    if plan.consultation is None:
        raise LookupError(language)
    sheet = comment_sheet(plan.consultation, plan, speak, numbered=renderer.comments.numbered)
    return word_file(sheet, speak.writing, plan.details.edition.updated)


def _core(sheet: ShownCommentSheet, how: Writing, day: date) -> str:
    moment = f'xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z'
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(sheet.title)}</dc:title><dc:language>{escape(how.tag)}</dc:language>"
        f"<dcterms:created {moment}</dcterms:created><dcterms:modified {moment}</dcterms:modified></cp:coreProperties>"
    )


def _styles(how: Writing) -> str:
    tag = quoteattr(how.tag)
    return (
        f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="BIZ UDPGothic"/>'
        f'<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val={tag} w:eastAsia={tag} w:bidi={tag}/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:after="80"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        + _heading(1, 36, 0)
        + _heading(2, 24, 240)
        + "</w:styles>"
    )


def _heading(level: int, size: int, before: int) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="{before}" w:after="120"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _document(sheet: ShownCommentSheet, turned: bool) -> str:
    body = [
        _paragraph([(sheet.title, False)], turned, "Heading1"),
        _addressed(sheet, turned),
        _paragraph([], turned),
        _facts(sheet, turned),
        _paragraph([], turned),
        _paragraph([(sheet.hint, False)], turned),
        _opinions(sheet, turned),
    ]
    if sheet.asks:
        body += [
            _paragraph([(sheet.asks_title, False)], turned, "Heading2"),
            _table(
                (_ASKED, _WIDE - _ASKED),
                [
                    (_cell([(asked, True)], _ASKED, turned, tinted=True), _field(asked, _WIDE - _ASKED, turned))
                    for asked in sheet.asks
                ],
                _ANSWER,
                turned,
            ),
            _paragraph([(sheet.why, False)], turned),
        ]
    foot = f'<w:footerReference xmlns:r="{_OFFICE}/relationships" w:type="default" r:id="rId2"/>'
    page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"'
    return (
        f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{"".join(body)}<w:sectPr>{foot}{page}'
        ' w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _addressed(sheet: ShownCommentSheet, turned: bool) -> str:
    """Whom it is sent to, and a field for the day on which it is filled in."""
    to, office = sheet.to
    widths = (_FACT, _WIDE - 2 * _FACT - _DATE, _FACT, _DATE)
    named = [_cell([(words, True)], _FACT, turned, tinted=True) for words in (to, sheet.date)]
    row = (named[0], _cell([(office, False)], widths[1], turned), named[1], _field(sheet.date, _DATE, turned))
    return _table(widths, [row], 0, turned)


def _facts(sheet: ShownCommentSheet, turned: bool) -> str:
    wide = _WIDE - _FACT
    rows = [
        (
            _cell([(name, True)], _FACT, turned, tinted=True),
            _lines([[(f"{called}  ", True), (said, False)] if called else [(said, False)] for called, said in lines],
                      wide, turned),
        )
        for name, lines in sheet.facts
    ]  # fmt: skip
    return _table((_FACT, wide), rows, 0, turned)


def _footer(sheet: ShownCommentSheet, turned: bool) -> str:
    """The foot of each page: of which plan and day it is, and which page of how many."""
    end = "left" if turned else "right"
    way = "<w:bidi/>" if turned else ""
    words = "".join(f'<w:t xml:space="preserve">{escape(said)}  </w:t>' for said in (sheet.plan, *sheet.foot))
    page, pages = (f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>' for code in _PAGES)
    return (
        f'{_HEAD}<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:tabs><w:tab w:val="{end}" w:pos="{_WIDE}"/></w:tabs>{way}</w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="16"/></w:rPr>{words}<w:tab/></w:r>'
        f'{page}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{pages}</w:p></w:ftr>'
    )


def _opinions(sheet: ShownCommentSheet, turned: bool) -> str:
    wide = _WIDE - _NUMBER
    number, opinion = sheet.heads
    head = (_cell([(number, True)], _NUMBER, turned, tinted=True), _cell([(opinion, True)], wide, turned, tinted=True))
    rows = [
        (_field(f"{number} {place}", _NUMBER, turned), _field(f"{opinion} {place}", wide, turned))
        for place in range(1, OPINIONS + 1)
    ]
    return _table((_NUMBER, wide), rows, _OPINION, turned, head)


def _table(
    widths: Sequence[int], rows: Iterable[Sequence[str]], height: int, turned: bool, head: Sequence[str] = ()
) -> str:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    first = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{''.join(head)}</w:tr>" if head else ""
    others = "".join(
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}"/></w:trPr>{"".join(cells)}</w:tr>' for cells in rows
    )
    way = "<w:bidiVisual/>" if turned else ""
    return (
        f'<w:tbl><w:tblPr>{way}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{first}{others}</w:tbl>'
    )


def _lines(lines: Iterable[Iterable[tuple[str, bool]]], width: int, turned: bool) -> str:
    """A cell of some lines."""
    held = "".join(_paragraph(runs, turned) for runs in lines)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{held}</w:tc>'


def _cell(runs: Iterable[tuple[str, bool]], width: int, turned: bool, *, tinted: bool = False) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EEF2F3"/>' if tinted else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{_paragraph(runs, turned)}</w:tc>'


def _field(name: str, width: int, turned: bool) -> str:
    """A cell that is a field, which a screen reader calls by its name."""
    way = "<w:pPr><w:bidi/></w:pPr>" if turned else ""
    held = (
        f"<w:p>{way}<w:sdt><w:sdtPr><w:alias w:val={quoteattr(name[:_NAME])}/><w:tag w:val={quoteattr(name[:_NAME])}/>"
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{held}<w:text w:multiLine="1"/></w:sdtPr>'
        '<w:sdtContent><w:r><w:t xml:space="preserve">   </w:t></w:r></w:sdtContent></w:sdt></w:p></w:tc>'
    )


def _paragraph(runs: Iterable[tuple[str, bool]], turned: bool, style: str = "") -> str:
    marks = (f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:bidi/>" if turned else "")
    said = "".join(
        f'<w:r>{"<w:rPr><w:b/><w:bCs/></w:rPr>" if strong else ""}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
        for words, strong in runs
    )
    return f"<w:p>{f'<w:pPr>{marks}</w:pPr>' if marks else ''}{said}</w:p>"
