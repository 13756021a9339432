from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.screening.by_meaning import (
    NEIGHBOURS,
    PROBE,
    Neighbours,
    Vectors,
    find_neighbours,
    make_neighbours,
    normalise,
    read_kept,
)
from assistant.screening.concerns import Concern
from assistant.screening.examples import list_examples
from vectorstore.embedding import Embedder


class FakeModel:
    """Makes two numbers of a text, its length and its spaces, and remembers how many texts it was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a row for each text."""
        self.asked.append(len(texts))
        return normalise(np.array([[len(text), 1 + text.count(" ")] for text in texts], dtype=np.float32))


def test_a_text_is_of_the_concern_whose_examples_are_nearest() -> None:
    """Near examples of a concern score for it, near others against it, and only the nearest of each count."""
    rows = normalise(np.array([[1, 0], [0, 1], [1, 1]], dtype=np.float32).repeat(NEIGHBOURS, axis=0))
    sides = np.array([str(Concern.DANGER), str(Concern.OUT_OF_SCOPE), str(Concern.INFORMATION_REQUEST)])
    neighbours = Neighbours(rows, sides.repeat(NEIGHBOURS))
    scores = neighbours.score(np.array([1, 0], dtype=np.float32))
    assert scores[Concern.DANGER] > 0 > scores[Concern.INFORMATION_REQUEST] > scores[Concern.OUT_OF_SCOPE]


def test_another_model_embeds_the_examples_once() -> None:
    """Vectors of a model that the package does not come with are made when it is first seen, and not again."""
    model = FakeModel()
    embed = model.embed
    assert find_neighbours(embed).rows.shape == (len(list_examples()), 2)
    assert find_neighbours(embed) is find_neighbours(embed)
    assert model.asked == [1, len(list_examples())]


def test_vectors_that_are_kept_are_those_of_our_model(real_embedder: Embedder) -> None:
    """The model that the package uses finds its vectors ready, and they say what it says but for rounding."""
    _, kept = read_kept()
    assert find_neighbours(real_embedder.embed) is kept
    made = make_neighbours(real_embedder.embed)
    assert made.sides.tolist() == kept.sides.tolist()
    assert float((made.rows * kept.rows).sum(axis=1).min()) > 0.999
    assert PROBE not in dict(list_examples())
