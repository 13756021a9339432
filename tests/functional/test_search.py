from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.door import Door, write_lines

RECORDS = "How long did health visiting records take?"
HIT = ["publication_id", "passage_id", "page", "score"]


def test_passages_are_printed_for_a_person(samples: Door) -> None:
    """Each passage has its number, title and section; --explain adds what each leg of the search said."""
    plain, explained = (samples.run("search", RECORDS, "--limit", "2", *more) for more in ((), ("--explain",)))
    assert (plain.code, plain.err) == (0, "")
    assert plain.out.startswith("1. Between Two Doors: second national review")
    assert "\n2. " in plain.out
    assert "\n3. " not in plain.out
    assert "semantic" not in plain.out
    assert " ".join(explained.out.split()).count("best sentence") == 2


def test_passages_are_given_as_json(samples: Door) -> None:
    """With --json each hit has its ids, page and score, its text and what each leg said, best first."""
    hits = samples.run("search", RECORDS, "--limit", "5", "--json").json
    assert len(hits) == 5
    assert all(list(hit)[:4] == HIT and hit["page"] is None and hit["text"] for hit in hits)
    assert hits[0]["semantic"].keys() == {"place", "cosine"}
    assert hits[0]["lexical"].keys() == {"place", "bm25"}
    scores = [hit["score"] for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert hits[0]["passage_id"] != hits[1]["passage_id"]


def test_what_else_was_searched_is_explained(samples: Door) -> None:
    """With --explain each word that was searched otherwise is told with the reason, for a person and as JSON."""
    query = "helth visiting recrods of kids for the DSL"
    words = " ".join(samples.run("search", query, "--limit", "1", "--explain").out.split())
    assert "Searched too: “health” for “helth” (a spelling near it)" in words
    assert "Searched too: “children” for “kids” (what publications say for it)" in words
    plain = samples.run("search", query, "--limit", "1", "--json").json
    told = samples.run("search", query, "--limit", "1", "--json", "--explain").json
    assert (told["query"], told["hits"]) == (query, plain)
    assert [(one["said"], one["searched"], one["why"]) for one in told["expansions"]] == [
        ("helth", "health", "spelling"),
        ("recrods", "records", "spelling"),
        ("kids", "children", "wording"),
        ("DSL", "designated safeguarding lead", "abbreviation"),
    ]
    assert all(0 < one["weight"] < 1 for one in told["expansions"])
    assert "Searched too" not in samples.run("search", query, "--limit", "1").out


def test_misspelt_words_find_what_was_meant(samples: Door) -> None:
    """A question with slips finds first what the question without them finds first."""
    meant, typed = (
        samples.run("search", query, "--limit", "1", "--json").json[0]["passage_id"]
        for query in (RECORDS, "How long did helth visting recrods take?")
    )
    assert typed == meant


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        (["--kind", "terms_of_reference"], {"Second national review: terms of reference"}),
        (["--agency", "housing", "--agency", "police"], {"Between Two Doors: second national review"}),
        (
            ["--status", "superseded"],
            {"Notifying and reviewing serious incidents: guidance for safeguarding partners (first edition)"},
        ),
        (
            ["--from", "2033-01-01", "--to", "2033-05-31"],
            {"Notifying and reviewing serious incidents: guidance for safeguarding partners (second edition)"},
        ),
    ],
)
def test_filters_hold(samples: Door, options: list[str], titles: set[str]) -> None:
    """Only what passes the filters is found, and all of it when enough is asked for."""
    hits = samples.run("search", RECORDS, "--limit", "1000", "--json", *options).json
    assert {hit["title"] for hit in hits} == titles
    assert len(hits) > 2


def test_one_publication_is_searched(samples: Door) -> None:
    """With the id of a publication, nothing else is searched, and an answer says how much was."""
    (listed,) = samples.run("publications", "list", "--json", "--kind", "terms_of_reference").json
    chosen = ("--publication", listed["id"], "--json")
    hits = samples.run("search", RECORDS, *chosen).json
    assert {hit["publication_id"] for hit in hits} == {listed["id"]}
    answer = samples.run("ask", "Who wrote to the Minister?", *chosen).json
    assert answer["searched"] == {"publications": 1, "from": listed["published"], "to": listed["published"]}


@pytest.mark.parametrize("option", ["--status", "--agency", "--topic"])
def test_a_word_that_no_filter_knows_is_told(samples: Door, option: str) -> None:
    """A misspelt filter is one sentence with the words that there are, and never an empty answer."""
    ended = samples.run("search", RECORDS, option, "polce")
    assert (ended.code, ended.out) == (2, "")
    assert f"There is no {option[2:]} 'polce'; use one of " in ended.err


def test_a_batch_gives_hits_for_each_line(door: Door, tmp_path: Path) -> None:
    """A collection of ready passages is searched line by line; a hit names the ``_id`` that its passage came with."""
    rows = [
        {"_id": "tides-1", "title": "Tides", "text": "The tide in the harbour turns at noon."},
        {
            "_id": "ferry/2",
            "title": "",
            "text": "The ferry to the island leaves at nine.",
            "url": "https://panel.example/f",
        },
        {"_id": "3", "title": "Gulls", "text": "Gulls nest on the roof of the office.", "published": "2031-05-04"},
    ]
    queries = write_lines(
        tmp_path / "queries.jsonl",
        {"_id": "q1", "text": "When does the tide turn?", "metadata": {}},
        {"_id": "q2", "text": "|user|: When does the ferry leave?\n|user|: And where do gulls nest?"},
        b"{",
        {"_id": "q4"},
        {"text": "no id"},
        {"_id": "q6", "text": ""},
    )
    ingested = door.run("ingest", write_lines(tmp_path / "corpus.jsonl", *rows), "--json")
    ended = door.run("search", "--batch", queries, "--limit", "2")
    assert (ingested.json["added"], ended.code) == (3, 1)
    assert [list(row) for row in ended.rows] == [["_id", "hits"]] * 2
    assert all(list(hit) == HIT for row in ended.rows for hit in row["hits"])
    first, second = ended.rows
    assert (first["_id"], first["hits"][0]["publication_id"], len(first["hits"])) == ("q1", "tides-1", 2)
    assert (second["_id"], second["hits"][0]["publication_id"]) == ("q2", "3")
    assert [line.split(":")[1].strip() for line in ended.err.splitlines()] == ["Line 3", "Line 4", "Line 5", "Line 6"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "There is nothing to search for; give a query, or a file with --batch."),
        ([" "], "The question is empty"),
        (["x", "--to", "2031-02-30"], "--to '2031-02-30' is not a date"),
    ],
)
def test_a_search_that_cannot_be_made_is_told(samples: Door, words: list[str], said: str) -> None:
    """Nothing to search for, or a filter that cannot be used, is one line and code 2."""
    ended = samples.run("search", *words)
    assert ended.code == 2
    assert said in ended.only_error()
