from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.answers import Question
from ingest.documents import Visibility
from ingest.readings import Limits
from tests.benchmarks.fictional import make_rows
from tests.benchmarks.scale import real, synthetic
from tests.benchmarks.scale.cold import measure_cold
from tests.benchmarks.scale.folders import FACTS, VECTORS, Made, make_real, make_synthetic, name_size
from tests.benchmarks.scale.growth import describe_growth
from tests.benchmarks.scale.intake import Remembering, measure_ingest
from tests.benchmarks.scale.kept import embed_once
from tests.benchmarks.scale.latency import measure_search
from tests.benchmarks.scale.making import name_publication
from tests.benchmarks.scale.queries import Queries, real_queries, synthetic_queries
from tests.benchmarks.scale.recall import Graph, find_least, measure_recall, share_found
from tests.benchmarks.scale.spread import SHARES, Spread, dump_filters, load_filters
from tests.conftest import ROOT
from tests.functional.door import write_lines
from vectorstore.digests import text_digest
from vectorstore.embedding import Embedder

COUNT = 200
REAL = 60


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of fictional articles of five passages each, and queries about them."""
    folder = tmp_path_factory.mktemp("collection")
    rows = [row | {"title": f"Note {number // 5}"} for number, row in enumerate(make_rows(REAL))]
    write_lines(folder / "corpus.jsonl", *rows)
    write_lines(folder / "lastturn.jsonl", *({"_id": f"q{n}", "text": f"Who led meeting {n}?"} for n in range(5)))
    return folder


@pytest.fixture(scope="module")
def out(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of results, with the exported model at hand."""
    folder = tmp_path_factory.mktemp("out")
    (folder / "models").symlink_to(models)
    return folder


@pytest.fixture(scope="module")
def made_synthetic(out: Path) -> Made:
    """A small synthetic record."""
    return Made.read(make_synthetic(out, COUNT))


@pytest.fixture(scope="module")
def made_real(out: Path, collection: Path) -> Made:
    """A small record from a collection."""
    return Made.read(make_real(out, COUNT, corpus=collection / "corpus.jsonl"))


@pytest.fixture(params=["synthetic", "real"])
def made(request: pytest.FixtureRequest) -> Made:
    """A small record of each kind."""
    found: Made = request.getfixturevalue(f"made_{request.param}")
    return found


def queries_for(made: Made, collection: Path, embedder: Embedder) -> Queries:
    """Return the queries that a record is asked."""
    return real_queries(collection) if made.kind == "real" else synthetic_queries(5, dimension=embedder.dimension)


def test_the_record_opens_and_filters_leave_what_they_say(made: Made) -> None:
    """A record holds as many passages as were asked for; each filter leaves the share it states, and finds of it."""
    with made.opened() as panel:
        status = panel.status()
        assert [status[name] for name in ("passages", "semantic_index", "lexical_index")] == [COUNT] * 3
        sizes = real.plan(COUNT).sizes if made.kind == "real" else synthetic.plan(COUNT).sizes
        size_of = {name_publication(number): size for number, size in enumerate(sizes)}
        for one in made.filters:
            left = {publication.id for publication in panel.store.record.current_publications(one.wanted)}
            hits = panel.search(Question("Who led the meeting?", wanted=one.wanted), limit=10).hits
            assert sum(size_of[identity] for identity in left) == round(one.share * COUNT), one.name
            assert {hit.publication_id for hit in hits} <= left
            assert hits


def test_passages_hold_their_sentences(made: Made) -> None:
    """What is found is cited rightly: a passage's text is that of its sentences, at their place in the document."""
    with made.opened() as panel:
        record = panel.store.record
        found = panel.search(Question("Who led the meeting?"), limit=3).hits
        for passage in record.passages(hit.passage_id for hit in found).values():
            text = record.text(passage.publication_id) or ""
            sentences = record.sentences(passage.publication_id, first=passage.first, last=passage.last)
            assert passage.text == " ".join(sentence.text for sentence in sentences)
            assert all(text[s.start : s.end] == one.text for one in sentences for s in one.segments)
            assert len(passage.section_path) == 1


@pytest.mark.parametrize("each", [real.PASSAGES_IN_PUBLICATION, synthetic.PASSAGES_IN_PUBLICATION])
@pytest.mark.parametrize("count", [10_000, 100_000])
def test_shares_are_as_named(count: int, each: int) -> None:
    """In a large record the filters leave the shares they are named after, of passages that everyone sees."""
    spread = Spread.plan(count, each=each)
    assert sum(spread.sizes) == count
    assert 0.5 * count / each < len(spread.sizes) < 2 * count / each
    for name, share in SHARES.items():
        chosen = spread.marked[name]
        assert not chosen & spread.staff
        assert sum(spread.sizes[number] for number in chosen) == pytest.approx(share * count, rel=0.1), name


