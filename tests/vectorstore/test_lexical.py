from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import tantivy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vectorstore.digests import passage_number
from vectorstore.errors import LexicalIndexUnavailable
from vectorstore.lexical import LexicalIndex, open_lexical
from vectorstore.publications import Entry

TEXTS = {
    "babies": "Bruising in babies who cannot yet roll must be assessed by a paediatrician.",
    "sleep": "The review of safer sleep visited twelve local areas.",
    "act": "Section 47 of the Children Act 1989 (s.47 enquiries) costs £5.00 and more.",
    "people": "A woman, a man and their mentor met nobody.",
    "child": "A child is a child and the reviews say so: child first.",
}


def entry(identity: str, text: str, *, title: str = "", headings: tuple[str, ...] = (), digest: str = "d") -> Entry:
    """Return an entry of a passage."""
    return Entry(identity, f"of {identity}", digest, "", title, headings, text)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LexicalIndex]:
    """An index of a few passages that no test changes."""
    with closing(open_lexical(tmp_path_factory.mktemp("lexical"))) as index:
        index.add([entry(identity, text) for identity, text in TEXTS.items()])
        index.commit()
        yield index


@pytest.fixture
def index(tmp_path: Path) -> Iterator[LexicalIndex]:
    """An open, empty index."""
    with closing(open_lexical(tmp_path / "lexical")) as opened:
        yield opened


def found(index: LexicalIndex, words: str) -> list[str]:
    """Return the ids that a query finds."""
    return [identity for identity, _ in index.query(words, limit=10)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("baby bruises", "babies"),
        ("assess", "babies"),
        ("S.47 (Children", "act"),
        ("1989", "act"),
        ("£5.00", "act"),
        ("SLEEPING", "sleep"),
        ("reviewing children", "child"),
        ("men and women", "people"),
        ("WOMEN", "people"),
    ],
)
def test_words_are_found_in_other_forms(held: LexicalIndex, words: str, first: str) -> None:
    """Inflections, capitals and punctuation do not matter, and numbers are words."""
    assert found(held, words)[0] == first


@pytest.mark.parametrize("words", ["", "   ", "?!…", "👶", "zzz", "(((", '"'])
def test_query_without_a_known_word_finds_nothing(held: LexicalIndex, words: str) -> None:
    """No word that is held, no passage."""
    assert held.query(words, limit=10) == []


@pytest.mark.parametrize(
    ("plain", "hostile"),
    [
        ("sleep babies", "sleep AND babies"),
        ("sleep babies", "sleep NOT babies"),
        ("sleep babies", "+sleep -babies"),
        ("text sleep", "text:sleep"),
        ("passage id babies", "passage_id:babies"),
        ("sleep babies", '"sleep babies"~2'),
        ("sleep 5", "sleep^5"),
        ("child", "child* OR [a TO z]"),
        ("sl p", "/sl.*p/"),
    ],
)
def test_syntax_is_words(held: LexicalIndex, plain: str, hostile: str) -> None:
    """What would be a command to a query parser finds what its words find."""
    assert set(found(held, plain)) <= set(found(held, hostile))
    unknown = {"and", "not", "or", "a", "to", "z"}
    if not unknown & set(held.terms(hostile)):
        assert held.query(plain, limit=10) == held.query(hostile, limit=10)


HOSTILE = st.lists(
    st.sampled_from(
        ['"', "(", ")", ":", "AND", "OR", "NOT", "*", "~", "^", "[", "]", "{", "\\", "/", "text:", "s.47", "👶"]
    )
    | st.text(max_size=12)
    | st.characters(codec=None),
    max_size=40,
).map(" ".join)


@given(words=HOSTILE, limit=st.integers(0, 5))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_may_be_asked(held: LexicalIndex, words: str, limit: int) -> None:
    """Whatever is asked, the answer is a ranked list no longer than asked, of passages that are held, none twice."""
    hits = held.query(words, limit=limit)
    scores = [score for _, score in hits]
    assert len(hits) <= limit
    assert {identity for identity, _ in hits} <= TEXTS.keys()
    assert len({identity for identity, _ in hits}) == len(hits)
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


@given(text=st.text(alphabet=st.characters(codec=None), max_size=200))
@settings(max_examples=150, deadline=None)
def test_order_and_repetition_of_words_do_not_matter(held: LexicalIndex, text: str) -> None:
    """A question said twice finds what it finds said once."""
    once, twice = held.query(text, limit=10), held.query(f"{text} {text}", limit=10)
    assert [identity for identity, _ in once] == [identity for identity, _ in twice]


def test_a_very_long_question_is_answered(held: LexicalIndex) -> None:
    """A hundred thousand characters are asked like any others."""
    words = " ".join(f"word{number}" for number in range(10_000)) + " paediatrician"
    assert found(held, words) == ["babies"]


