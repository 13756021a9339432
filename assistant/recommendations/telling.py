"""Answers a question from the register: the count in words, the first entries, and where all of them are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answers import MOST_WORDS, Citation, Nearest, Outcome, Statement
from assistant.errors import UnverifiedQuotation
from assistant.recommendations.asked import Ask
from assistant.recommendations.choosing import Chosen
from assistant.recommendations.describing import MOST_TITLES, make_link, name_entries, tell_count, tell_told
from assistant.recommendations.entries import Recommendation, ResponseState, ToldCount
from assistant.recommendations.quoting import Quoting, quote_nearest
from assistant.recommendations.register import Register
from assistant.recommendations.wanted import Sort, Wanted
from ingest.recommendations.entries import RECOMMENDATIONS, EntryKind
from vectorstore.publications import Publication
from vectorstore.record import Record

MOST_ENTRIES = 10
WORDS_OF_ENTRY = 15
"""Whoever asks for more words is shown an entry more for so many."""
MOST_TOLD = 3
NEAREST = 3
LOSES = frozenset({EntryKind.LEARNING, EntryKind.POSITION, EntryKind.INVITATION})
"""Kinds of which prose may hold more than the register: where it has none, they are searched for."""
UNANSWERED = frozenset({ResponseState.NONE})
MAY_BE = "No response held means that what is held has none; one may have been given."


@dataclass(frozen=True, slots=True)
class Told:
    """What the register answers; citations have their publications beside them."""

    outcome: Outcome
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...] = ()
    publications: tuple[Publication, ...] = ()
    unanswered: tuple[str, ...] = ()
    total: int = 0
    more_url: str | None = None
    more: bool = False
    nearest: tuple[Nearest, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells what is chosen of a register; ``address`` is where people reach the pages ("": theirs alone)."""

    record: Record
    register: Register
    address: str = ""

    def tell(self, chosen: Chosen, *, words: int) -> Told | None:
        """Return the answer in about so many quoted words; None when search may know better."""
        page = self.register.find(chosen.wanted, sort=Sort.OLDEST if chosen.asked.oldest else Sort.NEWEST)
        if chosen.asked.number:
            return self._tell_one(chosen, page.items, page.unread)
        told = self._told_counts(chosen)
        if not page.items and not told and not page.unread:
            return self._tell_none(chosen)
        shown = _first(page.items, words=words)
        quoting = Quoting(self.record)
        statements = [_say(tell_count(chosen, page.items, titles=self._titles(chosen)))]
        if chosen.wanted.statuses == UNANSWERED and page.items:
            statements.append(_say(MAY_BE))
        statements += self._tell_undated(chosen)
        statements += quoting.quote_all(shown)
        if shown and not quoting.citations:
            raise UnverifiedQuotation("What the register holds could not be proved to be quoted rightly.")
        if told:
            statements.append(_say(tell_told(told, number=page.total)))
            statements += quoting.quote_others(told[:MOST_TOLD])
        rest = page.total > len(shown)
        return Told(
            outcome=Outcome.ANSWERED if page.items and not page.unread else Outcome.PARTLY_ANSWERED,
            statements=tuple(statements),
            citations=tuple(quoting.citations),
            publications=tuple(quoting.publications),
            unanswered=(*_not_held(told, page.total), *page.unread),
            total=page.total,
            more_url=make_link(chosen.wanted, chosen.asked.to, address=self.address) if rest else None,
            more=rest and words < MOST_WORDS,
        )

    def _tell_undated(self, chosen: Chosen) -> Iterator[Statement]:
        """Yield how many more there are in publications of which no date is known, where a time is asked for."""
        if chosen.asked.period:
            anytime = self.register.find(replace(chosen.wanted, published_from=None, published_to=None))
            undated = sum(one.published is None for one in anytime.items)
            if undated:
                yield _say(f"Besides these, {undated:,} may be meant of which no date of publication is known.")

    def _told_counts(self, chosen: Chosen) -> tuple[ToldCount, ...]:
        """Return the numbers of recommendations that are told of, where nothing but publications chooses them."""
        wanted, asked = chosen.wanted, chosen.asked
        of_entries = (wanted.bodies, wanted.topics, wanted.statuses, wanted.text)
        kinds = wanted.kinds or RECOMMENDATIONS
        if any(of_entries) or asked.is_to_panel or kinds.isdisjoint(RECOMMENDATIONS):
            return ()
        if asked.ask is not Ask.COUNT and asked.publications is None:
            return ()
        return self.register.told_counts(wanted)

    def _tell_one(self, chosen: Chosen, held: Sequence[Recommendation], unread: tuple[str, ...]) -> Told | None:
        """Return a recommendation by its number, and what was said of it where that is asked for."""
        entries = [one for one in held if _key(one.number) == _key(chosen.asked.number)]
        if not held or unread:
            return None
        named = f"recommendation {chosen.asked.number} in {self._where(chosen)}"
        if not entries:
            message = f"The register holds no {named}; it holds {len(held):,} there."
            return Told(Outcome.NOT_HELD, (_say(message),), nearest=quote_nearest(held[:NEAREST], self.record))
        quoting = Quoting(self.record)
        several = f" {len(entries):,} have this number." if len(entries) > 1 else ""
        statements = [_say(f"This is {named}.{several}"), *quoting.quote_all(entries)]
        missing: tuple[str, ...] = ()
        if chosen.asked.ask is Ask.ANSWERED:
            responses = [response for one in entries for response in one.responses]
            statements += [_say(_tell_responses(named, entries)), *quoting.quote_others(responses)]
            missing = () if responses else (f"No response to {named} is held; one may have been given.",)
        outcome = Outcome.PARTLY_ANSWERED if missing else Outcome.ANSWERED
        quoted = tuple(quoting.citations), tuple(quoting.publications)
        return Told(outcome, tuple(statements), *quoted, unanswered=missing, total=len(entries))

    def _tell_none(self, chosen: Chosen) -> Told | None:
        """Return that the register holds none, with what comes nearest to it."""
        if chosen.wanted.kinds and chosen.wanted.kinds <= LOSES:
            return None
        said = [tell_count(chosen, (), titles=self._titles(chosen))]
        near = next(((one, found) for one in _wider(chosen) if (found := self.register.find(one.wanted)).total), None)
        if near:
            said.append(f"It holds {name_entries(near[0], near[1].total, titles=self._titles(near[0]))}.")
        items = near[1].items[:NEAREST] if near else ()
        return Told(
            Outcome.NOT_HELD,
            tuple(map(_say, said)),
            nearest=quote_nearest(items, self.record),
        )

    def _titles(self, chosen: Chosen) -> list[str]:
        """Return the titles of the publications that a question names."""
        ids = chosen.asked.publications or frozenset()
        return sorted(one.title for one in self.record.publications(ids).values())

    def _where(self, chosen: Chosen) -> str:
        titles = self._titles(chosen)
        return " and ".join(f"“{one}”" for one in titles) if len(titles) <= MOST_TITLES else "the publications named"


