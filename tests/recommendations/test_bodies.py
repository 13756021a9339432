from __future__ import annotations

import pytest

from ingest.recommendations.bodies import bodies, find_bodies, find_level
from ingest.recommendations.signs import signs


def test_the_longest_name_is_found() -> None:
    """Of names that begin alike the longest counts, and what was printed is kept."""
    words = "the Department of Health and Social Care, and the National Police Chiefs’ Council"
    assert [(one.body.id, one.printed) for one in find_bodies(words)] == [
        ("dhsc", "Department of Health and Social Care"),
        ("npcc", "National Police Chiefs’ Council"),
    ]


@pytest.mark.parametrize(
    ("former", "id_"),
    [("DCSF", "dfe"), ("CCGs", "icbs"), ("HMIC", "hmicfrs"), ("LSCB", "safeguarding_partnerships"), ("DLUHC", "mhclg")],
)
def test_a_former_name_is_the_same_body(former: str, id_: str) -> None:
    """A body is found by a name that it has no more."""
    assert [one.body.id for one in find_bodies(f"The {former} was asked.")] == [id_]


def test_short_forms_need_their_capitals() -> None:
    """A short form is compared with its capitals, so that a word is no body."""
    assert find_bodies("a nice day") == ()
    assert [one.body.id for one in find_bodies("NICE says so")] == ["nice"]


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("the Ministry of Imaginary Roads", "national"),
        ("The Royal College of Notional Nurses", "national"),
        ("the National Council of Lists", "national"),
        ("Mockbury Council", "local"),
        ("the Probation Service in Mockbury", "local"),
        ("the Panel", "panel"),
        ("people", None),
    ],
)
def test_a_level_is_told_by_name(words: str, level: str | None) -> None:
    """A body that the table does not hold is national or local by the words of its name."""
    assert find_level(words) == level


def test_the_tables_can_be_read() -> None:
    """Every pattern compiles for both ways of speaking, and every body has a name of its own."""
    assert signs("panel").many["recommending"]
    assert signs("other").many["recommending"]
    assert len({body.name for body in bodies().values()}) == len(bodies())
