"""Puts the outline of a seven-minute briefing together, of what is held on a topic."""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.composing import Chosen, Composer
from assistant.evidence import Run
from assistant.ordering import Order, Words
from assistant.proving import Cited, Proving
from assistant.recommendations.entries import Recommendation
from assistant.recommendations.exports.briefing import Part, Quotation, find_part, write_briefing
from assistant.recommendations.wanted import Wanted
from assistant.timeline.topics import PROSE, OnTopic, check_topic, find_on_topic
from assistant.warning import is_enquiry
from assistant.words import coverage, without_marks
from ingest.documents import Visibility
from ingest.recommendations.entries import EntryKind
from vectorstore.publications import PUBLIC, PublicationFilter

if TYPE_CHECKING:
    from assistant.bootstrap import Panel

WORDS_OF_EACH = 60
"""About so many words are quoted of one publication, so that others are heard as well."""
MOST_QUOTATIONS = 40
LEAST_SAID = 0.7
"""An entry with such a share of the topic's telling words, in its text, its title or the headings over it, is on it."""
REGISTERED = frozenset({Part.NATIONAL, Part.LOCAL, Part.QUESTIONS})
"""Parts that come from the register, complete, and not from what a search finds."""
LEFT_OUT = frozenset({EntryKind.POSITION})
SETS_OUT = frozenset({"terms_of_reference"})
"""Kinds of publication that say what a review is to look at."""
UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing as a Word document: its bytes, what the file is called, and how many quotations it was made of."""

    content: bytes
    name: str
    quotations: int


def make_briefing(
    panel: Panel, topic: str, *, made: dt.date, visibilities: Collection[Visibility] = PUBLIC
) -> Briefing:
    """Return the outline of a briefing on a topic; ``BadQuestion`` when it is none, or holds personal data."""
    topic = check_topic(panel.answerer, topic)
    quotations = find_quotations(panel, topic, visibilities=visibilities)
    name = f"briefing-{UNSAFE.sub('-', topic.lower())[:60].strip('-') or 'topic'}-{made:%Y-%m-%d}.docx"
    return Briefing(write_briefing(topic, quotations, made=made), name, len(quotations))


def find_quotations(panel: Panel, topic: str, *, visibilities: Collection[Visibility]) -> list[Quotation]:
    """Return what is quoted on a topic, which must have been checked: entries of the register, and what is found."""
    seen = frozenset(visibilities)
    found = find_on_topic(panel.answerer, topic, PublicationFilter(visibilities=seen))
    entries = list(_find_entries(panel, found, seen))
    registered = {segment for one in entries for segment in _spans(one)}
    cited = Proving(panel.store).cite_all(list(_choose(panel, found.runs)))
    searched = [quotation for one in cited for quotation in _quote(one, registered)]
    return [*map(_quote_entry, entries), *searched[:MOST_QUOTATIONS]]


def _find_entries(panel: Panel, found: OnTopic, seen: frozenset[Visibility]) -> Iterator[Recommendation]:
    """Yield the entries of the register that are on a topic, newest first."""
    kinds = frozenset(EntryKind) - LEFT_OUT
    for one in panel.recommendations.find(Wanted(kinds=kinds, visibilities=seen)).items:
        said = " ".join((one.title or "", one.text, *one.section, *(topic.replace("_", " ") for topic in one.topics)))
        if found.asked.weights and coverage(found.asked.weights, frozenset(found.asked.terms(said))) >= LEAST_SAID:
            yield one


def _choose(panel: Panel, runs: Iterable[Run]) -> Iterator[Chosen]:
    """Yield what is quoted of each publication, the nearest first."""
    by_edition: dict[str, list[Run]] = {}
    # A row of a table says nothing when it is read aloud.
    for run in (one for one in runs if all(sentence.kind in PROSE for sentence in one.sentences)):
        by_edition.setdefault(run.publication.edition_id, []).append(run)
    composer = Composer(lambda one: panel.store.edition_sentences(one.id, one.edition_id), WORDS_OF_EACH)
    for own in by_edition.values():
        yield from composer.choose(own)


def _spans(one: Recommendation) -> Iterator[tuple[str, int, int]]:
    for segment in one.segments:
        yield one.edition_id, segment.start, segment.end


def _quote(one: Cited, registered: set[tuple[str, int, int]]) -> Iterator[Quotation]:
    """Yield a quotation that was found, unless the register has its words, or a part that comes from there."""
    citation = one.citations[0]
    spans = ((citation.edition_id, segment.start, segment.end) for segment in citation.segments)
    if any(
        edition == own and start < end_ and begin < end
        for edition, start, end in spans
        for own, begin, end_ in registered
    ):
        return
    quotation = Quotation(
        text=" ".join(without_marks(line) for line in citation.quote.splitlines()).strip(),
        label=one.statement.label,
        publication=_title(citation.title, fictional=one.publications[0].fictional),
        page=citation.page,
        published=citation.published,
        url=citation.url,
        section=citation.section,
        part=Part.LOOKED_AT if citation.kind in SETS_OUT or is_enquiry(citation.section) else None,
    )
    if find_part(quotation) not in REGISTERED:
        yield quotation


def _quote_entry(one: Recommendation) -> Quotation:
    return Quotation(
        text=without_marks(one.text),
        label=str(one.kind),
        publication=_title(one.publication, fictional=one.fictional),
        page=one.page,
        published=one.published,
        url=one.url,
        section=one.section,
    )


def _title(title: str, *, fictional: bool) -> str:
    return f"{title} (fictional sample)" if fictional else title


class WriteBriefing(Order):
    """Write the outline of a briefing."""

    topic: Words
    staff: bool = False

    def work(self, panel: Panel) -> dict[str, Any]:
        """Return the document, as base64."""
        seen = frozenset(Visibility) if self.staff else PUBLIC
        made = make_briefing(panel, self.topic, made=dt.datetime.now(dt.UTC).date(), visibilities=seen)
        content = base64.b64encode(made.content).decode()
        return {"name": made.name, "quotations": made.quotations, "content": content}


BRIEFING_ORDERS: dict[str, type[Order]] = {"briefing": WriteBriefing}
"""What can be done, by name."""
