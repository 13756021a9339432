from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import copy_folder
from tests.functional.conftest import with_model
from tests.functional.door import Door, write_lines

ONE_LINK, ALL_LINKS = "SQ23", "SQ24"
"""The labelled questions for the link member of one region, and for all of them."""


def squeeze(text: str) -> str:
    """Return a text with every run of space as one space."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def letters(shared: Path, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Door:
    """The command with the five real letters in its data folder, taken in by the command itself."""
    door = Door(with_model(tmp_path_factory.mktemp("letters") / "data", models))
    ended = door.run("ingest", shared / "corpus" / "letters", "--json")
    assert (ended.code, ended.json["added"], ended.json["failed"]) == (0, 5, 0)
    return door


@pytest.fixture(scope="module")
def labelled(shared: Path) -> list[dict[str, Any]]:
    """The labelled questions about the letters."""
    lines = (shared / "evaluation" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def answers(letters: Door, labelled: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The answers to all labelled questions about the letters, by id."""
    ended = letters.run("ask", "--batch", write_lines(letters.data.parent / "questions.jsonl", *labelled))
    assert (ended.code, ended.err) == (0, "")
    assert [row["id"] for row in ended.rows] == [row["id"] for row in labelled]
    return {row["id"]: row for row in ended.rows}


def test_every_quotation_is_verbatim(answers: dict[str, dict[str, Any]], shared: Path) -> None:
    """Each quotation of each answer stands in the cited file, at the given place, letter for letter."""
    citations = [citation for answer in answers.values() for citation in answer["citations"]]
    assert len(citations) > 100
    for citation in citations:
        text = (shared / "corpus" / "letters" / citation["file"]).read_bytes().decode()
        words = " ".join(text[one["start"] : one["end"]] for one in citation["segments"])
        assert citation["quote"] == words
        assert squeeze(words) != ""


def test_the_nearest_is_verbatim(answers: dict[str, dict[str, Any]], shared: Path) -> None:
    """What is shown beside "not held" stands in one of the files."""
    texts = [squeeze(path.read_bytes().decode()) for path in (shared / "corpus" / "letters").glob("*.txt")]
    nearest = [near for answer in answers.values() for near in answer["nearest"] if len(near["segments"]) == 1]
    assert all(any(squeeze(near["quote"]) in text for text in texts) for near in nearest)


def evidence(labelled: list[dict[str, Any]], identity: str) -> list[str]:
    """Return the words that answer a labelled question."""
    (row,) = (row for row in labelled if row["id"] == identity)
    return [squeeze(words) for words in row["evidence"]]


def test_one_link_member_is_found(answers: dict[str, dict[str, Any]], labelled: list[dict[str, Any]]) -> None:
    """A question about one region is answered with that region's line, as at the date of the letter."""
    (line,) = evidence(labelled, ONE_LINK)
    answer = answers[ONE_LINK]
    assert answer["outcome"] in {"answered", "partly_answered"}
    (cited,) = (one for one in answer["citations"] if line in squeeze(one["quote"]))
    assert cited["as_at"] == cited["published"] is not None


def test_the_list_of_link_members_is_whole(
    answers: dict[str, dict[str, Any]], labelled: list[dict[str, Any]], shared: Path
) -> None:
    """A question for the list is answered with the line that introduces it and all nine of its items, in order."""
    items, answer = evidence(labelled, ALL_LINKS), answers[ALL_LINKS]
    texts = [statement["text"] for statement in answer["statements"]]
    places = [next(place for place, text in enumerate(texts) if item in text) for item in items]
    assert len(items) == 9
    assert places == list(range(places[0], places[0] + 9))
    (file,) = {one["file"] for one in answer["citations"] if items[0] in squeeze(one["quote"])}
    text = squeeze((shared / "corpus" / "letters" / file).read_text(encoding="utf-8"))
    introduction = text.partition(items[0])[0].removesuffix("- ").rstrip()
    assert introduction.endswith(texts[places[0] - 1])


def test_the_same_letters_again_change_nothing(letters: Door, shared: Path, tmp_path: Path) -> None:
    """Another run over the letters finds all five unchanged."""
    again = Door(copy_folder(letters.data, tmp_path / "data")).run("ingest", shared / "corpus" / "letters", "--json")
    assert (again.code, again.json["unchanged"], again.json["added"], again.json["updated"]) == (0, 5, 0, 0)
