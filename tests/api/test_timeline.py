from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import docx
import httpx
import pytest

PROBLEM = "application/problem+json"


def test_a_timeline_is_told(client: httpx.Client) -> None:
    """A topic in free words gives quotations in date order, with a link to each, and how much was searched."""
    told = client.get("/v1/timeline", params={"topic": "regional links"}).json()
    assert told["topic"] == "regional links"
    assert told["searched"]["publications"] == 12
    days = [event["date"] for event in told["events"]]
    assert days
    assert days == sorted(days)
    assert all(event["citation"]["url"].startswith("https://panel.example/") for event in told["events"])


def test_a_timeline_goes_by_its_filters(client: httpx.Client) -> None:
    """Kind, days and a topic of the list narrow what is searched."""
    params = {"topic": "children who move home", "kind": "letter", "to": "2031-01-31"}
    told = client.get("/v1/timeline", params=params).json()
    assert {event["citation"]["kind"] for event in told["events"]} == {"letter"}
    assert {event["date"] for event in told["events"] if event["kind"] != "replied"} == {"2031-01-14"}
    assert client.get("/v1/timeline", params={"topic": "moves", "subject": "nonsense"}).status_code == 422


@pytest.mark.parametrize("path", ["/v1/timeline", "/v1/briefing.docx"])
@pytest.mark.parametrize(("topic", "status"), [("NHS number 943 476 5919", 400), ("?!", 400), ("x" * 301, 422)])
def test_a_topic_that_cannot_be_used_is_a_problem(client: httpx.Client, path: str, topic: str, status: int) -> None:
    """Personal data, signs alone and too many words are a problem, which does not repeat what was sent."""
    answer = client.get(path, params={"topic": topic})
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert "943" not in answer.json()["detail"]


def test_figures_and_charts_say_the_same(client: httpx.Client) -> None:
    """Each chart is an SVG image that tells every row of the figures, under a policy that lets nothing run."""
    for figures in client.get("/v1/timeline/figures").json()["items"]:
        answer = client.get("/v1/timeline/chart.svg", params={"by": figures["by"]})
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.headers["x-content-type-options"] == "nosniff"
        drawn = " ".join(ET.fromstring(answer.text).itertext())  # noqa: S314  our own
        assert all(row["name"] in drawn for row in figures["rows"])
    assert client.get("/v1/timeline/chart.svg", params={"by": "colour"}).status_code == 422


def test_what_only_staff_may_see_needs_a_key(client: httpx.Client) -> None:
    """Asked for what is not public without a key, every route refuses."""
    for path, params in {
        "/v1/timeline": {"topic": "links"},
        "/v1/timeline/figures": {},
        "/v1/timeline/chart.svg": {},
        "/v1/digest": {"since": "2031-01-01"},
        "/v1/briefing.docx": {"topic": "links"},
        "/v1/recurring-recommendations": {},
    }.items():
        assert client.get(path, params={**params, "staff": "true"}).status_code == 403, path


def test_a_digest_is_told(client: httpx.Client) -> None:
    """A digest has what is new since a day, and says which dates it goes by."""
    told = client.get("/v1/digest", params={"since": "2033-06-14", "to": "health"}).json()
    assert [one["published"] for one in told["published"]] == ["2034-06-14", "2033-11-07", "2033-06-14"]
    assert told["to"] == ["health"]
    assert told["dates"]


@pytest.mark.parametrize("params", [{}, {"since": "yesterday"}, {"since": "1622505600"}])
def test_a_digest_needs_a_day(client: httpx.Client, params: dict[str, str]) -> None:
    """Without a day, or with something else, there is no digest."""
    assert client.get("/v1/digest", params=params).status_code == 422


def test_a_body_that_is_none_is_a_problem(client: httpx.Client) -> None:
    """A body that nobody knows is named, with those that come near."""
    answer = client.get("/v1/digest", params={"since": "2033-06-14", "to": "heath"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, PROBLEM)
    assert "did you mean health" in answer.json()["detail"]


def test_what_recurs_is_listed(client: httpx.Client) -> None:
    """The list of what recurs says how many recommendations were compared, and takes the filters of the register."""
    whole = client.get("/v1/recurring-recommendations").json()
    some = client.get("/v1/recurring-recommendations", params={"to": "health"}).json()
    assert 0 < some["compared"] < whole["compared"]
    assert whole["total"] == len(whole["items"])


def test_a_briefing_is_a_word_document(client: httpx.Client) -> None:
    """A briefing comes as a file with a name, which Word's format holds."""
    answer = client.get("/v1/briefing.docx", params={"topic": "missed appointments"})
    assert answer.headers["content-disposition"].startswith('attachment; filename="briefing-missed-appointments-')
    words = [one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert words[0] == "Seven-minute briefing: missed appointments"
