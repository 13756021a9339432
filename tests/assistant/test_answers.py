from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from pydantic import ValidationError

from assistant.answers import Answer, Citation, Nearest, Outcome, Searched, Statement, Turn, Value
from ingest.documents import Segment, Speaker

CITATION = Citation(
    id=1,
    publication_id="p1",
    edition_id="e1",
    file="letter.txt",
    title="A letter",
    kind="letter",
    speaker=Speaker.PANEL,
    published=dt.date(2031, 6, 9),
    as_at=dt.date(2031, 6, 9),
    section=("Links",),
    page=2,
    quote="“Who” – said  they",
    segments=(Segment(3, 9, 2),),
    url=None,
    status="current",
)
ANSWER = Answer(
    answer_id="a1",
    revision="r1",
    question="Who?",
    standalone_question="Who?",
    outcome=Outcome.ANSWERED,
    statements=(Statement(text="“Who” – said they", kind="quotation", citations=(1,)),),
    citations=(CITATION,),
    nearest=(
        Nearest(edition_id="e1", publication_id="p2", title="Other", quote="q", url=None, segments=(Segment(0, 1),)),
    ),
    searched=Searched(publications=5, from_=dt.date(2020, 1, 16), to=None),
)


def test_an_answer_is_json_as_agreed() -> None:
    """Every field has the agreed name, dates are written YYYY-MM-DD, and empty ones are there as null or []."""
    shown: dict[str, Any] = json.loads(ANSWER.model_dump_json())
    assert shown == json.loads(json.dumps(ANSWER.model_dump(mode="json")))
    assert shown["searched"] == {"publications": 5, "from": "2020-01-16", "to": None}
    assert shown["outcome"] == "answered"
    assert shown["mode"] == "extractive"
    assert shown["citations"][0]["published"] == "2031-06-09"
    assert shown["citations"][0]["segments"] == [{"start": 3, "end": 9, "page": 2}]
    assert (shown["readings"], shown["unanswered"], shown["total"], shown["more_url"]) == ([], [], None, None)
    assert shown["more"] is False


def test_an_answer_comes_back_from_json() -> None:
    """What one door writes, another can read: nothing is lost."""
    assert Answer.model_validate_json(ANSWER.model_dump_json()) == ANSWER


def test_a_quotation_keeps_every_sign() -> None:
    """Spaces and typographic signs of the source survive JSON."""
    assert json.loads(ANSWER.model_dump_json())["citations"][0]["quote"] == CITATION.quote


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Turn, {"role": "system", "content": "x"}),
        (Turn, {"role": "user", "content": None}),
        (Turn, {"role": "user", "content": "x", "name": "y"}),
        (Statement, {"text": "x", "kind": "guess"}),
        (Statement, {"text": "x", "kind": "notice", "label": "opinion"}),
    ],
)
def test_values_that_are_not_agreed_are_refused(model: type[Value], values: dict[str, Any]) -> None:
    """A role, kind or label that does not exist, or a field that is not known, is an error at once."""
    with pytest.raises(ValidationError):
        model.model_validate(values)


def test_an_answer_does_not_change() -> None:
    """Nobody can alter an answer that was given."""
    with pytest.raises(ValidationError, match="frozen"):
        ANSWER.outcome = Outcome.NOT_HELD  # type: ignore[misc]
