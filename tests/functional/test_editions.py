from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.functional.door import Door

FIRST = "# Notifying the harbour board\n\nA partnership must notify the board within ten working days of the storm.\n"
SECOND = (
    "# Notifying the harbour board\n\nA partnership must notify the board within three working days of the storm.\n"
)
QUESTION = "How soon must a partnership notify the board?"


def write(folder: Path, name: str, text: str, **described: str) -> Path:
    """Write a document and its sidecar."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    lines = {"kind": "guidance", "speaker": "panel", **described}
    sidecar = folder / f"{name}.meta.yaml"
    sidecar.write_text("".join(f"{key}: {value}\n" for key, value in lines.items()), encoding="utf-8")
    return path


def quoted(answer: dict[str, object]) -> str:
    """Return all that an answer quotes."""
    citations = answer["citations"]
    assert isinstance(citations, list)
    return " ".join(citation["quote"] for citation in citations)


@pytest.fixture
def changed(door: Door, tmp_path: Path) -> Door:
    """A record that holds two editions of one document, the later one updated in May 2022."""
    folder = tmp_path / "documents"
    write(folder, "notice.md", FIRST, title="Notices", published="2021-03-01")
    door.run("ingest", folder)
    write(folder, "notice.md", SECOND, title="Notices", published="2021-03-01", updated="2022-05-04")
    assert door.run("ingest", folder).code == 0
    return door


def test_old_words_are_quoted_as_of_their_day(changed: Door) -> None:
    """As of a day on which the first edition stood its words are the answer, and the answer says what it goes by."""
    today = changed.run("ask", QUESTION, "--json").json
    then = changed.run("ask", QUESTION, "--json", "--as-of", "2021-12-31").json
    assert ("three working days" in quoted(today), "ten working days" in quoted(then)) == (True, True)
    assert "three working days" not in quoted(then)
    assert (then["citations"][0]["status"], then["citations"][0]["as_at"]) == ("current", "2021-03-01")
    kinds = [warning["kind"] for warning in then["warnings"]]
    assert kinds.count("as_of") == 2
    assert "This record began on" in " ".join(warning["message"] for warning in then["warnings"])


def test_before_anything_stood_nothing_is_held(changed: Door) -> None:
    """As of a day before the first publication there is no answer, and nothing was searched."""
    answer = changed.run("ask", QUESTION, "--json", "--as-of", "2020-01-01").json
    assert (answer["outcome"], answer["searched"]["publications"]) == ("not_held", 0)


def test_old_words_rank_behind_and_are_marked(changed: Door) -> None:
    """Without a day both editions are found, the earlier one behind and marked as superseded."""
    hits = changed.run("search", "notify the board within ten working days", "--json").json
    assert [hit["status"] for hit in hits] == ["current", "superseded"]
    assert "ten working days" in hits[1]["text"]
    answer = changed.run("ask", "Was it ten working days?", "--json").json
    earlier = [one for one in answer["citations"] if "ten working days" in one["quote"]]
    marked = {warning["citation"] for warning in answer["warnings"] if warning["kind"] == "earlier_edition"}
    assert {one["id"] for one in earlier} <= marked


def test_what_is_taken_down_is_found_as_of_its_days_only(changed: Door, tmp_path: Path) -> None:
    """A document that is gone is not quoted any more, but as of a day on which it stood."""
    (tmp_path / "documents" / "notice.md").unlink()
    write(tmp_path / "documents", "other.md", "# Gulls\n\nGulls nest on the roof of the office every spring.\n")
    changed.run("ingest", tmp_path / "documents")
    assert "board" not in quoted(changed.run("ask", QUESTION, "--json").json)
    today = dt.datetime.now(dt.UTC).date()
    assert "ten working days" in quoted(changed.run("ask", QUESTION, "--json", "--as-of", "2021-12-31").json)
    assert "board" not in quoted(changed.run("ask", QUESTION, "--json", "--as-of", today.isoformat()).json)


def test_a_reviewer_says_what_replaces_what(door: Door, tmp_path: Path) -> None:
    """A suggestion changes nothing; an entry marks the old publication, names the new one, and can be taken back."""
    folder = tmp_path / "documents"
    write(folder, "old.md", FIRST, title="Old notices", published="2021-03-01")
    text = SECOND + "\nThis guidance replaces the notices of 2021.\n"
    write(folder, "new.md", text, title="New notices", published="2022-05-04")
    door.run("ingest", folder)
    ids = {one["title"]: one["id"] for one in door.run("publications", "list", "--json").json}
    (suggested,) = door.run("publications", "suggestions", "--json").json
    assert suggested == {
        "publication_id": ids["New notices"],
        "title": "New notices",
        "words": "This guidance replaces the notices of 2021.",
    }
    before = door.run("status", "--json").json["revision"]
    assert door.run("publications", "supersede", ids["Old notices"], ids["New notices"]).code == 0
    shown = door.run("publications", "show", ids["Old notices"], "--json").json
    assert (shown["status"], shown["status_since"], shown["replaced_by"]) == (
        "superseded",
        "2022-05-04",
        ids["New notices"],
    )
    assert door.run("status", "--json").json["revision"] != before
    answer = door.run("ask", "Must the board be told within ten working days of the storm?", "--json").json
    messages = [warning["message"] for warning in answer["warnings"] if warning["kind"] == "superseded"]
    assert messages == ["“Old notices” has been replaced by “New notices” on 4 May 2022."]
    then = door.run("publications", "list", "--json", "--as-of", "2021-12-31").json
    assert [one["title"] for one in then] == ["Old notices"]
    assert door.run("publications", "restore", ids["Old notices"]).code == 0
    assert door.run("publications", "restore", ids["Old notices"]).code == 1
    assert door.run("status", "--json").json["revision"] == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("publications", "supersede", "no", "nothing"), "There is no publication 'no'"),
        (("publications", "show", "no"), "There is no publication 'no'"),
        (("ask", "Why?", "--as-of", "yesterday"), "--as-of 'yesterday' is not a date; write it as YYYY-MM-DD."),
        (("sync", "nowhere"), "There is no source 'nowhere'; use one of govuk"),
        (("sync", "--since", "May"), "--since 'May' is not a date; write it as YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(samples: Door, words: tuple[str, ...], said: str) -> None:
    """A name or a date that cannot be used is named, with how to mend it."""
    ended = samples.run(*words)
    assert ended.code in (1, 2)
    assert said in " ".join(ended.err.split())


def test_dates_that_contradict_each_other_are_kept_and_said(door: Door, tmp_path: Path) -> None:
    """A report that is said to be published before its period ended keeps both dates, and the record says so."""
    path = write(
        tmp_path / "documents",
        "report.md",
        "# Annual report 2023 to 2024\n\nThe board met eleven times.\n",
        title="Annual report 2023 to 2024",
        kind="annual_report",
        published="2024-02-02",
    )
    door.run("ingest", path)
    (one,) = door.run("publications", "list", "--json").json
    assert (one["published"], one["period_to"]) == ("2024-02-02", "2024-03-31")
    assert "before the time it reports on ended" in one["contradictions"][0]


def test_two_formats_of_one_document_are_one_publication(door: Door, tmp_path: Path) -> None:
    """A document that comes as a web page and as text is held once, and stays the same when a format is added."""
    folder = tmp_path / "documents"
    write(folder, "notice.md", FIRST, title="Notices", published="2021-03-01")
    door.run("ingest", folder)
    (before,) = door.run("publications", "list", "--json").json
    body = FIRST.removeprefix("# ").split("\n\n")
    (folder / "notice.html").write_text(f"<h1>{body[0]}</h1><p>{body[1]}</p>", encoding="utf-8")
    ended = door.run("ingest", folder)
    assert ended.code == 0
    (after,) = door.run("publications", "list", "--json").json
    assert after["id"] == before["id"]
    (folder / "notice.html").write_text("<p>Gulls nest on the roof of the office in spring.</p>", encoding="utf-8")
    assert "has the same name and other words" in door.run("ingest", folder).out
