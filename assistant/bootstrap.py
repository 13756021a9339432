"""The composition root: builds the real parts from the settings. Tests call the same functions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.answering import Answerer
from assistant.answers import Answer, Citation, Nearest, Question
from assistant.correspondence import Correspondences
from assistant.fields.finding import open_fields
from assistant.found import FoundPassage, LexicalScore, SearchResult, SemanticScore
from assistant.personal.findings import Kind
from assistant.recommendations.asking import Asking
from assistant.recommendations.following import follow_record
from assistant.recommendations.register import MOST_KNOWN, Known, Register
from assistant.rephrased import Rephrases
from assistant.screened import refuse_private
from assistant.settings import Settings
from assistant.showing import Sources, find_sources
from ingest.documents import Visibility
from ingest.readings import Limits
from vectorstore.chroma_server import ChromaServer
from vectorstore.conversations import Conversations, KeptAnswer
from vectorstore.embedding import Embedder, open_embedder
from vectorstore.errors import LexicalIndexUnavailable, SemanticIndexUnavailable, VectorStoreError
from vectorstore.exact import ExactIndex
from vectorstore.lexical import LexicalIndex
from vectorstore.publications import PublicationFilter, Watch
from vectorstore.reranking import open_reranker
from vectorstore.search import Hit
from vectorstore.semantic import ChromaIndex
from vectorstore.store import Store, open_store
from vectorstore.visits import VisitedSource, Visits

PARTS = {SemanticIndexUnavailable: "semantic_index", LexicalIndexUnavailable: "lexical_index"}
"""What is not ready when it cannot be used; with any other error, it is the record."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything a door needs."""

    settings: Settings
    embedder: Embedder
    store: Store
    answerer: Answerer
    correspondences: Correspondences
    known: Known = field(default_factory=lambda: Known(MOST_KNOWN), repr=False)

    @property
    def recommendations(self) -> Register:
        """The register of recommendations."""
        return Register(self.store.record, self.known)

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
        return self._keep(self.answerer.answer(question), question)

    def find_private(self, text: str) -> tuple[str, ...]:
        """Return what kinds of personal data a text holds: one with any may not be kept."""
        return tuple(self.answerer.screen.find_kinds(text))

    def refuse(self, kinds: Sequence[str]) -> Answer:
        """Return, and keep, the answer to a question of which nothing is known but what personal data it held."""
        nothing = Question("")
        return self._keep(self.answerer.turn_away(nothing, "", refuse_private([*map(Kind, kinds)])), nothing)

    def _keep(self, answer: Answer, question: Question) -> Answer:
        """Keep an answer; of a question with personal data in it nothing: not what it follows, nor how to ask it."""
        private = answer.question is None
        history = () if private else tuple(turn.model_dump() for turn in question.history)
        kept = answer.model_copy(update={"readings": ()}) if private else answer
        self.conversations.keep(KeptAnswer(answer.answer_id, history, kept.model_dump_json(), dt.datetime.now(dt.UTC)))
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

    def find_sources(
        self, identity: str, *, visibilities: Collection[Visibility] = frozenset(Visibility)
    ) -> Sources | None:
        """Return whether the sources of an answer still stand; None when ``find_answer`` gives none."""
        answer = self.find_answer(identity, visibilities=visibilities)
        return find_sources(answer, record=self.store.record) if answer else None

    def search(self, question: Question, *, limit: int) -> SearchResult:
        """Return the passages found for a question, best first."""
        hits = tuple(map(_as_found, self.answerer.find(question, limit=limit)))
        return SearchResult(
            query=question.text,
            revision=self.store.record.revision(),
            expansions=self.answerer.expand(question),
            hits=hits,
        )

    def find_unready(self) -> dict[str, str]:
        """Return what cannot be used just now, or is behind the record, with the reason; nothing when all is well."""
        try:
            self.store.catch_up()
            behind = self._find_behind()
            if behind:
                # An index that was brought back from a backup, or lost something, says that it is where it was.
                self.store.catch_up(doubting=True)
                behind = self._find_behind()
        except VectorStoreError as error:
            return {PARTS.get(type(error), "record"): str(error)}
        return behind

    def _find_behind(self) -> dict[str, str]:
        wanted = self.store.record.state().passages
        held = {name: index.count() for name, index in self._indexes.items()}
        return {
            name: f"It holds {count:,} of {wanted:,} passages; it follows the record as soon as it can."
            for name, count in held.items()
            if count != wanted
        }

    @property
    def _indexes(self) -> dict[str, ChromaIndex | LexicalIndex | ExactIndex]:
        store = self.store
        return {"semantic_index": store.semantic, "lexical_index": store.lexical, "exact_index": store.exact}

    def status(self) -> dict[str, Any]:
        """Return what is held, whether record and indexes agree, and the last visit to each source."""
        self.store.catch_up()
        held = self.store.record.coverage(frozenset(Visibility))
        return {
            "data_folder": str(self.settings.data_dir),
            "publications": held.count,
            "published_from": held.earliest.isoformat() if held.earliest else None,
            "published_to": held.latest.isoformat() if held.latest else None,
            "passages": self.store.record.state().passages,
            **{name: index.count() for name, index in self._indexes.items()},
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
        page=hit.passage.page,
        score=round(hit.score, 6),
        section=hit.passage.section_path,
        text=hit.passage.text,
        semantic=SemanticScore(place=hit.semantic.place, cosine=round(hit.semantic.score, 6)),
        lexical=LexicalScore(place=hit.lexical.place, bm25=round(hit.lexical.score, 6)),
        best_sentence=round(hit.best_sentence, 6),
        coverage=round(hit.coverage, 6),
        reranked=None if hit.reranked is None else round(hit.reranked, 6),
        neighbours=hit.neighbours,
        alike=hit.alike,
        **named,
    )


