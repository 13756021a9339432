from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import httpx
import pytest

from tests.fakes.govuk import PANEL_SLUG, FakeGovUk, Habits, fake_govuk, make_collection
from tests.fakes.govuk_fields import FIELDS, field_types
from tests.fakes.govuk_making import OTHER_SLUG, PLACE

OURS = f"filter_organisations={PANEL_SLUG}"


@pytest.fixture(scope="module")
def govuk() -> Iterator[FakeGovUk]:
    """The stand-in with a small collection."""
    with fake_govuk(make_collection(60)) as fake:
        yield fake


@pytest.fixture(scope="module")
def client(govuk: FakeGovUk) -> Iterator[httpx.Client]:
    """A client of it."""
    with httpx.Client(base_url=govuk.address) as found:
        yield found


@contextmanager
def serving(habits: Habits) -> Iterator[httpx.Client]:
    """Yield a client of a stand-in with other habits."""
    with fake_govuk(make_collection(60), habits) as fake, httpx.Client(base_url=fake.address) as client:
        yield client


def ask(client: httpx.Client, query: str) -> dict[str, Any]:
    """Return what a search answers."""
    answered = client.get(f"/api/search.json?{query}")
    assert answered.status_code == 200, answered.text
    return dict(answered.json())


def links(client: httpx.Client, query: str) -> list[str]:
    """Return the links that a search finds."""
    return [one["link"] for one in ask(client, f"{query}&fields=link&count=1500")["results"]]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("page=2", "Unexpected parameters: page"),
        ("count=1501", "Maximum result set size (as specified in 'count') is 1500"),
        ("count=ten", 'Invalid value "ten" for parameter "count" (expected positive integer)'),
        ("start=-1", 'Invalid negative value "-1" for parameter "start" (expected positive integer)'),
        ("start=900001", "Maximum result set start point (as specified in 'start') is 900000"),
        ("count=1&count=2", 'Too many values (2) for parameter "count" (must occur at most once)'),
        ("order=-updated_at", '"updated_at" is not a valid sort field'),
        ("fields=link,colour", 'Some requested fields are not valid return fields: ["colour"]'),
        ("filter_colour=red", '"colour" is not a valid filter field'),
        ("reject_title=red", '"title" is not a valid reject field'),
        ("filter_is_withdrawn=yes", "is_withdrawn requires a boolean (true or false)"),
        (
            "filter_public_timestamp=2031-01-01",
            'Invalid date filter parameter "2031-01-01:" (expected "from:" or "to:")',
        ),
        (
            "filter_public_timestamp=from:soon",
            'Invalid value "from:soon" for parameter "public_timestamp" (expected ISO8601 date)',
        ),
        (
            "filter_public_timestamp=from:2031-01-01&filter_public_timestamp=to:2032-01-01",
            'Too many values (2) for parameter "public_timestamp" (must occur at most once)',
        ),
        (f"q={'a' * 513}", "Query exceeds the maximum allowed length"),
        ("debug=all", 'Unknown debug option "all"'),
        ("ab_tests=plain", 'Invalid ab_tests, missing type "plain"'),
        ("page=2&order=size", '"size" is not a valid sort field. Unexpected parameters: page'),
    ],
)
def test_what_is_not_known_is_refused(client: httpx.Client, query: str, error: str) -> None:
    """Every parameter and value that search does not know is 422, and the answer names all that is wrong."""
    answered = client.get(f"/api/search.json?{query}")
    assert (answered.status_code, answered.json()) == (422, {"error": error})


def test_an_answer_has_the_keys_of_the_real_one(client: httpx.Client) -> None:
    """Ten results by default, with the total and the start, and in each result what is always given."""
    answered = ask(client, f"{OURS}&fields=title")
    assert (len(answered["results"]), answered["total"], answered["start"]) == (10, 60, 0)
    assert set(answered) >= {"aggregates", "suggested_queries", "suggested_autocomplete"}
    always = {"_id", "index", "es_score", "elasticsearch_type", "document_type"}
    scores = {"model_score", "original_rank", "combined_score"}
    assert all(set(one) == {"title", *always, *scores} for one in answered["results"])


@pytest.mark.parametrize("most", [7, 1500])
def test_pages_together_are_the_whole(most: int) -> None:
    """Going on from what was given, whatever the size of a page, lists everything once; beyond the end is nothing."""
    with serving(Habits(most_in_page=most)) as client:
        found: list[str] = []
        while page := ask(client, f"{OURS}&count=20&start={len(found)}&fields=link&order=public_timestamp")["results"]:
            assert len(page) <= min(20, most)
            found += [one["link"] for one in page]
        assert len(found) == len(set(found)) == 60


