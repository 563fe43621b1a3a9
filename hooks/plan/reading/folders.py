"""Reads the folders `data/` and `docs/` of a plan, each file once: what they hold, sound or not.

The loader makes the plan of a reading, and the passages are made of the same one: both see the same files, the same
chapters and the same languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import cast

from pydantic import ValidationError

from plan import model
from plan.messages.meant import near
from plan.model import inventory
from plan.model.languages import required
from plan.model.types import Languages
from plan.reading.files import items, shut, there
from plan.reading.prose import ProseFile, page_uri, prose_of, read_prose
from plan.reading.sound_parts import sound_parts
from plan.reading.yaml_file import YamlFile, yaml_of
from plan.reading.yaml_kept import read_kept

#: Taken when plan.yml does not say, or not soundly, which languages the plan has.
ASSUMED = Languages(required(), required())


@dataclass(frozen=True)
class PlanFolders:
    """What the folders of a plan hold, sound or not."""

    data: Path
    docs: Path
    files: Mapping[str, YamlFile]
    """The files of the inventory that are under `data`, by the name that findings give them: data/plan.yml."""
    prose: Mapping[str, ProseFile]
    """The chapters in all languages, by name: docs/plan/introduction.en.md."""
    languages: Languages
    """Those that plan.yml declares, with those that every plan must have; ASSUMED where it does not soundly say."""
    says_languages: bool
    """Whether plan.yml soundly says which languages the plan has."""
    parts: tuple[model.Part, ...]
    """The parts of the plan as plan.yml lists them, if the list is sound."""
    gone: frozenset[str] = frozenset()
    """Files that still lie there and are to be taken away, by the name that findings give them."""

    @property
    def numbered_by(self) -> str | None:
        """The family that numbers cards, empty for none; None where plan.yml cannot be read, or names none that is."""
        details = self.file("plan.yml")
        if details is None or not isinstance(details.data, Mapping):
            return None
        named = details.data.get("numbered_by", "")
        return named if not named or named in self.ids()["families"] else None

    def called(self, path: str) -> str:
        """How findings call a file by its path under `data`: plan.yml is data/plan.yml."""
        return f"{self.data.name}/{path}"

    def file(self, path: str) -> YamlFile | None:
        """A file by its path under `data`, if it is there."""
        return self.files.get(self.called(path))

    @property
    def here(self) -> tuple[str, ...]:
        """The files that are there, by their paths under `data`."""
        return tuple(name.removeprefix(f"{self.data.name}/") for name in self.files)

    def ids(self) -> Mapping[str, set[str]]:
        """The ids in each folder, of readable files or not: a fault in a card is no fault of those who name it."""
        paths = [PurePosixPath(path) for path in self.here]
        return {folder: {path.stem for path in paths if path.parts[0] == folder} for folder in inventory.FOLDERS}

    def shut(self) -> frozenset[str]:
        """The folders of items that cannot be read, or have another name: what would be in them is nobody's fault."""
        if self.lacks_data:
            return frozenset(inventory.FOLDERS)
        shut_ = (folder for folder in inventory.FOLDERS if shut(self.data / folder))
        return frozenset((*shut_, *misnamed_folders(self.data).values()))

    @cached_property
    def lacks_data(self) -> bool:
        """Whether there is no folder of data, or nothing in it."""
        return not self.files

    @cached_property
    def lost_parts(self) -> frozenset[str]:
        """The parts without a folder of chapters, by their ids: what lacks is the folder, and not each of them."""
        there_are = {name.split("/")[1] for name in self.prose}
        return frozenset(
            part.id for part in self.parts if part.id not in there_are and not _is_folder(self.docs / part.id)
        )

    @cached_property
    def chapters(self) -> tuple[str, ...]:
        """The chapters of all parts in order, as pages, then those that may be meant by one that is not there.

        A chapter that plan.yml calls otherwise than its file is called is read all the same, for its own faults; so is
        every chapter where plan.yml does not soundly say which there are.
        """
        listed = tuple(pages(self.parts))
        lacking = {page.split("/")[0] for page in listed if not self._there(page)}
        names = (name.removeprefix(f"{self.docs.name}/").removesuffix(".md") for name in self.prose)
        others = (page for page in names if page not in listed and self._is_chapter(page))
        return (*listed, *(page for page in others if not listed or page.split("/")[0] in lacking))

    @cached_property
    def lacks_chapters(self) -> bool:
        """Whether there are fewer chapters than plan.yml lists, also with those that it may mean."""
        return sum(map(self._there, self.chapters)) < len(tuple(pages(self.parts)))

    def _there(self, page: str) -> bool:
        return f"{self.docs.name}/{page_uri(page, self.languages.default, self.languages)}" in self.prose

    def _is_chapter(self, page: str) -> bool:
        """Whether a file in a folder of docs/ may be a chapter in the plan's own language."""
        return page.count("/") == 1 and "." not in page

    def with_texts(self, texts: Mapping[str, bytes | None]) -> PlanFolders:
        """The folders as they would be with these bytes in some files, by the names that findings give those files;
        without those for which there are none."""
        files, prose = dict(self.files), dict(self.prose)
        for name, raw in texts.items():
            if raw is None:
                files.pop(name, None)
                prose.pop(name, None)
            elif name.startswith(f"{self.data.name}/"):
                files[name] = yaml_of(raw, name)
            else:
                prose[name] = prose_of(raw, name)
        order = [
            self.called(path) for path in inventory.ordered(name.removeprefix(f"{self.data.name}/") for name in files)
        ]
        chapters = sorted(prose, key=PurePosixPath)
        made = _folders(
            self.data,
            self.docs,
            {name: files[name] for name in order},
            lambda _: {name: prose[name] for name in chapters},
        )
        gone = {*self.gone, *(name for name, raw in texts.items() if raw is None)} - {*files, *prose}
        return replace(made, gone=frozenset(gone))


