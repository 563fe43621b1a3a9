"""A plan with fewer languages: all that is said in the others is taken out of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml


def keep_languages(folder: Path, codes: Collection[str]) -> None:
    """Leave a copied plan these of its languages, its default among them."""
    for path in (folder / "data").rglob("*.yml"):
        kept = _kept(yaml.safe_load(path.read_text(encoding="utf-8")), codes)
        if path.name == "plan.yml":
            kept["languages"] = [language for language in kept["languages"] if language["code"] in codes]
        path.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")
    for path in (folder / "docs").rglob("*.md"):
        language = re.search(r"\.([a-z]{2})\.md\Z", path.name)
        if language and language[1] not in codes:
            path.unlink()
    (folder / "data/translations.txt").unlink(missing_ok=True)


def _kept(value: Any, codes: Collection[str]) -> Any:
    if isinstance(value, dict):
        text = "ja" in value and all(isinstance(words, str) for words in value.values())
        return {key: _kept(inner, codes) for key, inner in value.items() if not text or key in codes}
    return [_kept(item, codes) for item in value] if isinstance(value, list) else value
