"""Personal data in a question leaves no trace, whatever door it came through."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.api.serving import log_of, panel_serve
from tests.functional.door import Door

NUMBER, NAME = "943 476 5919", "Tamsinella"
"""A number of valid form that is not issued, and a name that nobody has."""
PRIVATE = f"{NAME} at Hollowbrook Primary, NHS number {NUMBER}, came in with a burn on Tuesday: what is the learning?"


def traces(folder: Path) -> list[str]:
    """Return the files under a folder that hold a part of the question."""
    files = (file for file in folder.rglob("*") if file.is_file() and "models" not in file.parts)
    return [file.name for file in files if any(part.encode() in file.read_bytes() for part in (NUMBER, NAME))]


def test_the_command_line_keeps_nothing(own_samples: Door) -> None:
    """A question with personal data ends with what kind it is and how to ask instead, and is kept nowhere."""
    asked = own_samples.run("ask", PRIVATE, "--json")
    assert (asked.json["outcome"], asked.json["question"], asked.json["standalone_question"]) == (
        "personal_data",
        None,
        None,
    )
    told = own_samples.run("ask", PRIVATE)
    assert "an NHS number" in " ".join(told.out.split())
    found = own_samples.run("search", PRIVATE)
    assert (found.code, "an NHS number" in found.err) == (2, True)
    for ended in (asked, told, found):
        assert not any(part in ended.out + ended.err for part in (NUMBER, NAME))
    assert traces(own_samples.data) == []


def test_a_running_service_keeps_nothing(own_samples: Door) -> None:
    """Asked over HTTP, by the page's form and as a follow-up: nothing of it is kept, logged or shown again."""
    with panel_serve(own_samples) as (_, client):
        client.follow_redirects = True
        given = client.post("/v1/answers", json={"question": PRIVATE}).raise_for_status().json()
        history = [{"role": "user", "content": PRIVATE}, {"role": "assistant", "content": "…"}]
        again = client.post("/v1/answers", json={"question": "And in schools?", "history": history})
        page = client.post("/", data={"question": PRIVATE}).raise_for_status()
        follow_up = client.post("/", data={"question": "And in schools?", "previous": given["answer_id"]})
        said = [given, again.raise_for_status().json(), client.get(f"/v1/answers/{given['answer_id']}").json()]
    assert [answer["outcome"] for answer in said] == ["personal_data"] * 3
    assert (bool(said[0]["readings"]), said[2]["readings"]) == (True, [])
    assert "an NHS number" in page.text
    assert follow_up.status_code == httpx.codes.OK
    shown = f"{said}{page.text}{page.url}{follow_up.text}{log_of(own_samples.data.parent)}"
    assert not any(part in shown for part in (NUMBER, NAME))
    assert traces(own_samples.data) == []
