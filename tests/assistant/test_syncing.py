from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.settings import Settings
from tests.assistant.syncs import Follower, follow, following, write_table
from tests.fakes.govuk import Collection, fake_govuk, make_collection
from tests.fakes.govuk_answers import Answer
from tests.fakes.govuk_faults import broken_json, failing, instead, reset, too_many, truncated
from tests.fakes.govuk_items import make_html
from tests.ingest.pdfs import write_pdf
from vectorstore.visits import Visits

ITEMS = 48
PROCESSES = multiprocessing.get_context("spawn")


@pytest.fixture
def collection() -> Collection:
    """A small body of items in which every shape and state occurs."""
    return make_collection(ITEMS)


@pytest.fixture
def follower(collection: Collection, tmp_path: Path) -> Iterator[Follower]:
    """A record that has followed a stand-in for GOV.UK once."""
    with following(tmp_path, collection) as made:
        made.sync()
        made.govuk.forget()
        yield made


def expected(collection: Collection) -> set[str]:
    """Return the addresses (without host) of what must be held: what hangs on pages, or the pages themselves."""
    found: set[str] = set()
    for path, item in collection.items.items():
        if not is_ours(collection, path) or item["schema_name"] != "publication":
            continue
        details = item["details"]
        files = [one for one in details.get("attachments", ()) if one["attachment_type"] != "external"]
        readable = [one for one in files if one.get("content_type") != "text/csv"]
        if not readable and not details.get("documents"):
            found.add(path)
    return found


def path_of(follower: Follower, url: str) -> str:
    """Return an address without the host."""
    return url.removeprefix(follower.govuk.address)


def first_pdf(follower: Follower) -> Any:
    """Return a publication that is held from a PDF file and is the only one of its page."""
    held = follower.held()
    pages = Counter(one.page_url for one in held.values())
    return next(
        one
        for url, one in sorted(held.items())
        if url.endswith(".pdf") and one.status == "current" and pages[one.page_url] == 1
    )


def is_ours(collection: Collection, path: str) -> bool:
    """Say whether a page is by the organisation that is followed."""
    publishers = collection.present(path)["links"].get("organisations", ())
    return any(str(one["base_path"]).endswith(f"/{collection.organisation}") for one in publishers)


def test_everything_listed_is_held_and_described(follower: Follower, collection: Collection) -> None:
    """Every page without attachments is held as itself, and all that is held has its page, dates, body and licence."""
    held = follower.held()
    assert {path_of(follower, url) for url in held} >= expected(collection)
    for one in held.values():
        assert one.page_url.startswith(follower.govuk.address)
        assert (one.licence, one.locale in ("en", "cy")) == ("OGL-UK-3.0", True)
        assert one.published
        assert one.updated
        assert one.organisations
        item = collection.items[path_of(follower, one.page_url)]
        assert item["first_published_at"].startswith(one.published.isoformat())
        assert (one.status == "withdrawn") == bool(item.get("withdrawn_notice"))


def test_one_document_in_three_formats_is_one_publication(follower: Follower, collection: Collection) -> None:
    """A PDF file, a page and an OpenDocument text of one title are one publication, quoted from the PDF file."""
    paths = [path for path, item in collection.items.items() if len(item["details"].get("attachments", ())) == 3]
    formats = [
        path
        for path in paths
        if len({one["title"] for one in collection.items[path]["details"]["attachments"]}) == 1
        and is_ours(collection, path)
    ]
    assert formats
    for path in formats:
        (one,) = [one for one in follower.held().values() if path_of(follower, one.page_url) == path]
        assert one.file.endswith(".pdf")


def test_the_second_sync_downloads_nothing(follower: Follower) -> None:
    """Nothing has changed: no document and no item is sent again, nothing is read and nothing embedded."""
    before = list(follower.panel.embedder.embedded)  # type: ignore[attr-defined]
    counts = follower.counts()
    assert set(counts) == {"unchanged"}
    assert follower.panel.embedder.embedded == before  # type: ignore[attr-defined]
    assets = follower.govuk.asked("/assets")
    assert assets
    assert all("if-none-match" in {name.lower() for name in one.headers} for one in assets)


def test_three_hundred_items_are_followed(tmp_path: Path) -> None:
    """A body of the size of the Panel's own is held whole, and found unchanged without a document being sent again."""
    collection = make_collection(300)
    with following(tmp_path, collection) as follower:
        added = follower.counts()["added"]
        assert {path_of(follower, url) for url in follower.held()} >= expected(collection)
        assert len(follower.held()) == added >= 300
        follower.govuk.forget()
        assert follower.counts() == {"unchanged": added}
        files = follower.govuk.asked("/assets")
        assert len(files) > 100
        assert all("if-none-match" in {name.lower() for name in one.headers} for one in files)


