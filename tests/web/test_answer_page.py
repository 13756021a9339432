from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from assistant.answers import Answer, AnswerWarning, Citation, Nearest, Outcome, Searched, Statement
from assistant.web.answer_page import general_warnings, make_nearest, make_parts
from assistant.web.given import Given, Texts
from assistant.web.rows import Row
from ingest.documents import Segment, Speaker
from tests.assistant.builders import LETTER

WORDS = " ".join(f"Quotation {number}. And more." for number in range(1, 6))
TEXTS = Texts(lambda *_: WORDS, {})
"""What every publication holds."""


def make_citation(number: int, **changed: Any) -> Citation:
    """Return a citation of a letter: of its quotation of that number."""
    quote = f"Quotation {number}."
    start = WORDS.index(quote)
    described: dict[str, Any] = {
        "id": number,
        "publication_id": "p1",
        "edition_id": "e1",
        "file": "letter.txt",
        "title": "A letter",
        "kind": "letter",
        "speaker": Speaker.PANEL,
        "published": dt.date(2031, 6, 9),
        "as_at": dt.date(2031, 6, 9),
        "section": ("Links",),
        "page": 1,
        "quote": quote,
        "segments": (Segment(start, start + len(quote), 1),),
        "url": "https://panel.example/letter",
        "status": "current",
    }
    return Citation.model_validate(described | changed)


def give(citations: list[Citation], statements: list[Statement] | None = None, **parts: Any) -> Given:
    """Return an answer that quotes each citation, unless statements are given."""
    said = statements or [Statement(text=one.quote, kind="quotation", citations=(one.id,)) for one in citations]
    answer = Answer(
        answer_id="a1",
        revision="r1",
        question="What?",
        standalone_question="What?",
        outcome=Outcome.ANSWERED,
        statements=tuple(said),
        citations=tuple(citations),
        searched=Searched(publications=1, from_=None, to=None),
        **parts,
    )
    return Given(answer, (), {"p1": LETTER, "p2": replace(LETTER, id="p2", fictional=True, status="withdrawn")})


def test_quotations_of_one_publication_stand_together() -> None:
    """What follows each other and comes from one publication is one part; each place in it is named once."""
    cited = [
        make_citation(1),
        make_citation(2),
        make_citation(3, page=2),
        make_citation(4, publication_id="p2", title="Another"),
        make_citation(5),
    ]
    parts = make_parts(give(cited), texts=TEXTS)
    assert [[len(place.quotations) for place in part.places] for part in parts] == [[2, 1], [1], [1]]
    assert parts[0].places[0].read == "/publications/p1?quote=0-12,23-35#quoted"
    assert [part.source.title for part in parts if part.source] == ["A letter", "Another", "A letter"]


def test_items_that_follow_each_other_are_one_list() -> None:
    """Citations between which nothing stands are shown as one quotation, with a row for each item."""
    text = "- north\n\n- south\n7\n- west"
    items = [
        make_citation(number, quote=words, segments=(Segment(text.index(words), text.index(words) + len(words)),))
        for number, words in enumerate(["- north", "- south", "- west"], start=1)
    ]
    (place,) = make_parts(give(items), texts=Texts(lambda *_: text, {}))[0].places
    assert place.quotations == ((Row("•", "north"), Row("•", "south")), (Row("", "• west"),))
    assert place.read == "/publications/p1?quote=0-7,9-16,19-25#quoted"


def test_a_source_says_what_the_record_knows_of_it_now() -> None:
    """That a publication is a sample, or has been withdrawn since, is said though the answer did not say it."""
    (part,) = make_parts(give([make_citation(1, publication_id="p2")]), texts=TEXTS)
    assert part.source
    assert part.source.tags == ("Fictional sample, not a real publication", "Withdrawn")


def test_words_that_have_moved_are_not_pointed_at() -> None:
    """Where quoted words no longer stand at their offsets the link opens the document, and marks nothing else."""
    (part,) = make_parts(give([make_citation(1)]), texts=Texts(lambda *_: None, {}))
    assert part.places[0].read == "/publications/p1"


def test_words_of_the_answer_stand_over_what_carries_them() -> None:
    """A statement that is no quotation stands over the quotations it cites; a notice without any stands alone."""
    statements = [
        Statement(text="In short.", kind="summary", citations=(1, 2)),
        Statement(text="Nobody knows more.", kind="notice"),
    ]
    parts = make_parts(give([make_citation(1), make_citation(2, publication_id="p2")], statements), texts=TEXTS)
    assert [(part.words, len(part.places)) for part in parts] == [
        ("In short.", 1),
        ("In short.", 1),
        ("Nobody knows more.", 0),
    ]
    assert parts[2].source is None


def test_labels_and_parts_of_a_question_are_kept_apart() -> None:
    """Quotations under different labels, or for different parts of a question, are different parts."""
    statements = [
        Statement(text="x", kind="quotation", label="reflective_question", group="one", citations=(1,)),
        Statement(text="y", kind="quotation", label="finding", group="one", citations=(2,)),
        Statement(text="z", kind="quotation", label="finding", group="two", citations=(3,)),
    ]
    parts = make_parts(give([make_citation(number) for number in (1, 2, 3)], statements), texts=TEXTS)
    assert [(part.group, part.label) for part in parts] == [
        ("one", "A question to think about"),
        ("one", "Finding"),
        ("two", "Finding"),
    ]


def test_a_warning_stands_with_what_it_is_about() -> None:
    """A warning about a citation stands with it, a general one by itself, and a sample is told by its tag alone."""
    warnings = [
        AnswerWarning(kind="declined", message="Look for later decisions.", citation=2),
        AnswerWarning(kind="fictional", message="A sample.", citation=1),
        AnswerWarning(kind="as_at", message="All of this is old."),
        AnswerWarning(kind="fictional", message="Another sample."),
    ]
    given = give([make_citation(1), make_citation(2, publication_id="p2")], warnings=tuple(warnings))
    assert [part.warnings for part in make_parts(given, texts=TEXTS)] == [(), ("Look for later decisions.",)]
    assert general_warnings(given.answer) == ["All of this is old."]


def test_what_is_nearest_has_place_and_source() -> None:
    """What comes nearest is shown like a quotation; an address that would run script is no link."""
    near = Nearest(
        edition_id="e2",
        publication_id="p2",
        title="Another",
        quote="Near.",
        url="javascript:x",
        segments=(Segment(1, 6),),
    )
    (part,) = make_nearest(give([], [], nearest=(near,)), texts=Texts(lambda *_: "*Near.*", {}))
    assert part.source
    assert (part.source.title, part.source.speaker, part.source.as_at) == ("Another", Speaker.PANEL, LETTER.published)
    assert (part.places[0].read, part.places[0].original) == ("/publications/p2?quote=1-6#quoted", None)
