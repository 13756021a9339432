"""Measures answers, passages and search on labelled questions, for ``panel evaluate``."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answers import Question, Turn
from assistant.bootstrap import Panel, open_panel
from assistant.cli.printing import out, print_table
from assistant.cli.running import watched
from assistant.evaluation.passages import (
    DEEPEST,
    RankedPassage,
    as_passages_table,
    as_passages_totals,
    evaluate_passages,
)
from assistant.evaluation.questions import read_questions
from assistant.evaluation.report import write_answers, write_passages, write_search
from assistant.evaluation.runner import evaluate_answers, evaluate_search
from assistant.evaluation.search import as_search_table, read_qrels, read_queries
from assistant.evaluation.summary import as_table, as_totals
from assistant.ingesting import ingest_collection
from assistant.settings import Settings, read_settings
from ingest.collection import list_collection
from vectorstore.publications import Progress, Watch


@dataclass(frozen=True, slots=True)
class Judged:
    """The three files of a BEIR collection."""

    corpus: Path
    queries: Path
    qrels: Path


def measure_answers(questions: Path, docs: Sequence[Path], *, results: Path, data: Path | None) -> None:
    """Answer labelled questions from some documents, score the answers, and write and print what came of it."""
    with tempfile.TemporaryDirectory() as spare, watched() as watch:
        labelled = read_questions(questions)
        settings = read_settings()
        with open_panel(settings, purpose="panel evaluate", data_dir=data or Path(spare)) as panel:
            _ingest(docs, panel, watch)

            def ask(text: str, history: Sequence[Mapping[str, str]]) -> Mapping[str, object]:
                turns = tuple(Turn.model_validate(turn) for turn in history)
                return panel.answerer.answer(Question(text, turns)).model_dump(mode="json")

            evaluation = evaluate_answers(
                labelled, ask=ask, text_of=panel.store.record.text, progress=lambda d, n: watch(Progress("ask", d, n))
            )
            used = _settings_used(settings, panel, questions=str(questions), docs=[str(path) for path in docs])
        write_answers(results, evaluation=evaluation, settings=used)
    print_table(as_table(evaluation.summary), title="By kind")
    print_table(as_totals(evaluation.summary), title="All")
    out().print(f"Results, misses and settings are in {results}.")


def measure_passages(questions: Path, docs: Sequence[Path], *, results: Path, data: Path | None) -> None:
    """Search some documents for labelled questions, see where the evidence stands, and write and print what came of it.

    The search is that of ``panel search``, with the turns before the question.
    """
    with tempfile.TemporaryDirectory() as spare, watched() as watch:
        labelled = read_questions(questions)
        settings = read_settings()
        with open_panel(settings, purpose="panel evaluate", data_dir=data or Path(spare)) as panel:
            _ingest(docs, panel, watch)

            def find(text: str, history: Sequence[Mapping[str, str]]) -> list[RankedPassage]:
                turns = tuple(Turn.model_validate(turn) for turn in history)
                hits = panel.answerer.find(Question(text, turns), limit=DEEPEST)
                return [RankedPassage((hit.publication.file, hit.publication.id), hit.passage.text) for hit in hits]

            evaluation = evaluate_passages(labelled, find=find, progress=lambda d, n: watch(Progress("ask", d, n)))
            used = _settings_used(settings, panel, questions=str(questions), docs=[str(path) for path in docs])
        write_passages(results, evaluation=evaluation, settings=used)
    print_table(as_passages_table(evaluation.summary), title="By kind")
    print_table(as_passages_totals(evaluation.summary), title="All")
    words = ", ".join(f"{number:,} in the first {depth}" for depth, number in evaluation.summary["words"].items())
    out().print(f"Words to read, on average: {words}.")
    out().print(f"Results, misses and settings are in {results}.")


def measure_search(judged: Judged, *, results: Path, data: Path | None) -> None:
    """Search a BEIR collection, score what is found, and write and print what came of it."""
    with tempfile.TemporaryDirectory() as spare, watched() as watch:
        asked, relevant = read_queries(judged.queries), read_qrels(judged.qrels)
        settings = read_settings()
        with open_panel(settings, purpose="panel evaluate", data_dir=data or Path(spare)) as panel:
            _ingest([judged.corpus], panel, watch)

            def find(text: str, history: Sequence[Mapping[str, str]]) -> list[tuple[str, float]]:
                turns = tuple(Turn.model_validate(turn) for turn in history)
                hits = panel.answerer.find(Question(text, turns), limit=50)
                return [(hit.publication.id, hit.score) for hit in hits]

            evaluation = evaluate_search(
                asked, qrels=relevant, search=find, progress=lambda d, n: watch(Progress("ask", d, n))
            )
            used = _settings_used(settings, panel, queries=str(judged.queries), docs=[str(judged.corpus)])
        write_search(results, evaluation=evaluation, settings=used)
    print_table(as_search_table(evaluation.summary), title="Search")
    out().print(f"Results and settings are in {results}.")


def _ingest(paths: Sequence[Path], panel: Panel, watch: Watch) -> None:
    collection = list_collection(paths, most_megabytes=panel.settings.max_document_mb)
    report = ingest_collection(collection, store=panel.store, limits=panel.limits, watch=watch)
    for failure in report.failed:
        out(stderr=True).print(f"Failed: {failure.locator.place}: {failure.reason}", markup=False, soft_wrap=True)


def _settings_used(settings: Settings, panel: Panel, **inputs: object) -> dict[str, object]:
    own = settings.model_dump(mode="json", exclude={"database_url", "data_dir"})
    held = {key: value for key, value in panel.status().items() if key != "data_folder"}
    return {**inputs, **own, **held}
