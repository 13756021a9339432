"""Makes what is kept of the examples: ``python -m assistant.screening.making FOLDER_OF_THE_EMBEDDING_MODEL``.

To be run when an example, or what is looked at in it, has changed; a test says so.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.screening.by_meaning import PROBE, VECTORS, Embed, make_neighbours
from assistant.screening.by_words import ALWAYS, WEIGHTS, evenly
from assistant.screening.concerns import Concern
from assistant.screening.examples import digest_examples, list_examples
from assistant.screening.fitting import Rows, fit
from assistant.screening.marks import find_marks
from assistant.screening.reading import read_sentences
from vectorstore.embedding import open_embedder

FREEDOM = 40.0
SEEN = 2
"""In how many examples a mark must stand to be given a weight."""
STEPS = 127


def make_weights() -> dict[str, object]:
    """Return the digest of the examples, their marks, and for each concern a weight of every mark."""
    texts = [find_marks(read_sentences(text)) for text, _ in list_examples()]
    counts = Counter(mark for marks in texts for mark in marks)
    known = sorted(mark for mark, times in counts.items() if times >= SEEN)
    rows = _rows(texts, known)
    sides = np.array([side for _, side in list_examples()])
    made: dict[str, object] = {"examples": digest_examples(), "marks": [*known, ALWAYS]}
    for concern in Concern:
        made[concern] = _round(fit(rows, positive=sides == concern, freedom=FREEDOM))
    return made


def _rows(texts: Sequence[Collection[str]], known: Sequence[str]) -> Rows:
    places = {mark: place for place, mark in enumerate(known)}
    rows = np.zeros((len(texts), len(places)), dtype=np.float32)
    for row, marks in zip(rows, texts, strict=True):
        row[[places[mark] for mark in marks if mark in places]] = 1 / evenly(len(marks))
    return rows


def _round(weights: NDArray[np.float64]) -> list[float]:
    return [round(one, 2) for one in weights.tolist()]


def make_vectors(embed: Embed) -> tuple[NDArray[np.int8], NDArray[np.str_]]:
    """Return the vectors of ``PROBE`` and of the examples in whole numbers, and what the examples are of."""
    neighbours = make_neighbours(embed)
    rows = np.vstack([embed([PROBE]), neighbours.rows])
    return np.round(rows * (STEPS / np.abs(rows).max())).astype(np.int8), neighbours.sides


def main() -> None:
    """Write both files beside the examples."""
    here = Path(__file__).parent
    (here / WEIGHTS).write_text(json.dumps(make_weights(), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    rows, sides = make_vectors(open_embedder(Path(sys.argv[1])).embed)
    np.savez_compressed(here / VECTORS, rows=rows, sides=sides)


if __name__ == "__main__":
    main()
