"""What the two thresholds on a cosine turn away, over all that they could be: figures, and a chart of them.

    python -m tests.benchmarks.thresholds --data FOLDER --questions QUESTIONS.jsonl --out OUT

FOLDER is a data folder that holds the documents; ``thresholds.json`` and ``thresholds.png`` are written into OUT. Only
questions that are searched are counted. Those whose id's SHA-256 is a multiple of three are reported apart: nothing was
chosen on them. Of the others, the thresholds are also chosen without the questions about each document in turn, and
told with what they do on that one. matplotlib comes with ``pip install '.[benchmark]'``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answering import Answerer
from assistant.answers import Outcome, Question, Turn
from assistant.bootstrap import open_panel
from assistant.conversation import make_standalone
from assistant.evaluation.intervals import measure_rate
from assistant.evaluation.questions import LabelledQuestion, read_questions
from assistant.judging import Thresholds
from assistant.settings import read_settings
from tests.benchmarks.answers import is_frozen

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME = "thresholds"
COSINES = tuple(place / 100 for place in range(20, 71))
MOST_LOST = 0.02
"""Without a document ``held`` is the highest threshold that loses no larger share of the questions with an answer."""
LINES: Mapping[str, tuple[str, str, str]] = {
    "turned_away": ("#1d70b8", "-", "no answer is held: turned away (threshold as held)"),
    "not_fully": ("#1d70b8", "--", "no answer is held: turned away or told in part (as answered)"),
    "lost": ("#b35900", "-", "an answer is held: lost (threshold as held)"),
    "answerable_not_fully": ("#b35900", "--", "an answer is held: lost or told in part (as answered)"),
}
"""Colour, style and label: blue and a dark orange, which colour-blind readers tell apart, and two styles."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, how near the best run came, and whether it is told in part for what no cosine says."""

    question: LabelledQuestion
    cosine: float
    vetoed: bool


