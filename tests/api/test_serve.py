from __future__ import annotations

import json
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.api.serving import free_port, log_of, panel_serve, stop
from tests.conftest import ROOT
from tests.functional.door import Door

QUESTION = "Which member of the panel is linked to each region?"


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(door: Door, by: int) -> None:
    """Ctrl-C or a stop by the system ends it with code 0, without a traceback and without leaving its token."""
    with panel_serve(door) as (process, client):
        assert client.get("/health/ready").json()["status"] == "ready"
        assert json.loads((door.data / "owner.json").read_text())["url"] in str(client.base_url)
        assert (door.data / "owner.json").stat().st_mode & 0o777 == 0o600
        assert stop(process, by=by) == 0
    assert not (door.data / "owner.json").exists()
    assert "Traceback" not in log_of(door.data.parent)


def test_it_says_where_each_door_is(door: Door) -> None:
    """Whoever starts it is told how to ask in the browser, by HTTP, on the command line and in Slack."""
    with panel_serve(door) as (process, client):
        stop(process)
        said = log_of(door.data.parent)
    for words in (f"http://localhost:{client.base_url.port}", "curl ", 'panel ask "', "In Slack:", "Ctrl-C"):
        assert words in said


def test_commands_go_through_it(door: Door) -> None:
    """While it runs, ask, search, show and status give what they give without it, and keep what was answered."""
    alone = [door.run(*words, "--json") for words in (["ask", QUESTION], ["search", "links"], ["status"])]
    with panel_serve(door):
        served = [door.run(*words, "--json") for words in (["ask", QUESTION], ["search", "links"], ["status"])]
        shown = door.run("show", served[0].json["answer_id"], "--json")
        taken = door.run("rebuild")
    assert [ended.out for ended in served] == [ended.out for ended in alone]
    assert shown.json == served[0].json
    assert (taken.code, "in use by process" in taken.err) == (1, True)


def test_a_new_ingest_is_seen_at_once(door: Door, tmp_path: Path) -> None:
    """A document taken in through the running server is answered from in the next question; failures are told."""
    new = tmp_path / "new.txt"
    new.write_text("The Lighthouse Review was published in the spring of 2034 by the example panel.\n")
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    with panel_serve(door) as (_, client):
        ended = door.run("ingest", new, bad, "--kind", "national_review", "--json")
        found = client.get("/v1/search", params={"q": "Lighthouse Review", "limit": 1}).json()
        again = door.run("ingest", new, "--kind", "national_review", "--json")
        missing = door.run("ingest", tmp_path / "nothing.txt")
        wrong = door.run("ingest", new, "--published", "soon")
    assert (ended.code, ended.json["added"], ended.json["failed"]) == (1, 1, 1)
    assert (again.err, again.json["unchanged"]) == ("", 1)
    assert ended.json["failures"][0]["place"] == str(bad)
    assert "Lighthouse" in found["hits"][0]["text"]
    assert (missing.code, wrong.code) == (2, 2)
    assert missing.only_error().startswith("Error: There is nothing at ")
    assert "--published" in wrong.only_error() or "published" in wrong.only_error()


def test_mistakes_are_told_as_they_are_without_it(door: Door) -> None:
    """Through the server a bad question or filter is the same sentence with the same exit code."""
    mistakes = (["ask", " "], ["ask", "x" * 3000], ["ask", "Who?", "--kind", "poem"], ["show", "none"], ["search", "?"])
    alone = [door.run(*words) for words in mistakes]
    with panel_serve(door):
        served = [door.run(*words) for words in mistakes]
    assert [(ended.code, ended.err, ended.out) for ended in served] == [(e.code, e.err, e.out) for e in alone]


def test_a_killed_server_leaves_nothing_in_the_way(door: Door) -> None:
    """After SIGKILL commands open the folder themselves, and the next server starts."""
    with panel_serve(door) as (process, _):
        assert stop(process, by=signal.SIGKILL) == -signal.SIGKILL
        assert (door.data / "owner.json").exists()
        assert door.run("status").code == 0
    with panel_serve(door) as (process, client):
        assert client.get("/health/ready").status_code == 200
        assert stop(process) == 0


def test_twenty_questions_at_once_are_all_answered(door: Door) -> None:
    """Twenty people who ask at the same time are all given an answer."""
    with panel_serve(door) as (_, client), ThreadPoolExecutor(20) as pool:
        asked = [f"What does the panel say about links in region {n}?" for n in range(20)]
        given = list(pool.map(lambda text: client.post("/v1/answers", json={"question": text}).status_code, asked))
    assert given == [200] * 20


def test_a_port_that_is_taken_is_said(door: Door) -> None:
    """A port that another program listens on is one sentence and exit code 1."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        ended = door.run("serve", "--port", str(other.getsockname()[1]))
    assert (ended.code, "choose another with --port" in ended.only_error()) == (1, True)


def test_others_need_keys(door: Door) -> None:
    """On an address that others reach it refuses to start until there is a key, which is shown once and listed."""
    refused = door.run("serve", "--host", "0.0.0.0", "--port", str(free_port()))  # noqa: S104  refused
    assert (refused.code, "PANEL_API_KEYS" in refused.only_error()) == (2, True)
    made = door.run("keys", "create", "a partnership")
    listed = door.run("keys", "list", "--json")
    assert made.out.startswith("panel_")
    assert [key["name"] for key in listed.json] == ["a partnership"]
    assert made.out.strip() not in listed.out + door.run("keys", "list").out
    assert door.run("keys", "revoke", listed.json[0]["id"]).code == 0
    assert door.run("serve", "--host", "0.0.0.0").code == 2  # noqa: S104  refused


def test_samples_come_with_the_answer_in_the_browser(door: Door) -> None:
    """The page, its style and the answer to a form are served by the same process."""
    with panel_serve(door) as (_, client):
        page = client.get("/", headers={"Accept": "text/html"})
        answered = client.post("/", data={"question": QUESTION}, follow_redirects=True)
        missing = client.get("/nothing", headers={"Accept": "text/html"})
    assert (page.status_code, answered.status_code, missing.status_code) == (200, 200, 404)
    assert "/answers/" in str(answered.url)
    assert missing.headers["content-type"].startswith("text/html")
    assert str(ROOT) not in page.text
