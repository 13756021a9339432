"""What every test stands on: an empty home, a data folder of its own, no other setting; the real documents, if any."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Iterator
from importlib.metadata import version
from pathlib import Path

import hypothesis
import pytest

from assistant.bootstrap import Panel, open_panel
from assistant.ingesting import ingest_collection
from assistant.settings import Settings
from ingest.collection import list_collection
from ingest.readings import Limits
from tests.servers import Chroma, own_chroma, own_database
from tests.web.required import BROWSER
from vectorstore.embedding import Embedder, open_embedder
from vectorstore.store import open_store

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
REQUIRED = pytest.StashKey[frozenset[str]]()
MARKS = {"shared": "PANEL_REQUIRE_SHARED", "servers": "PANEL_REQUIRE_SERVERS"}
"""The marks of tests that are skipped where something is missing, each with the setting that says it must be there."""
NEEDED = {"shared": "shared", "postgres_url": "servers", "chroma": "servers", "chroma_url": "servers"}
"""The fixtures that need it, each with its mark."""

# A slow machine is not a defect, so no example is timed. Each run draws the same examples, so that a failure is the
# change's own; `pytest --hypothesis-profile explore` draws others.
hypothesis.settings.register_profile("panel", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile("panel")


def pytest_configure(config: pytest.Config) -> None:
    """Note whether the real documents must be there, then forget every setting of the person who runs the tests."""
    config.stash[REQUIRED] = frozenset(mark for mark, setting in MARKS.items() if os.environ.get(setting) == "1")
    config.stash[BROWSER] = os.environ.get("PANEL_REQUIRE_BROWSER") == "1"
    for name in _settings():
        del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for the real documents or for servers, so that none can be forgotten."""
    for item in items:
        for mark in {NEEDED[name] for name in getattr(item, "fixturenames", ()) if name in NEEDED}:
            item.add_marker(mark)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a marked test into a failure where what it needs must be there."""
    report = yield
    must = [mark for mark in item.config.stash[REQUIRED] if item.get_closest_marker(mark)]
    if report.skipped and not hasattr(report, "wasxfail") and must:
        report.outcome = "failed"
        report.longrepr = f"Skipped, though {MARKS[must[0]]}=1 says that it must run: {report.longrepr}"
    return report


def _settings() -> list[str]:
    return [name for name in os.environ if name.startswith("PANEL_")]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout; without it the test is skipped, and says so."""
    if not SHARED.is_dir():
        pytest.skip("needs the real documents in ../shared, which is not there")
    return SHARED


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """A database of the test's own on the PostgreSQL server of this machine; skipped, and said so, without one."""
    with own_database() as url:
        yield url


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server that is there for all tests: each record has an index of its own on it."""
    with own_chroma(tmp_path_factory.mktemp("chroma") / "server") as server:
        yield server.url


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[Chroma]:
    """A Chroma server of the test's own, which it may kill."""
    with own_chroma(tmp_path / "chroma") as server:
        yield server


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test an empty home, with the data folder in it, and no other setting."""
    home = tmp_path_factory.mktemp("home")
    for name in _settings():
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PANEL_DATA_DIR", str(home / "data"))
    return home


@pytest.fixture(scope="session")
def models(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the exported embedding model: exported once, and again only when the exporter has changed."""
    cache = getattr(request.config, "cache", None)
    exporter = (ROOT / "vectorstore" / "exporting.py").read_bytes() + version("torch").encode()
    name = f"models-{hashlib.sha256(exporter).hexdigest()[:12]}"
    folder: Path = cache.mkdir(name) if cache else tmp_path_factory.mktemp(name)
    # In a process of its own, so that torch takes no memory in this one.
    export = (
        "import sys; from vectorstore.embedding import open_embedder as o; o(__import__('pathlib').Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", export, str(folder)], cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="session")
def real_embedder(models: Path) -> Embedder:
    """The real embedding model."""
    return open_embedder(models)


@pytest.fixture(scope="session")
def sample_folder(models: Path, real_embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the samples, which nobody opens: tests copy it with ``copy_folder``."""
    folder = tmp_path_factory.mktemp("samples") / "data"
    limits = Limits(real_embedder.token_spans, real_embedder.most_tokens)
    with open_store(folder, embedder=real_embedder) as store:
        ingest_collection(list_collection([ROOT / "samples"]), store=store, limits=limits)
    (folder / "models").symlink_to(models)
    return folder


@pytest.fixture(scope="session")
def sample_panel(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Panel, None, None]:
    """An open panel that holds the samples, to read from."""
    folder = copy_folder(sample_folder, tmp_path_factory.mktemp("panel") / "data")
    with open_panel(Settings(data_dir=folder), purpose="a test") as panel:
        yield panel


def copy_folder(folder: Path, copy: Path) -> Path:
    """Copy a data folder, whose exported model stays where it is."""
    return shutil.copytree(folder, copy, symlinks=True)
