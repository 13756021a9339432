from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ingest.collection import list_collection
from ingest.correspondence import link_letters
from ingest.documents import Document, Letter
from tests.conftest import copy_folder
from tests.functional.conftest import with_model
from tests.functional.door import Door, write_lines
from tests.ingest.builders import limits
from tests.ingest.letter_facts import check_places, plain

ONE_LINK, ALL_LINKS = "SQ23", "SQ24"
"""The labelled questions for the link member of one region, and for all of them."""


def squeeze(text: str) -> str:
    """Return a text with every run of space as one space."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def letters(shared: Path, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Door:
    """The command with the five real letters in its data folder, taken in by the command itself."""
    door = Door(with_model(tmp_path_factory.mktemp("letters") / "data", models))
    ended = door.run("ingest", shared / "corpus" / "letters", "--json")
    assert (ended.code, ended.json["added"], ended.json["failed"]) == (0, 5, 0)
    return door


@pytest.fixture(scope="module")
def labelled(shared: Path) -> list[dict[str, Any]]:
    """The labelled questions about the letters."""
    lines = (shared / "evaluation" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def answers(letters: Door, labelled: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The answers to all labelled questions about the letters, by id."""
    ended = letters.run("ask", "--batch", write_lines(letters.data.parent / "questions.jsonl", *labelled))
    assert (ended.code, ended.err) == (0, "")
    assert [row["id"] for row in ended.rows] == [row["id"] for row in labelled]
    return {row["id"]: row for row in ended.rows}


def test_every_quotation_is_verbatim(answers: dict[str, dict[str, Any]], shared: Path) -> None:
    """Each quotation of each answer stands in the cited file, at the given place, letter for letter."""
    citations = [citation for answer in answers.values() for citation in answer["citations"]]
    assert len(citations) > 100
    for citation in citations:
        text = (shared / "corpus" / "letters" / citation["file"]).read_bytes().decode()
        words = " ".join(text[one["start"] : one["end"]] for one in citation["segments"])
        assert citation["quote"] == words
        assert squeeze(words) != ""


def test_the_nearest_is_verbatim(answers: dict[str, dict[str, Any]], shared: Path) -> None:
    """What is shown beside "not held" stands in one of the files."""
    texts = [squeeze(path.read_bytes().decode()) for path in (shared / "corpus" / "letters").glob("*.txt")]
    nearest = [near for answer in answers.values() for near in answer["nearest"] if len(near["segments"]) == 1]
    assert all(any(squeeze(near["quote"]) in text for text in texts) for near in nearest)


def evidence(labelled: list[dict[str, Any]], identity: str) -> list[str]:
    """Return the words that answer a labelled question."""
    (row,) = (row for row in labelled if row["id"] == identity)
    return [squeeze(words) for words in row["evidence"]]


def test_one_link_member_is_found(answers: dict[str, dict[str, Any]], labelled: list[dict[str, Any]]) -> None:
    """A question about one region is answered with that region's line, as at the date of the letter."""
    (line,) = evidence(labelled, ONE_LINK)
    answer = answers[ONE_LINK]
    assert answer["outcome"] in {"answered", "partly_answered"}
    (cited,) = (one for one in answer["citations"] if line in squeeze(one["quote"]))
    assert cited["as_at"] == cited["published"] is not None


def test_the_list_of_link_members_is_whole(answers: dict[str, dict[str, Any]], labelled: list[dict[str, Any]]) -> None:
    """A question for the list is answered with all nine of its items and nothing else, in order, and their count."""
    items, answer = evidence(labelled, ALL_LINKS), answers[ALL_LINKS]
    texts = [squeeze(line) for statement in answer["statements"] for line in statement["text"].splitlines()]
    assert answer["total"] == len(items) == len(texts) == 9
    assert all(item in text for item, text in zip(items, texts, strict=True))
    assert {one["as_at"] for one in answer["citations"]} == {answer["citations"][0]["published"]} != {None}


def test_the_same_letters_again_change_nothing(letters: Door, shared: Path, tmp_path: Path) -> None:
    """Another run over the letters finds all five unchanged."""
    again = Door(copy_folder(letters.data, tmp_path / "data")).run("ingest", shared / "corpus" / "letters", "--json")
    assert (again.code, again.json["unchanged"], again.json["added"], again.json["updated"]) == (0, 5, 0, 0)


PANEL = "Child Safeguarding Practice Review Panel"
MINISTER, CIRCULAR, REFUSAL, LINKS, NOTICE = (
    "000_9bf2d9c12462cdf0.txt",
    "001_f96669192275df0b.txt",
    "002_711d59a5038b01de.txt",
    "003_84cc375261ddead3.txt",
    "004_e4668bc642197a24.txt",
)
LONGEST_FACT = 60
"""Names, offices and dates are facts and may stand here; the letters' own sentences are compared by their digests."""

