"""What is searched and what for, as every system is given it: a collection in BEIR's form, or documents."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from assistant.evaluation.lines import read_json_lines
from assistant.evaluation.passages import Find
from assistant.evaluation.report import write_search
from assistant.evaluation.runner import Turns, evaluate_search
from assistant.evaluation.search import Qrels, SearchQuery, read_qrels, read_queries

QUERY_FILES: Mapping[str, str] = {
    "rewrite": "rewritten queries",
    "lastturn": "last turn alone",
    "questions": "last turn with the turns before it",
    "queries": "queries",
}
"""The files of queries a folder may hold (``NAME.jsonl``), in the order in which they are measured."""
DEEP = 30
"""Pieces asked for of each system: enough for ten passages, also where several pieces are of one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is given to be searched: a row of a corpus, or the whole text of a document by the name of its file."""

    id: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        """The text with its title in front, unless it begins with it: what is given to who knows no titles."""
        return self.text if self.text.startswith(self.title) else f"{self.title}\n{self.text}"


class Asked(Protocol):
    """A file of queries, and how what is found for them is scored."""

    @property
    def title(self) -> str:
        """What the tables call it."""

    def texts(self) -> Sequence[tuple[str, Turns]]:
        """Return the queries with the turns before them."""

    def measure(self, find: Find, *, folder: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Ask all, write the results as ``panel evaluate`` does, and return ``{"measures", "per_query", …}``."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What is searched, and what for.

    ``paths`` are what our own program takes in, ``passages`` the same as the others are given it; ``deep`` is how many
    pieces are asked for.
    """

    digest: str
    paths: tuple[Path, ...]
    passages: tuple[Passage, ...]
    asked: Mapping[str, Asked]
    deep: int


@dataclass(frozen=True, slots=True)
class JudgedQueries:
    """Queries, and the passages that answer them."""

    title: str
    queries: Sequence[SearchQuery]
    qrels: Qrels

    def texts(self) -> Sequence[tuple[str, Turns]]:
        """Return the queries with the turns before them."""
        return [(query.text, query.history) for query in self.queries]

    def measure(self, find: Find, *, folder: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Ask all and score the passages found, of which the best piece counts."""

        def search(text: str, history: Turns) -> list[tuple[str, float]]:
            return [(found.sources[0], -float(place)) for place, found in enumerate(find(text, history))]

        evaluation = evaluate_search(self.queries, qrels=self.qrels, search=search)
        write_search(folder, evaluation=evaluation, settings=settings)
        return {**evaluation.summary, "per_query": {row["id"]: row["scores"] for row in evaluation.rows}}


def list_files(folder: Path) -> list[Path]:
    """Return the files of a collection: ``corpus.jsonl``, ``qrels.tsv`` and the files of queries that are there."""
    names = ["corpus.jsonl", "qrels.tsv", *(f"{name}.jsonl" for name in QUERY_FILES)]
    return [folder / name for name in names if (folder / name).is_file() or name in names[:2]]


def read_collection(folder: Path) -> Collection:
    """Read a collection in BEIR's form."""
    corpus, judged, *queries = list_files(folder)
    qrels = read_qrels(judged)
    rows = (Passage(row["_id"], row.get("title") or "", row["text"]) for _, row in read_json_lines(corpus))
    asked = {file.stem: JudgedQueries(QUERY_FILES[file.stem], read_queries(file), qrels) for file in queries}
    return Collection(digest_files(list_files(folder)), (corpus,), tuple(rows), asked, DEEP)


def digest_files(files: Sequence[Path]) -> str:
    """Return what tells one collection from another: a digest of the bytes of its files."""
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()[:16]