def _say(words: str) -> Statement:
    return Statement(text=words, kind="notice")


def _first(entries: Sequence[Recommendation], *, words: int) -> Sequence[Recommendation]:
    """Return the first entries that have about so many words together, one at least."""
    shown, left = 0, words
    for one in entries[: max(MOST_ENTRIES, words // WORDS_OF_ENTRY)]:
        left -= len(one.text.split())
        if shown and left < 0:
            break
        shown += 1
    return entries[:shown]


def _not_held(told: Sequence[ToldCount], held: int) -> tuple[str, ...]:
    """Return that a wording which is asked for is not held, where nothing else is."""
    if held or not told:
        return ()
    titles = " and ".join(f"“{one}”" for one in list(dict.fromkeys(one.publication for one in told))[:MOST_TITLES])
    return (f"The wording of the recommendations that {titles} speaks of is not held.",)


def _key(number: str | None) -> str:
    return (number or "").strip().casefold().removeprefix("r").rstrip(".")


def _tell_responses(named: str, entries: Sequence[Recommendation]) -> str:
    states = [str(response.state) for one in entries for response in one.responses]
    if not states:
        return f"No response to {named} is held."
    return f"Of {named} it is said, the oldest first: {'; '.join(states)}."


def _wider(chosen: Chosen) -> Iterator[Chosen]:
    """Yield what comes near: without what is asked of responses, of time, of kind, of bodies, the first first."""
    wanted, asked = chosen.wanted, chosen.asked
    without: list[tuple[Wanted, dict[str, object]]] = []
    if wanted.statuses:
        without.append((replace(wanted, statuses=None), {"states": None}))
    if wanted.published_from or wanted.published_to:
        without.append((replace(wanted, published_from=None, published_to=None), {"period": None}))
    if wanted.kinds and (wanted.bodies or wanted.publications):
        without.append((replace(wanted, kinds=None), {}))
    if wanted.bodies:
        without.append((replace(wanted, bodies=None), {"to": ()}))
        without.append(
            (replace(wanted, bodies=None, published_from=None, published_to=None), {"to": (), "period": None})
        )
    for one, changed in without:
        yield Chosen(replace(asked, **changed), one)  # type: ignore[arg-type]