CHAIR = {"name": "Annie Hudson", "role": "Chair", "organisation": PANEL}
FACTS: dict[str, dict[str, Any]] = {
    MINISTER: {
        "sent": dt.date(2020, 6, 5),
        "printed_date": "5 June 2020",
        "sender": "Rt Hon Gavin Williamson",
        "sender_role": "Secretary of State for Education",
        "recipient": "Ms Karen Manners",
        "recipient_role": "Interim Chair",
        "recipient_organisation": PANEL,
        "addressee": "Ms Karen Manners",
        "direction": "to_panel",
        "salutation": "Dear Karen",
        "signatories": [{"name": "Rt Hon Gavin Williamson", "role": "Secretary of State for Education"}],
        "replies_to": [
            {"words": "c16bd580f2391609 (34)", "writer": "Mark Gurrey", "about": "e33f0b17b235b2a1 (138)"},
        ],
    },
    CIRCULAR: {
        "sent": dt.date(2021, 3, 8),
        "printed_date": "8th March 2021",
        "sender": "Annie Hudson",
        "sender_role": "Chair",
        "sender_organisation": PANEL,
        "recipient": "Colleague",
        "direction": "from_panel",
        "salutation": "Dear Colleague",
        "sign_off": "Yours sincerely",
        "signatories": [CHAIR],
        "enclosures": [{"name": "A Practice Briefing", "words": "08cf554363e5e8a3 (156)"}],
    },
    REFUSAL: {
        "sent": dt.date(2022, 5, 30),
        "printed_date": "30 May 2022",
        "sender": "Annie Hudson",
        "sender_role": "Chair",
        "sender_organisation": PANEL.upper(),
        "recipient": "Carolyne",
        "direction": "from_panel",
        "salutation": "Dear Carolyne",
        "sign_off": "Yours sincerely",
        "signatories": [CHAIR | {"organisation": PANEL.upper()}],
        "replies_to": [
            {
                "words": "27d8cd58b0a5980f (47)",
                "date": dt.date(2022, 4, 29),
                "printed_date": "29th April 2022",
                "about": "18e3b3c8cbd2cadc (122)",
            },
        ],
    },
    LINKS: {
        "sent": dt.date(2021, 5, 21),
        "printed_date": "21st May 2021",
        "sender": "Annie Hudson",
        "sender_role": "Chair",
        "sender_organisation": PANEL,
        "recipient": "Safeguarding Partners",
        "direction": "from_panel",
        "salutation": "Dear Safeguarding Partners",
        "sign_off": "Yours sincerely",
        "signatories": [CHAIR],
        "enclosures": [{"name": "a copy of the report", "words": "e56c9f357830bea0 (42)"}],
    },
    NOTICE: {
        "sent": dt.date(2020, 1, 16),
        "printed_date": "16 January 2020",
        "sender": "Mark Gurrey",
        "sender_organisation": PANEL,
        "recipient": "Secretary of State",
        "recipient_role": "Secretary of State",
        "direction": "from_panel",
        "salutation": "Dear Secretary of State",
        "subject": "bde1b8e275fe63bf (76)",
        "signatories": [{"name": "Mark Gurrey"}],
        "copied_to": ["Home Secretary", "Secretary of State for Health and Social Care"],
        "enclosures": [{"name": "The draft terms of reference", "words": "673ebbc11a4deeb8 (42)", "annex": 0}],
        "annexes": [
            {
                "kind": "terms_of_reference",
                "title": "NAI Review: Terms of Reference",
                "first": 11,
                "last": 23,
                "questions": ["b96f0038bcfac32d (352)"],
                "enquiries": [
                    "03280b1c06aab556 (90)",
                    "ee970951b8415f79 (194)",
                    "531fc5e80c1f0e2b (129)",
                    "62d675c7d7a71ef5 (79)",
                    "8cd9772bae38ea0e (320)",
                    "af77ec232d559488 (407)",
                    "54a0634bdbc53acb (121)",
                ],
                "exclusions": ["1f03f29236e7680e (51)"],
            }
        ],
    },
}
"""What each of the five says of itself, read by a person; what is not named here is not stated."""


def unspoken(fact: Any, name: str = "") -> Any:
    """Return a fact with sentences, and all that is long, as digest and length."""
    if isinstance(fact, dict):
        return {key: unspoken(value, key) for key, value in fact.items()}
    if isinstance(fact, list):
        return [unspoken(one, name) for one in fact]
    if not isinstance(fact, str) or (name not in {"words", "exclusions"} and len(fact) <= LONGEST_FACT):
        return fact
    return f"{hashlib.sha256(fact.encode()).hexdigest()[:16]} ({len(fact)})"


@pytest.fixture(scope="module")
def documents(shared: Path) -> Mapping[str, Document]:
    """The five real letters as they are read, by the names of their files."""
    found = list_collection([shared / "corpus" / "letters"]).read(limits())
    return {document.file: document for document in found if isinstance(document, Document)}


def letter_of(document: Document) -> Letter:
    """Return what a letter says of itself."""
    assert document.description.letter is not None
    return document.description.letter


@pytest.mark.shared
@pytest.mark.parametrize("file", list(FACTS))
def test_every_fact_of_every_letter(documents: Mapping[str, Document], file: str) -> None:
    """Field by field, each real letter says what a person reads in it, and nothing else."""
    letter = letter_of(documents[file])
    assert unspoken(plain(letter)) == FACTS[file]
    check_places(letter, documents[file].reading)


@pytest.mark.shared
def test_the_reply_is_linked_to_the_notice(documents: Mapping[str, Document]) -> None:
    """Of the five, the Secretary of State's letter answers the Panel's notice; no other two answer one another."""
    (found,) = link_letters([(file, letter_of(document)) for file, document in documents.items()])
    assert found.letters == (NOTICE, MINISTER)
    assert [(one.letter, one.answers) for one in found.replies] == [(MINISTER, NOTICE)]
    assert found.doubts == ()
