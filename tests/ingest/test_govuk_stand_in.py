from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import httpx
import pytest

from ingest.pdf import read_pdf
from tests.fakes.govuk import Collection, FakeGovUk, Habits, fake_govuk, make_collection
from tests.fakes.govuk_files import make_file
from tests.fakes.govuk_making import PLACE, TYPES
from tests.fakes.govuk_shapes import SHAPES
from tests.fakes.govuk_wording import make_wording


@pytest.fixture(scope="module")
def made() -> Collection:
    """A collection of the usual size, to read from."""
    return make_collection()


@pytest.fixture(scope="module")
def govuk(made: Collection) -> Iterator[FakeGovUk]:
    """The stand-in that serves it."""
    with fake_govuk(made) as fake:
        yield fake


@pytest.fixture(scope="module")
def client(govuk: FakeGovUk) -> Iterator[httpx.Client]:
    """A client of it, which follows no redirect."""
    with httpx.Client(base_url=govuk.address) as found:
        yield found


def test_the_same_seed_makes_the_same_collection() -> None:
    """Two collections of one seed are equal to the last byte; another seed says other words."""
    first, again, other = make_collection(30), make_collection(30), make_collection(30, seed=2)
    assert first == again
    assert first.items.keys() == other.items.keys()
    assert first.items != other.items


@pytest.mark.parametrize("n", [24, 40, 300])
def test_search_lists_as_many_as_were_wanted(n: int) -> None:
    """The organisation has just as many items as were asked for."""
    made = make_collection(n, organisation="an-example-panel")
    with fake_govuk(made) as fake, httpx.Client(base_url=fake.address) as client:
        found = client.get("/api/search.json?filter_organisations=an-example-panel&count=0").json()
    assert (found["total"], found["results"]) == (n, [])


def test_every_type_has_every_shape(made: Collection) -> None:
    """Each document type comes with each way of attaching, and no two documents say the same."""
    publications = [item for item in made.items.values() if item["schema_name"] == "publication"]
    shapes: dict[str, set[str]] = {}
    for item in publications:
        hanging = [one.get("content_type", one["attachment_type"]) for one in item["details"].get("attachments", ())]
        shapes.setdefault(item["document_type"], set()).add(f"{hanging} {'documents' in item['details']}")
    assert {name for name, found in shapes.items() if len(found) == len(SHAPES)} == set(TYPES)
    assert max(Counter(asset.file.data for asset in made.assets.values()).values()) == 1
    assert (
        max(Counter(item["details"]["body"] for item in made.items.values() if "body" in item["details"]).values()) == 1
    )


@pytest.mark.parametrize(("ending", "part"), [("odt", "content.xml"), ("docx", "word/document.xml")])
def test_archives_hold_the_words(ending: str, part: str) -> None:
    """An ODT or DOCX file is an archive whose main part says the title and every sentence, in order."""
    wording = make_wording(3, "guidance", seed=1)
    with zipfile.ZipFile(io.BytesIO(make_file(ending, wording))) as archive:
        assert archive.testzip() is None
        texts = [text for text in ET.fromstring(archive.read(part)).itertext() if text.strip()]  # noqa: S314  this test made it
    assert texts == [wording.title, *wording.sentences]


def test_every_state_is_there(made: Collection) -> None:
    """Even the smallest collection has withdrawn, beta, political, translated, old and moved items."""
    for held in (made, make_collection(24)):
        items = list(held.items.values())
        details = [item["details"] for item in items]
        assert any(item["withdrawn_notice"] for item in items)
        assert any(item["phase"] == "beta" for item in items)
        assert any(one.get("political") and not one["government"]["current"] for one in details if "government" in one)
        assert any("documents" in one and "attachments" not in one for one in details)
        assert [item["locale"] for item in items].count("cy") == 1
        assert {one["attachment_type"] for each in details for one in each.get("attachments", ())} == {
            "file",
            "html",
            "external",
        }


def test_one_document_comes_in_three_formats(made: Collection, client: httpx.Client) -> None:
    """A document attached as PDF, page and ODT has one title, and the first two say the same words."""
    item = made.items[f"{PLACE}/guidance-1"]
    pdf, page, odt = item["details"]["attachments"]
    assert pdf["title"] == page["title"] == odt["title"] == item["title"]
    words = read_pdf(client.get(f"/assets{pdf['url'].partition('.uk')[2]}").content).text.split("\n", 1)[1]
    assert " ".join(words.split()).startswith("This is guidance 1 of the Example Safeguarding Review Panel.")
    assert all(sentence in client.get(page["url"]).text for sentence in " ".join(words.split()).split(". ")[:2])


def test_what_the_content_api_answers(made: Collection, client: httpx.Client, govuk: FakeGovUk) -> None:
    """An unknown path is 404, one below an item leads to that item, and a redirect is an item, not a redirect."""
    (span, whole), *_ = made.spans.items()
    assert client.get("/api/content/nothing/here").status_code == 404
    led = client.get(f"/api/content{span}")
    assert (led.status_code, led.headers["location"]) == (303, f"{govuk.address}/api/content{whole}")
    moved = client.get(f"/api/content{PLACE}/moved-1")
    assert (moved.status_code, moved.json()["redirects"][0]["destination"]) == (200, f"{PLACE}/moved-2")
    assert client.get(f"/api/content{PLACE}/renamed/below").status_code == 303
    assert client.post(f"/api/content{whole}").status_code == 405


def test_pages_are_redirected_where_items_are_not(client: httpx.Client) -> None:
    """On the site redirects that lead to each other end at a page, and a prefix keeps what follows it."""
    end = client.get(f"{PLACE}/moved-1", follow_redirects=True)
    assert (end.status_code, len(end.history)) == (200, 3)
    led = client.get(f"{PLACE}/renamed/guidance-1?print=1")
    assert (led.status_code, led.headers["location"]) == (301, f"{PLACE}/guidance-1?print=1")


def test_a_gone_item_says_what_it_can(made: Collection, client: httpx.Client) -> None:
    """A gone item is 410 with its body; one that says why is 200, or 410 where a test wants what the OpenAPI has."""
    gone = client.get(f"/api/content{PLACE}/gone")
    assert (gone.status_code, gone.json()["document_type"]) == (410, "gone")
    explained = client.get(f"/api/content{PLACE}/gone-with-alternative")
    assert (explained.status_code, explained.json()["schema_name"]) == (200, "gone")
    assert explained.json()["details"]["alternative_path"] in made.items
    with fake_govuk(made, Habits(explained_gone=410)) as strict:
        assert httpx.get(f"{strict.address}/api/content{PLACE}/gone-with-alternative").status_code == 410


def test_its_own_address_stands_for_the_hosts_of_govuk(made: Collection, client: httpx.Client) -> None:
    """No answer names a host of GOV.UK, and every file is where its item says it is."""
    for path, item in list(made.items.items())[:60]:
        answered = client.get(f"/api/content{path}")
        assert "gov.uk" not in answered.text.replace("GOV.UK", "")
        for one in answered.json()["details"].get("attachments", ()):
            if one["attachment_type"] != "external":
                found = client.get(one["url"])
                assert (found.status_code, len(found.content)) == (200, one.get("file_size", len(found.content)))
                assert found.headers["content-type"].startswith(one.get("content_type", "text/html"))
                assert item["schema_name"] == "publication"
