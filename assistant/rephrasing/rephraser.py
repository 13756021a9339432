"""Has an answer rephrased: offers passages to a language model, and shows of its reply what they prove."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from langchain_core.language_models.chat_models import BaseChatModel

from assistant.composing import Chosen
from assistant.rephrasing.calling import CallFailed, Line, Piece
from assistant.rephrasing.models import open_chat_model
from assistant.rephrasing.offering import MOST_STATEMENTS, PROMPT, Draw, Offer, draw_token, make_offer
from assistant.rephrasing.replies import Stated, read_statements
from assistant.rephrasing.results import Counts, NotRephrased, Proved, Rephrased, Why
from assistant.rephrasing.verifying import verify
from assistant.settings import Settings
from prompts import load_prompt


@dataclass
class _Tally:
    """What is counted and shown so far, of one reply."""

    counts: Counts
    shown: list[Proved] = field(default_factory=list)

    def add(self, stated: Stated | None, offer: Offer) -> Iterator[Proved]:
        """Count a statement and yield what is new of it."""
        fresh = [one for one in (verify(stated, offer.passages) if stated else ()) if not self._is_shown(one)]
        self.shown += fresh
        self.counts = replace(
            self.counts,
            returned=self.counts.returned + 1,
            shown=len(self.shown),
            replaced=sum(one.kind == "quotation" for one in self.shown),
            dropped=self.counts.dropped + (not fresh),
        )
        yield from fresh

    def hear(self, pieces: Iterator[Piece]) -> Iterator[str]:
        """Yield the words of pieces, and count their tokens."""
        for piece in pieces:
            own = self.counts
            self.counts = replace(
                own,
                input_tokens=_add(own.input_tokens, piece.input_tokens),
                output_tokens=_add(own.output_tokens, piece.output_tokens),
            )
            yield piece.words

    def _is_shown(self, one: Proved) -> bool:
        """Say whether it was said before, or is a quotation of what is proof or quotation already."""
        own = _places(one)
        return any(
            one.text == other.text or (own <= _places(other) and "quotation" in {one.kind, other.kind})
            for other in self.shown
        )


@dataclass(frozen=True, slots=True)
class Rephraser:
    """Rephrases with one language model, within ``seconds`` for all of an answer; safe to use from several threads."""

    model: BaseChatModel
    name: str
    seconds: float
    line: Line = field(default_factory=Line, repr=False)
    draw: Draw = field(default=draw_token, repr=False)

    @property
    def settings(self) -> tuple[str, int]:
        """What besides question and passages decides on a reply: the model's name and the prompt's version."""
        return self.name, load_prompt(PROMPT).version

    def rephrase(self, question: str, passages: Sequence[Chosen]) -> Rephrased | NotRephrased:
        """Return statements that the passages prove, or why there are none; never later than ``seconds`` and a bit."""
        reply = self.stream(question, passages)
        while True:
            try:
                next(reply)
            except StopIteration as end:
                ending: Rephrased | NotRephrased = end.value
                return ending

    def stream(self, question: str, passages: Sequence[Chosen]) -> Generator[Proved, None, Rephrased | NotRephrased]:
        """Yield each statement once it is proved, and return how it ended.

        After statements were shown the end may still be ``NotRephrased``: they stand, and the reply was not whole.
        """
        offer = make_offer(question, passages, draw=self.draw)
        tally = _Tally(Counts(offered=len(offer.passages)))
        if not offer.passages:
            return NotRephrased(Why.NOTHING_VERIFIED, tally.counts)
        try:
            with closing(self.line.call(self.model, offer.messages, seconds=self.seconds)) as pieces:
                yield from self._hear(tally, pieces, offer)
        except CallFailed as error:
            return NotRephrased(error.why, tally.counts)
        if not tally.shown:
            return NotRephrased(Why.NOTHING_VERIFIED, tally.counts)
        return Rephrased(tuple(tally.shown), tally.counts)

    def _hear(self, tally: _Tally, pieces: Iterator[Piece], offer: Offer) -> Iterator[Proved]:
        words = tally.hear(pieces)
        for stated in read_statements(words):
            if tally.counts.returned < MOST_STATEMENTS:
                yield from tally.add(stated, offer)
        # To its end, where tokens are told.
        for _ in words:
            pass

    def close(self) -> None:
        """End all calls."""
        self.line.close()


def open_rephraser(settings: Settings) -> Rephraser | None:
    """Return what rephrases answers by the settings, or None when they name no model; ``BadRequest`` as it opens."""
    model = open_chat_model(settings)
    return Rephraser(model, settings.chat_model or "", settings.model_timeout) if model else None


def _places(one: Proved) -> set[tuple[str, int]]:
    return {(chosen.publication.edition_id, s.ordinal) for chosen in one.proof for s in chosen.sentences}


def _add(one: int | None, other: int | None) -> int | None:
    return other if one is None else one + (other or 0)
