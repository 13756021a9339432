from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from tests.api.serving import panel_serve
from tests.assistant.syncs import write_table
from tests.fakes.govuk import fake_govuk, make_collection
from tests.fakes.govuk_faults import slow
from tests.functional.door import Door

ITEMS = 24


def settings(table: Path) -> dict[str, str]:
    """Return the environment in which the command follows the stand-in."""
    return {
        "PANEL_SOURCES": str(table),
        "PANEL_PRIVATE_SOURCES": "true",
        "PANEL_REQUESTS_EACH_SECOND": "1000",
        "PANEL_CONTACT": "tests@panel.example",
    }


def test_the_command_syncs_and_status_tells_of_it(door: Door, tmp_path: Path) -> None:
    """The first sync adds, the second finds all unchanged, a dry run changes nothing, and status names the visit."""
    with fake_govuk(make_collection(ITEMS)) as govuk:
        own: dict[str, Any] = settings(write_table(tmp_path, govuk))
        would = door.run("sync", "govuk", "--dry-run", "--json", **own).json["govuk"]
        assert door.run("status", "--json").json["publications"] == 0
        first = door.run("sync", "--json", **own)
        again = door.run("sync", "govuk", **own)
        assert (first.code, again.code) == (0, 0)
        assert first.json["govuk"]["added"] == would["added"] > 0
        assert "unchanged" in again.out
        (visit,) = door.run("status", "--json").json["sources"]
        assert (visit["source"], visit["failures"], bool(visit["finished"])) == ("govuk", [], True)
        govuk.forget()
        assert door.run("sync", "govuk", "--if-older", "1", **own).code == 0
        assert govuk.seen == []


def test_nothing_is_done_where_nobody_answers_in_time(door: Door, tmp_path: Path) -> None:
    """A source that is slower than was asked for is not waited for, and the exit code says so."""
    with fake_govuk(make_collection(ITEMS)) as govuk:
        own: dict[str, Any] = settings(write_table(tmp_path, govuk))
        govuk.go_wrong(slow(5), times=4)
        assert door.run("sync", "govuk", "--if-reachable", "0.5", **own).code == 3
        assert [path.name for path in door.data.iterdir()] == ["models"]


def test_a_running_service_syncs_for_the_command(door: Door, tmp_path: Path) -> None:
    """While the service runs, the command syncs through it, and what came in is answered from at once."""
    with fake_govuk(make_collection(ITEMS)) as govuk:
        own: dict[str, Any] = settings(write_table(tmp_path, govuk))
        with panel_serve(door, **own) as (_, client):
            ended = door.run("sync", "govuk", "--json")
            assert (ended.code, ended.err) == (0, "")
            assert client.get("/health/ready").json()["publications"] == ended.json["govuk"]["added"]
            assert door.run("publications", "list", "--json").json
            assert door.run("publications", "suggestions").code == 0


def test_the_service_syncs_by_itself(door: Door, tmp_path: Path) -> None:
    """With an interval set and no sync made yet, the service begins one as soon as it runs."""
    with fake_govuk(make_collection(ITEMS)) as govuk:
        own: dict[str, Any] = settings(write_table(tmp_path, govuk)) | {"PANEL_SYNC_EVERY": "24"}
        with panel_serve(door, **own):
            end = time.monotonic() + 60
            while time.monotonic() < end:
                visits = door.run("status", "--json").json["sources"]
                if visits and visits[0]["finished"]:
                    break
            assert visits[0]["finished"]
            asked = len(govuk.seen)
            time.sleep(1)
            assert len(govuk.seen) == asked
