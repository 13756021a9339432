"""What the fields of a record tell, read once for each state of it: its letters and publications in date order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.correspondence import Correspondences
from assistant.fields.links import LinkList, may_hold_links, read_links
from assistant.fields.phrases import phrases
from assistant.words import Terms
from ingest.documents import Block, BlockKind, Letter, Party, Said, Speaker
from ingest.letter_marks import NAME
from vectorstore.publications import Publication, PublicationFilter, StoredSentence
from vectorstore.recent import Recent
from vectorstore.record import Record

MOST_KNOWN = 4
"""For how many filters what is held is kept in memory."""
MOST_READ = 20_000
"""Of how many editions it is kept in memory what was read in them: a few words, or nothing."""
OPENING = 7
"""So many sentences of a letter say what it is about."""
SIGNED = re.compile(rf"\W*(?P<name>{NAME})\s*,\s*(?P<role>[A-Z][^.;:]{{3,80}})")
LONGEST_LINE = 140
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Held:
    """A letter that is held: its publication, what it says of itself, the day it is dated."""

    publication: Publication
    letter: Letter
    sent: dt.date

    @property
    def writers(self) -> frozenset[str]:
        """The words of the names, offices and organisations of those who sign."""
        one = self.letter
        signed = (part for party in one.signatories for part in parts_of(party))
        return words_of(one.sender, *signed, one.sender_role, one.sender_organisation)

    @property
    def readers(self) -> frozenset[str]:
        """The words of the name, office and organisation of whoever is written to."""
        one = self.letter
        return words_of(
            one.recipient, one.recipient_role, one.recipient_organisation, one.addressee, one.salutation
        ) - {"dear"}

    def is_from_government(self) -> bool:
        """Say whether the government writes."""
        return self.publication.speaker is Speaker.GOVERNMENT or says_government(
            self.letter.sender_role, self.letter.sender_organisation
        )

    def is_to_government(self) -> bool:
        """Say whether the government is written to."""
        one = self.letter
        return says_government(one.recipient_role, one.recipient_organisation)


def parts_of(party: Party) -> tuple[Said | None, ...]:
    """Return the name, the office and the organisation of somebody."""
    return party.name, party.role, party.organisation


def words_of(*said: Said | str | None) -> frozenset[str]:
    """Return the words of some fields, in lower case."""
    texts = (one if isinstance(one, str) else one.text for one in said if one)
    return frozenset(word.lower().removesuffix("'s") for text in texts for word in WORD.findall(text))


def says_government(*said: Said | None) -> bool:
    """Say whether an office or an organisation is the government's."""
    return any(one and phrases().government_says.search(one.text) for one in said)


@dataclass(frozen=True, slots=True)
class Signed:
    """The words of a name and of an office that stand in one line."""

    name: frozenset[str]
    role: frozenset[str]


@dataclass(frozen=True, slots=True)
class Register:
    """What is held, for those who ask: letters by date, and all publications by date, the undated last."""

    letters: tuple[Held, ...]
    publications: tuple[Publication, ...]

    def letter(self, publication_id: str) -> Held | None:
        """Return a letter by its publication's id."""
        return next((one for one in self.letters if one.publication.id == publication_id), None)


@dataclass(frozen=True, slots=True)
class Registers:
    """Gives what is held, and reads publications; both are kept in memory while the record stays as it is."""

    record: Record
    terms: Terms
    correspondences: Correspondences
    _known: Recent[tuple[int, PublicationFilter], Register] = field(
        default_factory=lambda: Recent(MOST_KNOWN), repr=False
    )
    _links: Recent[str, tuple[LinkList, ...]] = field(default_factory=lambda: Recent(MOST_READ), repr=False)
    _subjects: Recent[str, frozenset[str]] = field(default_factory=lambda: Recent(MOST_READ), repr=False)
    _signed: Recent[str, tuple[Signed, ...]] = field(default_factory=lambda: Recent(MOST_READ), repr=False)

    def find(self, wanted: PublicationFilter) -> Register:
        """Return what passes a filter."""
        key = self.record.changes(), wanted
        return self._known.find([key], read=lambda _: {key: self._read(wanted)})[key]

    def _read(self, wanted: PublicationFilter) -> Register:
        held = self.record.current_publications(wanted)
        letters = (Held(one, one.letter, one.letter.sent) for one in held if one.letter is not None and one.letter.sent)
        return Register(
            tuple(sorted(letters, key=lambda one: (one.sent, one.publication.title, one.publication.id))),
            tuple(sorted(held, key=lambda one: (one.published or dt.date.max, one.title, one.id))),
        )

    def sentences(self, publication: Publication) -> tuple[StoredSentence, ...]:
        """Return the sentences of an edition."""
        return self.record.edition_sentences(publication.id, publication.edition_id)

    def source(self, publication: Publication) -> tuple[str, tuple[Block, ...]]:
        """Return the verbatim text and the blocks of an edition."""
        place = publication.id, publication.edition_id
        return self.record.text(*place) or "", self.record.blocks(*place)

    def links(self, publication: Publication) -> tuple[LinkList, ...]:
        """Return the lists of links in an edition."""
        key = publication.edition_id
        return self._links.find([key], read=lambda _: {key: self._read_links(publication)})[key]

    def _read_links(self, publication: Publication) -> tuple[LinkList, ...]:
        text = self.record.text(publication.id, publication.edition_id) or ""
        # Most letters hold no list, and to read their sentences takes far longer.
        return read_links(publication, self.sentences(publication), text=text) if may_hold_links(text) else ()

    def signed(self, publication: Publication) -> tuple[Signed, ...]:
        """Return who signs in an edition, by lines such as "Imogen Testwell, Chair"."""
        key = publication.edition_id
        return self._signed.find([key], read=lambda _: {key: tuple(self._read_signed(publication))})[key]

    def _read_signed(self, publication: Publication) -> Iterator[Signed]:
        text, blocks = self.source(publication)
        for block in blocks:
            line = " ".join(" ".join(text[one.start : one.end] for one in block.segments).split())
            found = SIGNED.match(line) if len(line) < LONGEST_LINE else None
            if found:
                yield Signed(words_of(found["name"]), words_of(found["role"]))

    def subject(self, held: Held) -> frozenset[str]:
        """Return the stems of what a letter is about: its title, subject, headings and first sentences."""
        key = held.publication.edition_id
        return self._subjects.find([key], read=lambda _: {key: self._read_subject(held)})[key]

    def _read_subject(self, held: Held) -> frozenset[str]:
        letter = held.letter
        told = [held.publication.title, *map(_text, (letter.subject, *(one.title for one in letter.annexes)))]
        told += [_text(said) for one in letter.replies_to for said in (one.about, one.words)]
        told += [_text(one.name) for one in letter.enclosures]
        own = self.sentences(held.publication)
        told += [one.text for one in own if one.kind is BlockKind.HEADING]
        told += [one.text for one in own if one.kind is BlockKind.PARAGRAPH][:OPENING]
        return frozenset(stem for text in told for stem in self.terms(text))


def _text(said: Said | None) -> str:
    return said.text if said else ""
