from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from assistant.bootstrap import Panel
from assistant.reaching import manners
from assistant.syncing import SyncOrder, sync
from tests.assistant.syncs import open_following
from tests.fakes.website import Answer, Site, to, website
from tests.ingest.pdfs import write_pdf

PDF = Answer(write_pdf(["The harbour was surveyed in May."]), media_type="application/pdf")


@pytest.fixture
def site() -> Iterator[Site]:
    """A website with a page that links to a document."""
    with website() as served:
        list_pages(served, "/one")
        served.pages["/one"] = Answer(
            b"<main><h1>One</h1><p>The first page.</p><a href='/survey.pdf'>Survey</a></main>"
        )
        served.pages["/survey.pdf"] = PDF
        yield served


@pytest.fixture
def panel(site: Site, tmp_path: Path) -> Iterator[Panel]:
    """A record that follows the website."""
    row = {"kind": "website", "site": f"{site.address}/sitemap.xml", "hosts": ["127.0.0.1"], "speaker": "panel"}
    (tmp_path / "sources.yaml").write_text(yaml.safe_dump({"sources": {"own": row}}), encoding="utf-8")
    with open_following(tmp_path) as panel:
        yield panel


def list_pages(site: Site, *paths: str) -> None:
    """Let the sitemap list some pages."""
    rows = "".join(f"<url><loc>{site.address}{path}</loc></url>" for path in paths)
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'
    site.pages["/sitemap.xml"] = Answer(body.encode(), media_type="application/xml")


def follow(panel: Panel) -> dict[str, int]:
    """Sync once, and return how much came to what, of what came to anything."""
    report = sync(panel, SyncOrder(), asking=manners(panel.settings, first_wait=0.01))["own"]
    return {key: value for key, value in report.items() if isinstance(value, int) and value}


def held(panel: Panel, site: Site) -> dict[str, str]:
    """Return the ids of what stands, by its path."""
    found = panel.store.record.current_publications()
    return {(one.url or "").removeprefix(site.address): one.id for one in found}


def test_pages_and_their_documents_are_held_once(panel: Panel, site: Site) -> None:
    """The page and the document that it links to are publications; a second sync changes nothing."""
    assert follow(panel) == {"added": 2}
    assert set(held(panel, site)) == {"/one", "/survey.pdf"}
    assert follow(panel) == {"unchanged": 2}


def test_a_page_that_is_gone_is_taken_down(panel: Panel, site: Site) -> None:
    """What answers that it is gone is taken down; what cannot be reached stays."""
    follow(panel)
    site.pages["/survey.pdf"] = Answer(b"Broken", 500)
    assert follow(panel) == {"unchanged": 1, "failed": 1}
    assert set(held(panel, site)) == {"/one", "/survey.pdf"}
    site.pages["/survey.pdf"] = Answer(b"Gone", 410)
    assert follow(panel) == {"unchanged": 1, "withdrawn": 1}
    assert set(held(panel, site)) == {"/one"}


def test_a_page_that_moves_stays_the_same_publication(panel: Panel, site: Site) -> None:
    """A page that leads to another address for good keeps its id there."""
    follow(panel)
    before = held(panel, site)
    site.pages["/two"] = site.pages["/one"]
    site.pages["/one"] = to("/two", 301)
    list_pages(site, "/two")
    follow(panel)
    after = held(panel, site)
    assert after == {"/two": before["/one"], "/survey.pdf": before["/survey.pdf"]}


def test_a_website_that_is_down_changes_nothing(panel: Panel, site: Site) -> None:
    """While robots.txt cannot be read nothing is fetched, and nothing that is held is touched."""
    follow(panel)
    site.pages["/robots.txt"] = Answer(b"Broken", 503)
    assert follow(panel)["failed"] == 1
    assert set(held(panel, site)) == {"/one", "/survey.pdf"}