def test_a_marked_publication_says_so() -> None:
    """A filter passes the publications of its share and no other; kept as JSON, it is the same filter."""
    spread = Spread.plan(2000, each=20)
    described = {number: spread.describe(number, "A title") for number in range(len(spread.sizes))}
    kind = spread.filters()[0].wanted.kinds or frozenset()
    assert {number for number, one in described.items() if one.kind in kind} == spread.marked["kind"]
    staff = {number for number, one in described.items() if one.visibility is Visibility.STAFF}
    assert staff == spread.staff != set()
    assert load_filters(json.loads(json.dumps(dump_filters(spread.filters())))) == spread.filters()


def test_nothing_is_embedded_twice(real_embedder: Embedder, tmp_path: Path) -> None:
    """Vectors that were kept are read again; only a text that is new is embedded, and another model's are not taken."""
    remembering = Remembering(real_embedder)
    file = tmp_path / VECTORS
    embed_once(["One.", "Two.", "One."], embedder=remembering, file=file)
    found = embed_once(["Two.", "Three."], embedder=remembering, file=file)
    assert remembering.texts == ["One.", "Two.", "Three."]
    assert list(found) == [text_digest("Two."), text_digest("Three.")]
    assert np.allclose(found[text_digest("Three.")], real_embedder.embed(["Three."])[0], atol=1e-5)
    other = Remembering(replace(real_embedder, digest="another"))
    embed_once(["One."], embedder=other, file=file)
    assert other.texts == ["One."]


@pytest.fixture
def articles(collection: Path, real_embedder: Embedder) -> real.Articles:
    """What is read of the collection."""
    limits = Limits(real_embedder.token_spans, real_embedder.most_tokens)
    return real.read_articles(collection / "corpus.jsonl", limits=limits)


def test_made_passages_are_of_real_sentences(articles: real.Articles) -> None:
    """A made passage is 3 to 7 sentences of the collection, mostly of its article; no two are alike."""
    made = list(real.make_passages(articles, 300))
    everything = {sentence for pool in articles.pool.values() for sentence in pool}
    own = sum(sentence in articles.pool[one.heading] for one in made for sentence in one.sentences)
    assert len(articles.passages) == REAL
    assert all(3 <= len(one.sentences) <= 7 and everything.issuperset(one.sentences) for one in made)
    assert own > 0.7 * sum(len(one.sentences) for one in made)
    assert len({one.text for one in made}) == 300
    assert made == list(real.make_passages(articles, 300))


def test_vectors_are_real_or_means(articles: real.Articles) -> None:
    """A real passage has the model's own vector; a made one the mean of its sentences', by length, of length 1."""
    rows = np.eye(len(articles.texts), dtype=np.float32)
    model = {text_digest(text): row for text, row in zip(articles.texts, rows, strict=True)}
    own, means = 0, 0
    for one in real.make_documents(articles, model, COUNT):
        reading = one.document.reading
        for passage in reading.passages:
            row, digest = one.vectors[text_digest(passage.text)], text_digest(passage.text)
            sentences = reading.sentences[passage.first : passage.last + 1]
            weighed = sum(len(sentence.text) * model[text_digest(sentence.text)] for sentence in sentences)
            own += np.array_equal(row, model.get(digest, 0))
            means += np.allclose(row, weighed / np.linalg.norm(weighed))
    assert (own, means) == (REAL, COUNT - REAL)


def test_synthetic_vectors_lie_together() -> None:
    """A passage is near its sentences and far from most others; the same record is made each time."""
    one, *_ = synthetic.make_documents(COUNT, dimension=384)
    again, *_ = synthetic.make_documents(COUNT, dimension=384)
    reading = one.document.reading
    assert again.document == one.document
    assert all(np.array_equal(row, again.vectors[digest]) for digest, row in one.vectors.items())
    rows = np.stack([one.vectors[text_digest(passage.text)] for passage in reading.passages])
    sentences = np.stack([one.vectors[text_digest(sentence.text)] for sentence in reading.sentences[:3]])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert (sentences @ rows[0]).min() > 0.6 > float(np.mean(rows @ synthetic.centres(384)[0]))


def test_words_are_distinct_and_few_are_usual() -> None:
    """No two made-up words are alike, and the most usual ten make up between a tenth and a half of all text."""
    words, bounds = synthetic.vocabulary()
    assert len(set(words.tolist())) == synthetic.VOCABULARY
    assert 0.1 < bounds[9] < 0.5


def test_no_query_is_asked_twice(collection: Path) -> None:
    """The first and all further queries differ."""
    for queries in (real_queries(collection), synthetic_queries(5, dimension=8)):
        texts = [query.text for query in (*queries.first, *queries.take(20), *queries.take(20))]
        assert len(texts) == len(set(texts)) == 45


