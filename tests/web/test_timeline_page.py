from __future__ import annotations

import httpx
import pytest

from tests.web.serving import get

TOPIC = "/timeline?topic=regional+links"


def test_a_topic_gives_a_timeline(client: httpx.Client) -> None:
    """Each quotation stands with its date, who said it, a tag for what it is, and a link to its place."""
    page = get(client, TOPIC).find("main")
    assert page.find(id="found").text == "“regional links”"
    (promised,) = [
        item for item in page.find("ol", class_="panel-items").find_all("li") if "looked at again" in item.text
    ]
    assert "9 June 2031: Imogen Testwell to partners" in promised.text
    assert "What was to be done" in promised.text
    assert "To be done “in June 2032”. Not seen in the record." in promised.text
    assert "Fictional sample" in promised.text
    place = next(link["href"] for link in promised.find_all("a") if link.text.startswith("Read this"))
    assert "The links will be looked at again" in get(client, place).find("mark").text


def test_what_was_typed_stays(client: httpx.Client) -> None:
    """The topic and the filters stand in the form again, and the page says what it was narrowed to."""
    page = get(client, f"{TOPIC}&kind=letter&from-year=2031")
    assert page.find(id="topic")["value"] == "regional links"
    assert "Only: Letter; published on or after 1 January 2031." in page.text


def test_charts_have_tables_of_the_same_figures(client: httpx.Client) -> None:
    """Every chart is drawn in the page, without a script, and a table beside it has every number."""
    page = get(client, "/timeline").find("main")
    charts, tables = page.find_all("svg"), page.find_all("table")
    assert len(charts) == len(tables) == 3
    for chart, table in zip(charts, tables, strict=True):
        rows = [" ".join(row.text.split()) for row in table.find("tbody").find_all("tr")]
        drawn = " ".join(one.text for one in chart.find_all("text")[2:])
        assert " ".join(rows) == drawn


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?topic=%3F%21", "The topic is empty"),
        ("?topic=NHS+number+943+476+5919", "it seems to hold personal data"),
        ("?topic=links&to-day=40&to-month=1&to-year=2031", "must be a real date"),
    ],
)
def test_what_is_wrong_is_said(client: httpx.Client, query: str, said: str) -> None:
    """What is wrong stands in a summary that leads to the field, and personal data is not shown again."""
    page = get(client, f"/timeline{query}", status=422)
    assert page.find("head").find("title").text.startswith("Error: ")
    summary = page.find(class_="govuk-error-summary")
    assert said in summary.text
    assert len(page.find_all(id=summary.find("a")["href"].removeprefix("#"))) == 1
    assert "943" not in page.text


def test_what_is_not_held_is_said(client: httpx.Client) -> None:
    """A topic that nothing speaks of is told so."""
    page = get(client, "/timeline?topic=submarine+cables").find("main")
    assert "The publications held say nothing on this topic." in page.text


def test_an_empty_record_has_a_page(empty_client: httpx.Client) -> None:
    """Where nothing is held there is a form and no chart."""
    page = get(empty_client, "/timeline").find("main")
    assert page.find_all("svg") == []
    assert "nothing on this topic" in get(empty_client, TOPIC).find("main").text
