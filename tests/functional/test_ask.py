from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.functional.door import Door, write_lines
from tests.samples import COUNT, EARLIEST, LATEST

MOVES = "What happens when a child moves to another area?"
LINK = "Who is the link member for Midvale?"
TEXT = str
SHAPE: dict[str, Any] = {
    "answer_id": TEXT,
    "revision": TEXT,
    "question": TEXT,
    "standalone_question": TEXT,
    "outcome": TEXT,
    "statements": [{"text": TEXT, "kind": TEXT, "label": TEXT, "group": None, "citations": [int]}],
    "citations": [
        {
            "id": int,
            "publication_id": TEXT,
            "edition_id": TEXT,
            "file": TEXT,
            "title": TEXT,
            "kind": TEXT,
            "speaker": TEXT,
            "published": TEXT,
            "as_at": TEXT,
            "section": [TEXT],
            "page": None,
            "quote": TEXT,
            "segments": [{"start": int, "end": int, "page": None}],
            "url": TEXT,
            "status": TEXT,
        }
    ],
    "warnings": [{"kind": TEXT, "message": TEXT, "citation": int}],
    "readings": [],
    "unanswered": [],
    "total": None,
    "more_url": None,
    "more": bool,
    "nearest": [],
    "searched": {"publications": int, "from": TEXT, "to": TEXT},
    "mode": TEXT,
    "model": None,
}
"""Keys, their order and their types, as the design agrees on them."""


