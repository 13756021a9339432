from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.screening.by_meaning import Vectors, read_kept
from assistant.screening.concerns import Concern
from assistant.screening.reading import PIECE
from assistant.screening.scoring import LONGEST, MOST_EMBEDDED, read_text, score_text

ORDINARY = "what do reviews say about how families move and records follow them in good time "
GRAVE = "her stepdad hits her and she is scared to go home tonight so who do i call"


class FakeEmbedding:
    """Takes for our own model: finds the vector of one example for every text, and remembers the texts."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return the probe's vector for each text."""
        self.texts += texts
        probe, _ = read_kept()
        return np.array([probe for _ in texts])


def test_a_short_text_costs_one_embedding() -> None:
    """A question is embedded once, as it was typed; what belongs to the model is looked up once."""
    fake = FakeEmbedding()
    embed = fake.embed
    score_text(read_text("First?"), embed=embed)
    fake.texts.clear()
    score_text(read_text("What  next?"), embed=embed)
    assert fake.texts == ["What  next?"]


def test_of_a_long_text_the_gravest_pieces_are_embedded() -> None:
    """However long a text is, few pieces are embedded, none of them longer than it may be, the gravest among them."""
    fake = FakeEmbedding()
    embed = fake.embed
    score_text(read_text("First?"), embed=embed)
    fake.texts.clear()
    score_text(read_text(ORDINARY * 60 + GRAVE + " " + ORDINARY * 60 + "x" * 9000), embed=embed)
    assert len(fake.texts) == MOST_EMBEDDED
    assert all(len(text) <= LONGEST and len(text.split()) <= PIECE for text in fake.texts)
    assert GRAVE in fake.texts[0]


def test_without_a_model_the_words_decide() -> None:
    """No score counts a meaning where a text may not be embedded."""
    scores = score_text(read_text(GRAVE), embed=None)
    assert not any(score.meaning for score in scores.values())
    assert scores[Concern.DANGER].above > 0 > scores[Concern.OUT_OF_SCOPE].above


def test_a_long_text_is_as_grave_as_its_gravest_piece() -> None:
    """A sentence that tells of danger counts wherever it stands, and makes no long text of the field off topic."""
    scores = score_text(read_text(ORDINARY * 40 + GRAVE), embed=None)
    assert scores[Concern.DANGER].above > 0
    joke = "tell me a joke about my wifi "
    assert score_text(read_text(ORDINARY * 40 + joke * 40), embed=None)[Concern.OUT_OF_SCOPE].above < 0
