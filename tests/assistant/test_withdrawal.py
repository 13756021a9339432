from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import Answerer
from assistant.answers import Answer, Question, Turn
from assistant.bootstrap import Panel
from ingest.documents import Locator
from ingest.readers import ENDINGS
from tests.conftest import ROOT, copy_folder
from vectorstore.embedding import Embedder
from vectorstore.keeping import keep_documents
from vectorstore.store import open_store

SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.suffix in ENDINGS and path.stem != "README")
LABELLED = ROOT / "tests" / "evaluation" / "sample_questions.jsonl"
EVERY = 5
"""One in five of the labelled questions, of every kind, is asked."""


def read_questions() -> list[Question]:
    """Return some labelled questions with their histories."""
    rows = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()][::EVERY]
    return [Question(row["question"], tuple(Turn.model_validate(turn) for turn in row["history"])) for row in rows]


def say(answer: Answer) -> tuple[list[str], list[tuple[str | None, str]]]:
    """Return what an answer states and quotes."""
    quoted = [(citation.file, citation.quote) for citation in answer.citations]
    return [statement.text for statement in answer.statements], quoted


@pytest.fixture(scope="module")
def answers(sample_panel: Panel) -> list[tuple[Question, Answer]]:
    """The questions with what is answered from all samples."""
    return [(question, sample_panel.answerer.answer(question)) for question in read_questions()]


@pytest.fixture
def without(
    request: pytest.FixtureRequest, sample_folder: Path, real_embedder: Embedder, tmp_path: Path
) -> Iterator[Answerer]:
    """What answers from all samples but one."""
    with open_store(copy_folder(sample_folder, tmp_path / "data"), embedder=real_embedder) as store:
        keep_documents([], store=store, gone=[Locator("file", request.param.as_posix())])
        assert store.record.coverage().count == len(SAMPLES) - 1
        yield Answerer(store, real_embedder.rarity)


@pytest.mark.parametrize(
    ("without", "name"),
    [(path, path.name) for path in SAMPLES],
    indirect=["without"],
    ids=[path.stem for path in SAMPLES],
)
def test_answers_do_not_depend_on_what_they_do_not_quote(
    answers: list[tuple[Question, Answer]], without: Answerer, name: str
) -> None:
    """With a document taken away, every answer that does not quote it states and quotes just what it did."""
    others = [(question, full) for question, full in answers if name not in {one.file for one in full.citations}]
    assert others
    for question, full in others:
        assert say(without.answer(question)) == say(full)


def test_the_questions_cite_every_sample(answers: list[tuple[Question, Answer]]) -> None:
    """There are about a dozen questions, and together their answers quote most of the samples."""
    cited = {citation.file for _, answer in answers for citation in answer.citations}
    assert len(answers) == 12
    assert len(cited) >= len(SAMPLES) - 2
