from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.api.app import create_app
from assistant.api.problems import MEDIA_TYPE
from assistant.bootstrap import Panel, open_panel
from assistant.recommendations.following import follow_record
from assistant.settings import Settings
from assistant.work import Work
from ingest.documents import Description, Reading
from ingest.recommendations.entries import Found
from tests.api.conftest import TOKEN
from tests.api.serving import serving
from tests.assistant.recommendations.exports.reading import open_book
from tests.conftest import copy_folder
from tests.registered import hold_all

ADDRESS = "/v1/recommendations"
STAFF = {"Authorization": f"Bearer {TOKEN}"}
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = [
    (".csv", "text/csv; charset=utf-8", "recommendations", "csv"),
    (".xlsx", EXCEL, "recommendations", "xlsx"),
    (".docx", WORD, "recommendations", "docx"),
    ("/assurance.xlsx", EXCEL, "assurance-table", "xlsx"),
    ("/assurance.docx", WORD, "assurance-table", "docx"),
]


@pytest.fixture(scope="module")
def panel(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """An open panel over the samples, a publication of the test's own, and one for staff alone."""
    folder = tmp_path_factory.mktemp("register")
    with open_panel(Settings(data_dir=copy_folder(sample_folder, folder / "data")), purpose="a test") as opened:
        hold_all(opened, folder)
        yield opened


@pytest.fixture(scope="module")
def client(panel: Panel) -> Iterator[httpx.Client]:
    """A client of the real app, over real HTTP."""
    work = Work(threads=2, most_waiting=64, seconds=30.0)
    with closing(work), serving(create_app(panel, work=work, token=TOKEN)) as opened:
        yield opened


def get(client: httpx.Client, query: str = "", **headers: str) -> Any:
    """Return the first two hundred entries that a query asks for."""
    return client.get(f"{ADDRESS}?limit=200&{query}", headers=headers).raise_for_status().json()


def rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("limit", [1, 7, 200])
@pytest.mark.parametrize("sort", ["newest", "oldest", "publication", "changed"])
def test_paging_over_all_gives_every_entry_once(client: httpx.Client, limit: int, sort: str) -> None:
    """Following ``next`` leads through all entries, each once, in the same order as all of them at once."""
    whole = get(client, f"sort={sort}")
    address: str | None = f"{ADDRESS}?limit={limit}&sort={sort}"
    seen = []
    while address:
        page = client.get(address).raise_for_status().json()
        assert page["total"] == whole["total"]
        seen += page["items"]
        address = page["next"]
    assert [one["id"] for one in seen] == [one["id"] for one in whole["items"]]
    assert len({one["id"] for one in seen}) == whole["total"]


def test_the_newest_come_first_unless_asked(client: httpx.Client) -> None:
    """Entries come by the dates of their publications, the newest first, or the oldest."""
    newest = [one["published"] for one in get(client)["items"]]
    oldest = [one["published"] for one in get(client, "sort=oldest")["items"]]
    assert newest == sorted(newest, reverse=True)
    assert oldest == sorted(oldest)


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("kind=national-recommendation", lambda one: one["kind"] == "national recommendation"),
        ("kind=learning+point&kind=position", lambda one: one["kind"] in {"learning point", "position"}),
        ("topic=neglect", lambda one: "neglect" in one["topics"]),
        ("agency=health&agency=police", lambda one: {"health", "police"} & set(one["agencies"])),
        ("to=ofsted", lambda one: "ofsted" in {body["id"] for body in one["bodies"]}),
        ("to=Home+Office&to=Ofsted", lambda one: {"ofsted", "home_office"} & {body["id"] for body in one["bodies"]}),
        ("from=2035-01-01", lambda one: one["published"] >= "2035-01-01"),
        ("to_date=2032-05-24", lambda one: one["published"] <= "2032-05-24"),
        ("status=no-response-held", lambda one: one["status"] == "no response held"),
        ("text=TELEPHONE+line", lambda one: "telephone line" in one["text"]),
        ("review=waiting", lambda one: one["uncertain"]),
        ("review=settled", lambda one: not one["uncertain"]),
        ("changed_since=2000-01-01", lambda _: True),
        ("changed_since=2999-01-01", lambda _: False),
    ],
)
def test_filters_give_all_that_fits_and_nothing_else(client: httpx.Client, query: str, fits: Any) -> None:
    """Each filter gives exactly the entries for which it is true."""
    expected = [one["id"] for one in get(client)["items"] if fits(one)]
    found = get(client, query)
    assert ([one["id"] for one in found["items"]], found["total"]) == (expected, len(expected))


