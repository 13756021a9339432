"""Labelled questions over documents: every system is given the same plain text, and the evidence is looked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.evaluation.passages import DEEPEST, Find, evaluate_passages
from assistant.evaluation.questions import LabelledQuestion, read_questions
from assistant.evaluation.report import write_passages
from assistant.evaluation.runner import Turns
from ingest.collection import list_collection
from ingest.documents import Failure
from ingest.readings import Limits
from tests.benchmarks.rivals.collection import Collection, Passage, digest_files

# The verbatim text is wanted, which is the same whatever the passages are cut by.
WORDS = Limits(lambda text: [match.span() for match in re.finditer(r"\S+", text)], most_tokens=256)


@dataclass(frozen=True, slots=True)
class LabelledQuestions:
    """Questions whose evidence is known: those that can be answered."""

    title: str
    questions: Sequence[LabelledQuestion]

    def texts(self) -> Sequence[tuple[str, Turns]]:
        """Return the questions with the turns before them."""
        return [(one.question, one.history) for one in self.questions]

    def measure(self, find: Find, *, folder: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Ask all and see how far down the evidence stands, as ``panel evaluate passages`` does."""
        evaluation = evaluate_passages(self.questions, find=find)
        write_passages(folder, evaluation=evaluation, settings=settings)
        return {**evaluation.summary, "per_query": {row["id"]: row["scores"] for row in evaluation.rows}}


def list_labelled(questions: Sequence[Path], *, docs: Sequence[Path]) -> list[Path]:
    """Return the files that are read: questions first, then documents."""
    return [*questions, *list_collection(docs).files]


def read_labelled(questions: Sequence[Path], *, docs: Sequence[Path]) -> Collection:
    """Read documents as our readers do, for all systems alike; ValueError when one of them cannot be read."""
    passages = []
    for document in list_collection(docs).read(WORDS):
        if isinstance(document, Failure):
            message = f"{document.locator.place}: {document.reason}"
            raise ValueError(message)  # noqa: TRY004  what is wrong is the file
        passages.append(Passage(document.file, "", document.reading.text))
    for name, count in Counter(passage.id for passage in passages).items():
        if count > 1:
            message = f"{count} documents are called {name}, which is how labels name their source: rename them."
            raise ValueError(message)
    asked = {file.stem: LabelledQuestions(file.stem.replace("_", " "), read_questions(file)) for file in questions}
    return Collection(digest_files(list_labelled(questions, docs=docs)), tuple(docs), tuple(passages), asked, DEEPEST)
