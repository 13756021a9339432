from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from assistant.looking_up import LookingUp
from assistant.telling import REASONS
from assistant.widening import WEIGHTS, explain, say_otherwise, weigh_stems, weigh_words, widen
from assistant.words import Wider
from ingest.documents import Visibility
from tests.vectorstore.fakes import HashingEmbedder, make_document
from vectorstore.keeping import keep_documents
from vectorstore.store import open_store

TEXT = ["The safety of infants is a concern of every local authority.", "Section 47 is about harm to them."]


@pytest.fixture(scope="module")
def looking_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LookingUp]:
    """Looks up words in one document."""
    with open_store(tmp_path_factory.mktemp("widening") / "data", embedder=HashingEmbedder()) as store:
        keep_documents([make_document("one", TEXT)], store=store)
        known = {"panel", "section", "worry", "need", "lines"}
        yield LookingUp(store, lambda word: 0.5 if word in known else 1.0, frozenset({Visibility.PUBLIC}))


def expand(looking_up: LookingUp, question: str) -> list[tuple[str, str, str]]:
    """Return the words for which something is searched, what that is, and why."""
    found = (explain(one, question) for one in widen(question, looking_up=looking_up))
    return [(one.said, one.searched, one.why) for one in found]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What does the DSL need?", [("DSL", "designated safeguarding lead", "abbreviation")]),
        ("a designated safeguarding lead", [("designated safeguarding lead", "DSL", "abbreviation")]),
        ("the saftey of babies", [("saftey", "safety", "spelling"), ("babies", "infants", "wording")]),
        ("county lines", [("county lines", "child criminal exploitation", "wider")]),
        ("a s.47 of yr 2", [("s.47", "section 47", "number"), ("yr 2", "year 2", "number")]),
        ("Section 47", []),
        ("CP", []),
        ("", []),
    ],
)
def test_each_word_is_widened_for_its_reason(
    looking_up: LookingUp, question: str, found: list[tuple[str, str, str]]
) -> None:
    """What is searched as well comes in the question's order, each with the words it is for and the reason."""
    assert expand(looking_up, question) == found


def test_no_word_is_widened_twice(looking_up: LookingUp) -> None:
    """What a number, an abbreviation and a plain word all claim is widened once."""
    question = "in yr 9 the la of SEND kids, LADOs and the HV's mum brusing saftey"
    spans = [(one.start, one.end) for one in widen(question, looking_up=looking_up)]
    assert len(spans) > 5
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_a_long_text_is_searched_as_it_is(looking_up: LookingUp) -> None:
    """Of a text of many pages nothing is widened, however much of it could be; a long question is."""
    question = "brusing kids CP plan s47 "
    assert widen(question * 5000, looking_up=looking_up) == ()
    assert len(widen(question * 50, looking_up=looking_up)) > 100


def test_the_question_is_said_otherwise(looking_up: LookingUp) -> None:
    """The spelling is mended and the number written out in place; what words are called otherwise is added."""
    question = "A s47 for the saftey of babies with a DSL"
    said = say_otherwise(question, widen(question, looking_up=looking_up))
    assert said == "A section 47 for the safety of babies with a DSL (infants designated safeguarding lead)"
    plain = "Who wrote about a designated safeguarding lead?"
    assert say_otherwise(plain, widen(plain, looking_up=looking_up)) == plain


def test_what_is_searched_as_well_counts_less() -> None:
    """Nothing counts as much as the user's own word; what is wider counts less than what means the same."""
    assert max(WEIGHTS.values()) < 1
    assert 0 < WEIGHTS["wider"] < WEIGHTS["wording"]
    assert WEIGHTS.keys() == REASONS.keys()


def test_words_are_weighed_once() -> None:
    """What is searched for two reasons has the greater weight; numbers have none, for the index writes them out."""
    wider = (Wider(0, 1, "infant", "wider"), Wider(2, 3, "infant", "wording"), Wider(4, 5, "year 2", "number"))
    assert weigh_words(wider) == {"infant": WEIGHTS["wording"]}
    weights = weigh_stems(wider, terms=lambda text: text.split(), rarity=lambda _: 0.5)
    assert weights == {"infant": 0.5 * WEIGHTS["wording"]}
