from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from assistant.bootstrap import open_panel
from assistant.recommendations.entries import Recommendation
from assistant.recommendations.recurring import (
    LEAST_COSINE,
    LEAST_SHARED,
    Comparing,
    comparing_of,
    embed_kept,
    find_recurring,
    group_entries,
    list_recurring,
    share,
    tell_recurring,
)
from assistant.recommendations.register import Page, Register
from assistant.recommendations.wanted import Wanted
from assistant.settings import Settings
from ingest.recommendations.entries import EntryKind
from tests.conftest import copy_folder

PAIRS: Mapping[str, Sequence[tuple[str, str]]] = yaml.safe_load(
    (Path(__file__).parent / "recurring.yaml").read_text(encoding="utf-8")
)
WORDS = ("see every child alone", "share what is known", "train the staff", "write it down", "tell the school")


def make(identity: str, text: str, *, publication: str = "", year: int | None = 2031) -> Recommendation:
    """Return a fictional recommendation with the fields that grouping looks at."""
    fields: dict[str, Any] = {
        "id": identity,
        "kind": EntryKind.NATIONAL,
        "text": text,
        "bodies": (),
        "publication_id": publication or f"p{identity}",
        "publication": f"Review {publication or identity}",
        "published": dt.date(year, 1, 1) if year else None,
        "page": None,
        "fictional": True,
    }
    return Recommendation.model_construct(**fields)


