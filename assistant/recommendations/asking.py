"""From a question to what the register of recommendations answers: the steps, in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.recommendations.asked import Asked
from assistant.recommendations.choosing import Chosen, choose
from assistant.recommendations.describing import name_kinds
from assistant.recommendations.pointing import Ids, Shelf
from assistant.recommendations.reading import mentions_entries, read_asked
from assistant.recommendations.register import Register
from assistant.recommendations.telling import Telling, Told
from assistant.recommendations.unheld import find_unheld
from assistant.recommendations.wanted import Wanted
from vectorstore.publications import PublicationFilter
from vectorstore.recent import Recent
from vectorstore.record import Record
from vectorstore.search import PUBLIC_ONLY

MOST_KNOWN = 4
"""For how many filters the names of what is held are kept in memory."""

MOST_OF_SUBJECT = 5
"""More words are hardly what entries are about, but a sentence that was not understood."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Answers from the register; ``address`` is where people reach the pages ("": a place on the same site)."""

    record: Record
    register: Register
    address: str = ""
    _shelves: Recent[tuple[int, PublicationFilter], Shelf] = field(
        default_factory=lambda: Recent(MOST_KNOWN), repr=False
    )

    def find(self, question: str, *, wanted: PublicationFilter = PUBLIC_ONLY, words: int = 150) -> Told | None:
        """Return what the register answers among the publications that pass a filter, in about so many words.

        None unless a question clearly asks for a list, a count or one of its entries: then it is searched for.
        """
        chosen = self.choose(question, wanted=wanted)
        if chosen:
            return Telling(self.record, self.register, self.address).tell(chosen, words=words)
        return self._find_unheld(question, wanted)

    def find_gap(self, question: str, *, wanted: PublicationFilter = PUBLIC_ONLY) -> str | None:
        """Return what to say where nothing is found: that entries on a subject are asked for, and none is held."""
        asked = self._read(question, wanted)
        about = (asked.subject or asked.theme) if asked else ""
        if asked is None or not 0 < len(about.split()) <= MOST_OF_SUBJECT:
            return None
        kind = name_kinds(asked.kinds, 1)
        return f"No {kind} about “{about}” is in the register; what is quoted is what publications say."

    def _find_unheld(self, question: str, wanted: PublicationFilter) -> Told | None:
        """Return how many recommendations something held tells of, where those of what is not held are asked for."""
        if wanted.as_of is not None or not mentions_entries(question):
            return None
        shelf = self._shelf(wanted)
        if shelf.mark(question).ids:
            return None
        ids = _within(wanted, shelf)
        counts = self.register.told_counts(Wanted(publications=ids, visibilities=wanted.visibilities))
        return find_unheld(question, counts, self.record)

    def choose(self, question: str, *, wanted: PublicationFilter = PUBLIC_ONLY) -> Chosen | None:
        """Return what a question asks, with the filter of the register; None when it is left to search."""
        asked = self._read(question, wanted)
        if asked is None:
            return None
        within = _within(wanted, self._shelf(wanted))
        return choose(asked, self.register, visibilities=wanted.visibilities, within=within)

    def _read(self, question: str, wanted: PublicationFilter) -> Asked | None:
        # The register knows publications as they stand today.
        if wanted.as_of is not None or not mentions_entries(question):
            return None
        return read_asked(question, self._shelf(wanted))

    def _shelf(self, wanted: PublicationFilter) -> Shelf:
        key = self.record.changes(), wanted
        return self._shelves.find([key], read=lambda _: {key: Shelf.of(self.record.current_publications(wanted))})[key]


def _within(wanted: PublicationFilter, shelf: Shelf) -> Ids | None:
    """Return the publications that pass a filter; None when it is visibility alone, of which the register knows."""
    if wanted == PublicationFilter(visibilities=wanted.visibilities):
        return None
    return frozenset(one.id for one in shelf.publications)
