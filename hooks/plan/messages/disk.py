"""What a file or a disk refused, as one sentence."""

from __future__ import annotations

import errno

from plan.messages.sentences import both


def explained(error: OSError) -> str:
    """The sentence, in both languages, under the name of the file where there is one."""
    place = f"{error.filename}: " if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return place + both("disk-full")
    return place + both("disk-refuses", reason=error.strerror or error)
