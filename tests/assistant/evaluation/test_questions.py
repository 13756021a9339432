from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.errors import MalformedLineError, UnreadableFileError
from assistant.evaluation.questions import GoldSpan, Span, join_alternatives, read_questions

SHARED = Path(__file__).parents[4] / "shared" / "evaluation"
ROW: dict[str, Any] = {
    "id": "X1",
    "user": "practitioner",
    "question": "When is the ferry review due?",
    "kind": "lookup",
    "answerable": True,
    "sources": ["a.txt", "b.txt"],
    "evidence": ["The review is due in May.", "It was due in April."],
    "reference_answer": "In May.",
    "history": [{"role": "user", "content": "Which review?"}],
}


def write(path: Path, *rows: object) -> Path:
    """Write one row on each line."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_question_is_read_whole(tmp_path: Path) -> None:
    """Every field that scoring needs comes out of a line, evidence paired with its source."""
    [question] = read_questions(write(tmp_path / "q.jsonl", {**ROW, "document": "a.txt", "page": [1, 2]}))
    assert (question.id, question.kind, question.answerable, question.user) == ("X1", "lookup", True, "practitioner")
    assert question.gold == (
        GoldSpan("a.txt", "The review is due in May."),
        GoldSpan("b.txt", "It was due in April."),
    )
    assert question.history == ({"role": "user", "content": "Which review?"},)
    assert (question.sources, question.document) == (("a.txt", "b.txt"), "a.txt")


def test_alternatives_may_be_objects_or_bare_words(tmp_path: Path) -> None:
    """An alternative is read with its own source, or bare with the question's document as its source."""
    also = [{"source": "b.txt", "page": 3, "evidence": "due in April"}, "review due May"]
    [question] = read_questions(write(tmp_path / "q.jsonl", {**ROW, "document": "a.txt", "also_accept": also}))
    assert [span.also_accept for span in question.gold] == [
        (Span("a.txt", "review due May"),),
        (Span("b.txt", "due in April"),),
    ]


def test_a_bare_alternative_without_document_is_of_the_first_source(tmp_path: Path) -> None:
    """Where a row names no document, bare words are taken to be of its first source."""
    [question] = read_questions(write(tmp_path / "q.jsonl", {**ROW, "also_accept": ["The review comes in May."]}))
    assert question.gold[0].also_accept == (Span("a.txt", "The review comes in May."),)


def test_an_alternative_serves_for_the_nearest_span_only() -> None:
    """Of spans in one source, the one that shares most words gets the alternative, and no other does."""
    spans = [Span("a.txt", "failing to listen to the child"), Span("a.txt", "not sharing information in time")]
    alternative = Span("a.txt", "information was not shared in time")
    assert [span.also_accept for span in join_alternatives(spans, alternatives=[alternative])] == [(), (alternative,)]


def test_an_alternative_prefers_the_span_of_its_own_source() -> None:
    """The source decides before the words do."""
    spans = [Span("a.txt", "keep a record of it"), Span("b.txt", "write the reasons down")]
    alternative = Span("b.txt", "keep a record of reasons")
    assert join_alternatives(spans, alternatives=[alternative])[1].also_accept == (alternative,)


def test_alternatives_alone_make_one_span() -> None:
    """A row that lists only alternatives is satisfied by any one of them."""
    one, other = Span("a.txt", "the first reading"), Span("a.txt", "the second reading")
    assert join_alternatives([], alternatives=[one, other]) == (GoldSpan("a.txt", "the first reading", (other,)),)
    assert join_alternatives([], alternatives=[]) == ()


def test_a_row_without_evidence_is_read(tmp_path: Path) -> None:
    """A question that the record cannot answer needs no evidence, sources or history."""
    row = {"id": "X2", "question": "What is the moon made of?", "kind": "out_of_scope", "answerable": False}
    [question] = read_questions(write(tmp_path / "q.jsonl", row))
    assert (question.gold, question.history) == ((), ())


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"question": ""}, "question"),
        ({"id": 7}, "id"),
        ({"answerable": "yes"}, "answerable"),
        ({"evidence": ["only one"]}, "same length"),
        ({"evidence": "not held"}, "evidence"),
        ({"evidence": ["–", "words"]}, "at least one word"),
        ({"history": ["hello"]}, "history.0"),
        ({"also_accept": [{"evidence": "words"}]}, "also_accept.0.source"),
        ({"also_accept": "words"}, "also_accept"),
    ],
)
def test_a_malformed_row_is_named(tmp_path: Path, change: dict[str, object], named: str) -> None:
    """The error names the file, the number of the line and the field to mend."""
    path = write(tmp_path / "q.jsonl", ROW, {**ROW, "id": "X2", **change})
    with pytest.raises(MalformedLineError, match=r"q\.jsonl, line 2: ") as caught:
        read_questions(path)
    assert named in str(caught.value)


@pytest.mark.parametrize("line", ["{not json", "[1, 2]", "17", "[" * 100_000])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str) -> None:
    """A line that is not JSON, or is JSON of another shape, is reported by its number, blank lines counted."""
    path = tmp_path / "q.jsonl"
    path.write_text(f"{json.dumps(ROW)}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(MalformedLineError, match="line 3: "):
        read_questions(path)


def test_a_repeated_id_is_refused(tmp_path: Path) -> None:
    """Two questions of one id are an error that names both lines."""
    with pytest.raises(MalformedLineError, match=r"line 2: the id .X1. is on line 1 already"):
        read_questions(write(tmp_path / "q.jsonl", ROW, ROW))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    """A path that leads nowhere is one clear error of this package."""
    with pytest.raises(UnreadableFileError, match="check the path"):
        read_questions(tmp_path / "none.jsonl")


@pytest.mark.parametrize(("content", "mend"), [(b"", "is empty"), (b" \n\n", "is empty"), (b"\xff\xfe{", "UTF-8")])
def test_an_empty_or_binary_file_says_so(tmp_path: Path, content: bytes, mend: str) -> None:
    """A file without questions, or that is not text, is one clear error of this package."""
    path = tmp_path / "q.jsonl"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=mend):
        read_questions(path)


def test_line_separators_inside_a_string_are_kept(tmp_path: Path) -> None:
    """A line separator of Unicode within JSON does not end the line, nor do Windows line ends matter."""
    path = tmp_path / "q.jsonl"
    row = json.dumps({**ROW, "question": "One\u2028two?"}, ensure_ascii=False)
    path.write_text(f"\ufeff{row}\r\n", encoding="utf-8", newline="")
    assert read_questions(path)[0].question == "One\u2028two?"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is not beside this checkout")
@pytest.mark.parametrize(("name", "count"), [("questions.jsonl", 38), ("guidance_questions.jsonl", 300)])
def test_the_real_questions_are_read(name: str, count: int) -> None:
    """Every labelled question of both files is read, each answerable one with a gold span."""
    questions = read_questions(SHARED / name)
    assert len(questions) == count
    assert all(question.gold for question in questions if question.answerable)
