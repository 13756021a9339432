from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx
import pytest
from fastapi import Request

from assistant.bootstrap import Panel
from assistant.web import render_problem
from assistant.work import Work
from tests.web.embedders import Failing, HeldUp, with_embedder
from tests.web.markup import Element, read_html
from tests.web.serving import ask, make_site, visit, visit_pages

QUESTION = "How many working days did health visiting records take to arrive?"


def refuse(client: httpx.Client, status: int, **fields: str) -> Element:
    """Send a form that is refused, and return the page that says so."""
    response = client.post("/", data=fields)
    assert response.status_code == status, response.text
    page = read_html(response.text)
    assert page.find("title").text.startswith("Error: ")
    summary = page.find(class_="govuk-error-summary")
    assert summary.find("h2").text == "There is a problem"
    ids = {element["id"] for element in page.find_all()}
    assert {link["href"].removeprefix("#") for link in summary.find_all("a")} <= ids
    return page


def problems(page: Element) -> list[str]:
    """Return the sentences of the error summary; each also stands at its field."""
    said = [link.text for link in page.find(class_="govuk-error-summary").find_all("a")]
    beside = [message.text for message in page.find_all(class_="govuk-error-message")]
    assert beside == [f"Error: {sentence}" for sentence in said]
    return said


@pytest.mark.parametrize("question", ["", "   ", "?!"])
def test_a_question_without_words_is_refused(client: httpx.Client, question: str) -> None:
    """An empty question is refused with one sentence, in a summary that leads to the box and beside the box."""
    page = refuse(client, 422, question=question)
    assert problems(page) == ["The question is empty; type what you want to know."]
    box = page.find("textarea")
    assert "question-error" in box["aria-describedby"].split()


def test_a_question_that_is_too_long_is_kept(client: httpx.Client) -> None:
    """Too long a question is refused with both lengths, and stands in the box to be shortened."""
    typed = "why " * 600
    page = refuse(client, 422, question=typed)
    assert problems(page)[0].startswith("The question has 2,399 characters and the limit is 2,000;")
    assert page.find("textarea").text == typed.strip()


def test_everything_typed_is_kept(client: httpx.Client) -> None:
    """When one date is wrong, the question, the other date and the ticked boxes are as they were sent."""
    fields = {"question": QUESTION, "kind": "letter", "speaker": "panel", "from-day": "31", "to-year": "2032"}
    page = refuse(client, 422, **fields)
    assert problems(page) == ["“Published from” must include a year, such as 2021."]
    assert page.find("textarea").text == QUESTION
    assert {box["value"] for box in page.find_all("input", checked="")} == {"letter", "panel"}
    assert page.find(id="from-day")["value"] == "31"
    assert page.find(id="to-year")["value"] == "2032"
    assert "open" in page.find("details").attributes


def test_a_day_that_cannot_be_read_is_refused(client: httpx.Client) -> None:
    """A day on which nothing can have stood is one sentence at its boxes, in which it stands to be mended."""
    fields = {"as-of-day": "31", "as-of-month": "June", "as-of-year": "2032"}
    page = refuse(client, 422, question=QUESTION, **fields)
    assert problems(page) == ["“As it stood on” must be a real date, such as 27 3 2021."]
    assert {name: page.find(id=name)["value"] for name in fields} == fields
    assert page.find("textarea").text == QUESTION


def test_every_mistake_is_named_at_once(client: httpx.Client) -> None:
    """No question, two wrong dates and an unknown kind are four sentences, each leading to its field."""
    fields = {"question": "", "kind": "poem", "from-day": "x", "from-year": "2031", "to-month": "5"}
    assert len(problems(refuse(client, 422, **fields))) == 4


def test_a_wrong_follow_up_stays_under_its_answer(client: httpx.Client) -> None:
    """An empty follow-up shows the answer again, with what is wrong at its own form."""
    page = ask(client, QUESTION)
    again = refuse(client, 422, question="", previous=page.find("input", name="previous")["value"])
    assert again.find("h1").text == QUESTION
    assert problems(again) == ["The question is empty; type what you want to know."]


def test_when_too_many_ask_the_next_is_told_to_wait(own_panel: Panel) -> None:
    """With all threads taken and no room to wait, a question is refused at once with 503 and what was typed."""
    held_up = HeldUp(own_panel.store.embedder)
    slow = with_embedder(own_panel, held_up)
    with (
        closing(Work(threads=1, most_waiting=0, seconds=30)) as work,
        visit(make_site(slow, work)) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        first = pool.submit(client.post, "/", data={"question": QUESTION})
        assert held_up.begun.wait(30)
        response = client.post("/", data={"question": "And now?"})
        held_up.go.set()
        assert first.result().status_code == 303
    assert response.status_code == 503
    assert response.headers["retry-after"] == "5"
    page = read_html(response.text)
    assert "Too many questions" in problems(page)[0]
    assert page.find("textarea").text == "And now?"


def test_an_answer_that_takes_too_long_is_said_to(own_panel: Panel) -> None:
    """When the time for an answer is over the page says so, with 503, and never that nothing was found."""
    held_up = HeldUp(own_panel.store.embedder)
    try:
        with visit_pages(with_embedder(own_panel, held_up), seconds=0.2) as client:
            page = refuse(client, 503, question=QUESTION)
            held_up.go.set()
    finally:
        held_up.go.set()
    assert "No answer was found within 0.2 seconds" in problems(page)[0]


def test_an_outage_is_no_answer(own_panel: Panel) -> None:
    """When the index cannot be reached the page says that nothing can be searched, and names no folder."""
    failing = Failing(own_panel.store.embedder)
    with visit_pages(with_embedder(own_panel, failing)) as client:
        page = refuse(client, 503, question=QUESTION)
    assert failing.asked == [QUESTION]
    assert problems(page) == ["The publications cannot be searched just now; try again in a few minutes."]
    assert "/some/folder" not in page.text


@pytest.mark.parametrize(("method", "status", "again"), [("GET", 503, 1), ("GET", 404, 0), ("POST", 503, 0)])
def test_a_problem_is_a_page(method: str, status: int, again: int) -> None:
    """Whatever goes wrong is told on a page of the same look, which offers to try again where that may help."""
    request = Request({"type": "http", "method": method, "path": "/x", "headers": [], "query_string": b""})
    response = render_problem(request, status=status, title="Not now", detail="Wait <a moment>.")
    page = read_html(bytes(response.body).decode())
    assert (response.status_code, page.find("h1").text) == (status, "Not now")
    assert "Wait <a moment>." in page.find("main").text
    assert len(page.find_all("a", href="/x")) == again
