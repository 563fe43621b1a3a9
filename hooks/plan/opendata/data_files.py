"""All files of the open data of a plan, by the names under which they are published, each made when it is asked for.

`/data/<table>.csv` and its like are addresses that last: they follow from the lasting names of tables and from ids.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property, partial

from plan.machine.memory import without
from plan.model import Plan
from plan.model.types import Text
from plan.opendata import parts, written
from plan.opendata.described import Descriptions
from plan.opendata.machine_rules import faults
from plan.opendata.parts import FOLDER, DataPart, table_files
from plan.opendata.tables import DataCell, DataTable, DataTables

Make = Callable[[], bytes]
#: What the page about the files is told: numbers by names, in groups.
Told = Mapping[str, Mapping[str, int]]


class DataFiles:
    """The files of a plan; `moment` is what they give as the time at which they were made."""

    def __init__(self, plan: Plan, moment: int) -> None:
        self._plan, self._moment = plan, moment
        self.tables = DataTables(plan)
        self.descriptions = Descriptions(plan)
        self._written: dict[str, bytes] = {}

    @cached_property
    def all(self) -> Mapping[str, Make]:
        """What makes each file, by its name."""
        found: dict[str, Make] = {}
        for table in self.tables.all.values():
            makers = (self._csv, self._json, self._json_schema, self._csvw)
            for name, make in zip(table_files(table.name), makers, strict=True):
                found[name] = partial(make, table)
        found[f"{FOLDER}/datapackage.json"] = self._package
        found[f"{FOLDER}/catalog.jsonld"] = self._catalog
        found[f"{FOLDER}/plan.json"] = self._whole_json
        found[f"{FOLDER}/plan.xlsx"] = self._workbook
        found[f"{FOLDER}/plan.zip"] = self._whole_zip
        for part, table in self._parts():
            found[f"{part.file}.csv"] = partial(written.csv_bytes, table)
            found[f"{part.file}.zip"] = partial(self._part_zip, part, table)
        return found

    @cached_property
    def told(self) -> Told:
        """How many rows each table has, by its name, and how many cells each rule finds fault with."""
        tables = self.tables.all
        return {"rows": {name: len(table.rows) for name, table in tables.items()}, "faults": faults(tables.values())}

    def _parts(self) -> Iterator[tuple[DataPart, DataTable]]:
        values, figures = (self.tables.all.get(name) for name in ("indicator_values", "statistics"))
        grouped = _grouped(values, "owner_kind", "owner_id", "indicator_id") if values else {}
        for part in parts.indicators(self._plan):
            yield part, grouped[tuple(part.file.split("/")[2:])]
        grouped = _grouped(figures, "series_id") if figures else {}
        for part in parts.charts(self._plan):
            yield part, grouped[tuple(part.file.split("/")[2:])]

    # What is in them --------------------------------------------------------------

    def _csv(self, table: DataTable) -> bytes:
        """A table of the plan as CSV, which stands in packages too; made once."""
        if table.name not in self._written:
            self._written[table.name] = written.csv_bytes(table)
        return self._written[table.name]

    def _json(self, table: DataTable) -> bytes:
        return written.records_bytes(written.records(table))

    def _json_schema(self, table: DataTable) -> bytes:
        return written.json_bytes(self.descriptions.json_schema(table))

    def _csvw(self, table: DataTable) -> bytes:
        return written.json_bytes(self.descriptions.csvw(table))

    def _whole_json(self) -> bytes:
        return written.tables_bytes({name: written.records(table) for name, table in self.tables.all.items()})

    def _workbook(self) -> bytes:
        with without("numpy"):
            from plan.opendata import spreadsheet  # which whoever finds the file kept does without

        made = datetime.fromtimestamp(self._moment, tz=UTC).replace(tzinfo=None)
        title = self.descriptions.said(self._plan.details.title)
        return spreadsheet.workbook_bytes(self.tables.all.values(), title, made)

    def _package(self) -> bytes:
        files = [(table, f"{name}.csv", self._csv(table)) for name, table in self.tables.all.items()]
        home = self.descriptions.address(f"{FOLDER}/datapackage.json")
        return written.json_bytes(self.descriptions.package(files, self._plan.details.title, home))

    def _catalog(self) -> bytes:
        word = self._plan.words
        others = {
            f"{FOLDER}/plan.{end}": word[f"data_whole_{end}"] for end in ("zip", "xlsx", "json")
        }  # fmt: skip
        return written.json_bytes(self.descriptions.catalog(list(self.tables.all.values()), others))

    def _whole_zip(self) -> bytes:
        files = {f"{name}.csv": self._csv(table) for name, table in self.tables.all.items()}
        files |= {f"{name}.csv-metadata.json": self._csvw(table) for name, table in self.tables.all.items()}
        files["datapackage.json"] = self._package()
        return self._zipped(files, self._plan.details.title, self._plan.details.url)

    def _part_zip(self, part: DataPart, table: DataTable) -> bytes:
        name = part.file.rpartition("/")[2]
        content = written.csv_bytes(table)
        home = self.descriptions.address(f"{part.file}.csv")
        package = self.descriptions.package([(table, f"{name}.csv", content)], part.title, home)
        files = {f"{name}.csv": content, "datapackage.json": written.json_bytes(package)}
        return self._zipped(files, part.title, part.page)

    def _zipped(self, files: Mapping[str, bytes], title: Text, home: str) -> bytes:
        """A package with what a person reads of it. Nothing is compressed, as no two systems do that alike."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
            for name, content in {
                "README.txt": self._readme(title, home),
                "LICENSE.txt": self._licence(),
                **files,
            }.items():
                info = zipfile.ZipInfo(name, written.MOMENT)
                info.create_system, info.external_attr = 3, 0o644 << 16
                package.writestr(info, content)
        return out.getvalue()

    def _readme(self, title: Text, home: str) -> bytes:
        """What it is, whose, how to name it, and how to read it, in every language."""
        details, found = self._plan.details, []
        for code in self._plan.languages.codes:
            lines = [
                title.get(code) or "",
                " ".join(
                    filter(
                        None,
                        (
                            details.city.name.get(code),
                            details.title.get(code),
                            label.get(code) if (label := details.edition.shown_label) else None,
                        ),
                    )
                ),
                home,
                details.edition.updated.isoformat(),
                self._plan.words["data_reading"].get(code) or "",
            ]
            found.append("\n".join(line for line in lines if line))
        return ("\n\n".join(found) + "\n").encode("utf-8-sig")

    def _licence(self) -> bytes:
        """The terms as the data has them."""
        licence = self._plan.details.licence
        lines = [licence.text.get(code) or "" for code in self._plan.languages.codes]
        return ("\n\n".join([*filter(None, lines), *([str(licence.url)] if licence.url else [])]) + "\n").encode(
            "utf-8-sig"
        )


def _grouped(table: DataTable, *names: str) -> Mapping[tuple[str, ...], DataTable]:
    """The rows of a table by what some columns say, each group as a table of the same columns."""
    places = [next(n for n, column in enumerate(table.kind.columns) if column.name == name) for name in names]
    groups: dict[tuple[str, ...], list[Sequence[DataCell]]] = {}
    for row in table.rows:
        groups.setdefault(tuple(str(row[place]) for place in places), []).append(row)
    return {key: DataTable(table.kind, rows) for key, rows in groups.items()}
