"""What a filter of the register asks, in words, the same on every door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.recommendations.wanted import Review, Wanted
from assistant.telling import tell_day
from assistant.words import is_text
from ingest.documents import Visibility
from ingest.recommendations.bodies import bodies
from ingest.recommendations.groups_of_bodies import groups
from vectorstore.record import Record

REVIEWS = {
    Review.WAITING: "needs a look",
    Review.SETTLED: "needs no look",
    Review.DECIDED: "somebody has decided",
}
"""How far people have come with an entry."""


def tell_wanted(wanted: Wanted, record: Record | None = None) -> tuple[tuple[str, str], ...]:
    """Return what a filter asks, in words: names and values.

    A publication is told by its title where there is a record and who asks may see it, and else by its id.
    """
    return tuple((name, value) for name, value in _tell(wanted, record) if value)


def _tell(wanted: Wanted, record: Record | None) -> Iterator[tuple[str, str]]:
    yield "Kind", _list(map(str, wanted.kinds or ()))
    yield "Addressed to", " or ".join(name_bodies(wanted.bodies or frozenset()))
    yield "Topic", _list(map(name_subject, wanted.topics or ()))
    yield "Agency", _list(map(name_subject, wanted.agencies or ()))
    yield "Publication", _list(_titles(wanted, record))
    yield "Published on or after", tell_day(wanted.published_from) if wanted.published_from else ""
    yield "Published on or before", tell_day(wanted.published_to) if wanted.published_to else ""
    yield "Response", _list(map(str, wanted.statuses or ()))
    yield "Words", f"“{wanted.text.strip()}”" if wanted.text.strip() else ""
    yield "Review", REVIEWS[wanted.review] if wanted.review else ""
    yield "Changed on or after", tell_day(wanted.changed_since) if wanted.changed_since else ""
    yield "Includes", "what only staff may see" if Visibility.STAFF in wanted.visibilities else ""


def name_bodies(ids: frozenset[str]) -> list[str]:
    """Return the names of bodies, in the order of their table; of a whole group its one name, groups first."""
    left, named = set(ids), []
    if len(ids) > 1:
        for group in sorted(groups().values(), key=lambda one: -len(one.bodies)):
            if group.bodies <= ids and group.bodies & left:
                named.append(group.name)
                left -= group.bodies
    return named + [body.name for id_, body in bodies().items() if id_ in left]


def name_subject(name: str) -> str:
    """Return the plain name of a topic or an agency."""
    return name.replace("_", " ")


def _list(words: Iterable[str]) -> str:
    return " or ".join(sorted(words))


def _titles(wanted: Wanted, record: Record | None) -> Iterator[str]:
    ids = wanted.publications or frozenset()
    # What cannot be written down names nothing, and not every database takes it.
    held = record.publications([one for one in ids if is_text(one)]) if record else {}
    for one in ids:
        seen = one in held and held[one].visibility in wanted.visibilities
        yield f"“{held[one].title}”" if seen else one
