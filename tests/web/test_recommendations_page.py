from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from fastapi import Request
from fastapi.responses import Response
from hypothesis import given
from hypothesis import strategies as some

from assistant.api.app import Pages, create_app
from assistant.api.problems import Problem
from assistant.bootstrap import Panel, open_panel
from assistant.recommendations.following import follow_record
from assistant.recommendations.reviewing import Edit, Reviewing
from assistant.recommendations.wanted import Wanted
from assistant.settings import Settings
from assistant.telling import tell_day
from assistant.web import STATIC, Assets, make_pages, render_problem
from assistant.web.register_filters import read_register_filters
from assistant.web.register_held import count_entries, name_several
from ingest.documents import Description, Reading, Visibility
from ingest.recommendations.entries import RECOMMENDATIONS, EntryKind, Found
from tests.assistant.recommendations.exports.reading import open_book
from tests.conftest import copy_folder
from tests.registered import hold, hold_all
from tests.web.markup import Element
from tests.web.serving import get, make_work, visit

ADDRESS = "/recommendations"
KINDS = [("kind", str(kind)) for kind in EntryKind]


@pytest.fixture(scope="module")
def panel(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """An open panel over the samples, a publication of the test's own, and one for staff alone."""
    folder = tmp_path_factory.mktemp("register")
    with open_panel(Settings(data_dir=copy_folder(sample_folder, folder / "data")), purpose="a test") as opened:
        hold_all(opened, folder)
        yield opened


@pytest.fixture(scope="module")
def client(panel: Panel) -> Iterator[httpx.Client]:
    """A visitor of the pages and of the HTTP service, as one program has them."""
    with closing(make_work()) as work:
        pages = Pages(make_pages(panel, work), Assets(directory=STATIC), _render)
        with visit(create_app(panel, work=work, pages=pages)) as opened:
            yield opened


def show(client: httpx.Client, *asked: tuple[str, str], status: int = 200) -> Element:
    """Return what a page of the register shows."""
    return get(client, f"{ADDRESS}?{urlencode(asked)}", status=status).find("main")


def ids(page: Element) -> list[str]:
    """Return the ids of the entries on a page, in order."""
    links = [heading.find("a")["href"] for heading in page.find_all("h4")]
    return [link.removeprefix(f"{ADDRESS}/") for link in links]


def find(page: Element, words: str) -> Element:
    """Return the only entry on a page that has some words."""
    (found,) = [one for one in page.find_all("li") if one.find_all("blockquote") and words in one.text]
    return found


def test_an_entry_is_shown_in_full(client: httpx.Client) -> None:
    """An entry has its kind and number, words, addressee, publication, date and response, and leads to its place."""
    entry = find(show(client, ("to", "home office")), "neglect in one place")
    assert entry.find("h4").text == "National recommendation 1"
    assert "requires every police force to record neglect in one place." in entry.find("blockquote").text
    assert "Rainbows over Fernhollow: a national review, 1 February 2035" in entry.text
    assert re.search(r"Addressed to: .*Home Office", entry.text)
    assert "No response held" in entry.text
    assert "Fictional sample" in entry.text
    (read,) = [one["href"] for one in entry.find_all("a") if one.text.startswith("Read this")]
    marked = get(client, read).find_all("mark")
    assert "record neglect in one place" in " ".join(one.text for one in marked)


def test_recommendations_are_listed_unless_others_are_chosen(client: httpx.Client) -> None:
    """Unasked, only recommendations are listed; questions and others come when chosen, under headings of their own."""
    page = show(client)
    kinds = {one.text.rpartition(" (")[0].lower() for one in page.find_all("h3")}
    assert kinds <= {name_several(kind).lower() for kind in RECOMMENDATIONS}
    assert "who counts the rainbows" not in page.text
    both = show(client, ("kind", "reflective question"), ("kind", "national recommendation"), ("from", "2035-01-01"))
    assert both.find("h2", id="found").text == "3 national recommendations and 2 reflective questions"
    assert [one.text for one in both.find_all("h3")] == ["National recommendations (3)", "Reflective questions (2)"]


@pytest.mark.parametrize(
    ("asked", "only"),
    [
        ([("to", "police")], "addressed to: police"),
        ([("to", "Ofsted; Home Office")], "addressed to: Home Office or Ofsted"),
        ([("topic", "neglect")], "topic: neglect"),
        ([("agency", "health"), ("agency", "education")], "agency: education or health"),
        ([("from-year", "2033"), ("to-year", "2034")], "published on or before: 31 December 2034"),
        ([("from", "2033-01-01"), ("to_date", "2034-12-31")], "published on or after: 1 January 2033"),
        ([("text", "telephone")], "words: “telephone”"),
        ([("status", "no response held")], "response: no response held"),
        ([("review", "waiting")], "review: needs a look"),
        ([("changed-year", "2020")], "changed on or after: 1 January 2020"),
        ([("kind", "reflective question")], ""),
        (KINDS, ""),
        ([("text", "submarine")], "words: “submarine”"),
    ],
)
def test_page_json_and_files_agree(client: httpx.Client, asked: list[tuple[str, str]], only: str) -> None:
    """For the same filters page, JSON, CSV and workbook have the same entries, and the page says what was filtered."""
    page = show(client, *asked)
    assert only in page.text
    total = sum(map(int, re.findall(r"\d+", page.find("h2", id="found").text.split(", page")[0])))
    links = {one["href"].partition("?")[0]: one["href"] for one in page.find_all("a") if "/v1/" in one["href"]}
    if not total:
        assert links == {}
        return
    query = links["/v1/recommendations.csv"].partition("?")[2]
    listed = client.get(f"/v1/recommendations?{query}&limit=200").raise_for_status().json()
    rows = list(csv.DictReader(io.StringIO(client.get(links["/v1/recommendations.csv"]).content.decode("utf-8-sig"))))
    book = open_book(client.get(links["/v1/recommendations.xlsx"]).content).rows(1)[1:]
    seen = [one for number in range(1, total // 20 + 2) for one in ids(show(client, *asked, ("page", str(number))))]
    json_ids = [one["id"] for one in listed["items"]]
    assert (listed["total"], [row["id"] for row in rows], [row[0] for row in book]) == (total, json_ids, json_ids)
    assert sorted(set(seen)) == sorted(json_ids)


def test_pages_hold_every_entry_once(client: httpx.Client) -> None:
    """Following “Next” leads through all entries, each once; beyond the last page the last is shown."""
    address: str | None = f"{ADDRESS}?{urlencode(KINDS)}"
    seen: list[str] = []
    while address:
        main = get(client, address).find("main")
        seen += ids(main)
        address = next((one["href"] for one in main.find_all("a", rel="next")), None)
    total = client.get("/v1/recommendations?limit=1").json()["total"]
    assert (len(seen), len(set(seen))) == (total, total)
    assert ids(show(client, *KINDS, ("page", "99"))) == seen[-len(ids(main)) :]


@pytest.mark.parametrize("kinds", [[], [("kind", "reflective question")]])
def test_what_is_offered_says_how_much_there_is(client: httpx.Client, kinds: list[tuple[str, str]]) -> None:
    """The number beside a body, a topic or an agency is that of the entries of these kinds which a visitor gets."""
    page = show(client, *kinds)
    bodies = [one for one in page.find_all("li") if re.fullmatch(r".+ \(\d+\)", one.text)]
    addresses = [(one.text, one.find("a")["href"].partition("#")[0]) for one in bodies]
    for field in ("topic", "agency", "status"):
        for box in page.find_all("input", name=field):
            (label,) = page.find_all("label", **{"for": box["id"]})
            addresses.append((label.text, f"{ADDRESS}?{urlencode([*kinds, (field, box['value'])])}"))
    assert len(addresses) > 3
    for text, address in addresses:
        count = get(client, address).find("h2", id="found").text.split(" ")[0]
        assert text.endswith(f"({count})"), address


def test_what_only_staff_may_see_is_not_shown(client: httpx.Client, panel: Panel) -> None:
    """No page shows an entry, a count or the title of a publication for staff alone."""
    (entry,) = panel.recommendations.find(Wanted(text="thunder", visibilities=frozenset(Visibility))).items
    page = show(client, ("to", "home office"), ("publication", entry.publication_id), *KINDS)
    assert "hunder" not in page.text + show(client, ("text", "thunder")).find("h2", id="found").text
    assert "Nothing that is held fits." in page.text
    assert get(client, f"{ADDRESS}/{entry.id}", status=404).find("h1").text == "There is no such entry"


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        (("to", "polic"), "addressed", "No body is known as 'polic': did you mean police, "),
        (("kind", "poem"), "kind", "There is no kind 'poem'; use one of "),
        (("topic", "rain"), "topic", "There is no topic 'rain'; use one of "),
        (("from-year", "twenty"), "from-day", "“Published from” must be a real date, such as 27 3 2021."),
        (("to_date", "soon"), "to-day", "“Published to” must include a year, such as 2021."),
    ],
)
def test_a_bad_filter_is_one_clear_sentence(
    client: httpx.Client, asked: tuple[str, str], field: str, sentence: str
) -> None:
    """What is wrong is said in a summary that leads to the field; nothing is listed as if it had been used."""
    page = get(client, f"{ADDRESS}?{urlencode([asked])}", status=422)
    assert page.find("title").text.startswith("Error: ")
    (link,) = page.find(class_="govuk-error-summary").find_all("a")
    assert (link["href"], link.text.startswith(sentence)) == (f"#{field}", True)
    assert page.find("main").find(id=field).tag == "input"
    assert page.find_all("blockquote") == []


def test_dates_that_leave_nothing_between_them_are_refused(client: httpx.Client) -> None:
    """A last day before the first one is said."""
    page = show(client, ("from-year", "2033"), ("to-year", "2032"), status=422)
    assert "“Published to” must be the same day as “Published from” or later." in page.text


def test_nothing_found_says_what_is_held(client: httpx.Client) -> None:
    """Where nothing fits, the page says so, and how much of each kind is held."""
    page = show(client, ("text", "submarine"))
    assert page.find("h2", id="found").text == "0 recommendations"
    assert re.search(r"Nothing that is held fits\. The register holds \d+ national recommendations, ", page.text)


def test_an_empty_register_says_so(empty_client: httpx.Client) -> None:
    """Without a publication the page is there, and says that nothing is held."""
    page = show(empty_client)
    assert "The register is empty: no publication that is held has an entry." in page.text


def test_numbers_without_wording_stand_below(client: httpx.Client) -> None:
    """A number that a publication tells of is quoted with its place; where only others were asked for, it is not."""
    page = show(client)
    (told,) = [one for one in page.find_all("li") if "Rainbows" in one.text and "their wording is not held" in one.text]
    assert "five" in told.text
    assert "1 February 2035" in told.text
    assert "five" in get(client, told.find("a")["href"]).find("mark").text
    assert "their wording is not held" not in show(client, ("kind", "reflective question")).text


def test_an_entry_has_a_page_with_its_history(own_panel: Panel, own_client: httpx.Client, tmp_path: Path) -> None:
    """The page of an entry has its places, what was said of it, its doubts, and what a person decided."""
    hold(own_panel, tmp_path / "new")
    (entry,) = [one for one in own_panel.recommendations.find().items if "telephone line" in one.text]
    page = get(own_client, f"{ADDRESS}/{entry.id}").find("main")
    assert page.find("h1").text == "National recommendation 3"
    assert ("under “" in page.text or "Under “" in page.text, "No response held." in page.text) == (True, True)
    assert "No person has decided about this entry" in page.text
    Reviewing(own_panel.store.record).edit(entry.id, Edit(title="A line", text="pays for a telephone line"), note=None)
    page = get(own_client, f"{ADDRESS}/{entry.id}").find("main")
    assert page.find("h1").text == "National recommendation 3: A line"
    assert [one.text for one in page.find_all("blockquote")] == ["pays for a telephone line", entry.text]
    today = tell_day(dt.datetime.now(dt.UTC).date())
    assert f"A person has looked at this entry and edited it. That was on {today}." in page.text
    Reviewing(own_panel.store.record).reject(entry.id, note=None)
    assert "rejected it: it is in no list." in get(own_client, f"{ADDRESS}/{entry.id}").find("main").text
    assert entry.id not in ids(show(own_client, ("text", "telephone")))


def test_what_could_not_be_read_is_told(own_panel: Panel, own_client: httpx.Client) -> None:
    """Where entries could not be looked for in a publication, the page warns of it."""

    def fail(reading: Reading, publication: Description) -> Found:
        raise LookupError(publication.title, len(reading.text))

    follow_record(own_panel.store.record, find=fail, version="a test's own")
    assert show(own_client).find_all(class_="govuk-warning-text") != []


@given(
    some.lists(
        some.tuples(
            some.sampled_from(
                ["to", "kind", "topic", "status", "publication", "review", "text", "from", "to-day", "sort", "page"]
            ),
            some.text(max_size=8) | some.sampled_from([*map(str, EntryKind), "police", "2031-02-27", "waiting", "9"]),
        ),
        max_size=6,
    )
)
def test_any_address_is_read(asked: list[tuple[str, str]]) -> None:
    """Whatever an address says is a filter or a problem, and its own address says the same again."""
    fields: dict[str, list[str]] = {}
    for name, value in asked:
        fields.setdefault(name, []).append(value)
    filters = read_register_filters(fields)
    assert filters.page >= 1
    again = httpx.URL(filters.address(filters.page)).params
    told: dict[str, list[str]] = {name: again.get_list(name) for name in again}
    same = read_register_filters(told)
    assert (same.wanted, same.sort, same.page) == (filters.wanted, filters.sort, filters.page)
    assert same.problems == filters.problems


@given(some.dictionaries(some.sampled_from(EntryKind), some.integers(0, 2000)), some.sets(some.sampled_from(EntryKind)))
def test_a_count_in_words_is_the_count(counts: dict[EntryKind, int], asked: set[EntryKind]) -> None:
    """The numbers in the words add up to what was asked for, and recommendations are told before all others."""
    said = count_entries(Counter(counts), asked)
    assert sum(int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", said)) == sum(
        counts.get(kind, 0) for kind in asked
    )


def _render(request: Request, problem: Problem) -> Response:
    return render_problem(request, status=problem.status, title=problem.title, detail=problem.detail)
