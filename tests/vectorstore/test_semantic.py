from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.servers import Chroma
from tests.vectorstore.fakes import MODEL
from vectorstore.chroma_server import ChromaServer
from vectorstore.errors import SemanticIndexUnavailable
from vectorstore.semantic import MARK, ChromaIndex, open_semantic


def directions(count: int, *, dimension: int = 32, seed: int = 1) -> NDArray[np.float32]:
    """Return random vectors of length 1: no two are close."""
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    normalised: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return normalised


def fill(index: ChromaIndex, vectors: NDArray[np.float32]) -> None:
    """Add vectors as passages that are named by their numbers."""
    ids = [str(number) for number in range(len(vectors))]
    index.add(ids, digests=[f"d{one}" for one in ids], vectors=vectors)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    """An open, empty index."""
    with closing(open_semantic(tmp_path / "semantic", model=MODEL)) as opened:
        yield opened


def test_nearest_are_found_almost_always(index: ChromaIndex) -> None:
    """Of the 50 nearest of 4,000 vectors without any order, the hardest there are, 98 in 100 are found, best first."""
    vectors, questions = directions(4000, dimension=384), directions(40, dimension=384, seed=2)
    fill(index, vectors)
    shared = 0
    for question in questions:
        cosines = vectors @ question
        exact = {str(number) for number in np.argsort(-cosines)[:50]}
        hits = index.query(question, limit=50)
        shared += len(exact & {identity for identity, _ in hits})
        np.testing.assert_allclose([score for _, score in hits], [cosines[int(one)] for one, _ in hits], atol=1e-5)
        assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert shared / (50 * len(questions)) >= 0.98


def test_more_than_one_batch_is_held(index: ChromaIndex) -> None:
    """More passages than Chroma takes at once are added, listed and removed."""
    vectors = directions(6000, dimension=8)
    fill(index, vectors)
    assert index.count() == 6000
    assert index.ids_and_digests() == {str(number): f"d{number}" for number in range(6000)}
    index.remove([str(number) for number in range(1, 6000)])
    assert index.ids_and_digests() == {"0": "d0"}


def test_adding_again_replaces(index: ChromaIndex) -> None:
    """A passage that is added twice is held once, as it was added last."""
    one, two = directions(2)
    index.add(["a"], digests=["one"], vectors=one[None])
    index.add(["a"], digests=["two"], vectors=two[None])
    assert (index.count(), index.ids_and_digests()) == (1, {"a": "two"})
    assert index.query(two, limit=5)[0][0] == "a"
    assert index.query(two, limit=5)[0][1] == pytest.approx(1.0)


def test_no_passage_is_lost_by_what_comes_after_it(index: ChromaIndex) -> None:
    """In a small index that takes what it holds, what has changed and what is new in one batch, each is still found."""
    for seed in range(25):
        vectors = directions(60, seed=seed)
        names = [str(number) for number in range(60)]
        index.clear()
        fill(index, np.concatenate([vectors[:12], directions(3, seed=1000 + seed)]))
        index.remove(names[:5])
        order = np.random.default_rng(seed).permutation(range(5, 60))
        index.add([names[one] for one in order], digests=["later"] * len(order), vectors=vectors[order])
        assert [index.query(vectors[one], limit=1)[0][0] for one in order] == [names[one] for one in order]
        assert index.ids_and_digests() == {names[one]: "later" for one in order}


def test_cosine_is_at_most_one(index: ChromaIndex) -> None:
    """A passage's cosine with itself is 1 and not a little more."""
    vectors = directions(200)
    fill(index, vectors)
    assert max(index.query(vector, limit=1)[0][1] for vector in vectors) <= 1.0


def test_removing_what_is_not_held_is_no_error(index: ChromaIndex) -> None:
    """Unknown ids are left out, when removing and when listing."""
    fill(index, directions(2))
    index.remove(["1", "unknown"])
    index.remove([])
    assert index.ids_and_digests(["0", "1", "unknown"]) == {"0": "d0"}
    assert index.ids_and_digests([]) == {}


def test_empty_index_finds_nothing(index: ChromaIndex) -> None:
    """A question to an empty index has no hits and is no error."""
    assert index.query(directions(1)[0], limit=5) == []
    assert (index.count(), index.ids_and_digests()) == (0, {})


def test_what_is_held_is_there_after_opening_again(tmp_path: Path) -> None:
    """Passages and mark outlive the process; clearing takes both."""
    vectors = directions(3)
    with closing(open_semantic(tmp_path, model=MODEL)) as index:
        fill(index, vectors)
        assert index.mark() == ""
        index.set_mark("here")
    with closing(open_semantic(tmp_path, model=MODEL)) as index:
        assert (index.mark(), index.query(vectors[1], limit=1)[0][0]) == ("here", "1")
        index.clear()
        assert (index.mark(), index.count()) == ("", 0)


