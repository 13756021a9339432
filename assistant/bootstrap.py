"""The composition root: builds the real parts from the settings. Tests call the same functions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answering import Answerer
from assistant.answers import Answer, Citation, Nearest, Question
from assistant.correspondence import Correspondences
from assistant.found import FoundPassage, LexicalScore, SearchResult, SemanticScore
from assistant.settings import Settings
from ingest.documents import Visibility
from ingest.readings import Limits
from vectorstore.conversations import Conversations, KeptAnswer
from vectorstore.embedding import Embedder, open_embedder
from vectorstore.errors import VectorStoreError
from vectorstore.publications import PublicationFilter
from vectorstore.search import Hit
from vectorstore.store import Store, open_store
from vectorstore.visits import VisitedSource, Visits


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything a door needs."""

    settings: Settings
    embedder: Embedder
    store: Store
    answerer: Answerer
    correspondences: Correspondences

    @property
    def limits(self) -> Limits:
        """What the embedding model takes in, for cutting passages."""
        return Limits(self.embedder.token_spans, self.embedder.most_tokens)

    @property
    def conversations(self) -> Conversations:
        """What was said: answers given, conversations and events."""
        return Conversations(self.store.record.database)

    def ask(self, question: Question) -> Answer:
        """Answer a question and keep the answer, so that its id gives it back."""
        answer = self.answerer.answer(question)
        history = tuple(turn.model_dump() for turn in question.history)
        self.conversations.keep(
            KeptAnswer(answer.answer_id, history, answer.model_dump_json(), dt.datetime.now(dt.UTC))
        )
        return answer

    def find_answer(
        self, identity: str, *, visibilities: Collection[Visibility] = frozenset(Visibility)
    ) -> Answer | None:
        """Return an answer that was given, by its id; None also when it shows what may not be seen."""
        kept = self.conversations.find(identity)
        if kept is None:
            return None
        answer = Answer.model_validate_json(kept.body)
        cited: tuple[Citation | Nearest, ...] = (*answer.citations, *answer.nearest)
        shown = {one.publication_id for one in cited}
        seen = all(one.visibility in visibilities for one in self.store.record.publications(shown).values())
        return answer if seen else None

    def search(self, question: Question, *, limit: int) -> SearchResult:
        """Return the passages found for a question, best first."""
        hits = tuple(map(_as_found, self.answerer.find(question, limit=limit)))
        return SearchResult(query=question.text, revision=self.store.record.revision(), hits=hits)

    def find_unready(self) -> dict[str, str]:
        """Return what cannot be used just now, or is behind the record, with the reason; nothing when all is well."""
        try:
            wanted = self.store.record.state().passages
        except VectorStoreError as error:
            return {"record": str(error)}
        found: dict[str, str] = {}
        for name, index in (("semantic_index", self.store.semantic), ("lexical_index", self.store.lexical)):
            try:
                held = index.count()
            except VectorStoreError as error:
                found[name] = str(error)
                continue
            if held != wanted:
                found[name] = f"It holds {held:,} of {wanted:,} passages; it follows the record as soon as it can."
        return found

    def status(self) -> dict[str, Any]:
        """Return what is held, whether record and indexes agree, and the last visit to each source."""
        held = self.store.record.coverage(frozenset(Visibility))
        return {
            "data_folder": str(self.settings.data_dir),
            "publications": held.count,
            "published_from": held.earliest.isoformat() if held.earliest else None,
            "published_to": held.latest.isoformat() if held.latest else None,
            "passages": self.store.record.state().passages,
            "semantic_index": self.store.semantic.count(),
            "lexical_index": self.store.lexical.count(),
            "embedding_model": self.embedder.digest,
            "revision": self.store.record.revision(),
            "kinds": [
                {"kind": kind, "status": status, "count": count}
                for (kind, status), count in sorted(self._count_kinds().items())
            ],
            "sources": [_as_visit(visit) for visit in Visits(self.store.record.database).last()],
        }

    def _count_kinds(self) -> Counter[tuple[str, str]]:
        everything = PublicationFilter(visibilities=frozenset(Visibility))
        return Counter((one.kind, one.status) for one in self.store.record.current_publications(everything))


def _as_visit(visit: VisitedSource) -> dict[str, Any]:
    report = visit.report or {}
    failed = [f"{item['place']}: {item['reason']}" for item in report.get("items", ()) if item["outcome"] == "failed"]
    return {
        "source": visit.source,
        "started": visit.started.isoformat(timespec="seconds"),
        "finished": visit.finished.isoformat(timespec="seconds") if visit.finished else None,
        "failures": [*([report["problem"]] if report.get("problem") else []), *failed],
    }


def _as_found(hit: Hit) -> FoundPassage:
    publication = hit.publication
    named = {
        name: getattr(publication, name)
        for name in ("title", "kind", "speaker", "published", "url", "status", "fictional")
    }
    return FoundPassage(
        publication_id=publication.id,
        passage_id=hit.passage.id,
        page=hit.page,
        score=round(hit.score, 6),
        section=hit.passage.section_path,
        text=hit.passage.text,
        semantic=SemanticScore(place=hit.semantic.place, cosine=round(hit.semantic.score, 6)),
        lexical=LexicalScore(place=hit.lexical.place, bm25=round(hit.lexical.score, 6)),
        best_sentence=round(hit.best_sentence, 6),
        **named,
    )


@contextmanager
def open_panel(
    settings: Settings, *, purpose: str, fresh: bool = False, data_dir: Path | None = None
) -> Iterator[Panel]:
    """Open the model and the store, and own the data folder until the end of the block.

    ``purpose`` is what another process is told when it finds the folder taken; ``fresh`` makes the indexes anew.
    """
    folder = data_dir or settings.data_dir
    embedder = open_embedder(settings.data_dir / "models", setting=settings.embedding_model)
    url = settings.database_url.get_secret_value() if settings.database_url and data_dir is None else None
    with open_store(
        folder,
        embedder=embedder,
        database_url=url,
        chroma_url=settings.chroma_url if data_dir is None else None,
        purpose=purpose,
        fresh=fresh,
    ) as store:
        answerer = Answerer(store, embedder.rarity, settings.answer_words, settings.max_question_characters)
        yield Panel(settings, embedder, store, answerer, Correspondences(store.record))