def embed_words(texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Return vectors that are alike as far as texts have the same words."""
    known = sorted({word for text in WORDS for word in text.split()})
    rows = np.array([[float(word in text.split()) for word in known] for text in texts], dtype=np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float32)


PLAIN = Comparing(embed_words, str.split, lambda _: 1.0)


class HeldRegister:
    """A register that holds some entries and remembers what it was asked for."""

    def __init__(self, *entries: Recommendation) -> None:
        self.entries = entries
        self.asked: list[Wanted] = []

    def find(self, wanted: Wanted) -> Page:
        """Return all of them."""
        self.asked.append(wanted)
        return Page.model_construct(total=len(self.entries), items=self.entries, unread=("One could not be read.",))


@pytest.fixture(scope="module")
def comparing(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Comparing]:
    """What compares texts, with the real model and analyser, in a record of its own: vectors are kept there."""
    folder = copy_folder(sample_folder, tmp_path_factory.mktemp("recurring") / "data")
    with open_panel(Settings(data_dir=folder), purpose="a test") as panel:
        yield comparing_of(panel)


def count(comparing: Comparing, name: str, *, frozen: bool) -> tuple[int, int]:
    """Return how many pairs of a list are grouped, and how many there are."""
    pairs = [pair for place, pair in enumerate(PAIRS[name]) if (place % 3 == 2) is frozen]
    grouped = [group_entries([make("a", one), make("b", other)], comparing) for one, other in pairs]
    return sum(map(bool, grouped)), len(pairs)


@pytest.mark.parametrize("frozen", [False, True], ids=["open", "frozen"])
def test_labelled_pairs_are_told_apart(comparing: Comparing, *, frozen: bool) -> None:
    """Of what is the same at least 85 in 100 are grouped, and of what is grouped at least 95 in 100 are the same."""
    (same, there), (wrong, _) = (count(comparing, name, frozen=frozen) for name in ("same", "different"))
    assert same / there >= 0.85
    assert same / (same + wrong) >= 0.95


def test_the_labelled_pairs_are_enough() -> None:
    """There are at least 40 pairs that are the same and 60 that are not, and none stands in both lists."""
    same, different = ({tuple(pair) for pair in PAIRS[name]} for name in ("same", "different"))
    assert (len(same) >= 40, len(different) >= 60, same & different) == (True, True, set())


def test_a_group_tells_how_often_and_when() -> None:
    """A group counts its entries and publications and has the first and the last date, and the latest words."""
    entries = [
        make("3", "see every child alone", year=2034),
        make("1", "see every child alone", year=2031),
        make("2", "see every child alone", publication="p1", year=2031),
        make("4", "train the staff"),
    ]
    register = HeldRegister(*entries)
    found = list_recurring(cast("Register", register), PLAIN, Wanted())
    (group,) = found.items
    assert (found.total, found.compared, found.unread) == (1, 4, ("One could not be read.",))
    assert (group.count, group.publications) == (3, 2)
    assert (group.first, group.last) == (dt.date(2031, 1, 1), dt.date(2034, 1, 1))
    assert [one.id for one in group.entries] == ["1", "2", "3"]
    assert group.text == entries[0].text
    assert register.asked[0].kinds


def test_what_one_publication_repeats_does_not_recur() -> None:
    """The same words twice in one publication are one recommendation that is printed twice."""
    twice = [make("1", WORDS[0], publication="p"), make("2", WORDS[0], publication="p")]
    assert group_entries(twice, PLAIN) == []


def test_what_most_publications_say_comes_first() -> None:
    """Groups are ranked by publications, then entries, then by the latest date."""
    entries = [make(f"a{number}", WORDS[0]) for number in range(2)]
    entries += [make(f"b{number}", WORDS[1]) for number in range(3)]
    entries += [make(f"c{number}", WORDS[2], year=2033) for number in range(2)]
    found = list_recurring(cast("Register", HeldRegister(*entries)), PLAIN, Wanted(), limit=2)
    assert ([group.text for group in found.items], found.total) == ([WORDS[1], WORDS[2]], 3)


def test_each_is_alike_to_all_others() -> None:
    """A chain, of which the ends are not alike, is not one group."""
    vectors = {"see": [1.0, 0.0], "share": [0.9, 0.436], "train": [0.5, 0.866]}
    chained = Comparing(
        lambda texts: np.array([vectors[text] for text in texts], dtype=np.float32), lambda _: ["same"], lambda _: 1.0
    )
    (group,) = group_entries([make("1", "see"), make("2", "share"), make("3", "train")], chained)
    assert [one.text for one in group] == ["see", "share"]


def test_a_cosine_alone_is_not_enough() -> None:
    """Texts that come near in meaning and share too few words are not grouped."""
    near = Comparing(lambda texts: np.ones((len(texts), 1), dtype=np.float32), str.split, lambda _: 1.0)
    assert group_entries([make("1", "burns babies"), make("2", "burns teenagers")], near) == []
    assert share({"burn": 1.0, "baby": 1.0}, {"burn": 1.0, "teen": 1.0}) < LEAST_SHARED < LEAST_COSINE


Lists = some.lists(some.tuples(some.sampled_from(WORDS), some.sampled_from("pqr")), max_size=9)


@settings(max_examples=60)
@given(drawn=Lists, data=some.data())
def test_any_order_gives_the_same_groups(drawn: list[tuple[str, str]], data: some.DataObject) -> None:
    """However entries are given, the groups are the same, no entry is in two, and each has several publications."""
    entries = [make(f"{place:02}", text, publication=publication) for place, (text, publication) in enumerate(drawn)]
    groups = group_entries(entries, PLAIN)
    shuffled = group_entries(data.draw(some.permutations(entries)), PLAIN)
    ids = [tuple(one.id for one in group) for group in groups]
    assert sorted(ids) == sorted(tuple(one.id for one in group) for group in shuffled)
    flat = [one for group in ids for one in group]
    assert len(flat) == len(set(flat))
    assert all(len({one.publication_id for one in group}) > 1 for group in groups)


def test_nothing_is_embedded_twice(sample_folder: Path, tmp_path: Path) -> None:
    """Vectors that are made are kept in the record, which tells the same as before."""
    with open_panel(Settings(data_dir=copy_folder(sample_folder, tmp_path / "data")), purpose="a test") as panel:
        record, model, texts = panel.store.record, panel.embedder.digest, ["Train the staff well.", "See the child."]
        revision = record.revision()
        first = embed_kept(panel.store, texts)
        assert record.missing_vectors(texts, model=model) == []
        assert np.array_equal(embed_kept(panel.store, texts), first)
        assert np.allclose(np.linalg.norm(first, axis=1), 1.0, atol=1e-3)
        assert record.revision() == revision


def test_the_samples_have_a_list(sample_folder: Path, tmp_path: Path) -> None:
    """A panel lists what recurs in its register, as lines that a person reads as well."""
    with open_panel(Settings(data_dir=copy_folder(sample_folder, tmp_path / "data")), purpose="a test") as panel:
        found = find_recurring(panel, Wanted())
    assert found.compared > 0
    assert all(group.publications > 1 for group in found.items)
    lines = list(tell_recurring(found.model_dump(mode="json")))
    assert lines


def test_a_group_is_told_in_lines() -> None:
    """A list in a terminal has the count, the dates, the words, and each place."""
    register = HeldRegister(make("1", WORDS[0], year=2031), make("2", WORDS[0], year=2033))
    told = list_recurring(cast("Register", register), PLAIN, Wanted()).model_dump(mode="json", warnings=False)
    assert list(tell_recurring(told))[:3] == [
        "1. 2 times in 2 publications, 1 January 2031 to 1 January 2033",
        f"   “{WORDS[0]}”",
        "   - Review 1, 1 January 2031 (fictional sample) (1)",
    ]
