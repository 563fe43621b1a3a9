"""A Python process that starts with this folder in its path can import none of the packages that TEST_WITHOUT names."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import ModuleType

FORBIDDEN = frozenset(os.environ.get("TEST_WITHOUT", "").split())


class _Refuser:
    """Comes before all finders of this moment; a stand-in that is put before it later may serve the names itself."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        if name.partition(".")[0] in FORBIDDEN:
            raise ImportError(f"{name} is forbidden here", name=name)


sys.meta_path.insert(0, _Refuser)