def read_folders(data: Path, docs: Path, before: PlanFolders | None = None, kept: Path | None = None) -> PlanFolders:
    """Read what is under `data` and `docs`; a file that is as it was in `before` is the same one, and not parsed.

    Nor is one of which is `kept` in a folder what was read of it when it was the same.
    """
    known = before.files if before else {}
    files = {file.name: file for file in _read_files(data, known, kept)}
    return _folders(data, docs, files, lambda wanted: read_prose(docs, wanted))


def _folders(
    data: Path,
    docs: Path,
    files: Mapping[str, YamlFile],
    prose: Callable[[Iterable[str]], Mapping[str, ProseFile]],
) -> PlanFolders:
    """The folders with these files under `data`; `prose` gives the chapters, when it is known which are wanted."""
    details = files.get(f"{data.name}/plan.yml")
    declared = details.data if details else None
    languages, sound = _languages(declared)
    parts = _parts(declared, languages)
    wanted = [page_uri(page, code, languages) for page in pages(parts) for code in languages.codes]
    return PlanFolders(data, docs, files, prose(wanted), languages, sound, parts)


def misnamed_folders(data: Path) -> Mapping[str, str]:
    """The folders under `data` that are no part of a plan and are called nearly as one that is not there."""
    try:
        names = [path.name for path in data.iterdir() if path.is_dir()]
    except OSError:
        return {}
    lacking = [folder for folder in inventory.FOLDERS if not there(data / folder)]
    strange = (name for name in names if name not in (*inventory.FOLDERS, inventory.EDITIONS, inventory.SCHEMAS))
    found = {name: near(name.lower(), lacking, cutoff=0.7) for name in strange}
    return {name: folder for name, folder in found.items() if folder}


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def pages(parts: tuple[model.Part, ...]) -> Iterator[str]:
    """The chapters of all parts in order, as pages: part/chapter."""
    return (f"{part.id}/{chapter}" for part in parts for chapter in part.chapters)


def _read_files(data: Path, known: Mapping[str, YamlFile], kept: Path | None) -> Iterator[YamlFile]:
    paths = [data / name for name in (*inventory.FILES, inventory.WORDS) if there(data / name)]
    paths += [path for folder in inventory.FOLDERS if not shut(data / folder) for path in items(data / folder)]
    for path in paths:
        name = f"{data.name}/{path.relative_to(data).as_posix()}"
        yield read_kept(path, name, data, kept, known.get(name))


def _languages(declared: object) -> tuple[Languages, bool]:
    """The languages as plan.yml lists them, and whether that is sound; those assumed where it lists none soundly."""
    entries = declared.get("languages") if isinstance(declared, Mapping) else None
    try:
        listed = tuple(map(model.Language.model_validate, entries if isinstance(entries, tuple) else ()))
    except ValidationError:
        return ASSUMED, False
    if not listed or not listed[0].complete or listed[0].code not in required():
        return ASSUMED, False
    return model.languages_of(listed), True


def _parts(declared: object, languages: Languages) -> tuple[model.Part, ...]:
    """The parts, if all say soundly what they hold; a fault elsewhere in the file hides none in a chapter."""
    entries = declared.get("parts") if isinstance(declared, Mapping) else None
    found = []
    for entry in entries if isinstance(entries, tuple) else ():
        try:
            found.append(model.Part.model_validate(entry, context={"languages": languages}))
        except ValidationError:
            part = sound_parts(model.Part, entry, languages)
            if part is None or any(part.may_hold((field,)) for field in ("id", "chapters")):
                return ()
            found.append(cast(model.Part, part.record))
    return tuple(found)
