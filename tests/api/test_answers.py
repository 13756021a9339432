from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from assistant.answers import Answer, Question
from assistant.bootstrap import Panel

MOVES = "What happens when a child moves to another area?"
QUESTION = "Which member of the panel is linked to each region?"


def read_events(text: str) -> list[tuple[str, Any]]:
    """Return server-sent events as (name, data)."""
    events = (dict(line.split(": ", 1) for line in event.splitlines()) for event in text.split("\n\n") if event)
    return [(event["event"], json.loads(event["data"])) for event in events]


def test_a_question_is_answered_as_the_core_answers_it(client: httpx.Client, panel: Panel) -> None:
    """HTTP gives the answer of the core, field by field, and keeps it under its id."""
    given = client.post("/v1/answers", json={"question": QUESTION}).raise_for_status().json()
    assert given == panel.answerer.answer(Question(QUESTION)).model_dump(mode="json")
    assert client.get(f"/v1/answers/{given['answer_id']}").raise_for_status().json() == given


def test_an_answer_comes_as_events(client: httpx.Client) -> None:
    """A stream tells the sources first, then each statement, and ends with the whole answer."""
    headers = {"Accept": "text/event-stream"}
    response = client.post("/v1/answers", json={"question": QUESTION}, headers=headers)
    events = read_events(response.text)
    answer = Answer.model_validate(events[-1][1])
    assert response.headers["content-type"].startswith("text/event-stream")
    assert [name for name, _ in events] == ["sources", *["sentence"] * len(answer.statements), "done"]
    assert [data["text"] for name, data in events if name == "sentence"] == [s.text for s in answer.statements]
    assert len(events[0][1]["citations"]) == len(answer.citations) > 0


def test_a_follow_up_uses_its_history(client: httpx.Client) -> None:
    """A question that refers back is answered together with what it refers to."""
    history = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "One for each."}]
    given = client.post("/v1/answers", json={"question": "And when will they be looked at again?", "history": history})
    assert QUESTION in given.raise_for_status().json()["standalone_question"]


def test_more_is_asked_for_in_words_or_by_number(client: httpx.Client) -> None:
    """With more words, or “more” after it, a question that has more is answered with more, under another id."""
    first = client.post("/v1/answers", json={"question": MOVES}).raise_for_status().json()
    history = [{"role": "user", "content": MOVES}]
    bodies: list[dict[str, Any]] = [
        {"question": MOVES, "words": 300},
        {"question": "Tell me more", "history": history},
        {"question": "Tell me more", "history": history, "words": 150},
    ]
    given = [client.post("/v1/answers", json=body).raise_for_status().json() for body in bodies]
    assert [first["more"], *(one["more"] for one in given)] == [True, False, False, False]
    assert all(one["statements"] == given[0]["statements"] for one in given)
    assert given[0]["statements"][: len(first["statements"])] == first["statements"]
    assert len({one["answer_id"] for one in (first, *given[:2])}) == 3
    assert client.post("/v1/answers", json={"question": MOVES, "words": None}).json() == first


def test_filters_decide_what_is_searched(client: httpx.Client) -> None:
    """Kinds and dates narrow what an answer may come from."""
    wanted = {"kinds": ["letter"], "from": "2031-03-01", "to": "2031-12-31"}
    given = client.post("/v1/answers", json={"question": QUESTION, **wanted}).raise_for_status().json()
    assert all(cited["kind"] == "letter" and cited["published"] >= "2031-03" for cited in given["citations"])


def test_one_hundred_answers_at_once_are_the_same_answer(client: httpx.Client) -> None:
    """Many people who ask the same at the same time are all given the same."""
    with ThreadPoolExecutor(20) as pool:
        given = list(pool.map(lambda _: client.post("/v1/answers", json={"question": QUESTION}), range(40)))
    assert {response.status_code for response in given} == {200}
    assert len({response.text for response in given}) == 1


