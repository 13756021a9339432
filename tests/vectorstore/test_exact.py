from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from vectorstore.digests import passage_number
from vectorstore.errors import SemanticIndexUnavailable
from vectorstore.exact import FEWEST_GONE, NOWHERE, ExactEntry, ExactIndex, open_exact
from vectorstore.exact_files import NAMES as NAMES_OF_FILES
from vectorstore.exact_files import STATE
from vectorstore.held import GONE

WIDTH = 4
NAMES = [f"reading-{number}" for number in range(8)]
WORDS = ("sleep", "safe", "baby")
AHEAD = np.array([1, 0, 0, 0], dtype=np.float32)


def vectors(seed: int, rows: int) -> NDArray[np.float32]:
    """Return rows of length 1."""
    drawn = np.random.default_rng(seed).normal(size=(rows, WIDTH)).astype(np.float32)
    return np.asarray(drawn / np.maximum(np.linalg.norm(drawn, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def make_entry(name: str, *, seed: int = 1, sentences: int = 2, edition: str = "e1") -> ExactEntry:
    """Return a passage; its digest names the seed that its vectors are drawn with."""
    drawn = vectors(seed, sentences + 1)
    return ExactEntry(
        name, f"digest{seed}", edition, seed - 1, 100 + seed, drawn[0], drawn[1:], frozenset(WORDS[: seed % 4])
    )


def open_index(folder: Path, *, model: str = "m1", analyser: str = "a1") -> ExactIndex:
    """Open an index of short vectors."""
    return open_exact(folder, model=model, dimension=WIDTH, analyser=analyser)


def holding(folder: Path, *entries: ExactEntry) -> ExactIndex:
    """Return an index that holds some passages."""
    index = open_index(folder)
    index.add(entries)
    index.commit()
    return index


def check(index: ExactIndex, expected: dict[str, ExactEntry]) -> None:
    """Check that an index holds these passages, and tells the truth of each."""
    assert index.ids_and_digests() == {name: entry.digest for name, entry in expected.items()}
    assert index.count() == len(expected)
    names = sorted(expected)
    rows = index.held.find(names)
    cosines, best = index.held.cosines(rows, AHEAD), index.held.best_sentences(rows, AHEAD)
    for name, cosine, sentence in zip(names, cosines, best, strict=True):
        entry = expected[name]
        assert cosine == pytest.approx(float(entry.vector @ AHEAD), abs=1e-5)
        own = (entry.sentences.astype(np.float16).astype(np.float32) @ AHEAD) if len(entry.sentences) else np.zeros(1)
        assert sentence == pytest.approx(float(own.max()), abs=1e-5)
        assert index.held.editions[index.held.edition[index.held.row_of[name]]] == entry.edition_id
    for told in ("letters", "section"):
        assert index.held.rows.entries[told][rows].tolist() == [getattr(expected[name], told) for name in names]
    weights = dict(zip(WORDS, (5.0, 3.0, 2.0), strict=True))
    shares = [sum(weights[term] for term in expected[name].terms) / 10 for name in names]
    assert index.held.cover(rows, weights).tolist() == pytest.approx(shares)
    assert index.held.cover(rows, {}).tolist() == [0.0] * len(names)
    numbers = np.array([passage_number(name) for name in names], dtype=np.uint64)
    assert index.held.find_numbers(numbers).tolist() == rows.tolist()
    assert index.held.find_numbers(numbers + np.uint64(1)).tolist() == [GONE] * len(names)
    assert index.held.edition[GONE] == GONE


steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from(NAMES), st.integers(0, 50), st.integers(0, 3)),
        st.tuples(st.just("remove"), st.sampled_from(NAMES)),
        st.tuples(st.just("open")),
    ),
    max_size=25,
)


@given(steps)
def test_what_was_done_last_is_held(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[object, ...]]) -> None:
    """After any passages came, changed and went, with the index closed and opened between, it holds what it should."""
    folder = tmp_path_factory.mktemp("exact")
    index, expected = open_index(folder), dict[str, ExactEntry]()
    for step in steps:
        match step:
            case ("add", str(name), int(seed), int(sentences)):
                expected[name] = make_entry(name, seed=seed, sentences=sentences, edition=f"e{seed % 3}")
                index.add([expected[name]])
            case ("remove", str(name)):
                index.remove([name])
                expected.pop(name, None)
            case _:
                index.commit()
                index = open_index(folder)
    index.commit()
    check(index, expected)
    check(open_index(folder), expected)


