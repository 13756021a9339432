from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.fakes.govuk import Collection, FakeGovUk, fake_govuk, make_collection
from tests.fakes.govuk_items import Dates, make_publication
from tests.fakes.govuk_making import PLACE, START
from tests.fakes.govuk_wording import make_wording

WITH_PAGE = f"{PLACE}/guidance-1"
"""An item with a PDF file, a page and an ODT file."""
OLD = f"{PLACE}/statutory-guidance-6"
"""An item whose files are named only in pieces of HTML."""


@pytest.fixture
def govuk() -> Iterator[FakeGovUk]:
    """The stand-in with a collection of its own."""
    with fake_govuk(make_collection(30)) as fake:
        yield fake


@pytest.fixture
def client(govuk: FakeGovUk) -> Iterator[httpx.Client]:
    """A client of it."""
    with httpx.Client(base_url=govuk.address) as found:
        yield found


def ask_again(client: httpx.Client, path: str, change: Callable[[], object]) -> httpx.Response:
    """Ask, ask again without a change, change, and return the answer to the same conditional request."""
    first = client.get(path)
    marked = {"If-None-Match": first.headers["etag"]}
    same = client.get(path, headers=marked)
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", first.headers["etag"])
    change()
    return client.get(path, headers=marked)


def test_an_edited_item_is_new(govuk: FakeGovUk, client: httpx.Client) -> None:
    """A major change has a note, another time for readers and another mark; a minor one has only another mark."""
    path, collection = f"/api/content{WITH_PAGE}", govuk.collection
    before = client.get(path).json()
    major = ask_again(client, path, lambda: collection.edit_body(WITH_PAGE, "<p>One.</p>", "Said it again.")).json()
    minor = ask_again(client, path, lambda: collection.edit_body(WITH_PAGE, "<p>Two.</p>", "")).json()
    assert (major["details"]["body"], minor["details"]["body"]) == ("<p>One.</p>", "<p>Two.</p>")
    assert major["details"]["change_history"][0]["note"] == "Said it again."
    assert before["public_updated_at"] != major["public_updated_at"] == minor["public_updated_at"]
    assert len({one["updated_at"] for one in (before, major, minor)}) == 3


def test_an_edited_page_changes_its_publication(govuk: FakeGovUk, client: httpx.Client) -> None:
    """The words of a page are changed by changing its publication: both are new, the history is the publication's."""
    (page,) = govuk.collection.pages_of(WITH_PAGE)
    change = ask_again(
        client, f"/api/content{WITH_PAGE}", lambda: govuk.collection.edit_body(page["base_path"], "<p>New.</p>")
    )
    assert change.json()["details"]["change_history"][0]["note"] == "Rewrote the text."
    served = client.get(f"/api/content{page['base_path']}").json()
    assert served["public_updated_at"] == change.json()["public_updated_at"]
    assert served["links"]["parent"][0]["public_updated_at"] == served["public_updated_at"]
    assert "<p>New.</p>" in client.get(page["base_path"]).text


@pytest.mark.parametrize("path", [WITH_PAGE, OLD])
def test_a_replaced_file_has_a_place_of_its_own(govuk: FakeGovUk, client: httpx.Client, path: str) -> None:
    """The item names the new file, with its size; the old place leads to it."""
    old = next(place for place in govuk.collection.assets_of(path) if place.endswith(".pdf"))
    name = old.rpartition("/")[2]
    answered = ask_again(
        client, f"/api/content{path}", lambda: govuk.collection.replace_attachment(path, name, b"%PDF-1.4 new")
    )
    led = client.get(f"/assets{old}", follow_redirects=True)
    assert (led.content, [one.status_code for one in led.history]) == (b"%PDF-1.4 new", [301])
    assert str(led.url) in answered.text.replace('\\"', '"')
    assert old not in answered.text
    sizes = [one["file_size"] for one in answered.json()["details"].get("attachments", ()) if one["id"] == name]
    assert sizes in ([], [12])