def test_entries_of_one_publication(client: httpx.Client) -> None:
    """By its id the entries of a publication are found, each with words, number, addressee and place."""
    (one, *_) = get(client, "text=one+place&to=home_office")["items"]
    found = get(client, f"publication={one['publication_id']}&kind=national+recommendation")["items"]
    assert [entry["number"] for entry in found] == ["1", "2", "3"]
    assert "requires every police force to record neglect in one place" in one["text"]
    assert (one["fictional"], one["published"], one["segments"] != []) == (True, "2035-02-01", True)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("to=polic", "No body is known as 'polic': did you mean police, "),
        ("kind=poem", "There is no kind 'poem'; use one of national recommendation, "),
        ("topic=rain", "There is no topic 'rain'; use one of "),
        ("agency=rain", "There is no agency 'rain'; use one of "),
        ("status=maybe", "There is no status 'maybe'; use one of "),
        ("review=maybe", "There is no review 'maybe'; use one of "),
        ("from=2021", "from '2021' is not a date; write it as YYYY-MM-DD."),
        ("to_date=2021-02-30", "to_date '2021-02-30' is not a date; write it as YYYY-MM-DD."),
        ("changed_since=20210201", "changed_since '20210201' is not a date; write it as YYYY-MM-DD."),
    ],
)
@pytest.mark.parametrize("path", ["", ".csv", "/assurance.docx"])
def test_a_bad_filter_is_one_clear_sentence(client: httpx.Client, path: str, query: str, sentence: str) -> None:
    """What cannot be used is refused with what is wrong and what would do, in lists and in files."""
    refused = client.get(f"{ADDRESS}{path}?{query}")
    problem = refused.json()
    assert (refused.status_code, refused.headers["content-type"]) == (400, MEDIA_TYPE)
    assert (problem["type"], problem["detail"].startswith(sentence)) == ("/problems/bad-request", True)


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "offset=-1", "sort=best", f"text={'x' * 201}", "staff=x"])
def test_what_is_out_of_bounds_is_refused(client: httpx.Client, query: str) -> None:
    """Numbers out of their bounds and unknown orders are a problem that names them."""
    problem = client.get(f"{ADDRESS}?{query}").json()
    assert (problem["status"], query.partition("=")[0] in problem["detail"]) == (422, True)


def test_one_entry_is_described(client: httpx.Client) -> None:
    """An entry is found by its id, as it is in the list; an id that is not held is not found."""
    (one, *_) = get(client)["items"]
    assert client.get(f"{ADDRESS}/{one['id']}").json() == one
    assert client.get(f"{ADDRESS}/none").json()["type"] == "/problems/not-found"


def test_numbers_without_wording_are_told(client: httpx.Client) -> None:
    """A number of recommendations that a publication tells of, without their wording, is told with its quotation."""
    told = {one["number"]: one for one in get(client)["told_counts"]}
    assert "five further recommendations" in told[5]["quote"] or "five recommendations" in told[5]["quote"]
    assert get(client, "from=2999-01-01")["told_counts"] == []


@pytest.mark.parametrize(("path", "media_type", "name", "ending"), FILES)
def test_a_file_says_what_it_is(client: httpx.Client, path: str, media_type: str, name: str, ending: str) -> None:
    """Every file has its media type, a plain dated name and the number of its entries; HEAD tells the same."""
    got = client.get(f"{ADDRESS}{path}?limit=1").raise_for_status()
    assert got.headers["content-type"] == media_type
    named = rf'attachment; filename="{name}-\d{{4}}-\d\d-\d\d\.{ending}"'
    assert re.fullmatch(named, got.headers["content-disposition"])
    assert int(got.headers["x-total-count"]) == get(client)["total"]
    head = client.head(f"{ADDRESS}{path}?limit=1").raise_for_status()
    told = ("content-type", "content-disposition", "x-total-count")
    assert [head.headers[one] for one in told] == [got.headers[one] for one in told]
    assert head.content == b""