def test_what_is_made_anew_replaces_the_old_when_it_is_whole(tmp_path: Path) -> None:
    """What a process that died was making anew does not count; what it had finished does, wherever it died."""
    old, new = directions(3), directions(5, seed=2)
    with closing(open_semantic(tmp_path, model=MODEL)) as index:
        fill(index, old)
        index.set_mark("old")
        index.clear()
        fill(index, new)
    with closing(open_semantic(tmp_path, model=MODEL)) as index:
        assert (index.count(), index.mark()) == (3, "old")
        index.clear()
        fill(index, new)
        index.collection.modify(metadata={MARK: "new"})
        index.client.delete_collection(index.name)
    with closing(open_semantic(tmp_path, model=MODEL)) as index:
        assert (index.count(), index.mark(), index.query(new[4], limit=1)[0][0]) == (5, "new", "4")
        assert [one.name for one in index.client.list_collections()] == [index.name]


def test_each_model_has_a_collection_of_its_own(tmp_path: Path) -> None:
    """Vectors of two models never meet, whatever their length and the models' names."""
    for dimension, model in ((8, MODEL), (16, "organisation/a-model"), (16, "organisation/a-model-2")):
        with closing(open_semantic(tmp_path, model=model)) as index:
            assert index.count() == 0
            fill(index, directions(3, dimension=dimension))
    with closing(open_semantic(tmp_path, model=MODEL)) as index:
        assert index.count() == 3


def test_vector_of_another_length_is_refused(index: ChromaIndex) -> None:
    """A vector that cannot be of this model is an error of the index."""
    fill(index, directions(2))
    with pytest.raises(SemanticIndexUnavailable):
        index.query(directions(1, dimension=5)[0], limit=1)


def test_damaged_index_is_reported_with_its_mend(tmp_path: Path) -> None:
    """A damaged folder is named, with what to do."""
    with closing(open_semantic(tmp_path, model=MODEL)) as index:
        fill(index, directions(3))
    (tmp_path / "chroma.sqlite3").write_bytes(b"damaged" * 2000)
    with pytest.raises(SemanticIndexUnavailable, match="panel rebuild"):
        open_semantic(tmp_path, model=MODEL)
    shutil.rmtree(tmp_path)
    with closing(open_semantic(tmp_path, model=MODEL)) as index:
        assert index.count() == 0


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "https://127.0.0.1:9", "127.0.0.1:9", "ftp://x", "http://"])
def test_server_that_cannot_be_reached_is_reported_with_its_mend(url: str) -> None:
    """A server that is down, and a URL that is none, say what to check."""
    with pytest.raises(SemanticIndexUnavailable, match="PANEL_CHROMA_URL"):
        open_semantic(None, model=MODEL, server=ChromaServer(url))


def test_folder_and_url_exclude_each_other(tmp_path: Path) -> None:
    """An index is in one place."""
    with pytest.raises(ValueError, match="not both"):
        open_semantic(tmp_path, model=MODEL, server=ChromaServer("http://127.0.0.1:9"))
    with pytest.raises(ValueError, match="not both"):
        open_semantic(None, model=MODEL)


def test_server_does_what_the_folder_does(chroma: Chroma) -> None:
    """On a Chroma server passages are added, replaced, found, removed and marked; when it dies, that is an outage."""
    url = chroma.url
    vectors = directions(300)
    with closing(open_semantic(None, model=MODEL, server=ChromaServer(url))) as index:
        fill(index, vectors)
        fill(index, vectors)
        index.remove(["7"])
        index.set_mark("here")
        assert (index.count(), len(index.ids_and_digests()), index.mark()) == (299, 299, "here")
        assert index.query(vectors[5], limit=2)[0][0] == "5"
    with closing(open_semantic(None, model=MODEL, server=ChromaServer(url))) as index:
        assert (index.count(), index.mark()) == (299, "here")
        chroma.kill()
        with pytest.raises(SemanticIndexUnavailable, match="PANEL_CHROMA_URL"):
            index.query(vectors[5], limit=2)


def test_what_is_being_replaced_is_never_empty(chroma_url: str) -> None:
    """While an index is made anew again and again, who looks finds all of it or meets an outage, and never less."""
    server, vectors, done = ChromaServer(chroma_url), directions(20), threading.Event()

    def look(index: ChromaIndex) -> list[tuple[int, int]]:
        seen = []
        while not done.is_set():
            # It may be replaced as often as it is asked, where nobody waits in between.
            with suppress(SemanticIndexUnavailable):
                seen.append((index.count(), len(index.query(vectors[0], limit=20))))
        return seen

    with ExitStack() as opened, ThreadPoolExecutor(3) as pool:
        index, *others = [
            opened.enter_context(closing(open_semantic(None, model=MODEL, server=server))) for _ in range(4)
        ]
        fill(index, vectors)
        index.set_mark("0")
        looking = [pool.submit(look, other) for other in others]
        try:
            for turn in range(40):
                index.clear()
                fill(index, vectors)
                index.set_mark(str(turn))
        finally:
            done.set()
        assert {seen for one in looking for seen in one.result()} == {(20, 20)}
