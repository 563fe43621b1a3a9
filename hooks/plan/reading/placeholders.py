"""Lists what a chapter may ask for of the data: {{ roadmap }}, {{ chart: population }}."""

from __future__ import annotations

from collections.abc import Mapping

#: The blocks a chapter may ask for: what their argument names, if they take one, and the file they are made from.
PLACEHOLDERS: Mapping[str, tuple[str | None, str]] = {
    "abilities": (None, "people.yml"),
    "challenges": (None, "challenges.yml"),
    "chart": ("series", "plan.yml"),
    "creative-training": (None, "people.yml"),
    "digital-training": (None, "people.yml"),
    "issues": (None, "issues.yml"),
    "item-text": ("item", "structure.yml"),
    "items": ("item", "structure.yml"),
    "milestones": (None, "roadmap.yml"),
    "ooda": (None, "ooda.yml"),
    "principles": (None, "principles.yml"),
    "family": ("families", "families/"),
    "projects": ("kind", "projects/"),
    "roadmap": (None, "roadmap.yml"),
    "rules": (None, "rules.yml"),
    "steps": (None, "steps.yml"),
    "structure": (None, "structure.yml"),
    "training": (None, "people.yml"),
    "vision": (None, "vision.yml"),
}
