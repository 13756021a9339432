from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api.conftest import TOKEN
from tests.api.serving import panel_serve
from tests.functional.door import Door

HEADERS = {"Authorization": f"Bearer {TOKEN}"}


def keep(client: httpx.Client, what: str, given: Any) -> httpx.Response:
    """Send what ``panel publications`` sends to the owner's door."""
    return client.post(f"/owner/keep/{what}", json=given, headers=HEADERS)


@pytest.mark.parametrize(
    ("what", "given", "named"),
    [
        ("show", {}, "id"),
        ("show", {"id": 7}, "id"),
        ("show", {"id": "a\x00b"}, "id"),
        ("show", {"id": "a", "as_of": "yesterday"}, "as_of"),
        ("list", {"wanted": "letters"}, "limit"),
        ("list", {"limit": "many"}, "limit"),
        ("list", {"limit": 5, "offset": -1}, "offset"),
        ("list", {"limit": 5, "kinds": "letter"}, "kinds"),
        ("supersede", {"old": "a"}, "new"),
        ("supersede", {"old": "a", "new": "b", "since": "soon"}, "since"),
        ("restore", {"old": "a", "really": True}, "really"),
        ("suggestions", {"few": True}, "few"),
        ("suggestions", [], "body"),
    ],
)
def test_what_cannot_be_used_is_named(client: httpx.Client, what: str, given: Any, named: str) -> None:
    """A missing, wrong or unknown argument is a problem with status 422, whose sentence names it."""
    answer = keep(client, what, given)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")
    assert answer.json()["detail"].startswith("Change what is named and send it again: ")
    assert named in answer.json()["detail"]


def test_a_publication_that_is_not_held_is_said(client: httpx.Client) -> None:
    """What nothing is held of cannot be replaced or shown, and the sentence says how to find what can."""
    refused = keep(client, "supersede", {"old": "no", "new": "nothing"})
    shown = keep(client, "show", {"id": "no"})
    assert (refused.status_code, shown.status_code) == (422, 400)
    for answer in (refused, shown):
        assert answer.json()["detail"] == "There is no publication 'no'; see “panel publications list”."


def test_what_nobody_does_is_not_there(client: httpx.Client) -> None:
    """There is nothing to do by another name, and nobody but the owner does anything."""
    assert keep(client, "burn", {}).status_code == 404
    assert client.post("/owner/keep/suggestions", json={}).status_code == 403


def test_commands_keep_through_a_running_server(door: Door) -> None:
    """While ``panel serve`` runs, list and show give what they give without it, as of a day too."""
    listed = door.run("publications", "list", "--json", "--kind", "letter", "--as-of", "2031-02-01")
    (one,) = listed.json
    words = (
        ("publications", "list", "--json", "--kind", "letter", "--as-of", "2031-02-01"),
        ("publications", "show", one["id"], "--json"),
        ("publications", "show", one["id"], "--as-of", "2031-01-01"),
        ("publications", "supersede", one["id"], "nothing", "--since", "2031-01-01"),
    )
    alone = [listed, *(door.run(*some) for some in words[1:])]
    with panel_serve(door):
        served = [door.run(*some) for some in words]
    assert [(ended.code, ended.out, ended.err) for ended in served] == [(e.code, e.out, e.err) for e in alone]
