"""What a file or a disk refused, as one sentence."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from plan.messages.sentences import Said, both

_REASONS: Mapping[int | None, str] = {
    errno.EISDIR: "reason-folder",
    errno.ENOTDIR: "reason-no-folder",
    errno.ENOENT: "reason-gone",
    errno.EACCES: "reason-denied",
    errno.EPERM: "reason-denied",
    errno.EADDRINUSE: "reason-in-use",
    errno.ENOSPC: "reason-full",
    errno.EDQUOT: "reason-full",
    errno.EFBIG: "reason-full",
}


def explained(error: OSError) -> str:
    """The sentence, in both languages, under the name of the file where there is one."""
    place = f"{error.filename}: " if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return place + both("disk-full")
    return place + both("disk-refuses", reason=reason(error))


def refused(sentence: str, error: Exception) -> str:
    """A sentence, by its id, that says what could not be done, with the name of the file, if there is one, and why."""
    name = (error.filename2 or error.filename) if isinstance(error, OSError) else None  # the second is what it shall be
    return (f"{name}: " if name else "") + both(sentence, reason=reason(error))


def reason(error: Exception) -> Said | str:
    """Why the system refuses a file, in both languages; a rare reason in the system's own words."""
    if not isinstance(error, OSError):
        return str(error)
    known = _REASONS.get(error.errno)
    return Said(known) if known else str(error.strerror or error)