def test_passages_are_found_by_their_numbers(index: LexicalIndex) -> None:
    """The numbers found are those of the passages that their ids give, with the same scores."""
    index.add([entry(f"passage-{place}", "sleep " * (place + 1)) for place in range(5)])
    index.commit()
    numbers, scores = index.query_numbers("sleep", limit=3)
    expected = {passage_number(key): score for key, score in index.query("sleep", limit=3)}
    assert dict(zip(numbers.tolist(), scores.tolist(), strict=True)) == pytest.approx(expected)
    assert [len(found) for found in index.query_numbers("?", limit=3)] == [0, 0]


def test_terms_are_those_of_the_index(held: LexicalIndex) -> None:
    """Terms are lower case, without accents, stemmed, and keep numbers; a word of 60 characters and more is none."""
    assert held.terms("women's children") == held.terms("Woman's child")
    assert held.terms("mentor, omen") == ["mentor", "omen"]
    assert held.terms("Reviews of S.47 enquiries – naïve! " + "x" * 60) == [
        "review",
        "of",
        "section",
        "47",
        "section47",
        "enquiri",
        "naiv",
    ]


@pytest.mark.parametrize("asked", ["s47", "s.47", "S 47", "section 47", "sections 17 and 47"])
@pytest.mark.parametrize("printed", ["A s47 enquiry", "A s.47 enquiry", "Section 47 is about it", "ss 17, 20 and 47"])
def test_a_section_is_found_however_it_is_written(index: LexicalIndex, asked: str, printed: str) -> None:
    """Each way of writing a section finds each other, before a text that has the word and another 47."""
    index.add(
        [entry("right", printed), entry("wrong", "Section 12 says that 47 children were seen, and section 9 too")]
    )
    index.commit()
    (first, best), (second, less) = index.query(asked, limit=5)
    assert (first, second) == ("right", "wrong")
    assert best > 1.5 * less


def test_a_number_alone_is_no_section(index: LexicalIndex) -> None:
    """A bare number finds what has the number, whatever it counts, and no other number."""
    index.add(
        [entry("a", "Section 47"), entry("b", "47 children"), entry("c", "Section 48"), entry("d", "paragraph 470")]
    )
    index.commit()
    assert sorted(found(index, "47")) == ["a", "b"]


def test_further_words_count_less(index: LexicalIndex) -> None:
    """What is searched as well is found, behind what has the user's own word; said twice it counts once."""
    index.add([entry("own", "baby"), entry("further", "infant"), entry("none", "child")])
    index.commit()
    assert found(index, "baby") == ["own"]
    (first, best), (second, less) = index.query("baby", limit=5, also={"infants": 0.5})
    assert (first, second) == ("own", "further")
    assert less == pytest.approx(best / 2)
    assert index.query("baby", limit=5, also={"babies": 0.5}) == index.query("baby", limit=5)
    assert index.query("baby", limit=5, also={"infants": 0.5, "infant": 0.2}) == [(first, best), (second, less)]
    assert [key for key, _ in index.query("?", limit=5, also={"infant": 0.5})] == ["further"]


def test_frequencies_are_of_any_form(held: LexicalIndex) -> None:
    """A word occurs in as many passages as have it in any form; two words where both stand."""
    assert held.frequencies(["child", "children", "reviewing", "babies roll", "babies sleep", "zzz", ""]) == [
        2,
        2,
        2,
        1,
        1,
        0,
        0,
    ]
    assert held.frequencies([]) == []


def test_a_term_is_held_in_any_field(index: LexicalIndex) -> None:
    """A word of a title or a heading is held as one of the text is, and one that was removed is not."""
    index.add([entry("a", "one", title="two", headings=("three",)), entry("b", "four")])
    index.remove(["b"])
    index.commit()
    assert [index.holds(term) for term in ("one", "two", "three", "four", "five")] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("term", "distance", "near"),
    [("neglgect", 1, True), ("safegaurd", 1, True), ("sfegaurd", 1, False), ("sfegaurd", 2, True), ("other", 2, False)],
)
def test_near_terms_are_found(index: LexicalIndex, term: str, distance: int, *, near: bool) -> None:
    """A term with as many letters more, less, other or changed in place as allowed is found, and no other."""
    index.add([entry("a", "safeguarding against neglect")])
    index.commit()
    assert index.find_near(term, distance=distance, limit=5) == (["a"] if near else [])


def test_terms_that_go_on_are_found(index: LexicalIndex) -> None:
    """Of a term that begins nearly so, the beginning finds it when that is asked for."""
    index.add([entry("a", "safeguarding")])
    index.commit()
    assert index.find_near("safgu", distance=1, limit=5, going_on=True) == ["a"]
    assert index.find_near("safgu", distance=1, limit=5) == []


