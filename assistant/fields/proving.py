"""Makes citations of fields and checks every one against its source, as those of sentences are checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answers import AnswerWarning, Citation, Statement
from assistant.citing import cite_segments, verify
from assistant.fields.values import Found, Proof, Told
from assistant.telling import tell_day
from ingest.documents import Block, BlockKind, Segment
from vectorstore.publications import Publication

Source = tuple[str, Sequence[Block]]
"""The verbatim text of an edition and its blocks."""
MARKS = re.compile(r"[\s*_]*")
Sources = Callable[[Publication], Source]
BETWEEN = re.compile(r"[\s,;*_|()–-]*(?:(?:of|for|at|in)\s+)?(?:the\s+)?(?:independent\s+)?[\s*_]*", re.IGNORECASE)
"""What may stand between two fields that are quoted as one."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What an answer says, with citations that were checked, numbered from 1, and the publication of each."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    publications: tuple[Publication, ...]
    warnings: tuple[AnswerWarning, ...]


def verify_field(citation: Citation, *, text: str, blocks: Sequence[Block]) -> None:
    """Check a field's citation as ``citing.verify`` does; ``UnverifiedQuotation`` when it is not what stands there.

    A signature is no part of what a letter says, so that it is never quoted for its contents. Who signed, and as what,
    stands nowhere else: it may be cited for that.
    """
    verify(citation, text=text, blocks=[block for block in blocks if block.kind is not BlockKind.SIGNATURE])


def prove_all(found: Found, *, sources: Sources) -> Proved:
    """Return what was found with a checked citation for each proof, the same words cited once.

    ``UnverifiedQuotation`` when one is not what stands in its source.
    """
    cited: dict[tuple[str, tuple[Segment, ...]], Citation] = {}
    publications: list[Publication] = []
    statements: list[Statement] = []
    read: dict[str, Source] = {}
    for told in found.told:
        read |= {one.edition_id: sources(one) for one in _publications(told) if one.edition_id not in read}
        proofs = tuple(_joined(told.proofs, read))
        for proof in proofs:
            if _key(proof) not in cited:
                cited[_key(proof)] = _cite(proof, len(cited) + 1, read[proof.publication.edition_id])
                publications.append(proof.publication)
        statements.append(_state(told, [cited[_key(proof)].id for proof in proofs]))
    warnings = tuple(_warnings(found, tuple(cited.values())))
    return Proved(tuple(statements), tuple(cited.values()), tuple(publications), warnings)


def _publications(told: Told) -> list[Publication]:
    return list({proof.publication.edition_id: proof.publication for proof in told.proofs}.values())


def _joined(proofs: Sequence[Proof], read: Mapping[str, Source]) -> Iterator[Proof]:
    """Yield proofs, those of one publication made one where only marks or a link such as "of the" part them."""
    current: Proof | None = None
    for proof in proofs:
        after = _follow(current, proof, read[proof.publication.edition_id][0]) if current else None
        if current and not after:
            yield current
        current = after or proof
    if current:
        yield current


def _follow(one: Proof, next_one: Proof, text: str) -> Proof | None:
    """Return two proofs as one, if they belong together."""
    last, first = one.segments[-1], next_one.segments[0]
    of_one = one.publication.edition_id == next_one.publication.edition_id and last.page == first.page
    if not of_one or first.start < last.end or not BETWEEN.fullmatch(text[last.end : first.start]):
        return None
    whole = Segment(last.start, first.end, last.page)
    return replace(one, segments=(*one.segments[:-1], whole, *next_one.segments[1:]))


def _key(proof: Proof) -> tuple[str, tuple[Segment, ...]]:
    return proof.publication.edition_id, proof.segments


def _cite(proof: Proof, number: int, source: Source) -> Citation:
    text, blocks = source
    segments = _without_marks(proof.segments, text)
    citation = cite_segments(proof.publication, segments, number=number, text=text, section=proof.section)
    verify_field(citation, text=text, blocks=blocks)
    return citation


def _without_marks(segments: tuple[Segment, ...], text: str) -> tuple[Segment, ...]:
    """Return segments without the signs of bold text at their ends."""
    first, last = segments[0], segments[-1]
    before = MARKS.match(text[first.start : first.end])
    cut = Segment(first.start + len(before[0] if before else ""), first.end, first.page)
    some = (cut, *segments[1:])
    rest = text[some[-1].start : last.end].rstrip(" *_\n")
    return (*some[:-1], Segment(some[-1].start, some[-1].start + len(rest), last.page)) if rest else segments


def _state(told: Told, citations: list[int]) -> Statement:
    numbers = tuple(dict.fromkeys(citations))
    return Statement(text=told.text, kind=told.kind, label="fact", citations=numbers)


def _warnings(found: Found, citations: Sequence[Citation]) -> Iterator[AnswerWarning]:
    """Yield, for each publication whose words are true as at its date only, a warning that says so."""
    for publication in dict.fromkeys(one.id for one in found.dated):
        own = next((one for one in citations if one.publication_id == publication), None)
        if own and own.as_at:
            message = f"This is as at {tell_day(own.as_at)}, the date of “{own.title}”; it may have changed since."
            yield AnswerWarning(kind="as_at", message=message, citation=own.id)