@contextmanager
def open_panel(
    settings: Settings,
    *,
    purpose: str,
    fresh: bool = False,
    data_dir: Path | None = None,
    watch: Watch | None = None,
) -> Iterator[Panel]:
    """Open the model and the store, and own the data folder until the end of the block.

    ``purpose`` is what another process is told when it finds the folder taken; ``fresh`` makes the indexes anew;
    ``watch`` is told of what has to be done first, as after an upgrade.
    """
    folder = data_dir or settings.data_dir
    embedder = open_embedder(settings.data_dir / "models", setting=settings.embedding_model)
    url = settings.database_url.get_secret_value() if settings.database_url and data_dir is None else None
    chroma = _find_server(settings) if data_dir is None else None
    with ExitStack() as opened:
        store = opened.enter_context(
            open_store(folder, embedder=embedder, database_url=url, chroma=chroma, purpose=purpose, fresh=fresh)
        )
        if follow_record(store.record, watch=watch).read:
            Register(store.record).link()
        reranker = open_reranker(settings.reranker_model) if settings.reranker_model else None
        correspondences = Correspondences(store.record)
        known = Known(1)
        answerer = Answerer(
            store,
            embedder.rarity,
            settings.answer_words,
            settings.max_question_characters,
            reranker,
            settings.requests_contact,
            opened.enter_context(_open_model(settings)),
            open_fields(store.record, terms=store.lexical.terms, correspondences=correspondences),
            Asking(store.record, Register(store.record, known), settings.public_url or ""),
        )
        yield Panel(settings, embedder, store, answerer, correspondences, known)


@contextmanager
def _open_model(settings: Settings) -> Iterator[Rephrases | None]:
    """Open the language model that the settings name, if any."""
    if not settings.chat_model:
        yield None
        return
    # LangChain's models take a second to import.
    from assistant.rephrasing.rephraser import open_rephraser  # noqa: PLC0415

    model = open_rephraser(settings)
    try:
        yield model
    finally:
        if model:
            model.close()


def _find_server(settings: Settings) -> ChromaServer | None:
    """Return the Chroma server that the settings name."""
    if not settings.chroma_url:
        return None
    key = settings.chroma_api_key.get_secret_value() if settings.chroma_api_key else None
    return ChromaServer(settings.chroma_url, settings.chroma_tenant, settings.chroma_database, key)