@pytest.mark.parametrize(
    ("body", "status", "kind", "said"),
    [
        ({"question": " "}, 400, "bad-question", "The question is empty; type what you want to know."),
        ({"question": "x" * 2001}, 400, "bad-question", "the limit is 2,000; shorten it"),
        ({"question": "a\u0000b"}, 400, "bad-question", "broken characters"),
        ({"question": "Who?", "words": 601}, 400, "bad-question", "about 601 words; ask for 20 to 600."),
        ({"question": "Who?", "words": "300"}, 422, "invalid-request", "write it as a whole number"),
        ({"question": "Who?", "words": 30.5}, 422, "invalid-request", "words"),
        ({"question": "Who?", "kinds": ["poem"]}, 422, "invalid-request", "There is no kind 'poem'; use one of"),
        ({"question": "Who?", "from": 0}, 422, "invalid-request", "YYYY-MM-DD"),
        ({"question": "Who?", "staff": 0}, 422, "invalid-request", "staff"),
        ({"question": "Who?", "staff": True}, 403, "not-allowed", "staff key"),
        ({"question": "Who?", "from": "yesterday"}, 422, "invalid-request", "from"),
        ({"question": "Who?", "more": 1}, 422, "invalid-request", "more"),
        ({"question": ["Who?"]}, 422, "invalid-request", "question"),
        ({}, 422, "invalid-request", "question"),
        ([], 422, "invalid-request", "body"),
    ],
)
def test_a_request_that_cannot_be_used_is_a_problem(
    client: httpx.Client, body: object, status: int, kind: str, said: str
) -> None:
    """Each is refused with its own type and one sentence that says what is wrong."""
    response = client.post("/v1/answers", json=body)
    problem = response.json()
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert (problem["type"], problem["status"]) == (f"/problems/{kind}", status)
    assert said in problem["detail"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b'{"question": "\\ud800"}', b'{"question": NaN}', b"[" * 5000]
)
def test_a_body_that_is_no_json_is_refused(client: httpx.Client, body: bytes) -> None:
    """What is not JSON, not UTF-8 or no text is a problem of the request, never of the server."""
    response = client.post("/v1/answers", content=body, headers={"Content-Type": "application/json"})
    assert 400 <= response.status_code < 500
    assert response.headers["content-type"] == "application/problem+json"


def test_markup_comes_back_as_data(client: httpx.Client) -> None:
    """Script in a question is text in an answer, of a type that no browser runs."""
    script = "<script>alert('who')</script> region links?"
    response = client.post("/v1/answers", json={"question": script})
    assert response.json()["question"] == script
    assert (response.headers["content-type"], response.headers["x-content-type-options"]) == (
        "application/json",
        "nosniff",
    )


def test_an_answer_that_was_never_given_is_not_found(client: httpx.Client) -> None:
    """An unknown id is a problem that says so."""
    assert client.get("/v1/answers/nothing").json()["type"] == "/problems/not-found"


def test_an_answer_goes_by_what_stood_on_a_day(client: httpx.Client) -> None:
    """As of a day before anything was published nothing is searched; a day that is none is refused."""
    asked = {"question": "Which regions have a link member?", "as_of": "2030-01-01"}
    answer = client.post("/v1/answers", json=asked).raise_for_status().json()
    assert (answer["outcome"], answer["searched"]["publications"]) == ("not_held", 0)
    assert [warning["kind"] for warning in answer["warnings"]] == ["as_of"]
    assert client.get("/v1/search", params={"q": "regions", "as_of": "2030-01-01"}).json()["hits"] == []
    assert client.post("/v1/answers", json=asked | {"as_of": "soon"}).status_code == 422


def test_a_count_is_that_of_the_register(client: httpx.Client) -> None:
    """A question that counts recommendations has the total of the register, and a citation for each that it shows."""
    listed = client.get("/v1/recommendations?kind=national+recommendation").raise_for_status().json()
    body = {"question": "How many national recommendations are there?"}
    answer = client.post("/v1/answers", json=body).raise_for_status().json()
    assert answer["total"] == listed["total"]
    shown = [one for one in answer["statements"] if one["label"] == "recommendation"]
    assert [one["citations"] for one in shown] == [[number] for number in range(1, len(shown) + 1)]
    assert [letters(one["text"])[-20:] for one in shown] == [
        letters(one["text"])[-20:] for one in listed["items"][: len(shown)]
    ]


def letters(words: str) -> str:
    """Return the letters and digits of words."""
    return "".join(one for one in words if one.isalnum())