def test_a_file_is_asked_for_again_by_mark_or_time(govuk: FakeGovUk, client: httpx.Client) -> None:
    """A known mark or time is 304 without a body; a mark counts more than a time."""
    path = f"/assets{govuk.collection.assets_of(WITH_PAGE)[0]}"
    first = client.get(path)
    mark, time = first.headers["etag"], first.headers["last-modified"]
    early = "Mon, 01 Jan 2029 00:00:00 GMT"
    asked = [
        ({"If-None-Match": f'"other", W/{mark}'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-Modified-Since": time}, 304),
        ({"If-Modified-Since": early}, 200),
        ({"If-Modified-Since": "never"}, 200),
        ({"If-None-Match": '"other"', "If-Modified-Since": time}, 200),
        ({"If-None-Match": mark, "If-Modified-Since": early}, 304),
    ]
    assert [client.get(path, headers=headers).status_code for headers, _ in asked] == [status for _, status in asked]
    assert client.head(path).headers["content-length"] == str(len(first.content))


def test_a_withdrawn_item_stays(govuk: FakeGovUk, client: httpx.Client) -> None:
    """A withdrawn item and its page carry the notice and keep their times for readers; links say so too."""
    path = f"/api/content{WITH_PAGE}"
    before = client.get(path).json()
    after = ask_again(client, path, lambda: govuk.collection.withdraw(WITH_PAGE, "It is out of date.", START)).json()
    assert "It is out of date." in after["withdrawn_notice"]["explanation"]
    assert after["withdrawn_notice"]["withdrawn_at"] == "2031-01-06T10:30:00Z"
    assert after["public_updated_at"] == before["public_updated_at"]
    assert after["updated_at"] != before["updated_at"]
    page = client.get(f"/api/content{after['links']['children'][0]['base_path']}").json()
    assert page["withdrawn_notice"] == after["withdrawn_notice"]
    assert page["links"]["parent"][0]["withdrawn"] is True
    assert "This was withdrawn on 2031-01-06" in client.get(WITH_PAGE).text


def test_an_unpublished_item_is_gone(govuk: FakeGovUk, client: httpx.Client) -> None:
    """It is 410 and not listed, its page and files lead to where it was, and nothing links to it any more."""
    collection = govuk.collection
    (page,), (file, *_) = collection.pages_of(WITH_PAGE), collection.assets_of(WITH_PAGE)
    named = client.get("/api/content/government/collections/example-collection-1")
    assert WITH_PAGE in named.text
    collection.unpublish(WITH_PAGE)
    assert client.get(f"/api/content{WITH_PAGE}").status_code == client.get(WITH_PAGE).status_code == 410
    assert client.get(f"/api/search.json?filter_link={WITH_PAGE}").json()["total"] == 0
    assert client.get(page["base_path"]).headers["location"] == WITH_PAGE
    assert client.get(f"/assets{file}").headers["location"] == f"{govuk.address}{WITH_PAGE}"
    again = client.get(str(named.url), headers={"If-None-Match": named.headers["etag"]})
    assert again.status_code == 200
    assert WITH_PAGE not in again.text
    assert again.json()["updated_at"] != named.json()["updated_at"]


def test_a_moved_item_keeps_its_identity(govuk: FakeGovUk, client: httpx.Client) -> None:
    """It has the same content id at another path, its page moves with it, and every old path leads to the new one."""
    before = client.get(f"/api/content{WITH_PAGE}").json()
    page = before["links"]["children"][0]["base_path"]
    govuk.collection.move(WITH_PAGE, f"{PLACE}/renamed-guidance")
    after = client.get(f"/api/content{PLACE}/renamed-guidance").json()
    assert after["content_id"] == before["content_id"]
    assert client.get(f"/api/content{WITH_PAGE}").json()["document_type"] == "redirect"
    led = client.get(page, follow_redirects=True)
    assert (led.status_code, led.url.path) == (200, after["links"]["children"][0]["base_path"])
    (url,) = (one["url"] for one in after["details"]["attachments"] if one["attachment_type"] == "html")
    assert url == led.url.path
    assert client.get(f"/api/search.json?filter_link={PLACE}/renamed-guidance").json()["total"] == 1


def test_an_item_is_added() -> None:
    """An added item is served and listed; a path that is taken is not given twice."""
    made = Collection("example")
    item = make_publication(f"{PLACE}/new", "research", make_wording(1, "research", seed=1), Dates(START, START, START))
    with fake_govuk(made) as fake:
        assert httpx.get(f"{fake.address}/api/content{PLACE}/new").status_code == 404
        made.add(item)
        assert httpx.get(f"{fake.address}/api/content{PLACE}/new").json()["title"] == item["title"]
        assert httpx.get(f"{fake.address}/api/search.json").json()["total"] == 1
    with pytest.raises(AssertionError, match="is taken"):
        made.add(item)
