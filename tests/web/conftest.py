from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from fastapi import Request
from fastapi.responses import Response
from playwright.sync_api import Browser, sync_playwright

from assistant.api.app import Pages, create_app
from assistant.api.problems import Problem
from assistant.bootstrap import Panel, open_panel
from assistant.settings import Settings
from assistant.web import STATIC, Assets, make_pages, render_problem
from tests.conftest import copy_folder
from tests.web.browsing import open_browser
from tests.web.serving import make_work, serve, visit_pages


@pytest.fixture(scope="session")
def web_panel(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """An open panel that holds the samples, in which answers are kept."""
    folder = copy_folder(sample_folder, tmp_path_factory.mktemp("web") / "data")
    with open_panel(Settings(data_dir=folder), purpose="a test") as panel:
        yield panel


@pytest.fixture(scope="session")
def client(web_panel: Panel) -> Iterator[httpx.Client]:
    """A visitor of the pages."""
    with visit_pages(web_panel) as client:
        yield client


@pytest.fixture
def own_panel(sample_folder: Path, tmp_path: Path) -> Iterator[Panel]:
    """An open panel that holds the samples, for one test to change."""
    with open_panel(Settings(data_dir=copy_folder(sample_folder, tmp_path / "data")), purpose="a test") as panel:
        yield panel


@pytest.fixture
def own_client(own_panel: Panel) -> Iterator[httpx.Client]:
    """A visitor of the pages of the test's own panel."""
    with visit_pages(own_panel) as client:
        yield client


@pytest.fixture
def empty_client(models: Path, tmp_path: Path) -> Iterator[httpx.Client]:
    """A visitor of the pages of a panel that holds nothing."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "models").symlink_to(models)
    with open_panel(Settings(data_dir=tmp_path / "data"), purpose="a test") as panel, visit_pages(panel) as client:
        yield client


@pytest.fixture(scope="session")
def site(web_panel: Panel) -> Iterator[str]:
    """The address of pages and HTTP service together, as ``panel serve`` has them."""
    with closing(make_work()) as work:
        pages = Pages(make_pages(web_panel, work), Assets(directory=STATIC), _render)
        with serve(create_app(web_panel, work=work, pages=pages)) as address:
            yield address


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A browser without a window, closed with the file of tests: while it is open, nobody else can run a loop."""
    with sync_playwright() as playwright, closing(open_browser(playwright, request.config)) as browser:
        yield browser


def _render(request: Request, problem: Problem) -> Response:
    return render_problem(request, status=problem.status, title=problem.title, detail=problem.detail)
