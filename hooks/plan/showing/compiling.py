"""Compiles templates and keeps them compiled: a process that does no more loads Jinja alone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context

from plan.machine import store

#: The folder of compiled templates among what is kept.
COMPILED = "templates"


class StoredTemplates(FileSystemBytecodeCache):
    """Compiled templates in a folder. One whose file is not as it was written is compiled anew: Python takes code as it
    is, and ends with the whole process where a byte of it is another.
    """

    @classmethod
    def in_folder(cls, folder: Path) -> StoredTemplates:
        """Those in a folder, which is made if it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code of a template, if it was compiled from the same source."""
        code = store.read(Path(self._get_cache_filename(bucket)))
        if code is not None:
            bucket.load_bytecode(BytesIO(code))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        code = BytesIO()
        bucket.write_bytecode(code)
        store.write(Path(self._get_cache_filename(bucket)), code.getvalue())


class _Compiled(StoredTemplates):
    """And in this process for every plan: many cities' sites compile each one once."""

    known: ClassVar[dict[tuple[str, str], CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code of a template, if it was compiled from the same source."""
        bucket.code = self.known.get((bucket.key, bucket.checksum))
        if bucket.code is None:
            super().load_bytecode(bucket)
            self._remember(bucket)
        elif not Path(self._get_cache_filename(bucket)).exists():
            super().dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._remember(bucket)
        super().dump_bytecode(bucket)

    def _remember(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.known[bucket.key, bucket.checksum] = bucket.code


def compiling(folder: Path, compiled: Path | None, finalize: Callable[..., Any]) -> Environment:
    """An environment for the templates in `folder`: strict, escaping; `finalize`, given the context, prints a value.

    `compiled` keeps the compiled templates, by their content, so that a build compiles what changed.
    """
    if compiled:
        compiled.mkdir(parents=True, exist_ok=True)
    return Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_Compiled(str(compiled)) if compiled else None,
    )


def never_compiled(compiled: Path) -> bool:
    """Whether no template was compiled in this process, nor in one that kept it in a folder."""
    return not _Compiled.known and not compiled.exists()


def compile_all(folder: Path, compiled: Path) -> None:
    """Keep every template compiled. What cannot be compiled is told by whoever renders it."""
    env = compiling(folder, compiled, _not_printed)
    for name in env.list_templates(extensions=["html"]):
        with suppress(TemplateError):
            env.get_template(name)


@pass_context
def _not_printed(context: Context, value: Any) -> Any:
    """In the place of what prints values: the code of a template only names it."""
    return value
