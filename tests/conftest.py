"""Builds each site once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import build
from copies import ROOT, copy_city
from plan.model import Plan
from plan.reading import loader


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real plan's site, built strictly."""
    folder = tmp_path_factory.mktemp("site") / "site"
    build(ROOT, "--site-dir", str(folder))
    return folder


@pytest.fixture(scope="session")
def other_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented plan's site, built by the same program from other data/ and docs/."""
    return build(copy_city(tmp_path_factory.mktemp("other-city")))


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The real plan, loaded."""
    loaded = loader.load_plan(ROOT / "data", ROOT / "docs")
    assert not loaded.findings
    assert loaded.plan
    return loaded.plan
