from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from assistant.api.app import create_app
from assistant.bootstrap import Panel, open_panel
from assistant.settings import Settings
from assistant.work import Work
from tests.api.serving import serving
from tests.conftest import copy_folder
from tests.functional.door import Door

TOKEN = "the owner's token of a test"  # noqa: S105  it opens nothing but a test


@pytest.fixture(scope="module")
def panel(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """An open panel over a copy of the samples; small limits, so that tests reach them."""
    folder = copy_folder(sample_folder, tmp_path_factory.mktemp("api") / "data")
    settings = Settings(data_dir=folder, max_request_kb=16, request_seconds=1.0)
    with open_panel(settings, purpose="a test") as opened:
        yield opened


@pytest.fixture(scope="module")
def work() -> Iterator[Work]:
    """The threads that answer."""
    with closing(Work(threads=2, most_waiting=64, seconds=30.0)) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(panel: Panel, work: Work) -> Iterator[httpx.Client]:
    """A client of the real app, over real HTTP."""
    with serving(create_app(panel, work=work, token=TOKEN)) as opened:
        yield opened


@pytest.fixture
def door(sample_folder: Path, tmp_path: Path) -> Door:
    """The command, over a copy of the samples of its own."""
    return Door(copy_folder(sample_folder, tmp_path / "data"))
