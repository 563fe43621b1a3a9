"""The command line for staff: `python -m plan <command>`, from the project's folder."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from plan.commands import translations
from plan.help import editor
from plan.machine import whole_files
from plan.messages import findings
from plan.messages.sentences import both
from plan.model import Plan
from plan.preview import inspection
from plan.publishing import cities, swap
from plan.reading.loader import load_plan
from plan.rules import indicators
from plan.translation.ledger import judged, read_ledger
from plan.workbook.comparison import read
from plan.workbook.difference import difference
from plan.workbook.excel import TooLongError, workbook
from plan.workbook.layout import layout
from plan.workbook.tables import csv_files, read_tables
from plan.writing import revision
from plan.writing.yaml_edit import EditError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

DONE, REFUSED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; 0 if it was, 1 if it was refused."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # or a Windows console could not say it in Japanese
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = _parser().parse_args(arguments)
    try:
        code: int = given.command(given)
    except OSError as error:
        print(swap.explained(error), file=sys.stderr)
        return REFUSED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m plan", description="計画のデータを扱います / works on a plan's data"
    )
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", type=Path, default=Path("data"), help="データのフォルダ / folder of the data")
    shared.add_argument("--docs", type=Path, default=Path("docs"), help="本文のフォルダ / folder of the chapters")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    out = commands.add_parser("workbook", parents=[shared], help="Excelの表に書き出す / write the plan as a workbook")
    out.add_argument("file", nargs="?", type=Path, metavar="FILE.xlsx", help="書き出すファイル（plan.xlsx）")
    out.add_argument("--csv", type=Path, metavar="FOLDER", help="CSVを書き出すフォルダ / folder for CSV files")
    out.set_defaults(command=_write_workbook)

    back = commands.add_parser(
        "import", parents=[shared], help="Excelの表から取り込む / take over a workbook's changes"
    )
    back.add_argument("source", type=Path, metavar="FILE.xlsx|FOLDER", help="表のファイル、またはCSVのフォルダ")
    back.add_argument("--yes", action="store_true", help="確かめずに書き込む / write without asking")
    back.set_defaults(command=_import_workbook)
    _add_translations(commands, shared)
    cities.add_command(commands)

    look = commands.add_parser("inspect", parents=[shared], help="点検 / what still wants attention")
    look.set_defaults(command=_inspect)

    renew = commands.add_parser("schema", parents=[shared], help="入力の手助けを作り直す / renew the help for editors")
    renew.set_defaults(command=_renew_schema)

    check = commands.add_parser("verify", help="サイトを目録と比べる / compare a site with its manifest")
    check.add_argument("site", nargs="?", type=Path, default=Path("site"), metavar="FOLDER")
    check.set_defaults(command=_verify)
    return parser


def _add_translations(commands: Commands, shared: argparse.ArgumentParser) -> None:
    states = commands.add_parser("translations", parents=[shared], help="翻訳の状況 / the state of translations")
    states.set_defaults(command=_translations)

    confirm = commands.add_parser("confirm", parents=[shared], help="訳を確認済みにする / confirm translations")
    confirm.add_argument("files", nargs="*", metavar="FILE", help="ファイル（なければすべて） / files; all if none")
    confirm.add_argument("--field", help="一つの項目だけ / one field only")
    confirm.add_argument("--prune", action="store_true", help="使われない記録を取る / drop what nothing needs")
    confirm.set_defaults(
        command=lambda given: translations.confirm_command(
            given.data, given.docs, given.files, given.field, given.prune
        )
    )

    out = commands.add_parser("po-export", parents=[shared], help="翻訳会社に渡すPO / a PO file for an agency")
    out.add_argument("file", type=Path, metavar="FILE.po")
    out.add_argument("--language", help="訳す言語（なければ計画の二つ目） / the language (else the plan's second)")
    out.add_argument("--open-only", action="store_true", help="未確認の文だけ / only what is not confirmed")
    out.set_defaults(
        command=lambda given: translations.export_command(
            given.data, given.docs, given.file, given.language, given.open_only
        )
    )

    back = commands.add_parser("po-import", parents=[shared], help="POを取り込む / take over a PO file")
    back.add_argument("file", type=Path, metavar="FILE.po")
    back.add_argument("--yes", action="store_true", help="書き込む / write")
    back.add_argument("--confirm", action="store_true", help="取り込んだ訳を確認済みにする / confirm what came back")
    back.set_defaults(
        command=lambda given: translations.import_command(given.data, given.docs, given.file, given.yes, given.confirm)
    )


def _load(given: argparse.Namespace) -> Plan | None:
    """The plan as it is; None, with every finding said, if it is not sound."""
    loaded = load_plan(given.data, given.docs)
    if loaded.plan is None:
        print(findings.report(loaded.findings), file=sys.stderr)
    return loaded.plan


def _write_workbook(given: argparse.Namespace) -> int:
    plan = _load(given)
    if plan is None:
        return REFUSED
    sheets = layout(plan)
    files: dict[Path, bytes] = {}
    try:
        if given.csv:
            files |= {given.csv / name: content for name, content in csv_files(sheets)}
        if given.file or not given.csv:
            made = datetime.combine(plan.details.edition.updated, time())
            files[given.file or Path("plan.xlsx")] = workbook(sheets, made)
        for path, content in files.items():
            whole_files.write(path, content)
            print(f"{path} を書き出しました / written")
    except (TooLongError, OSError) as error:  # most often: the file is open in Excel
        print(f"書き出せません / cannot be written: {error}", file=sys.stderr)
        return REFUSED
    return DONE


def _import_workbook(given: argparse.Namespace) -> int:
    plan = _load(given)
    if plan is None:
        return REFUSED
    sheets, tables = layout(plan), read_tables(given.source)
    reading = read(tables, sheets)
    if reading.findings:
        print(findings.report(reading.findings, "faults-nothing-written"), file=sys.stderr)
        return REFUSED
    try:
        revised = revision.revise(given.data, given.docs, reading.files)
    except EditError as error:
        print(
            f"プログラムの誤りです。何も書き込んでいません / a fault of the program; nothing was written: {error}",
            file=sys.stderr,
        )
        return REFUSED
    if revised.findings:
        found = reading.with_cells(revised.findings, given.data.resolve().name)
        print(findings.report(found, "faults-nothing-written"), file=sys.stderr)
        return REFUSED
    for cell, value in reading.kept:
        print(both("value-kept", place=cell, value=value))
    if not reading.changes:
        print("変更はありません / no changes")
        return DONE
    print(difference(reading.changes))
    print(f"{len(reading.changes)}件の変更、{len(revised.texts)}個のファイル / ", end="")
    print(f"{len(reading.changes)} change(s) in {len(revised.texts)} file(s)")
    if tables.mark != sheets.mark:
        print(
            "注意: この表を書き出した後に、データが変わっています。前の値に戻る変更がないか確かめてください / ", end=""
        )
        print("note: the data has changed since this workbook was written; make sure nothing is turned back")
    return _write(revised) if given.yes or _agreed() else DONE


def _agreed() -> bool:
    """Whether a person at a terminal says yes; with no terminal nobody does."""
    if not sys.stdin.isatty():
        print("書き込んでいません。書き込むには --yes を付けます / nothing was written; to write, add --yes")
        return False
    answer = input("書き込みますか / write these changes? [y/N] ").strip().lower()
    if answer not in ("y", "yes", "はい", "ｙ"):
        print("書き込んでいません / nothing was written")
        return False
    return True


def _write(revised: revision.Revision) -> int:
    try:
        revision.write(revised)
    except revision.OvertakenError as error:
        print(
            f"{error}: ほかの人が今、変えました。もう一度取り込んでください / was changed just now; import again",
            file=sys.stderr,
        )
        return REFUSED
    except OSError as error:
        print(f"書き込めません。元のままです / cannot be written; nothing has changed: {error}", file=sys.stderr)
        return REFUSED
    for file in revised.texts:
        print(f"{revised.data / file} に書き込みました / written")
    return DONE


def _translations(given: argparse.Namespace) -> int:
    plan = _load(given)
    if plan is None:
        return REFUSED
    return translations.translations_command(given.data, given.docs, plan.details.translation_limit)


def _inspect(given: argparse.Namespace) -> int:
    """Say what the preview's 点検 page says; 1 only if the data is not sound."""
    loaded = load_plan(given.data, given.docs)
    if loaded.plan is None:
        print(findings.report(loaded.findings), file=sys.stderr)
        return REFUSED
    manuscript = loaded.manuscript
    confirmed = read_ledger(given.data, manuscript.others)
    translated = inspection.translation_section(judged(manuscript, confirmed), confirmed)
    for section in inspection.sections(loaded, [translated]):
        print(f"■ {section.title}（{len(section.points)}件） {section.lead}")
        for point in section.points:
            print(f"  {point.place()}: {inspection.words(point)}" + (f"（{point.reason}）" if point.reason else ""))
    return DONE


def _renew_schema(given: argparse.Namespace) -> int:
    plan = _load(given)
    if plan is None:
        return REFUSED
    rules = {id: rule.reason_ja for id, rule in indicators.RULES.items()}
    written = editor.write_editor_help(given.data, plan, {"rules": rules})
    for path in written:
        print(f"{path} に書き込みました / written")
    if not written:
        print("最新です / nothing to renew")
    return DONE


def _verify(given: argparse.Namespace) -> int:
    try:
        different = list(swap.differences(given.site))
    except (OSError, ValueError) as error:
        print(f"目録を読めません / the manifest cannot be read: {error}", file=sys.stderr)
        return REFUSED
    for line in different:
        print(line)
    if not different:
        print("目録のとおりです / as the manifest says")
    return REFUSED if different else DONE


if __name__ == "__main__":
    sys.exit(main())
