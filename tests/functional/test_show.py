from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.serving import panel_serve
from tests.functional.door import Door
from tests.functional.test_editions import FIRST, QUESTION, SECOND, write

GULLS = "# Gulls\n\nGulls nest on the roof of the office every spring, and nobody may move their eggs.\n"
ABOUT_GULLS = "Where do gulls nest every spring?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents."""
    documents = tmp_path / "documents"
    write(documents, "notice.md", FIRST, title="Notices", published="2021-03-01")
    write(documents, "gulls.md", GULLS, title="Gulls", published="2021-04-01")
    return documents


def ask(door: Door, folder: Path, question: str) -> str:
    """Take documents in, ask a question, and return the id of its answer."""
    assert door.run("ingest", folder).code == 0
    return str(door.run("ask", question, "--json").json["answer_id"])


def states(door: Door, identity: str) -> set[tuple[str, str, bool]]:
    """Return title, state and whether the quoted words stand, of each source of an answer."""
    told = door.run("show", identity, "--sources", "--json").json
    return {(one["title"], one["state"], one["words_stand"]) for one in told["sources"]}


def test_an_answer_is_shown_as_it_was_given(door: Door, folder: Path) -> None:
    """It is the answer that was given, byte for byte, and nothing has changed since."""
    identity = ask(door, folder, QUESTION)
    given = door.run("ask", QUESTION, "--json").json
    shown = door.run("show", identity)
    assert door.run("show", identity, "--json").json == given
    assert "within ten working days" in " ".join(shown.out.split())
    assert "Nothing in the record has changed since this answer was given." in shown.out


def test_a_newer_edition_is_told(door: Door, folder: Path) -> None:
    """After the document was changed the old words are still shown, and said not to stand in the newer edition."""
    identity = ask(door, folder, QUESTION)
    write(folder, "notice.md", SECOND, title="Notices", published="2021-03-01", updated="2022-05-04")
    door.run("ingest", folder)
    shown = " ".join(door.run("show", identity).out.split())
    assert ("Notices", "newer_edition", False) in states(door, identity)
    assert "within ten working days" in shown
    assert "“Notices” has a newer edition since 4 May 2022, and the quoted words do not stand in it." in shown


def test_words_that_were_kept_still_stand(door: Door, folder: Path) -> None:
    """A newer edition that says the same with more around it is said to hold the quoted words."""
    identity = ask(door, folder, QUESTION)
    more = FIRST + "\nThis edition has a second paragraph, about nothing much.\n"
    write(folder, "notice.md", more, title="Notices", published="2021-03-01", updated="2022-05-04")
    door.run("ingest", folder)
    assert ("Notices", "newer_edition", True) in states(door, identity)


def test_what_was_taken_down_is_told(door: Door, folder: Path) -> None:
    """After its document is gone an answer is still shown, and its source said to be withdrawn."""
    identity = ask(door, folder, ABOUT_GULLS)
    (folder / "gulls.md").unlink()
    door.run("ingest", folder)
    assert ("Gulls", "withdrawn", True) in states(door, identity)
    assert "“Gulls” has been withdrawn since" in " ".join(door.run("show", identity).out.split())


def test_what_was_replaced_is_told(door: Door, folder: Path) -> None:
    """After a reviewer says that another publication replaces a source, that is told with its title."""
    identity = ask(door, folder, ABOUT_GULLS)
    ids = {one["title"]: one["id"] for one in door.run("publications", "list", "--json").json}
    door.run("publications", "supersede", ids["Gulls"], ids["Notices"])
    assert ("Gulls", "superseded", True) in states(door, identity)
    assert "“Gulls” has been replaced by “Notices”" in " ".join(door.run("show", identity).out.split())


def test_it_works_through_the_server(door: Door, folder: Path) -> None:
    """While “panel serve” runs everything is told as it is without it, also that an answer is not known."""
    identity = ask(door, folder, ABOUT_GULLS)
    (folder / "gulls.md").unlink()
    door.run("ingest", folder)
    words = (["show", identity], ["show", identity, "--sources", "--json"], ["show", "a b/../"], ["show", ""])
    alone = [door.run(*some) for some in words]
    with panel_serve(door) as (_, client):
        served = [door.run(*some) for some in words]
        told = client.get(f"/v1/answers/{identity}/sources")
        unknown = client.get("/v1/answers/none/sources")
    assert [(one.code, one.out, one.err) for one in served] == [(one.code, one.out, one.err) for one in alone]
    assert told.json() == alone[1].json
    assert (unknown.status_code, unknown.json()["type"]) == (404, "/problems/not-found")


def test_an_unknown_id_is_one_sentence(door: Door) -> None:
    """An answer that was never given is one sentence and exit code 1."""
    ended = door.run("show", "none")
    assert ended.code == 1
    assert ended.only_error() == "Error: No answer none was given from this record; check the id."
