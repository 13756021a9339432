from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import correspondence
from tests.functional.conftest import with_model
from tests.functional.door import Door, Ended

NOTICE = "Letter from Imogen Testwell to Minister, 14 January 2031"
REPLY = "The Minister for Families replies on the second national review"
WORDS = "Your letter of 14th January"


@dataclass(frozen=True, slots=True)
class Held:
    """The command over a record, and the ids of what is held, by title."""

    door: Door
    ids: dict[str, str]

    def show(self, title: str, *words: str, **settings: str) -> Ended:
        """Show a publication."""
        return self.door.run("publications", "show", self.ids[title], *words, **settings)

    def letters(self, title: str, *words: str) -> Any:
        """Return the correspondence of a publication, as JSON."""
        return self.show(title, "--json", *words).json["correspondence"]


def look(door: Door) -> Held:
    """Return what a record holds."""
    return Held(door, {one["title"]: one["id"] for one in door.run("publications", "list", "--json").json})


def titles(replies: list[Any]) -> list[str]:
    """Return the titles of the letters at the other end of replies."""
    return [reply["letter"]["title"] for reply in replies]


@pytest.fixture(scope="module")
def held(samples: Door) -> Held:
    """The samples."""
    return look(samples)


@pytest.fixture(scope="module")
def linked(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Held:
    """A correspondence of three letters, and an answer to one of two."""
    folder = tmp_path_factory.mktemp("correspondence")
    door = Door(with_model(folder / "data", models))
    assert door.run("ingest", correspondence.write_letters(folder / "letters")).code == 0
    return look(door)


def test_a_letter_shows_what_it_answers(held: Held) -> None:
    """The sample reply shows the letter it answers and its own words that say so; the letter shows its reply."""
    reply, notice = held.letters(REPLY), held.letters(NOTICE)
    (answered,), (answering,) = reply["answers"], notice["answered_by"]
    assert answered["letter"] == {
        "publication_id": held.ids[NOTICE],
        "title": NOTICE,
        "sent": "2031-01-14",
        "sender": "Imogen Testwell",
        "recipient": "Minister",
        "status": "current",
    }
    assert (answering["letter"]["publication_id"], answering["letter"]["sent"]) == (held.ids[REPLY], "2031-02-27")
    assert answered["words"] == answering["words"] == WORDS
    assert answered["segments"] == answering["segments"]
    assert (reply["answered_by"], notice["answers"]) == ([], [])


def test_the_table_says_it_in_words(held: Held) -> None:
    """Without JSON there is a row for each link: the letter with id, date and parties, and the words that say so."""
    shown = held.show(REPLY, COLUMNS="400").out
    assert f"{NOTICE} ({held.ids[NOTICE]}; 2031-01-14, from Imogen Testwell to Minister): “{WORDS}”" in shown
    assert "was answered by" in held.show(NOTICE).out


def test_what_is_no_letter_has_no_correspondence(held: Held) -> None:
    """A review and a letter that nothing answers have none."""
    assert held.letters("Between Two Doors: second national review") is None
    assert held.letters("Letter from Imogen Testwell to Ms Whimsley, 21 November 2031") is None


def test_a_reply_is_not_known_before_its_day(held: Held) -> None:
    """As of a day before the reply the letter was not answered, and the reply did not stand."""
    assert held.letters(NOTICE, "--as-of", "2031-02-26") is None
    assert titles(held.letters(NOTICE, "--as-of", "2031-02-27")["answered_by"]) == [REPLY]
    early = held.show(REPLY, "--as-of", "2031-02-26")
    assert (early.code, "did not stand on 2031-02-26" in early.only_error()) == (2, True)


def test_letters_linked_through_others_are_one_correspondence(linked: Held) -> None:
    """Of three letters each shows what it answers, what answers it, and the third as part of the same."""
    first, second = linked.letters(correspondence.FIRST), linked.letters(correspondence.SECOND)
    assert titles(first["answered_by"]) == [correspondence.SECOND]
    assert [other["title"] for other in first["others"]] == [correspondence.THIRD]
    assert titles(second["answers"]) == [correspondence.FIRST]
    assert titles(second["answered_by"]) == [correspondence.THIRD]
    assert second["others"] == []


def test_a_doubt_is_told_as_a_doubt(linked: Held) -> None:
    """An answer that fits two letters is said to answer neither; it may answer one of them, and they say so too."""
    answer = linked.letters(correspondence.DOUBTFUL)
    (doubt,) = answer["may_answer"]
    assert (answer["answers"], doubt["words"]) == ([], "Thank you for your letter of 17 June 2031")
    assert sorted(letter["title"] for letter in doubt["letters"]) == sorted(correspondence.TWINS)
    for title in correspondence.TWINS:
        twin = linked.letters(title)
        assert (twin["answered_by"], titles(twin["may_be_answered_by"])) == ([], [correspondence.DOUBTFUL])
    shown = linked.show(correspondence.DOUBTFUL).out
    assert "may answer one of" in " ".join(shown.split())
