"""Makes citations of chosen sentences and checks every one against its source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from assistant.answers import Citation
from assistant.composing import Chosen
from assistant.errors import UnverifiedQuotation
from ingest.documents import Block, BlockKind, Segment
from vectorstore.publications import Publication, StoredSentence

ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "\u00ad": None})


def normalise(text: str) -> str:
    """Return words as a quotation is compared: spaces, dashes, quotation marks and ligatures made alike."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(ALIKE)).strip()


def join_segments(sentences: Iterable[StoredSentence], *, text: str) -> tuple[Segment, ...]:
    """Return the segments of sentences in a row; runs with nothing but space between them on one page become one."""
    joined: list[Segment] = []
    for segment in (segment for sentence in sentences for segment in sentence.segments):
        last = joined[-1] if joined else None
        follows = last is not None and last.end <= segment.start and last.page == segment.page
        if last and follows and not text[last.end : segment.start].strip():
            joined[-1] = Segment(last.start, segment.end, last.page)
        else:
            joined.append(segment)
    return tuple(joined)


def cite(chosen: Chosen, number: int, *, text: str) -> Citation:
    """Return the citation of chosen sentences; ``text`` is the verbatim text of their publication."""
    first = chosen.sentences[0]
    segments = join_segments(chosen.sentences, text=text)
    citation = cite_segments(chosen.publication, segments, number=number, text=text, section=first.section_path)
    return citation.model_copy(update={"url": link(chosen.publication, citation.page, first.fragment)})


def cite_segments(
    publication: Publication, segments: Sequence[Segment], *, number: int, text: str, section: tuple[str, ...] = ()
) -> Citation:
    """Return the citation of segments of a publication's verbatim ``text``."""
    page = segments[0].page
    return Citation(
        id=number,
        publication_id=publication.id,
        edition_id=publication.edition_id,
        file=publication.file,
        title=publication.title,
        kind=publication.kind,
        speaker=publication.speaker,
        published=publication.published,
        as_at=publication.told,
        section=section,
        page=page,
        quote=" ".join(text[segment.start : segment.end] for segment in segments),
        segments=tuple(segments),
        url=link(publication, page),
        status=publication.status,
    )


def state(chosen: Chosen, *, text: str) -> str:
    """Return chosen sentences as a statement says them: on one line, and each item of a list on a line of its own."""
    said, block = "", chosen.sentences[0].block
    for sentence in chosen.sentences:
        words = " ".join(" ".join(text[segment.start : segment.end] for segment in sentence.segments).split())
        apart = sentence.kind is BlockKind.LIST_ITEM and sentence.block != block
        said += ("\n" if apart else " ") + words
        block = sentence.block
    return said.strip()


def link(publication: Publication, page: int | None, fragment: str | None = None) -> str | None:
    """Return where a page (RFC 8118 for PDF) or a heading can be opened; None when no address is known."""
    address = (publication.url or "").split("#")[0]
    if page and address.lower().endswith(".pdf"):
        return f"{address}#page={page}"
    if address and fragment:
        return f"{address}#{fragment}"
    return publication.url


def verify(citation: Citation, *, text: str, blocks: Sequence[Block]) -> None:
    """Check a citation against its source; ``UnverifiedQuotation`` when it is not what stands there.

    Its segments come in order, hold its words, touch nothing that must not be quoted and leave nothing out.
    """
    words = " ".join(text[segment.start : segment.end] for segment in citation.segments)
    held = all(0 <= segment.start < segment.end <= len(text) for segment in citation.segments)
    if not words.strip() or not held or normalise(words) != normalise(citation.quote):
        raise UnverifiedQuotation(f"A quotation from {citation.title} differs from its source.")
    start, end = citation.segments[0].start, max(segment.end for segment in citation.segments)
    # Long publications have thousands of blocks, and a quotation touches one or two.
    touched = [block for block in blocks for one in block.segments if one.start < end and start < one.end]
    forbidden = [segment for block in touched if not block.kind.citable for segment in block.segments]
    if any(_overlap(own, other) for own in citation.segments for other in forbidden):
        raise UnverifiedQuotation(f"A quotation from {citation.title} holds words that are not part of its text.")
    for before, after in zip(citation.segments, citation.segments[1:], strict=False):
        between = Segment(before.end, after.start)
        if after.start < before.end or not _only_aside(between, text, touched):
            raise UnverifiedQuotation(f"A quotation from {citation.title} leaves words of its source out.")


def _overlap(one: Segment, other: Segment) -> bool:
    return one.start < other.end and other.start < one.end


def _only_aside(gap: Segment, text: str, blocks: Sequence[Block]) -> bool:
    """Say whether nothing but furniture, notes, space and stray signs lies in a gap."""
    covered = [False] * (gap.end - gap.start)
    for block in blocks:
        if block.kind.citable and block.kind.value != "footnote":
            continue
        for segment in block.segments:
            for place in range(max(segment.start, gap.start), min(segment.end, gap.end)):
                covered[place - gap.start] = True
    return all(covered[i] or not text[gap.start + i].isalnum() for i in range(len(covered)))