def test_search_is_measured(made: Made, collection: Path, real_embedder: Embedder, capsys: Any) -> None:
    """Every way of searching has its times, and the profile names the search."""
    queries = queries_for(made, collection, real_embedder)
    if made.kind == "real":
        queries = Queries(queries.first, synthetic_queries(0, dimension=384).more)
    told = measure_search(made, queries, filtered=3, profile=True)
    assert list(told["search_ms"]) == ["unfiltered", *(one.name for one in made.filters)]
    assert all(0 < one["p50"] <= one["p95"] <= one["max"] for one in told["search_ms"].values())
    assert all(one["hits"] > 0 for one in told["search_ms"].values())
    assert told["disk_mb"]["all"] > 0 < told["embedding_ms"]["p50"]
    assert "assistant/answering.py" in capsys.readouterr().out


def test_a_start_from_cold_is_measured(made_synthetic: Made) -> None:
    """The whole command is timed, once for each question after the first."""
    told = measure_cold(made_synthetic, list(synthetic_queries(2, dimension=8).first))
    assert told["asked"] == 1
    assert told["ms"]["p50"] > told["help_ms"]["p50"] > 0


def test_ingest_is_measured_on_the_same_texts(out: Path, collection: Path) -> None:
    """The bare model is given every passage and sentence that taking the documents in embeds."""
    told = measure_ingest(out, collection / "corpus.jsonl", 4)
    texts = {sentence for _, sentence in _sentences(collection, 4)}
    passages = {row["text"] for row in _rows(collection)[:4]}
    assert told["texts"] == len(texts | passages)
    assert told["ratio"] > 0 < told["processor_ratio"]


def test_recall_is_measured() -> None:
    """With a graph wide enough for all, everything nearest is found; a narrow one says how much it finds."""
    choose = np.random.default_rng(1)
    vectors = synthetic.unit(choose.normal(size=(300, 16)))
    told = list(measure_recall(vectors, vectors[:20], graphs=[Graph.parse("32x300")], searches=[60, 400]))
    assert [one["ef_search"] for one in told] == [60, 400]
    assert told[1]["recall@10"] == told[1]["recall@60"] == 1
    assert all(one["build_seconds"] > 0 < one["disk_mb"] for one in told)


def test_a_share_is_that_of_the_nearest() -> None:
    """Recall counts what is as near as the truly nearest; of vectors that are alike, any will do."""
    vectors = synthetic.unit(np.array([[1, 0], [1, 0.1], [1, 0.1], [0, 1]], dtype=np.float32))
    least = find_least(vectors, vectors[:1], [1, 2])
    assert least.tolist() == [[1.0, pytest.approx(vectors[1, 0])]]
    for found, share in (([0, 1], 1), ([0, 2], 1), ([1, 2], 1), ([0, 3], 0.5)):
        assert share_found((vectors[found] @ vectors[0])[None], least[:, 1]) == share


def test_growth_is_told(made_synthetic: Made, tmp_path: Path, capsys: Any) -> None:
    """Each size is told beside the smallest."""
    for name, p50 in (("a", 2.0), ("b", 5.0)):
        way = {"p50": p50, "p95": p50, "processor_p50": p50}
        told = {"passages": 10, "search_ms": {"unfiltered": way}, "disk_mb": {"all": 1}, "load": [0]}
        memory = {"memory_mb": {"filtered": 1, "peak": 1}}
        (tmp_path / f"search-{name}.json").write_text(json.dumps(told | memory))
        (tmp_path / name).mkdir()
        (tmp_path / name / FACTS).write_text((made_synthetic.folder / FACTS).read_text())
    grown = describe_growth(tmp_path, ["a", "b"])
    assert [one["times"] for one in grown["search_ms"]["unfiltered"]] == [1.0, 2.5]
    assert "| unfiltered | 10 | 5.0 | 5.0 | 5.0 | 2.5 |" in capsys.readouterr().out


def test_the_program_asks_for_a_collection(made_real: Made) -> None:
    """Where real queries are needed and none are given, the program says so and ends."""
    command = [sys.executable, "-m", "tests.benchmarks.scale", "search", "--data", str(made_real.folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "--collection" in done.stderr.splitlines()[-1]


def test_sizes_have_short_names() -> None:
    """Folders are named by round numbers."""
    assert [name_size(one) for one in (200, 10_000, 1_000_000)] == ["200", "10k", "1M"]


def _rows(collection: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (collection / "corpus.jsonl").read_text().splitlines()]


def _sentences(collection: Path, count: int) -> list[tuple[int, str]]:
    # A fictional sentence ends in a full stop, and holds no other.
    parts = ((number, row["text"].split(". ")) for number, row in enumerate(_rows(collection)[:count]))
    return [(number, one.rstrip(".") + ".") for number, some in parts for one, _ in groupby(some)]