def test_requests_are_few_and_named(tmp_path: Path) -> None:
    """A whole sync makes at most ten requests in any second, and says who is asking."""
    with following(tmp_path, make_collection(24), each_second=Settings().requests_each_second) as follower:
        follower.sync(dry_run=True)
        assert follower.govuk.most_in_a_second() <= 10
        (agent,) = {
            value for one in follower.govuk.asked() for key, value in one.headers.items() if key.lower() == "user-agent"
        }
        assert "tests@panel.example" in agent


def test_a_changed_file_is_a_new_edition_of_the_same_publication(follower: Follower, collection: Collection) -> None:
    """A replaced attachment gives the publication another edition; the old words stay, marked as replaced."""
    one = first_pdf(follower)
    path = path_of(follower, one.page_url)
    old = follower.panel.store.record.text(one.id)
    new = collection.replace_attachment(path, one.file, write_pdf(["The new words of the second edition."]))
    assert follower.counts() == {"changed": 1, "unchanged": len(follower.held()) - 1}
    latest, earlier = follower.panel.store.record.editions_of(one.id)
    assert path_of(follower, latest.url or "") == f"/assets{new}"
    assert "second edition" in (follower.panel.store.record.text(one.id) or "")
    assert follower.panel.store.record.text(one.id, earlier.edition_id) == old
    assert (latest.status, earlier.status, earlier.valid_to) == ("current", "superseded", latest.valid_from)


def test_a_withdrawn_page_says_why_and_stays(follower: Follower, collection: Collection) -> None:
    """A withdrawal notice marks the publication with its day and reason; its words can still be read."""
    one = first_pdf(follower)
    collection.withdraw(path_of(follower, one.page_url), "A newer text replaces this.")
    assert follower.counts()["withdrawn"] == 1
    now = follower.panel.store.record.publications([one.id])[one.id]
    assert (now.status, now.status_reason, now.stands) == ("withdrawn", "A newer text replaces this.", True)
    assert now.status_since == collection.now.date()
    assert follower.panel.store.record.text(one.id)


def test_a_page_that_is_gone_is_taken_down_with_its_reason(follower: Follower, collection: Collection) -> None:
    """What is unpublished is not shown any more, keeps its text, and says what the publisher said."""
    one = first_pdf(follower)
    collection.unpublish(path_of(follower, one.page_url), explanation="Published by mistake.")
    assert follower.counts()["withdrawn"] >= 1
    now = follower.panel.store.record.publications([one.id])[one.id]
    assert now.removed
    assert "Published by mistake" in (now.status_reason or "")
    assert one.url not in follower.held()


def test_a_page_that_moves_stays_the_same_publication(follower: Follower, collection: Collection) -> None:
    """A page with another address keeps its publications, their ids and their texts."""
    one = first_pdf(follower)
    before = set(follower.panel.store.record.publications([p.id for p in follower.held().values()]))
    path = path_of(follower, one.page_url)
    collection.move(path, f"{path}-renamed")
    follower.sync()
    after = {p.id for p in follower.held().values()}
    assert after == before
    now = follower.panel.store.record.publications([one.id])[one.id]
    assert path_of(follower, now.page_url or "") == f"{path}-renamed"


def test_a_page_that_is_only_not_listed_stays(follower: Follower) -> None:
    """Search hides withdrawn pages on the real GOV.UK: what is not listed is looked at before anything is done."""
    before = len(follower.held())
    follower.govuk.habits = type(follower.govuk.habits)(lists_withdrawn=False)
    assert follower.counts() == {"unchanged": before}


@pytest.mark.parametrize(
    "fault", [failing(503), reset(), truncated(), broken_json(), instead(Answer(200, b"<p>Maintenance</p>"))]
)
def test_an_outage_changes_nothing(follower: Follower, fault: Any) -> None:
    """While GOV.UK cannot be read, the sync fails and says so, and nothing that is held is touched."""
    before = follower.texts()
    follower.govuk.go_wrong_at("/api/*", fault)
    report = follower.sync()
    assert report["failed"] >= 1
    assert follower.texts() == before
    (visit,) = Visits(follower.panel.store.record.database).last()
    assert visit.finished is None


def test_being_asked_to_wait_is_heeded(follower: Follower) -> None:
    """Told to come back in a second, the sync waits and then goes on to the end."""
    follower.govuk.go_wrong(too_many("1"), times=1)
    begun = time.monotonic()
    assert set(follower.counts()) == {"unchanged"}
    assert time.monotonic() - begun >= 1


