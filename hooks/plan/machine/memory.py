"""Knows a want of memory by what a program meets where there is too little: few of these are a MemoryError."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_NUMBERS = (errno.ENOMEM, errno.EAGAIN)
#: What the loader of libraries, and threads, say.
_WORDS = ("failed to map segment", "cannot allocate memory", "can't start new thread")


def lacking(error: BaseException) -> bool:
    """Whether a fault comes of too little memory."""
    if isinstance(error, OSError):
        return error.errno in _NUMBERS
    words = str(error).lower()
    return isinstance(error, MemoryError) or (
        isinstance(error, ImportError | RuntimeError | SystemError) and any(said in words for said in _WORDS)
    )


@contextmanager
def without(library: str) -> Iterator[None]:
    """What is imported within does without a library that it takes if it is there: openpyxl (3.1) without numpy.

    That takes 100 MB of addresses and a third of a second for types of numbers that nothing here has; and where it
    finds too little memory it ends the program at once, with a word of its own.
    """
    known = library in sys.modules
    if not known:
        sys.modules[library] = None  # type: ignore[assignment]  # Python's own way to say that there is none
    try:
        yield
    finally:
        if not known:
            sys.modules.pop(library, None)
