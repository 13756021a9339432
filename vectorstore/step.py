"""Keeps the indexes of an open store in step with a record that other threads, and other machines, change as well."""

from __future__ import annotations

import threading

from vectorstore.errors import SemanticIndexUnavailable
from vectorstore.publications import Watch
from vectorstore.sync import Follower, FollowReport

PATIENCE, HURRY = 5.0, 0.5
"""Seconds for which a search waits for whoever is bringing the indexes to the record; then it finds the old state. The
second is for those that come after one that has waited in vain.
"""


class Step:
    """How far the indexes of a store have followed its record. Its threads take turns to bring them further."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._followed: int | None = None
        self._patience = PATIENCE

    def follow(self, follower: Follower, *, watch: Watch | None, patience: float) -> FollowReport:
        """Bring the indexes to the record."""
        with self._turn:
            return self._note(follower.follow(watch=watch, patience=patience))

    def rebuild(self, follower: Follower, *, watch: Watch | None = None) -> FollowReport:
        """Make the indexes anew from the record."""
        with self._turn:
            return self._note(follower.rebuild(watch=watch))

    def catch_up(self, follower: Follower, *, doubting: bool = False) -> int:
        """Bring the indexes to the record if it has changed since they followed it, here or on another machine.

        Returns how often it had changed. One query when it has not, unless ``doubting``. When others are at it for
        long, the old state is left as it is; ``SemanticIndexUnavailable`` when there is none that is whole.
        """
        changes = follower.record.changes()
        if not doubting and self._is_up_to_date(follower, changes):
            return changes
        if self._turn.acquire(timeout=self._patience):
            try:
                changes = follower.record.changes()
                if doubting or not self._is_up_to_date(follower, changes):
                    self._note(follower.follow(patience=self._patience))
            finally:
                self._turn.release()
        else:
            self._patience = HURRY
        if self._followed is None:
            raise SemanticIndexUnavailable("The semantic index is just being filled; try again in a minute.")
        return changes

    def _is_up_to_date(self, follower: Follower, changes: int) -> bool:
        return self._followed == changes and not follower.semantic.gone

    def _note(self, report: FollowReport) -> FollowReport:
        self._followed = report.changes
        self._patience = HURRY if report.left else PATIENCE
        return report
