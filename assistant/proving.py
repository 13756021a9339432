"""Cites what is said, and proves every citation against the verbatim text of its edition."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answers import Citation, Nearest, Statement
from assistant.citing import cite, state, verify
from assistant.composing import Chosen
from assistant.errors import UnverifiedQuotation
from assistant.evidence import Run
from assistant.labelling import label
from assistant.rephrasing.results import Proved
from vectorstore.publications import Publication
from vectorstore.store import Source, Store

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cited:
    """What an answer says, and what proves it: citations with their publications, in parallel."""

    statement: Statement
    citations: tuple[Citation, ...]
    publications: tuple[Publication, ...]


@dataclass(frozen=True, slots=True)
class Proving:
    """Reads the sources in a store's record."""

    store: Store

    def cite_all(self, chosen: Sequence[Chosen]) -> list[Cited]:
        """Return what is quoted with citations that are proved, numbered in order; what cannot be is left out."""
        return self._cite((None, (one,)) for one in chosen)

    def cite_proved(self, statements: Sequence[Proved]) -> list[Cited]:
        """Return statements of a language model with citations; one of which a proof fails is left out."""
        return self._cite((one.text if one.kind == "summary" else None, one.proof) for one in statements)

    def _cite(self, told: Iterable[tuple[str | None, Sequence[Chosen]]]) -> list[Cited]:
        """Return statements with their citations; one without words of its own is its quotation."""
        cited: list[Cited] = []
        sources: dict[str, Source] = {}
        number = 1
        for words, proof in told:
            for one in proof:
                edition = one.publication.edition_id
                sources[edition] = sources.get(edition) or self.source(one.publication)
            try:
                own = [prove(one, number + place, sources) for place, one in enumerate(proof)]
            except UnverifiedQuotation as error:
                # Whoever asked may see the log, and can do nothing with a traceback.
                LOG.error("Publication %s: %s It was left out.", proof[0].publication.id, error)  # noqa: TRY400
                continue
            number += len(own)
            statement = Statement(
                text=words or state(proof[0], text=sources[proof[0].publication.edition_id][0]),
                kind="summary" if words else "quotation",
                label=label(proof[0]),
                group=proof[0].group,
                citations=tuple(one.id for one in own),
            )
            cited.append(Cited(statement, tuple(own), tuple(one.publication for one in proof)))
        return cited

    def source(self, publication: Publication) -> Source:
        """Return the verbatim text of an edition and its blocks."""
        return self.store.source(publication.id, publication.edition_id)

    def near_ones(self, runs: Sequence[Run]) -> Iterator[Nearest]:
        """Yield the words of some runs as what comes near a question that is not answered."""
        for one in self.cite_all([Chosen(run.publication, run.sentences) for run in runs]):
            yield Nearest.model_validate(one.citations[0].model_dump(include=set(Nearest.model_fields)))


def prove(chosen: Chosen, number: int, sources: Mapping[str, Source]) -> Citation:
    """Return the citation of chosen sentences; ``UnverifiedQuotation`` when it is not what stands in its source.

    ``sources`` are by the id of their edition.
    """
    text, blocks = sources[chosen.publication.edition_id]
    citation = cite(chosen, number, text=text)
    verify(citation, text=text, blocks=blocks)
    return citation