def test_one_bad_page_does_not_stop_the_others(follower: Follower, collection: Collection) -> None:
    """A page that cannot be read is reported, its publications stay, and all others are brought up to date."""
    one = first_pdf(follower)
    follower.govuk.go_wrong_at(f"/api/content{path_of(follower, one.page_url)}", failing(404))
    body = next(url for url in follower.held() if path_of(follower, url) in collection.items)
    collection.edit_body(path_of(follower, body), make_html("Quite another text than before stands here now."))
    counts = follower.counts()
    assert counts["changed"] == 1
    assert "Quite another text" in (follower.texts()[body] or "")


def test_an_unknown_type_is_kept_and_reported(tmp_path: Path, collection: Collection) -> None:
    """A document type that nobody here knows is held as a document, and the report names it."""
    with following(tmp_path, collection) as follower:
        notes = [item["reason"] for item in follower.sync()["items"] if item["outcome"] == "note"]
        assert any("practice_bulletin" in note for note in notes)
        assert any("practice-bulletin" in url for url in follower.held())
        assert any("published elsewhere" in note for note in notes)


def test_pages_by_others_have_their_speaker(tmp_path: Path, collection: Collection) -> None:
    """A page by others that the table names is held with the speaker given there."""
    theirs = next(
        path
        for path, item in collection.items.items()
        if item["schema_name"] == "publication" and not is_ours(collection, path)
    )
    row = {"path": theirs, "speaker": "statutory_guidance"}
    with following(tmp_path, collection, others=(row,)) as follower:
        follower.sync()
        theirs_held = [one for one in follower.held().values() if path_of(follower, one.page_url) == theirs]
        assert theirs_held
        assert {str(one.speaker) for one in theirs_held} == {"statutory_guidance"}


def test_a_dry_run_tells_and_changes_nothing(tmp_path: Path, collection: Collection) -> None:
    """What a sync would do is told, and the record stays as it was."""
    with following(tmp_path, collection) as follower:
        would = follower.counts(dry_run=True)
        assert follower.held() == {}
        assert follower.counts()["added"] == would["added"]


def test_since_looks_at_what_changed(follower: Follower, collection: Collection) -> None:
    """With a day, only pages changed since are looked at, and nothing is taken down."""
    one = first_pdf(follower)
    path = path_of(follower, one.page_url)
    collection.edit_body(path, make_html("A new summary."))
    follower.govuk.forget()
    follower.sync(since=collection.now.date().isoformat())
    asked = [one.path for one in follower.govuk.asked("/api/content")]
    assert f"/api/content{path}" in asked
    assert len(asked) < ITEMS / 2


def _sync_once(folder: Path, address: str) -> None:
    """Sync in a process of its own, until it ends or is killed."""
    served: Any = SimpleNamespace(address=address)
    with follow(folder, served) as follower:
        follower.sync()


def test_a_sync_that_is_killed_is_completed_by_the_next(tmp_path: Path, collection: Collection) -> None:
    """Killed at twenty moments and run again, the record ends as it would have without."""
    chance = random.Random(4)  # noqa: S311  no secret
    with fake_govuk(collection) as govuk:
        with follow(tmp_path / "whole", govuk) as whole:
            whole.sync()
            expected_texts = whole.texts()
        requests, killed = len(govuk.seen), 0
        for moment in range(20):
            govuk.forget()
            process = PROCESSES.Process(target=_sync_once, args=(tmp_path / "killed", govuk.address))
            process.start()
            _wait_for_requests(govuk, process, chance.randint(1, requests))
            time.sleep(chance.uniform(0, 0.05))
            if process.is_alive() and process.pid:
                os.kill(process.pid, signal.SIGKILL)
                killed += 1
            process.join()
            assert process.exitcode in (0, -signal.SIGKILL), f"kill {moment}"
        assert killed >= 10
        with follow(tmp_path / "killed", govuk) as after:
            after.sync()
            assert after.texts() == expected_texts
            assert set(after.counts()) == {"unchanged"}


def _wait_for_requests(govuk: Any, process: Any, count: int) -> None:
    while len(govuk.seen) < count and process.is_alive():
        time.sleep(0.002)


def test_the_table_is_written_for_the_stand_in(tmp_path: Path, collection: Collection) -> None:
    """The table of sources that these tests write is one that the program reads."""
    with fake_govuk(collection) as govuk:
        assert "organisation" in write_table(tmp_path, govuk).read_text()
