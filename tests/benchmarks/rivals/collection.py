"""A collection in BEIR's form: passages, queries and judgements, as every system is given them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.lines import read_json_lines
from assistant.evaluation.search import SearchQuery, read_qrels, read_queries

QUERY_FILES: Mapping[str, str] = {
    "rewrite": "rewritten queries",
    "lastturn": "last turn alone",
    "questions": "last turn with the turns before it",
    "queries": "queries",
}
"""The files of queries a folder may hold (``NAME.jsonl``), in the order in which they are measured."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A row of the corpus."""

    id: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        """The text with its title in front, unless it begins with it: what is given to who knows no titles."""
        return self.text if self.text.startswith(self.title) else f"{self.title}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Collection:
    """What is searched, what for, and which passages answer each query."""

    corpus: Path
    digest: str
    passages: tuple[Passage, ...]
    queries: Mapping[str, Sequence[SearchQuery]]
    qrels: Mapping[str, Mapping[str, int]]


def read_collection(folder: Path) -> Collection:
    """Read ``corpus.jsonl``, ``qrels.tsv`` and the files of queries that are there."""
    corpus = folder / "corpus.jsonl"
    files = {name: folder / f"{name}.jsonl" for name in QUERY_FILES if (folder / f"{name}.jsonl").is_file()}
    passages = (Passage(row["_id"], row.get("title") or "", row["text"]) for _, row in read_json_lines(corpus))
    return Collection(
        corpus,
        _digest([corpus, folder / "qrels.tsv", *files.values()]),
        tuple(passages),
        {name: read_queries(path) for name, path in files.items()},
        read_qrels(folder / "qrels.tsv"),
    )


def _digest(files: Sequence[Path]) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()[:16]