def test_weights_decide_between_fields(index: LexicalIndex) -> None:
    """The same word counts by the weight of the field that it stands in; a field of weight 0 is not searched."""
    index.add([entry("t", "x", title="sleep"), entry("h", "x", headings=("a", "sleep")), entry("b", "sleep")])
    index.commit()
    orders = []
    for strong in ("title", "headings", "text"):
        weights = {"title": 1.0, "headings": 1.0, "text": 1.0} | {strong: 9.0}
        orders.append(index.query("sleep", limit=3, weights=weights)[0][0])
    assert orders == ["t", "h", "b"]
    assert index.query("sleep", limit=3, weights={"title": 0, "text": 0, "headings": 1}) != []
    assert len(index.query("sleep", limit=3, weights={"title": 0, "text": 0, "headings": 1})) == 1
    assert index.query("sleep", limit=3, weights={}) == []


def test_equal_scores_are_ordered_by_id(index: LexicalIndex) -> None:
    """The order of two passages with the same words does not depend on which came first."""
    index.add([entry(identity, "safe sleep") for identity in "cab"])
    index.commit()
    assert found(index, "sleep") == ["a", "b", "c"]


def test_adding_again_replaces(index: LexicalIndex) -> None:
    """A passage that is added twice is held once, as it was added last."""
    for word in ("one", "two"):
        index.add([entry("a", word, digest=word)])
    index.commit()
    assert (index.count(), index.ids_and_digests()) == (1, {"a": "two"})
    assert (found(index, "one"), found(index, "two")) == ([], ["a"])


def test_removed_passage_is_gone(index: LexicalIndex) -> None:
    """What is removed is not found, listed or counted, and removing what is not held is no error."""
    index.add([entry("a", "one"), entry("b", "one")])
    index.commit()
    index.remove(["a", "unknown"])
    index.commit()
    assert (index.count(), index.ids_and_digests(), found(index, "one")) == (1, {"b": "d"}, ["b"])
    assert index.ids_and_digests(["a", "b", "unknown"]) == {"b": "d"}


def test_nothing_is_kept_before_the_commit(tmp_path: Path) -> None:
    """What was added and not committed is not there after closing."""
    with closing(open_lexical(tmp_path)) as index:
        index.add([entry("a", "one")])
        index.commit()
        index.add([entry("b", "two")])
        index.remove(["a"])
        assert index.ids_and_digests() == {"a": "d"}
    with closing(open_lexical(tmp_path)) as index:
        assert index.ids_and_digests() == {"a": "d"}


def test_passage_held_twice_is_told_by_an_empty_digest(tmp_path: Path) -> None:
    """An index that was damaged so that it holds a passage twice says so, and adding the passage mends it."""
    with closing(open_lexical(tmp_path)) as index:
        index.add([entry("a", "one")])
        with index._writing() as writer:  # noqa: SLF001  no public way leads there
            writer.add_document(tantivy.Document(passage_id="a", key="a d", text="one"))
        index.commit()
        assert index.ids_and_digests() == {"a": ""}
        index.add([entry("a", "one")])
        index.commit()
        assert (index.ids_and_digests(), index.count()) == ({"a": "d"}, 1)


def test_mark_stays_until_the_index_is_cleared(tmp_path: Path) -> None:
    """The mark is there after opening again, and goes with what it was true of."""
    with closing(open_lexical(tmp_path)) as index:
        assert index.mark() == ""
        index.set_mark("here")
    with closing(open_lexical(tmp_path)) as index:
        assert index.mark() == "here"
        index.clear()
        assert (index.mark(), index.count()) == ("", 0)


def test_index_of_another_version_is_made_anew(tmp_path: Path) -> None:
    """An index with other fields is emptied: the record fills it again."""
    tantivy.Index(tantivy.SchemaBuilder().add_text_field("other").build(), path=str(tmp_path))
    with closing(open_lexical(tmp_path)) as index:
        assert index.count() == 0


def test_damaged_index_is_reported_with_its_mend(tmp_path: Path) -> None:
    """An index that cannot be opened is named, with what to do."""
    with closing(open_lexical(tmp_path)) as index:
        index.add([entry("a", "one")])
        index.commit()
    (tmp_path / "meta.json").write_text("damaged")
    with pytest.raises(LexicalIndexUnavailable, match="panel rebuild"):
        open_lexical(tmp_path)


def test_index_without_its_folder_is_reported(tmp_path: Path) -> None:
    """An index whose folder is deleted under it fails as an index, and not as a file."""
    with closing(open_lexical(tmp_path / "index")) as index:
        shutil.rmtree(tmp_path / "index")
        with pytest.raises(LexicalIndexUnavailable):
            index.add([entry("a", "one")])
        with pytest.raises(LexicalIndexUnavailable):
            index.set_mark("here")


def test_folder_that_is_a_file_is_reported(tmp_path: Path) -> None:
    """A file in the place of the folder is reported too."""
    (tmp_path / "file").write_text("")
    with pytest.raises(LexicalIndexUnavailable):
        open_lexical(tmp_path / "file")


def test_two_writers_are_refused(tmp_path: Path) -> None:
    """A second writer of one index fails loudly."""
    with closing(open_lexical(tmp_path)) as one, closing(open_lexical(tmp_path)) as two:
        one.add([entry("a", "one")])
        with pytest.raises(LexicalIndexUnavailable):
            two.add([entry("b", "two")])