def test_fields_may_be_given_in_every_form(client: httpx.Client) -> None:
    """Commas, repetition and brackets mean the same."""
    forms = ("fields=link,title", "fields=link&fields=title", "fields[]=link&fields%5B%5D=title")
    answers = [ask(client, form)["results"] for form in forms]
    assert answers[0] == answers[1] == answers[2]
    assert {"link", "title"} <= set(answers[0][0])


def test_filters_narrow_and_reject(client: httpx.Client) -> None:
    """Values of one field are alternatives, fields add up, and what is rejected is what would have been kept."""
    ours, others = links(client, OURS), links(client, f"filter_organisations={OTHER_SLUG}")
    everything = links(client, "")
    assert len(ours) + len(others) == len(everything)
    assert set(links(client, f"{OURS}&filter_organisations[]={OTHER_SLUG}")) == set(everything)
    assert set(links(client, f"reject_organisations={PANEL_SLUG}")) == set(others)
    assert links(client, f"filter_all_organisations={PANEL_SLUG}&filter_all_organisations={OTHER_SLUG}") == []
    assert links(client, f"filter_link={PLACE}/guidance-1") == [f"{PLACE}/guidance-1"]
    assert set(links(client, "filter_primary_publishing_organisation=_MISSING")) == {
        path for path in everything if "publications" not in path or "bulletin" in path
    }
    typed = links(client, f"{OURS}&filter_content_store_document_type=guidance&filter_format=guidance")
    assert len(typed) == 5
    assert all("/guidance-" in path for path in typed)


def test_a_period_includes_both_its_days(govuk: FakeGovUk, client: httpx.Client) -> None:
    """A filter by date takes whole days where no time is given, and the very moments where one is."""
    item = govuk.collection.items[f"{PLACE}/guidance-1"]
    moment = datetime.fromisoformat(item["public_updated_at"])
    day, time = moment.strftime("%Y-%m-%d"), moment.strftime("%Y-%m-%d %H:%M")
    for period in (f"from:{day},to:{day}", f"from:{time},to:{time}"):
        assert links(client, f"filter_public_timestamp={period}") == [item["base_path"]]
    after = links(client, f"filter_public_timestamp=from:{day}")
    before = links(client, f"filter_public_timestamp=to:{day}")
    assert set(after) & set(before) == {item["base_path"]}


def test_orders(client: httpx.Client) -> None:
    """Results are sorted by the field asked for, downwards with a minus."""
    titles = [one["title"] for one in ask(client, "order=title&count=100")["results"]]
    times = [one["public_timestamp"] for one in ask(client, "order=-public_timestamp&count=100")["results"]]
    assert titles == sorted(titles, key=str.casefold)
    assert times == sorted(times, reverse=True)
    assert links(client, "") != links(client, "order=title")


def test_words_are_found_in_the_text(client: httpx.Client) -> None:
    """Words are looked for in title, description and body, all of them."""
    assert f"{PLACE}/notice-9" in links(client, "q=appointments+notice")
    assert links(client, "q=appointments+zebra") == []


def test_what_is_listed(govuk: FakeGovUk, client: httpx.Client) -> None:
    """Withdrawn items are listed and marked; pages, redirects, gone items and translations are not."""
    items = govuk.collection.items
    listed = [items[path] for path in links(client, "")]
    withdrawn = links(client, "filter_is_withdrawn=true")
    assert {item["schema_name"] for item in listed} == {"publication", "document_collection", "organisation"}
    assert {item["locale"] for item in listed} == {"en"}
    assert withdrawn
    assert all(items[path]["withdrawn_notice"] for path in withdrawn)


def test_withdrawn_items_may_be_hidden() -> None:
    """A test may have search leave out withdrawn items, which are then listed only on demand."""
    with serving(Habits(lists_withdrawn=False)) as client:
        shown, whole = links(client, ""), links(client, "debug=include_withdrawn")
        withdrawn = links(client, "debug=include_withdrawn&filter_is_withdrawn=true")
        assert links(client, "filter_is_withdrawn=true") == []
    assert set(whole) - set(shown) == set(withdrawn) != set()


@pytest.mark.usefixtures("shared")
def test_fields_are_those_of_the_published_definitions() -> None:
    """Every field that the stand-in fills has the type that GOV.UK's definitions give it."""
    assert {name: field_types()[name] for name in FIELDS} == FIELDS
    assert len(field_types()) > len(FIELDS)