def main() -> None:
    """Judge all questions, and write what came of it."""
    wanted = _read_arguments()
    questions = read_questions(wanted.questions)
    settings = read_settings().model_copy(update={"data_dir": wanted.data})
    with open_panel(settings, purpose="benchmark") as panel:
        judged = list(judge_all(panel.answerer, questions))
    results = gather(judged, asked=len(questions))
    wanted.out.mkdir(parents=True, exist_ok=True)
    (wanted.out / f"{NAME}.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    draw(results, file=wanted.out / f"{NAME}.png")


def judge_all(answerer: Answerer, questions: Sequence[LabelledQuestion]) -> Iterator[Judged]:
    """Yield how near the evidence for each question came, of those that are searched."""
    # With nothing turned away for its cosine, what is told in part is so for other reasons.
    choosing = replace(answerer, thresholds=replace(answerer.thresholds, held=0.0, answered=0.0)).choosing
    for one in questions:
        question = Question(one.question, tuple(Turn.model_validate(dict(turn)) for turn in one.history))
        standalone = make_standalone(question.text, question.history)
        first = answerer.screen.look(question.text, standalone)
        if not first or first.is_searched:
            evidence = choosing.choose(question, standalone)
            best = max((run.cosine for run in evidence.runs), default=0.0)
            yield Judged(one, best, vetoed=evidence.verdict.outcome is not Outcome.ANSWERED)


def gather(judged: Sequence[Judged], *, asked: int) -> dict[str, Any]:
    """Return all figures: for each part and cosine the shares, and what is chosen without each document."""
    chosen = Thresholds()
    parts: Mapping[str, Callable[[Judged], bool]] = {
        "looked at": lambda one: not is_frozen(one.question),
        "frozen": lambda one: is_frozen(one.question),
    }
    return {
        "asked": asked,
        "searched": len(judged),
        "held": chosen.held,
        "answered": chosen.answered,
        "parts": {name: _describe([one for one in judged if belongs(one)], chosen) for name, belongs in parts.items()},
        "left_out": _leave_out([one for one in judged if not is_frozen(one.question)]),
        "questions": [
            {"id": one.question.id, "answerable": one.question.answerable, "cosine": one.cosine, "vetoed": one.vetoed}
            for one in judged
        ],
    }


def _describe(judged: Sequence[Judged], chosen: Thresholds) -> dict[str, Any]:
    at_chosen = measure(judged, held=chosen.held, answered=chosen.answered)
    return {
        "answerable": sum(one.question.answerable for one in judged),
        "unanswerable": sum(not one.question.answerable for one in judged),
        "chosen": {name: measure_rate(parts) for name, parts in at_chosen.items()},
        # Each threshold by itself: as ``held``, and as ``answered``.
        "curve": [{"cosine": one, **_share(measure(judged, held=one, answered=one))} for one in COSINES],
    }


def measure(judged: Sequence[Judged], *, held: float, answered: float) -> dict[str, list[float]]:
    """Return 1.0 for each question of a kind that is turned away (lost), or not told as fully answered, else 0.0."""
    without = [one for one in judged if not one.question.answerable]
    with_answer = [one for one in judged if one.question.answerable]
    return {
        "turned_away": [float(one.cosine < held) for one in without],
        "not_fully": [float(one.cosine < answered or one.vetoed) for one in without],
        "lost": [float(one.cosine < held) for one in with_answer],
        "answerable_not_fully": [float(one.cosine < answered or one.vetoed) for one in with_answer],
    }


def _share(measured: Mapping[str, Sequence[float]]) -> dict[str, float]:
    return {name: round(sum(parts) / len(parts), 4) if parts else 0.0 for name, parts in measured.items()}


def _leave_out(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return, for each document, what is chosen on the questions about the others and what that does on its own."""
    documents = sorted({one.question.document for one in judged if one.question.document})
    told: dict[str, Any] = {}
    for document in documents:
        own = [one for one in judged if one.question.document == document]
        held, answered = choose([one for one in judged if one.question.document != document])
        told[document] = {"held": held, "answered": answered, "questions": len(own)}
        told[document] |= _share(measure(own, held=held, answered=answered))
    return told


def choose(judged: Sequence[Judged]) -> tuple[float, float]:
    """Return the highest ``held`` that loses few answers, and the ``answered`` with the best F1 of not answering."""
    shares = {one: _share(measure(judged, held=one, answered=one)) for one in COSINES}
    held = max((one for one in COSINES if shares[one]["lost"] <= MOST_LOST), default=COSINES[0])
    return held, max(COSINES, key=lambda one: _f1(judged, answered=one))


def _f1(judged: Sequence[Judged], *, answered: float) -> float:
    held_back = measure(judged, held=0.0, answered=answered)
    right, wrong = sum(held_back["not_fully"]), sum(held_back["answerable_not_fully"])
    missed = len(held_back["not_fully"]) - right
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def draw(results: Mapping[str, Any], *, file: Path) -> None:
    """Write the chart: a panel for each part, the thresholds chosen marked."""
    # Only who draws needs the extra [benchmark].
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    mpl.rcParams.update({"font.size": 10})
    parts = results["parts"]
    figure = Figure(figsize=(5.2 * len(parts), 4.8), layout="constrained")
    panels = figure.subplots(1, len(parts), sharey=True, squeeze=False)[0]
    for (name, part), panel in zip(parts.items(), panels, strict=True):
        _draw_panel(panel, part, results)
        counts = f"{part['unanswerable']} without an answer held, {part['answerable']} with one"
        panel.set_xlabel("threshold on the cosine of the best run")
        panel.set_title(f"Guidance questions, {name}\n{counts}", fontsize=11)
    panels[0].set_ylabel("share of questions")
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=2, frameon=False)
    # The same results give the same bytes: no date, no version.
    figure.savefig(file, dpi=150, metadata={"Software": None})


def _draw_panel(panel: Axes, part: Mapping[str, Any], results: Mapping[str, Any]) -> None:
    for name, (colour, style, label) in LINES.items():
        shares = [row[name] for row in part["curve"]]
        panel.plot(COSINES, shares, color=colour, linestyle=style, linewidth=2, label=label)
    for name in ("held", "answered"):
        panel.axvline(results[name], color="#0b0c0c", linewidth=1, linestyle=":")
        words = f"{name} {results[name]:.2f}"
        panel.annotate(words, (results[name], 1.0), (3, -2), textcoords="offset points", va="top", rotation=90)
    panel.set_ylim(0, 1)
    panel.set_xlim(COSINES[0], COSINES[-1])
    panel.grid(color="#b1b4b6", linewidth=0.5)
    panel.spines[["top", "right"]].set_visible(False)


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--questions", type=Path, required=True, metavar="QUESTIONS")
    parser.add_argument("--out", type=Path, required=True, metavar="OUT")
    return parser.parse_args()


if __name__ == "__main__":
    main()
