"""What every test stands on: an empty home, a data folder of its own, no other setting; the real documents, if any."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
REQUIRED = pytest.StashKey[bool]()

# A slow machine is not a defect, so no example is timed.
hypothesis.settings.register_profile("panel", deadline=None)
hypothesis.settings.load_profile("panel")


def pytest_configure(config: pytest.Config) -> None:
    """Note whether the real documents must be there, then forget every setting of the person who runs the tests."""
    config.stash[REQUIRED] = os.environ.get("PANEL_REQUIRE_SHARED") == "1"
    for name in _settings():
        del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for the real documents, so that none can be forgotten."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("shared")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip of a ``shared`` test into a failure where the real documents must be there."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and item.config.stash[REQUIRED] and _needs_shared(item):
        report.outcome = "failed"
        report.longrepr = f"Skipped, though PANEL_REQUIRE_SHARED=1 says that it must run: {report.longrepr}"
    return report


def _settings() -> list[str]:
    return [name for name in os.environ if name.startswith("PANEL_")]


def _needs_shared(item: pytest.Item) -> bool:
    return item.get_closest_marker("shared") is not None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout; without it the test is skipped, and says so."""
    if not SHARED.is_dir():
        pytest.skip("needs the real documents in ../shared, which is not there")
    return SHARED


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test an empty home, with the data folder in it, and no other setting."""
    home = tmp_path_factory.mktemp("home")
    for name in _settings():
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PANEL_DATA_DIR", str(home / "data"))
    return home
