"""Cites what is said, and proves every citation against the verbatim text of its edition."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import Citation, Nearest, Statement
from assistant.citing import cite, state, verify
from assistant.composing import Chosen
from assistant.errors import UnverifiedQuotation
from assistant.evidence import Run
from assistant.labelling import label
from ingest.documents import Block
from vectorstore.publications import Publication
from vectorstore.store import Store

LOG = logging.getLogger(__name__)
Source = tuple[str, Sequence[Block]]
"""The verbatim text of an edition and its blocks."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What an answer says, and what proves it."""

    statement: Statement
    citation: Citation
    publication: Publication


@dataclass(frozen=True, slots=True)
class Proving:
    """Reads the sources in a store's record."""

    store: Store

    def cite_all(self, chosen: Sequence[Chosen]) -> list[Cited]:
        """Return citations that are proved, numbered in order; one that cannot be proved is a defect, and left out."""
        cited: list[Cited] = []
        editions = {one.publication.edition_id: one.publication for one in chosen}
        sources = {identity: self.source(publication) for identity, publication in editions.items()}
        for one in chosen:
            source = sources[one.publication.edition_id]
            try:
                citation = prove(one, len(cited) + 1, source)
            except UnverifiedQuotation as error:
                # Whoever asked may see the log, and can do nothing with a traceback.
                LOG.error("Publication %s: %s It was left out.", one.publication.id, error)  # noqa: TRY400
                continue
            statement = Statement(
                text=state(one, text=source[0]),
                kind="quotation",
                label=label(one),
                group=one.group,
                citations=(citation.id,),
            )
            cited.append(Cited(statement, citation, one.publication))
        return cited

    def source(self, publication: Publication) -> Source:
        """Return the verbatim text of an edition and its blocks."""
        place = publication.id, publication.edition_id
        return self.store.record.text(*place) or "", self.store.record.blocks(*place)

    def near_ones(self, runs: Sequence[Run]) -> Iterator[Nearest]:
        """Yield the words of some runs as what comes near a question that is not answered."""
        for one in self.cite_all([Chosen(run.publication, run.sentences) for run in runs]):
            yield Nearest.model_validate(one.citation.model_dump(include=set(Nearest.model_fields)))


def prove(chosen: Chosen, number: int, source: Source) -> Citation:
    """Return the citation of chosen sentences; ``UnverifiedQuotation`` when it is not what stands in its source."""
    text, blocks = source
    citation = cite(chosen, number, text=text)
    verify(citation, text=text, blocks=blocks)
    return citation
