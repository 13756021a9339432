"""Search, ingest and start at scale: makes large records, and measures them.

    python -m tests.benchmarks.scale make real --out OUT --collection FOLDER --passages 100000
    python -m tests.benchmarks.scale make synthetic --out OUT --passages 1000000
    python -m tests.benchmarks.scale search --data OUT/real-100k [--collection FOLDER] [--profile]
    python -m tests.benchmarks.scale growth --out OUT --sizes 10000,100000,1000000
    python -m tests.benchmarks.scale recall --out OUT --collection FOLDER --sizes 10000,100000 [--texts]
    python -m tests.benchmarks.scale ingest --out OUT --collection FOLDER --documents 2000
    python -m tests.benchmarks.scale cold --data OUT/real-10k --collection FOLDER

FOLDER holds a collection in BEIR's form: ``corpus.jsonl``, and ``lastturn.jsonl`` and ``rewrite.jsonl`` for queries.
OUT keeps what is made: data folders, the exported model, the vectors of real texts (so that a repeat embeds nothing),
and results as JSON. See ``real`` and ``synthetic`` for what is real in a record and what is made.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ingest.readings import Limits
from tests.benchmarks.scale import real, recall
from tests.benchmarks.scale.cold import measure_cold
from tests.benchmarks.scale.folders import FACTS, VECTORS, Made, make_real, make_synthetic, name_size, open_models
from tests.benchmarks.scale.growth import describe_growth
from tests.benchmarks.scale.intake import measure_ingest
from tests.benchmarks.scale.kept import embed_once
from tests.benchmarks.scale.latency import measure_search, print_search
from tests.benchmarks.scale.machine import describe_machine, print_table, write_results
from tests.benchmarks.scale.queries import Queries, real_queries, synthetic_queries
from tests.conftest import ROOT

CORPUS = "corpus.jsonl"
SYNTHETIC_QUERIES = 300


def main() -> None:
    """Do what was asked for."""
    wanted = _read_arguments()
    wanted.run(wanted)


def make(wanted: argparse.Namespace) -> None:
    """Make a data folder."""
    if wanted.kind == "real":
        make_real(wanted.out, wanted.passages, corpus=_collection(wanted) / CORPUS)
    else:
        make_synthetic(wanted.out, wanted.passages)


def search(wanted: argparse.Namespace) -> None:
    """Measure warm searches."""
    made = Made.read(wanted.data)
    told = measure_search(made, _queries(made, wanted), filtered=wanted.filtered, profile=wanted.profile)
    print_search(told)
    write_results(made.folder.parent / f"search-{made.folder.name}.json", told)


def growth(wanted: argparse.Namespace) -> None:
    """Measure synthetic records of several sizes, each in processes of its own; those made before are used again."""
    for size in wanted.sizes:
        folder = wanted.out / f"synthetic-{name_size(size)}"
        if not (folder / FACTS).exists():
            _run("make", "synthetic", "--out", str(wanted.out), "--passages", str(size))
        _run("search", "--data", str(folder), "--filtered", str(wanted.filtered))
    told = describe_growth(wanted.out, [f"synthetic-{name_size(size)}" for size in wanted.sizes])
    write_results(wanted.out / "growth.json", told | describe_machine())


def measure_recall(wanted: argparse.Namespace) -> None:
    """Measure what Chroma finds by its settings."""
    embedder = open_models(wanted.out)
    folder = _collection(wanted)
    articles = real.read_articles(folder / CORPUS, limits=Limits(embedder.token_spans, embedder.most_tokens))
    vectors = embed_once(articles.texts, embedder=embedder, file=wanted.out / VECTORS)
    queries = embedder.embed([query.text for query in real_queries(folder).first])
    told: list[dict[str, Any]] = []
    for size in wanted.sizes:
        rows = np.stack(list(vectors.values())[:size]) if wanted.texts else real.made_rows(articles, vectors, size)
        for one in recall.measure_recall(rows, queries, graphs=wanted.graphs, searches=wanted.searches):
            told.append(one)
            sys.stderr.write(f"{one}\n")
    print_table(recall.HEADING, recall.as_rows(told))
    name = "recall-texts.json" if wanted.texts else "recall.json"
    write_results(wanted.out / name, {"queries": len(queries), "results": told} | describe_machine())


def ingest(wanted: argparse.Namespace) -> None:
    """Measure how fast documents are taken in."""
    told = measure_ingest(wanted.out, _collection(wanted) / CORPUS, wanted.documents)
    sys.stdout.write("".join(f"{key}: {value}\n" for key, value in told.items()))
    write_results(wanted.out / "ingest.json", told)


def cold(wanted: argparse.Namespace) -> None:
    """Measure ``panel ask`` from a cold start."""
    made = Made.read(wanted.data)
    told = measure_cold(made, [*_queries(made, wanted).first[: wanted.times + 1]])
    sys.stdout.write("".join(f"{key}: {value}\n" for key, value in told.items()))
    write_results(made.folder.parent / f"cold-{made.folder.name}.json", told)


def _queries(made: Made, wanted: argparse.Namespace) -> Queries:
    if made.kind == "real":
        return real_queries(_collection(wanted))
    return synthetic_queries(SYNTHETIC_QUERIES, dimension=open_models(made.folder).dimension)


def _collection(wanted: argparse.Namespace) -> Path:
    folder: Path | None = wanted.collection
    if folder is None:
        raise SystemExit("Real passages and queries come from a collection: give its folder with --collection.")
    return folder


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "tests.benchmarks.scale", *words], cwd=ROOT, check=True)


def _read_arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)

    def add(name: str, run: object, *, place: str = "--out") -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=str(run.__doc__))
        command.add_argument(place, type=_read_path, required=True)
        command.add_argument("--collection", type=_read_path)
        command.set_defaults(run=run)
        return command

    one = add("make", make)
    one.add_argument("kind", choices=("real", "synthetic"))
    one.add_argument("--passages", type=int, required=True)
    one = add("search", search, place="--data")
    one.add_argument("--filtered", type=int, default=100, help="queries asked with each filter")
    one.add_argument("--profile", action="store_true", help="say in which functions the time goes")
    one = add("growth", growth)
    one.add_argument("--sizes", type=_read_numbers, default=[10_000, 100_000, 1_000_000])
    one.add_argument("--filtered", type=int, default=100, help="queries asked with each filter")
    one = add("recall", measure_recall)
    one.add_argument("--sizes", type=_read_numbers, default=[10_000, 100_000])
    one.add_argument("--texts", action="store_true", help="vectors of real texts alone")
    one.add_argument("--graphs", type=_read_graphs, default=_read_graphs("16x100,16x200,24x200,32x200,32x300"))
    one.add_argument("--searches", type=_read_numbers, default=[60, 100, 200, 400], help="values of ef_search")
    one = add("ingest", ingest)
    one.add_argument("--documents", type=int, default=2000)
    one = add("cold", cold, place="--data")
    one.add_argument("--times", type=int, default=10)
    return parser.parse_args(words)


def _read_path(text: str) -> Path:
    return Path(text).resolve()


def _read_numbers(text: str) -> list[int]:
    return [int(one) for one in text.split(",")]


def _read_graphs(text: str) -> list[recall.Graph]:
    return [recall.Graph.parse(one) for one in text.split(",")]


if __name__ == "__main__":
    main()