@pytest.mark.parametrize("query", ["", "kind=national-recommendation", "to=police", "text=nothing+of+the+kind"])
def test_files_hold_all_that_is_listed(client: httpx.Client, query: str) -> None:
    """CSV, workbook and document hold the entries of the list in its order, whatever the paging."""
    ids = [one["id"] for one in get(client, query)["items"]]
    content = {path: client.get(f"{ADDRESS}{path}?{query}&limit=1&offset=1").content for path, *_ in FILES}
    assert [row["id"] for row in rows(content[".csv"])] == ids
    for path in (".xlsx", "/assurance.xlsx"):
        assert [row[0] for row in open_book(content[path]).rows(1)[1:]] == ids
    for path in (".docx", "/assurance.docx"):
        with zipfile.ZipFile(io.BytesIO(content[path])) as packed:
            text = packed.read("word/document.xml").decode()
        assert [one for one in ids if one not in text] == []


def test_a_workbook_says_what_was_asked(client: httpx.Client) -> None:
    """The sheet about a workbook names the filters in words."""
    asked = "kind=national+recommendation&to=police&topic=neglect&from=2031-01-01"
    said = str(open_book(client.get(f"{ADDRESS}.xlsx?{asked}").content).rows(2))
    assert "Kind: national recommendation; Addressed to: police; Topic: neglect; " in said
    assert "Published on or after: 1 January 2031" in said


def test_what_only_staff_may_see_is_in_no_list_and_no_file(client: httpx.Client) -> None:
    """Without a staff key an entry of a staff publication is not told of in any way, and asking for it is refused."""
    everything = get(client, "staff=true", **STAFF)
    public = get(client)
    (hidden,) = [one for one in everything["items"] if "thunder" in one["text"]]
    assert everything["total"] == public["total"] + 1
    assert hidden["id"] not in [one["id"] for one in public["items"]]
    assert {one["number"] for one in everything["told_counts"]} - {one["number"] for one in public["told_counts"]} == {
        6
    }
    assert client.get(f"{ADDRESS}?staff=true").json()["type"] == "/problems/not-allowed"
    assert client.get(f"{ADDRESS}.csv?staff=true").status_code == 403
    assert client.get(f"{ADDRESS}/{hidden['id']}").status_code == 404
    assert client.get(f"{ADDRESS}/{hidden['id']}", headers=STAFF).json() == hidden
    by_publication = f"publication={hidden['publication_id']}"
    assert get(client, by_publication)["total"] == 0
    for path, *_ in FILES:
        content = client.get(f"{ADDRESS}{path}?{by_publication}").content
        parts = [content] if path == ".csv" else unpack(content)
        assert [part for part in parts if b"hunder" in part] == []
    assert hidden["id"] in [row["id"] for row in rows(client.get(f"{ADDRESS}.csv?staff=true", headers=STAFF).content)]


def test_what_could_not_be_read_is_told(client: httpx.Client, panel: Panel) -> None:
    """Where entries could not be looked for in a publication, the list says so, and holds what it held."""

    def fail(reading: Reading, publication: Description) -> Found:
        raise LookupError(publication.title, len(reading.text))

    before = get(client)
    follow_record(panel.store.record, find=fail, version="a test's own")
    try:
        broken = get(client)
    finally:
        follow_record(panel.store.record)
    assert before["unread"] == []
    assert any("“Rainbows over Fernhollow" in sentence for sentence in broken["unread"])
    assert not any("Thunder" in sentence for sentence in broken["unread"])
    assert broken["total"] == before["total"]
    assert get(client) == before


def unpack(content: bytes) -> list[bytes]:
    """Return what is in an Office file."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return [packed.read(name) for name in packed.namelist()]
