"""The lexical index: the words of the passages that are searched, in tantivy. Nothing else here knows tantivy.

API: https://tantivy-py.readthedocs.io/en/latest/reference/
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Filter, Occur, Query, Tokenizer

from vectorstore.digests import passage_number
from vectorstore.errors import LexicalIndexUnavailable
from vectorstore.mends import DISK_SIGNS, REBUILD, find_mend, read_reason
from vectorstore.publications import Entry
from vectorstore.references import write_out

ANALYSER = "panel_english_2"
"""The number goes up when the analyser changes: an index made with another one is then made again."""

PLURALS = ((re.compile(r"(?i)(?<=child)ren\b"), ""), (re.compile(r"(?i)\b(wo)?men\b"), r"\1man"))
"""Plurals that the stemmer, which takes endings off, does not bring to their singular."""

WEIGHTS: Mapping[str, float] = {"title": 1.5, "headings": 1.2, "text": 1.0}
LONGEST_WORD = 60
MARK = "mark.txt"
WRITER_BYTES = 32_000_000


@cache
def _analyser() -> tantivy.TextAnalyzer:
    # Splits at all but letters and digits; numbers are words like others.
    filters = (Filter.remove_long(LONGEST_WORD), Filter.lowercase(), Filter.ascii_fold(), Filter.stemmer("english"))
    builder = tantivy.TextAnalyzerBuilder(Tokenizer.simple())
    for one in filters:
        builder = builder.filter(one)
    return builder.build()


@cache
def _schema() -> tantivy.Schema:
    # A key is "id digest": the terms of its field tell all that is held, without reading a document.
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    # To read a stored id takes 50 times as long as a number in a column.
    builder.add_unsigned_field("number", fast=True)
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("publication_id", tokenizer_name="raw", index_option="basic")
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name=ANALYSER, index_option="position")
    return builder.build()


@dataclass(slots=True)
class LexicalIndex:
    """An open index. Every method raises ``LexicalIndexUnavailable`` when tantivy fails.

    What ``add`` and ``remove`` do is seen, and kept, from the next ``commit`` on.
    """

    folder: Path
    index: tantivy.Index
    _writer: tantivy.IndexWriter | None = None
    _lock: Lock = field(default_factory=Lock)

    def close(self) -> None:
        """Let go of the files; what was not committed is lost."""
        with self._lock, suppress(ValueError):
            writer, self._writer = self._writer, None
            if writer:
                writer.wait_merging_threads()

    def add(self, entries: Sequence[Entry]) -> None:
        """Hold these passages, in place of what is held of them."""
        self.remove([entry.passage_id for entry in entries])
        with self._writing() as writer:
            for entry in entries:
                writer.add_document(_document(entry))

    def remove(self, ids: Sequence[str]) -> None:
        """Hold these passages no longer; ids that are not held are left out."""
        with self._writing() as writer:
            for identity in ids:
                writer.delete_documents_by_term("passage_id", identity)

    def commit(self) -> None:
        """Keep what was added and removed, and show it."""
        with self._writing() as writer:
            writer.commit()
            self.index.reload()

    def clear(self) -> None:
        """Hold nothing, and no mark."""
        (self.folder / MARK).unlink(missing_ok=True)
        with self._writing() as writer:
            writer.delete_all_documents()
        self.commit()

    def ids_and_digests(self, ids: Sequence[str] | None = None) -> dict[str, str]:
        """Return the passages that are held (of these ids; None: all) with their digests, empty for one held twice."""
        starts = [""] if ids is None else [f"{identity} " for identity in ids]
        held: dict[str, str] = {}
        with _translating(self.folder):
            searcher = self.index.searcher()
            for start in starts:
                # The filter leaves out what is deleted and not yet cleared away.
                for key, times in searcher.terms_with_prefix("key", start, Query.all_query()):
                    identity, digest = key.rsplit(" ", 1)
                    held[identity] = digest if times == 1 and identity not in held else ""
        return held

    def count(self) -> int:
        """Return how many passages are held."""
        with _translating(self.folder):
            return self.index.searcher().num_docs

    def query(
        self,
        words: str,
        *,
        limit: int,
        weights: Mapping[str, float] = WEIGHTS,
        also: Mapping[str, float] | None = None,
        within: Sequence[str] | None = None,
    ) -> list[tuple[str, float]]:
        """Return the passages with most of the words and their BM25 scores, best first; equal ones by id.

        Any text may be given: all of it is words and none of it commands. A weight multiplies the score of a field.
        ``also`` are further words, each text with what its score is multiplied by; what is among ``words`` counts once.
        ``within`` are the publications to which the search is limited (None: all).
        """
        wanted = self._make_query(words, weights, also, within)
        with _translating(self.folder):
            searcher = self.index.searcher()
            found = searcher.search(wanted, limit=limit, count=False).hits if limit > 0 else []
            hits = [(str(searcher.doc(address)["passage_id"][0]), float(score)) for score, address in found]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def query_numbers(
        self, words: str, *, limit: int, also: Mapping[str, float] | None = None, within: Sequence[str] | None = None
    ) -> tuple[NDArray[np.uint64], NDArray[np.float32]]:
        """Return what ``query`` does, passages by their numbers, in no order of equal ones."""
        wanted = self._make_query(words, WEIGHTS, also, within)
        with _translating(self.folder):
            searcher = self.index.searcher()
            found = searcher.search(wanted, limit=limit, count=False).hits if limit > 0 else []
            numbers = searcher.fast_field_values("number", [address for _, address in found])
        return np.array(numbers, dtype=np.uint64), np.array([score for score, _ in found], dtype=np.float32)

    def _make_query(
        self,
        words: str,
        weights: Mapping[str, float],
        also: Mapping[str, float] | None,
        within: Sequence[str] | None,
    ) -> Query:
        wanted = _any_of(self._weigh(words, also or {}), weights)
        return wanted if within is None else _among("publication_id", within, wanted)

    def terms(self, text: str) -> list[str]:
        """Return the words of a text as the index holds them, in order."""
        return _analyser().analyze(_prepare(text))

    def frequencies(self, words: Sequence[str]) -> list[int]:
        """Return in how many passages the text has each word, in any of its forms; all parts of "multi-agency".

        What was removed may count until it is cleared away.
        """
        with _translating(self.folder):
            searcher = self.index.searcher()
            # All at once: most of the work is to begin.
            parts = map(_analyser().analyze, _prepare("\n\n".join(words)).split("\n\n")) if words else ()
            return [min((searcher.doc_freq("text", one) for one in some), default=0) for some in parts]

    def holds(self, term: str) -> bool:
        """Say whether a term stands in any field of a passage."""
        with _translating(self.folder):
            # Not doc_freq, which counts what was removed until it is cleared away.
            return bool(self.index.searcher().search(_any_of({term: 1.0}, WEIGHTS), limit=1, count=False).hits)

    def find_near(self, term: str, *, distance: int, limit: int, going_on: bool = False) -> list[str]:
        """Return passages with a term a few letters from a term, in no order; letters that changed places are one.

        ``going_on`` finds terms that begin so, too.
        """
        with _translating(self.folder):
            searcher = self.index.searcher()
            near = Query.fuzzy_term_query(_schema(), "text", term, distance=distance, prefix=going_on)
            found = searcher.search(near, limit=limit, count=False).hits
            return [str(searcher.doc(address)["passage_id"][0]) for _, address in found]

    def _weigh(self, words: str, also: Mapping[str, float]) -> dict[str, float]:
        """Return the terms of the words, each with what its score is multiplied by."""
        terms = dict.fromkeys(self.terms(words), 1.0)
        for text, weight in also.items():
            further = (term for term in self.terms(text) if weight > terms.get(term, 0.0))
            terms |= dict.fromkeys(further, weight)
        return terms

    def mark(self) -> str:
        """Return what ``set_mark`` wrote last; empty when it never did."""
        with _translating(self.folder):
            return (self.folder / MARK).read_text() if (self.folder / MARK).exists() else ""

    def set_mark(self, mark: str) -> None:
        """Write down how far the index has followed the record."""
        with _translating(self.folder):
            draft = self.folder / f"{MARK}.new"
            draft.write_text(mark)
            draft.replace(self.folder / MARK)

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        with self._lock, _translating(self.folder):
            if self._writer is None:
                self._writer = self.index.writer(heap_size=WRITER_BYTES, num_threads=1)
            yield self._writer


def open_lexical(folder: Path) -> LexicalIndex:
    """Open the index in a folder, making an empty one where there is none or one of another version."""
    with _translating(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            index = tantivy.Index(_schema(), path=str(folder))
        except ValueError as error:
            if "schema does not match" not in str(error):
                raise
            shutil.rmtree(folder)
            folder.mkdir()
            index = tantivy.Index(_schema(), path=str(folder))
        index.register_tokenizer(ANALYSER, _analyser())
        index.config_reader(reload_policy="manual")
        index.reload()
        return LexicalIndex(folder, index)


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document(
        passage_id=entry.passage_id,
        key=f"{entry.passage_id} {entry.digest}",
        publication_id=entry.publication_id,
        title=_prepare(entry.title),
        headings=_prepare(" \n ".join(entry.headings)),
        text=_prepare(entry.text),
    )
    # A number among the others would be taken for one with a sign.
    document.add_unsigned("number", passage_number(entry.passage_id))
    return document


def _any_of(terms: Mapping[str, float], weights: Mapping[str, float]) -> Query:
    fields = [(name, weight) for name, weight in weights.items() if weight > 0]
    one_of = [
        (Occur.Should, Query.boost_query(Query.term_query(_schema(), name, term, index_option="freq"), weight * much))
        for term, much in terms.items()
        for name, weight in fields
    ]
    return Query.boolean_query(one_of)


def _among(name: str, values: Sequence[str], wanted: Query) -> Query:
    """Match what is wanted and has one of some values, which adds nothing to its score."""
    one_of = Query.const_score_query(Query.term_set_query(_schema(), name, list(values)), 0.0)
    return Query.boolean_query([(Occur.Must, one_of), (Occur.Must, wanted)])


def _prepare(text: str) -> str:
    text = write_out(text)
    for plural, singular in PLURALS:
        text = plural.sub(singular, text)
    # A lone surrogate cannot be handed to tantivy, and stands in no word.
    return text.encode("utf-8", "replace").decode()


@contextmanager
def _translating(folder: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        reason = read_reason(error)
        mend = find_mend(reason, DISK_SIGNS, otherwise=REBUILD)
        message = f"The lexical index in {folder} cannot be used ({reason}); {mend}."
        raise LexicalIndexUnavailable(message) from error