@given(st.integers(0, 1000), st.integers(1, 60), st.integers(1, 60), st.sets(st.integers(0, 4)))
def test_the_nearest_are_those_that_looking_at_all_finds(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: int, limit: int, wanted: set[int]
) -> None:
    """Of some editions, the nearest passages come best first, as many as are wanted; equal ones by their numbers."""
    rows = vectors(seed, size).round(1)
    entries = [
        ExactEntry(f"p{n:02}", "d", f"e{n % 5}", NOWHERE, 1, row, rows[:0], frozenset()) for n, row in enumerate(rows)
    ]
    held = holding(tmp_path_factory.mktemp("exact"), *entries).held
    allowed = np.flatnonzero([int(held.editions[place][1:]) in wanted for place in held.edition[:-1]])
    meant = [(one.passage_id, round(float(one.vector[0]), 6)) for one in entries if int(one.edition_id[1:]) in wanted]
    expected = sorted(meant, key=lambda hit: (-hit[1], passage_number(hit[0])))[:limit]
    found = held.nearest(AHEAD, of=allowed, limit=limit)
    assert [held.ids[row] for row in found.rows] == [name for name, _ in expected]
    assert found.scores.tolist() == pytest.approx([score for _, score in expected], abs=1e-6)


def test_what_was_not_committed_does_not_count(tmp_path: Path) -> None:
    """Rows that were being written when a process died are cut off, and writing goes on behind the others."""
    holding(tmp_path, first := make_entry("first")).add([make_entry("lost", seed=2)])
    again = open_index(tmp_path)
    check(again, {"first": first})
    again.add([after := make_entry("after", seed=3)])
    again.commit()
    check(open_index(tmp_path), {"first": first, "after": after})


def test_a_reader_keeps_what_it_began_with(tmp_path: Path) -> None:
    """A search that is under way sees one state, whatever is committed meanwhile."""
    index = holding(tmp_path, make_entry("first"))
    before = index.held
    index.remove(["first"])
    index.add([make_entry("second", seed=2)])
    index.commit()
    assert (list(before.row_of), list(index.held.row_of)) == (["first"], ["second"])
    assert before.cosines(before.find(["first"]), AHEAD).shape == (1,)


def test_files_do_not_grow_for_ever(tmp_path: Path) -> None:
    """When most rows are gone the files are written anew, and hold what they held."""
    keep = [make_entry(f"keep{n}", seed=n) for n in range(5)]
    index = holding(tmp_path, *keep, *(make_entry(f"go{n}", seed=n % 7) for n in range(FEWEST_GONE + 5)))
    large = sum(file.stat().st_size for file in tmp_path.iterdir())
    index.remove([f"go{n}" for n in range(FEWEST_GONE + 5)])
    index.set_mark("a mark")
    index.commit()
    small = sum(file.stat().st_size for file in tmp_path.iterdir())
    assert (index.files.kept.gone, small < large / 50) == ((), True)
    check(open_index(tmp_path), {entry.passage_id: entry for entry in keep})
    assert open_index(tmp_path).mark() == "a mark"


@pytest.mark.parametrize(
    "harm", ["shorter", "no state", "half a state", "another form", "another model", "other words"]
)
def test_what_cannot_be_used_is_made_anew(tmp_path: Path, harm: str) -> None:
    """Files that are damaged, or another model's, are held for empty: the record has all that was in them."""
    index = holding(tmp_path, make_entry("first"))
    index.set_mark("a mark")
    if harm == "shorter":
        next(tmp_path.glob("passages.*")).write_bytes(b"short")
    elif harm == "no state":
        (tmp_path / STATE).unlink()
    elif harm == "half a state":
        (tmp_path / STATE).write_text((tmp_path / STATE).read_text()[:20])
    elif harm == "another form":
        state = json.loads((tmp_path / STATE).read_text())
        (tmp_path / STATE).write_text(json.dumps({name: told for name, told in state.items() if name != "version"}))
    other = {"another model": {"model": "m2"}, "other words": {"analyser": "a2"}}.get(harm, {})
    again = open_index(tmp_path, **other)
    assert (again.mark(), again.count()) == ("", 0)
    again.add([second := make_entry("second", seed=2)])
    again.commit()
    check(open_index(tmp_path, **other), {"second": second})
    assert len([*tmp_path.iterdir()]) == len((STATE, *NAMES_OF_FILES))


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    """A file where the folder should be gives one sentence with the mend."""
    (tmp_path / "exact").write_text("in the way")
    with pytest.raises(SemanticIndexUnavailable, match=r"exact index in .* cannot be used"):
        open_index(tmp_path / "exact")


def test_clearing_forgets_all(tmp_path: Path) -> None:
    """An index that was cleared holds nothing and no mark, also when it is opened again."""
    index = holding(tmp_path, make_entry("first"))
    index.set_mark("a mark")
    index.clear()
    for one in (index, open_index(tmp_path)):
        assert (one.count(), one.mark(), one.ids_and_digests()) == (0, "", {})
