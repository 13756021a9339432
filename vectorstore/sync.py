"""The indexes follow the record: each is compared with it and brought to it.

An index that machines share they take turns to change. Else one that read the record earlier could remove what one that
read it later has added.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vectorstore.comparing import Followed, Following
from vectorstore.errors import SemanticIndexUnavailable
from vectorstore.exact import NOWHERE, ExactEntry, ExactIndex
from vectorstore.lexical import LexicalIndex
from vectorstore.publications import Entry, Progress, SentenceRange, StoredPassage, Watch
from vectorstore.record import Record
from vectorstore.semantic import ChromaIndex
from vectorstore.turns import Turn, take_turn

PATIENCE = 60.0
"""Seconds for which another machine's turn is waited for; what it leaves undone, the next search completes."""


@dataclass(frozen=True, slots=True)
class FollowReport:
    """What each index did; ``left``: the semantic one was left to another machine, which is at it."""

    semantic: Followed
    lexical: Followed
    exact: Followed
    left: bool = False

    @property
    def idle(self) -> bool:
        """Whether all were in step already."""
        return not any(one.added or one.removed for one in (self.semantic, self.lexical, self.exact))

    @property
    def changes(self) -> int | None:
        """How many changes of the record all have followed; None when one of them is not whole."""
        followed = [one.changes for one in (self.semantic, self.lexical, self.exact) if one.changes is not None]
        return min(followed) if len(followed) == len(("semantic", "lexical", "exact")) else None


@dataclass(frozen=True, slots=True)
class Follower:
    """The indexes and the record that they follow; ``model`` is the digest of the model whose vectors are taken."""

    record: Record
    semantic: ChromaIndex
    lexical: LexicalIndex
    exact: ExactIndex
    model: str

    def follow(self, *, watch: Watch | None = None, patience: float = PATIENCE) -> FollowReport:
        """Bring the indexes to the record, the semantic one first. Nothing is embedded.

        When another machine does that to a shared index for longer than ``patience`` seconds, it is left to it.
        ``VectorsMissing`` when the record has no vector by the model of a passage that is searched.
        """
        told = watch or _nobody
        semantic = self._follow_semantic(told, patience)
        followed = semantic or self._following_semantic(told).look().unchanged
        return FollowReport(followed, self._follow_lexical(told), self._follow_exact(told), left=semantic is None)

    def rebuild(self, *, watch: Watch | None = None) -> FollowReport:
        """Empty the indexes and fill them from the record. Nothing is embedded.

        ``SemanticIndexUnavailable`` when another machine keeps the shared index to itself.
        """
        told = watch or _nobody
        with self._turn(PATIENCE) as turn:
            if turn is None:
                raise SemanticIndexUnavailable("Another machine is at the semantic index; try again when it is done.")
            self.semantic.clear()
            semantic = self._following_semantic(told).follow(turn)
        self.lexical.clear()
        self.exact.clear()
        return FollowReport(semantic, self._follow_lexical(told), self._follow_exact(told))

    def _follow_lexical(self, told: Watch) -> Followed:
        return Following(self.lexical, self.lexical.add, self.record, told).follow(Turn())

    def _follow_exact(self, told: Watch) -> Followed:
        return Following(self.exact, self._take_rows, self.record, told).follow(Turn())

    def _follow_semantic(self, told: Watch, patience: float) -> Followed | None:
        following = self._following_semantic(told)
        if not self.semantic.shared:
            return following.follow(Turn())
        seen = following.look()
        if seen.in_step:
            return seen.unchanged
        with self._turn(patience) as turn:
            return following.follow(turn) if turn else None

    def _turn(self, patience: float) -> AbstractContextManager[Turn | None]:
        if not self.semantic.shared:
            return nullcontext(Turn())
        return take_turn(self.record.database, self.semantic.name, patience=patience)

    def _following_semantic(self, told: Watch) -> Following:
        return Following(self.semantic, self._take_vectors, self.record, told)

    def _take_vectors(self, entries: list[Entry]) -> None:
        vectors = self.record.vectors([entry.text_digest for entry in entries], model=self.model)
        ids, digests = [entry.passage_id for entry in entries], [entry.digest for entry in entries]
        self.semantic.add(ids, digests=digests, vectors=vectors)

    def _take_rows(self, entries: list[Entry]) -> None:
        passages = self.record.passages(entry.passage_id for entry in entries)
        vectors = self.record.vectors([entry.text_digest for entry in entries], model=self.model)
        held = [passages[entry.passage_id] for entry in entries]
        ranges = [SentenceRange(one.publication_id, one.first, one.last, one.reading_id) for one in held]
        sentences = self.record.sentence_vectors(ranges, model=self.model)
        rows = zip(entries, held, vectors, sentences, strict=True)
        self.exact.add([self._as_row(*row) for row in rows])

    def _as_row(
        self, entry: Entry, held: StoredPassage, vector: NDArray[np.float32], sentences: NDArray[np.float32]
    ) -> ExactEntry:
        section = NOWHERE if held.section is None else held.section
        terms = frozenset(self.lexical.terms("\n".join((*entry.headings, entry.text))))
        named = (entry.passage_id, entry.digest, held.edition_id)
        return ExactEntry(*named, section, len(held.text), vector, sentences, terms)


def _nobody(_: Progress) -> None:
    """Hear nothing."""
