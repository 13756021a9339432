from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.api.serving import panel_serve
from tests.functional.door import Door

FIRST = "Recommendation 1: The Home Office should tell every police force to ask children why they went missing."
SECOND = "Recommendation 2: The Department for Education should tell schools to share what they know."
REVIEW = f"""# The long review

A fictional review.

# Recommendations

{FIRST}

{SECOND}
"""
STATED = ("--kind", "national_review", "--speaker", "panel", "--published", "2031-02-03", "--title", "The long review")


def entries(door: Door, *words: str) -> list[Any]:
    """Return the entries that a command lists; there are as many as it says."""
    ended = door.run("recommendations", *words, "--json")
    assert (ended.code, ended.err) == (0, "")
    assert len(ended.json["items"]) == ended.json["total"]
    return list(ended.json["items"])


def words_of(text: str) -> str:
    """Return what is printed on one line."""
    return " ".join(text.split())


@pytest.fixture
def review(door: Door, tmp_path: Path) -> Path:
    """A fictional review that was ingested."""
    path = tmp_path / "review.md"
    path.write_text(REVIEW, encoding="utf-8")
    assert door.run("ingest", path, *STATED).code == 0
    return path


def test_what_an_upgrade_has_to_do_first_is_told_once(door: Door, review: Path) -> None:
    """Where another version found the entries they are found again, which is said once, and nothing is lost."""
    assert review.is_file()
    held = entries(door)
    with closing(sqlite3.connect(door.data / "record.sqlite3")) as record, record:
        record.execute("UPDATE extractions SET version = 'an older one'")
    first = door.run("recommendations", "--json")
    assert (first.code, first.err) == (0, "Finding recommendations in 1 publication first.\n")
    assert [one["id"] for one in first.json["items"]] == [one["id"] for one in held]
    assert entries(door) == first.json["items"]


def test_the_samples_recommend(samples: Door) -> None:
    """What is ingested is in the register, complete, newest first, each entry with its words, its place and an id."""
    found = entries(samples, "--kind", "national-recommendation")
    assert {one["kind"] for one in found} == {"national recommendation"}
    assert [one["published"] for one in found] == sorted((one["published"] for one in found), reverse=True)
    assert all(one["id"] and one["text"] and one["segments"] and one["fictional"] for one in found)
    assert len({one["id"] for one in found}) == len(found) > 5
    review = [one["number"] for one in entries(samples) if one["publication"].startswith("Close to the Water")]
    assert list(filter(None, review)) == ["1", "2", "3", "4", "5"]


def test_a_terminal_shows_what_counts(door: Door, review: Path) -> None:
    """The plain list shows number, kind, addressee, words, publication, date and id, and how many there are."""
    assert review.exists()
    ended = door.run("recommendations", "--to", "Home Secretary")
    said = words_of(ended.out)
    assert re.match(r"1: national recommendation.*, for The Home Office “", said)
    assert FIRST.removeprefix("Recommendation 1: ") in said
    assert "— The long review, 3 February 2031" in said
    assert re.search(r"Id: [0-9a-f]{24} 1 in all\.$", said)
    assert words_of(door.run("recommendations", "--text", "zebra").out) == "Nothing in the register is like that."
    assert words_of(door.run("recommendations", "--limit", "1").out).endswith("Shown: 1 of 2.")


def test_what_is_told_of_without_wording_is_shown(samples: Door) -> None:
    """A number of recommendations that a letter only tells of is shown as such, and is no entry."""
    ended = samples.run("recommendations")
    assert "Told of, without its wording: “five recommendations”" in words_of(ended.out)
    assert "Told of" not in samples.run("recommendations", "--topic", "neglect").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "polise"), "No body is known as 'polise': did you mean police"),
        (("--kind", "advice"), "There is no kind 'advice'; use one of national recommendation"),
        (("--from", "May"), "--from 'May' is not a date; write it as YYYY-MM-DD."),
        (("--sort", "size"), "'size' is not one of"),
        (("review", "accept", "nothing"), "There is no recommendation 'nothing'; see “panel recommendations”."),
        (("review", "undo", "nothing"), "Nothing was decided of 'nothing'"),
    ],
)
def test_what_cannot_be_used_is_a_usage_error(samples: Door, words: tuple[str, ...], said: str) -> None:
    """What was typed wrong has code 2 and one sentence on what can be used."""
    ended = samples.run("recommendations", *words, COLUMNS="200")
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_a_person_decides(door: Door, review: Path) -> None:
    """What is rejected leaves the list, what is taken back returns, and an edit shows also after a later ingest."""
    first, second = entries(door)
    assert door.run("recommendations", "review", "reject", second["id"], "--note", "not one").code == 0
    edited = "tell every police force to ask children why they went missing"
    done = door.run(
        "recommendations",
        "review",
        "edit",
        first["id"],
        "--text",
        edited,
        "--kind",
        "local-recommendation",
        "--to",
        "police",
    )
    assert (done.code, words_of(done.out)) == (0, f"{first['id']} is edited: “{edited}”")
    review.write_text(REVIEW.replace("A fictional review.", "A fictional review, printed again."), encoding="utf-8")
    assert door.run("ingest", review, *STATED).code == 0
    (one,) = entries(door)
    assert (one["id"], one["text"], one["kind"], one["decision"]) == (
        first["id"],
        edited,
        "local recommendation",
        "edited",
    )
    assert [body["id"] for body in one["bodies"]] == ["police_forces"]
    assert {one["id"] for one in entries(door, "--rejected")} == {first["id"], second["id"]}
    assert door.run("recommendations", "review", "undo", second["id"]).code == 0
    assert {one["id"]: one["decision"] for one in entries(door)} == {first["id"]: "edited", second["id"]: None}


def test_commands_ask_a_running_server(door: Door, review: Path) -> None:
    """While ``panel serve`` runs, lists and decisions work through it, and say what they say without it."""
    assert review.exists()
    (first, _) = entries(door)
    commands = (
        ("recommendations",),
        ("recommendations", "--to", "schools", "--sort", "changed", "--limit", "1", "--json"),
        ("recommendations", "--to", "polise"),
        ("recommendations", "review", "list"),
        ("recommendations", "review", "edit", first["id"], "--text", "Nobody says this."),
    )
    alone = [door.run(*words) for words in commands]
    with panel_serve(door):
        served = [door.run(*words) for words in commands]
        assert door.run("recommendations", "review", "accept", first["id"]).code == 0
        decided = door.run("recommendations", "review", "list", "--decided", "--json").json["items"]
    assert [(ended.code, ended.out, ended.err) for ended in served] == [(e.code, e.out, e.err) for e in alone]
    assert alone[-1].err.startswith("Error: These words do not stand in “The long review” in one run")
    assert [(one["id"], one["decision"]) for one in decided] == [(first["id"], "accepted")]
