from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.bootstrap import Panel
from assistant.ingesting import ingest_collection
from assistant.web.list_page import PER_PAGE, count_pages, number_pages, read_list_wanted
from ingest.collection import list_collection
from tests.samples import COUNT
from tests.web.serving import get


def test_the_list_names_every_publication(client: httpx.Client) -> None:
    """Each publication stands in the list with its kind, who said it, its date, its state, and a way to its text."""
    page = get(client, "/publications").find("main")
    assert page.find("h2").text == f"{COUNT} publications"
    items = page.find("ul", class_="panel-items").find_all("li")
    (first_edition,) = [item.text for item in items if "(first edition)" in item.text]
    assert "Guidance · The Panel · 1 April 2031" in first_edition
    assert "Replaced by a later edition" in first_edition
    assert all("Fictional sample" in item.text for item in items)


@pytest.mark.parametrize(
    ("query", "count", "words"),
    [
        ("?kind=letter", 3, "Only: Letter."),
        ("?speaker=government", 1, "Only: said by: Government."),
        ("?from-year=2032", 6, "Only: published on or after 1 January 2032."),
        ("?words=doors", 1, "Only: “doors” in title, sender or recipient."),
        ("?words=nothing+of+the+kind", 0, "Nothing that is held fits."),
    ],
)
def test_the_list_can_be_narrowed(client: httpx.Client, query: str, count: int, words: str) -> None:
    """Kind, speaker, date and words of the title narrow the list, which says how, and what was typed is kept."""
    page = get(client, f"/publications{query}").find("main")
    assert page.find("h2").text == f"{count} publication{'s' if count != 1 else ''}"
    assert words in page.text


def test_as_of_a_day_the_list_leads_to_the_words_of_that_day(
    own_panel: Panel, own_client: httpx.Client, tmp_path: Path
) -> None:
    """As of a day on which an earlier edition stood it is listed as current then, and its own text is opened."""
    for words, updated in (("ten rainbows", ""), ("three rainbows", "updated: 2022-05-04\n")):
        (tmp_path / "memo.md").write_text(f"# Rainbows\n\nThe team counted {words}.\n", encoding="utf-8")
        stated = f"title: Rainbows\nkind: guidance\nspeaker: panel\npublished: 2021-03-01\n{updated}"
        (tmp_path / "memo.md.meta.yaml").write_text(stated, encoding="utf-8")
        collection = list_collection([tmp_path / "memo.md"])
        assert not ingest_collection(collection, store=own_panel.store, limits=own_panel.limits).failed
    (item,) = get(own_client, "/publications?as-of-year=2021").find(class_="panel-items").find_all("li")
    assert "Replaced" not in item.text
    assert "ten rainbows" in get(own_client, item.find("a")["href"]).find(class_="panel-text").text
    (now,) = get(own_client, "/publications?words=rainbows").find(class_="panel-items").find_all("li")
    assert "three rainbows" in get(own_client, now.find("a")["href"]).find(class_="panel-text").text


def test_a_date_that_is_none_is_said_and_kept(client: httpx.Client) -> None:
    """A wrong date is named in a summary, the list is still there, and the page's title says that there is an error."""
    page = get(client, "/publications?to-day=40&to-month=1&to-year=2031", status=422)
    assert page.find("title").text.startswith("Error: ")
    assert "“Published to” must be a real date" in page.find(class_="govuk-error-summary").text
    assert page.find(id="to-day")["value"] == "40"


def test_other_pages_of_a_list_keep_its_filters() -> None:
    """The address of another page says the same filters and words."""
    wanted = read_list_wanted({"kind": ["letter"], "words": ["a & b"], "page": ["2"]})
    assert (wanted.page, wanted.offset) == (2, PER_PAGE)
    assert wanted.address(3) == "/publications?kind=letter&words=a+%26+b&page=3"


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "²", "9" * 30])
def test_a_page_that_is_none_is_the_first(page: str) -> None:
    """Whatever the address says in place of a number, the list begins at its beginning."""
    assert read_list_wanted({"page": [page]}).page == 1


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (PER_PAGE, 1), (PER_PAGE + 1, 2), (PER_PAGE * 7, 7)])
def test_pages_hold_a_list_exactly(total: int, pages: int) -> None:
    """A list falls into as many pages as it fills, and an empty one has one."""
    assert count_pages(total) == pages


@given(some.integers(1, 300), some.integers(1, 300))
def test_the_first_the_last_and_those_around_can_be_opened(current: int, last: int) -> None:
    """Whatever the page, the links go up, none comes twice, and a gap is shown where pages are left out."""
    shown = number_pages(current, last)
    numbers = [number for number in shown if number is not None]
    assert numbers == sorted(set(numbers))
    assert {1, last} <= set(numbers) <= set(range(1, last + 1))
    assert (current in numbers) == (current <= last)
    for before, after in pairwise(shown):
        assert before is None or after is None or after == before + 1
