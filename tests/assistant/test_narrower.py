from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import Answerer
from assistant.answers import Answer, Question
from tests.vectorstore.fakes import make_document
from vectorstore.embedding import Embedder
from vectorstore.keeping import keep_documents
from vectorstore.store import open_store

WIDE = [
    "Child criminal exploitation was found in all four areas that the review visited.",
    "Schools noticed criminal exploitation when children had money that nobody could explain.",
    "Records of bathing water are kept by the harbour.",
    "The harbour is closed in winter.",
]


@pytest.fixture
def answerer(tmp_path: Path, real_embedder: Embedder) -> Iterator[Answerer]:
    """What answers from a document that speaks of exploitation and never of county lines."""
    with open_store(tmp_path / "data", embedder=real_embedder) as store:
        keep_documents([make_document("review", WIDE)], store=store)
        yield Answerer(store, real_embedder.rarity)


def say(answer: Answer) -> str:
    """Return all that an answer says of its own: not what the asker said, nor which words were looked for."""
    told = (*answer.statements, *answer.nearest, *answer.warnings, *answer.readings)
    return " ".join(str(one) for one in told).lower()


def test_a_narrower_word_finds_what_is_wider(answerer: Answerer) -> None:
    """A question about county lines finds what is said of criminal exploitation, in its own words and no other."""
    answer = answerer.answer(Question("What did schools notice about county lines?"))
    assert any("criminal exploitation" in citation.quote for citation in answer.citations)
    assert all(statement.text in WIDE for statement in answer.statements)
    assert "county" not in say(answer)
    assert answer.standalone_question == answer.question == "What did schools notice about county lines?"


def test_widening_adds_nothing_to_what_is_told(answerer: Answerer) -> None:
    """Warnings and outcome are those of the words quoted: the narrow question has those of the wide one."""
    narrow, wide = (
        answerer.answer(Question(f"What did schools notice about {words}?"))
        for words in ("county lines", "criminal exploitation")
    )
    assert narrow.warnings == wide.warnings
    assert narrow.outcome is wide.outcome
