from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.looking_up import MOST_WORDS, LookingUp
from assistant.words import Wider
from ingest.documents import Visibility
from tests.vectorstore.fakes import HashingEmbedder, make_description, make_document
from vectorstore.keeping import keep_documents
from vectorstore.store import open_store

PUBLIC, STAFF = frozenset({Visibility.PUBLIC}), frozenset(Visibility)
KNOWN = {"swift", "help", "weekly", "about", "brushing"}
TEXTS = {
    "safety": ["The safety of babies comes first, and safety plans say so.", "Records of neglect were safely kept."],
    "bruising": ["Bruising in babies is seen by a paediatrician.", "The bruising was never explained."],
    "police": ["Police and health met.", "Their policies were old, and so were the policies of others."],
    "swift": ["The reply was swift.", "The meetings of each week were held."],
    "multi": ["A multi-agency audit was made.", "An agency and a multi lens are something else."],
    "defined": ["Family link decision-making (FLDM) was offered.", "The FLDM helped. The QQX is not explained."],
    "again": ["They chose family link decision making (FLDM) again.", "A child arrival questionnaire (CAQ) was sent."],
    "other": ["A court assessment questionnaire (CAQ) was made.", "Safeguarding is for everyone."],
}
SECRET = ["The hidden review quorum (HRQ) met in secret about Zebedee.", "Nothing else was said."]


@pytest.fixture(scope="module")
def looking_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LookingUp]:
    """Looks up words in a few documents, of which the public may see all but one."""
    staff = replace(make_description("For staff"), visibility=Visibility.STAFF)
    documents = [make_document(place, sentences) for place, sentences in TEXTS.items()]
    with open_store(tmp_path_factory.mktemp("looking_up") / "data", embedder=HashingEmbedder()) as store:
        keep_documents([*documents, make_document("secret", SECRET, description=staff)], store=store)
        yield LookingUp(store, lambda word: 0.5 if word in KNOWN else 1.0, PUBLIC)


def look_up(looking_up: LookingUp, question: str, *known: Wider) -> list[tuple[str, str, str]]:
    """Return the words that were looked up, what is searched as well, and why."""
    return [(question[one.start : one.end], one.searched, one.why) for one in looking_up.look_up(question, known)]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("saftey", "safety"),
        ("brusing", "bruising"),
        ("neglgect", "neglect"),
        ("safegaurding", "safeguarding"),
        ("safegaurdng", "safeguarding"),
        ("polcie", "police"),
        ("paediatrican", "paediatrician"),
        ("multiagency", "multi-agency"),
        ("weakly", "weekly"),
    ],
)
def test_a_misspelt_word_is_searched_as_it_is_printed(looking_up: LookingUp, typed: str, printed: str) -> None:
    """What is held nowhere is searched as the nearest word that is: a slip away, or two in a long word."""
    assert look_up(looking_up, f"what about {typed} here?") == [(typed, printed, "spelling")]
    assert look_up(looking_up, f"{typed.capitalize()} here?") == [(typed.capitalize(), printed, "spelling")]


@pytest.mark.parametrize(
    "question",
    [
        "safety of babies",
        "who is helper to the police",
        "Is Saftey a name?",
        "what of brushing",
        "s saf saft2 123 £5 ünïcode 👶",
        "zzzzzzzz tungsten qwertyuiop",
        "x" * 2000,
        "",
    ],
)
def test_other_words_are_left(looking_up: LookingUp, question: str) -> None:
    """What is held, what the language knows, names, numbers and words near none that is held stay as they are."""
    assert look_up(looking_up, question) == []


def test_the_more_frequent_word_is_preferred(looking_up: LookingUp) -> None:
    """Of two words that lie one slip away, the one that more passages have is searched."""
    assert look_up(looking_up, "babiez")[0][1] == "babies"


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("When is FLDM offered?", "Family link decision-making"),
        ("when are FLDMs offered?", "Family link decision-making"),
        ("What is the QQX?", None),
        ("What is the CAQ?", None),
        ("What is the ZZQ?", None),
        ("when is fldm offered?", None),
        ("WHEN IS FLDM OFFERED AGAIN", None),
        ("DSL and CP", None),
    ],
)
def test_a_definition_that_is_held_is_searched(looking_up: LookingUp, question: str, searched: str | None) -> None:
    """What held texts define in one way is searched; what they define in two ways, or not at all, is not."""
    found = [(one.searched, one.why) for one in looking_up.look_up(question, ())]
    assert found == ([(searched, "definition")] if searched else [])


def test_a_definition_tells_where_it_stands(looking_up: LookingUp) -> None:
    """The passage of a definition can be read."""
    (found,) = looking_up.look_up("What is FLDM?", ())
    passages = looking_up.store.record.passages([found.passage_id or ""])
    assert "(FLDM)" in passages[found.passage_id or ""].text


def test_what_may_not_be_seen_is_not_told(looking_up: LookingUp) -> None:
    """Neither a definition nor a spelling is read from what the asker may not see."""
    for question, searched in (("What is the HRQ?", "hidden review quorum"), ("where is zebedea", "zebedee")):
        assert look_up(looking_up, question) == []
        assert look_up(replace(looking_up, visibilities=STAFF), question)[0][1] == searched


def test_what_is_known_is_not_looked_up(looking_up: LookingUp) -> None:
    """Words that a table explains are left alone."""
    assert look_up(looking_up, "saftey", Wider(0, 6, "security", "wording")) == []


def test_only_so_many_words_are_looked_up(looking_up: LookingUp) -> None:
    """However many words of a question are held nowhere, a few are looked up."""
    question = " ".join(["saftey"] * 50)
    assert len(look_up(looking_up, question)) == MOST_WORDS