def has_shape(value: Any, shape: Any) -> bool:
    """Say whether JSON has a shape: the same keys in the same order, and in a list every entry of the one shape."""
    if isinstance(shape, dict):
        return list(value) == list(shape) and all(has_shape(value[key], shape[key]) for key in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(shape and has_shape(one, shape[0]) for one in value)
    return value is None if shape is None else type(value) is shape


def quotes(answer: dict[str, Any]) -> list[str]:
    """Return the quotations of an answer, each on one line."""
    return [" ".join(citation["quote"].split()) for citation in answer["citations"]]


def test_an_answer_is_printed_for_a_person(samples: Door) -> None:
    """The quoted words stand first, then where they are from, what must be known, and what was searched."""
    ended = samples.run("ask", LINK)
    assert (ended.code, ended.err) == (0, "")
    assert "“Midvale – Petra Makebelieve”" in ended.out
    assert "— Circular to safeguarding partners, June 2031" in ended.out
    assert "fictional sample" in " ".join(ended.out.split())
    assert ended.out.rstrip().endswith(f"Searched {COUNT} publications, published {EARLIEST} to {LATEST}.")


def test_an_answer_has_the_agreed_shape(samples: Door) -> None:
    """With --json every key is there in its order and of its type, and the same question gives the same bytes."""
    one, other = (samples.run("ask", LINK, "--json") for _ in range(2))
    assert (one.code, one.err) == (0, "")
    assert has_shape(one.json, SHAPE)
    assert one.json["outcome"] == "answered"
    assert any("Midvale – Petra Makebelieve" in quote for quote in quotes(one.json))
    assert one == other


def test_quotations_stand_in_the_files(samples: Door) -> None:
    """The offsets of every segment, counted in the file as it is, hold the quoted words."""
    answer = samples.run("ask", "What did the review find about records?", "--json").json
    for citation in answer["citations"]:
        text = (ROOT / "samples" / citation["file"]).read_text(encoding="utf-8")
        words = " ".join(text[one["start"] : one["end"]] for one in citation["segments"])
        assert citation["quote"] == words


def test_what_is_not_held_is_told_with_what_is_near(samples: Door) -> None:
    """Where the record does not answer, the answer says so, with what is nearest and where else to look."""
    words = " ".join(samples.run("ask", "What is the guidance on submarine cables?").out.split())
    assert words.startswith("The publications held do not answer this.")
    assert "Nearest: “" in words
    assert "Look also at" in words
    answer = samples.run("ask", "What is the guidance on submarine cables?", "--json").json
    assert (answer["outcome"], answer["statements"], answer["citations"]) == ("not_held", [], [])
    near = {
        "publication_id": TEXT,
        "edition_id": TEXT,
        "title": TEXT,
        "quote": TEXT,
        "url": TEXT,
        "segments": [SHAPE["citations"][0]["segments"][0]],
    }
    assert answer["nearest"]
    for segment in (segment for one in answer["nearest"] for segment in one["segments"]):
        assert isinstance(segment["page"], int | None)
        segment["page"] = None
    assert has_shape(answer["nearest"], [near])


def test_the_prompt_remembers_what_was_asked(samples: Door) -> None:
    """At the prompt a follow-up is answered with the question before it, and a bad question ends nothing."""
    typed = f"{LINK}\n?!\nbroken \udce9\nAnd Eastfold?\nquit\n{LINK}\n"
    ended = samples.run("ask", "--json", stdin=typed)
    first, second = ended.rows
    assert ended.code == 0
    assert (first["question"], second["question"]) == (LINK, "And Eastfold?")
    assert second["standalone_question"].startswith(LINK)
    assert any("- Eastfold – Tobias Notional" in quote for quote in quotes(second))
    assert len(re.findall("^Error: ", ended.err, flags=re.MULTILINE)) == 2


def test_more_is_quoted_for_who_wants_more(samples: Door) -> None:
    """One line says that more is held; at the prompt, “more” gives what --words gives, and then there is no more."""
    told = " ".join(samples.run("ask", MOVES).out.split())
    assert "More is held: ask with --words, or say “more” at the prompt." in told
    first, second = samples.run("ask", "--json", stdin=f"{MOVES}\nmore\n").rows
    longer = samples.run("ask", MOVES, "--words", "300", "--json").json
    assert (first["more"], second["more"]) == (True, False)
    assert second["statements"] == longer["statements"]
    assert second["statements"][: len(first["statements"])] == first["statements"]
    assert len(quotes(second)) > len(quotes(first))
    assert "No more is quoted for this question." in samples.run("ask", stdin=f"{MOVES}\nmore\n").out


def test_the_prompt_ends_with_its_input(samples: Door) -> None:
    """When nothing more is typed, the answers are there and the command ends well."""
    ended = samples.run("ask", stdin=LINK)
    assert ended.code == 0
    assert "Petra Makebelieve" in ended.out


def test_a_batch_answers_each_line(samples: Door, tmp_path: Path) -> None:
    """A line that can be used has its answer with its id; the others are named by number, and the code is 1."""
    earlier = [{"role": "user", "content": LINK}, {"role": "assistant", "content": "Petra Makebelieve"}]
    batch = write_lines(
        tmp_path / "questions.jsonl",
        {"id": "a", "question": LINK, "kind": "lookup", "answer_id": "ignored", "evidence": ["x"]},
        b"not JSON",
        {"id": 7, "question": "And Eastfold?", "history": earlier},
        {"id": "no question"},
        {"question": "no id"},
        {"id": "empty", "question": " "},
        {"id": "long", "question": "w" * 100_000},
        {"id": "history", "question": "And?", "history": [{"role": "boss", "content": "x"}]},
        b'{"id": "latin", "question": "caf\xe9?"}',
        b'{"id": "half", "question": "\\ud834?"}',
        b"[" * 100_000,
        b"[1]",
        b"",
        {"id": None, "question": "What is a swift review?", "history": None},
    )
    ended = samples.run("ask", "--batch", batch)
    assert ended.code == 1
    assert [row["id"] for row in ended.rows] == ["a", 7, None]
    assert has_shape(ended.rows[0], {"id": TEXT} | SHAPE)
    assert any("- Eastfold – Tobias Notional" in quote for quote in quotes(ended.rows[1]))
    errors = ended.err.splitlines()
    assert [int(line.split()[2].rstrip(":")) for line in errors] == [2, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert all(line.startswith("Error: Line ") and line.endswith(".") for line in errors)


def test_a_batch_gives_the_answers_of_single_questions(samples: Door, tmp_path: Path) -> None:
    """A question in a batch has the answer that it has alone; a file may begin with a byte order mark."""
    alone = samples.run("ask", LINK, "--json").json
    batch = tmp_path / "questions.jsonl"
    batch.write_text('\ufeff{"id": 1, "question": "Who is the link member for Midvale?"}\n', encoding="utf-8")
    ended = samples.run("ask", "--batch", batch)
    assert (ended.code, ended.err) == (0, "")
    assert ended.rows == [{"id": 1} | alone]


def test_a_batch_is_answered_in_so_many_words(samples: Door, tmp_path: Path) -> None:
    """Every question of a batch is answered in as many words as were asked for."""
    batch = write_lines(tmp_path / "questions.jsonl", {"id": 1, "question": MOVES})
    alone = samples.run("ask", MOVES, "--words", "40", "--json").json
    assert samples.run("ask", "--batch", batch, "--words", "40").rows == [{"id": 1} | alone]


def test_filters_hold(samples: Door) -> None:
    """Only publications of the kinds, speakers and dates that are asked for are quoted."""
    answer = samples.run(
        "ask", "What must be done within working days?", "--kind", "guidance", "--to", "2031-12-31", "--json"
    )
    assert {citation["file"] for citation in answer.json["citations"]} == {"guidance-2031-first-edition.txt"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([""], "The question is empty; type what you want to know."),
        (["w" * 100_000], "100,000 characters and the limit is 2,000; shorten it"),
        (["caf\udce9?"], "broken characters; type it again"),
        (["Who?", "--words", "19"], "An answer cannot quote about 19 words; ask for 20 to 600."),
        (["Who?", "--kind", "poem"], "There is no kind 'poem'; use one of letter,"),
        (["Who?", "--speaker", "nobody"], "There is no speaker 'nobody'; use one of panel,"),
        (["Who?", "--from", "May"], "--from 'May' is not a date; write it as YYYY-MM-DD."),
        (["--batch", "nowhere.jsonl"], "nowhere.jsonl cannot be opened (No such file or directory); check the path."),
    ],
)
def test_a_question_that_cannot_be_asked_is_told(samples: Door, words: list[str], said: str) -> None:
    """An empty, long or broken question, and a filter or file that cannot be used, is one line and code 2."""
    ended = samples.run("ask", *words)
    assert ended.code == 2
    assert said in ended.only_error()


def test_staff_publications_are_for_staff(own_samples: Door, tmp_path: Path) -> None:
    """What is ingested for staff is neither quoted nor counted for others, and is quoted with --staff."""
    (tmp_path / "note.txt").write_text(
        "The kettle in the Panel's office is descaled by Cornelius Imaginer on Fridays.\n"
    )
    own_samples.run("ingest", tmp_path / "note.txt", "--visibility", "staff")
    question = "Who descales the kettle in the Panel's office?"
    public, staff = (own_samples.run("ask", question, "--json", *words).json for words in ((), ("--staff",)))
    assert "note.txt" not in {citation["file"] for citation in public["citations"]}
    assert "kettle" not in str([public["citations"], public["nearest"]])
    assert staff["citations"][0]["file"] == "note.txt"
    assert (public["searched"]["publications"], staff["searched"]["publications"]) == (COUNT, COUNT + 1)
    found = own_samples.run("search", "kettle", "--json").json
    assert not [hit for hit in found if "kettle" in hit["text"]]


def test_a_list_is_told_with_its_count_and_where_all_of_it_is(samples: Door) -> None:
    """A question for recommendations is answered from the register: as many as it lists, and where they all are."""
    question = "List the national recommendations since 2032"
    listed = samples.run("recommendations", "--kind", "national-recommendation", "--from", "2032-01-01", "--json").json
    answer = samples.run("ask", question, "--json", PANEL_PUBLIC_URL="https://pages.example").json
    assert (answer["outcome"], answer["total"]) == ("answered", listed["total"])
    assert answer["statements"][0]["text"].startswith(f"The register holds {listed['total']} national recommendations")
    assert answer["more_url"].startswith("https://pages.example/recommendations?")
    printed = samples.run("ask", question, PANEL_PUBLIC_URL="https://pages.example").out
    assert f"All {listed['total']} are listed at {answer['more_url']}" in printed
