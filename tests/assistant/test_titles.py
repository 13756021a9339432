from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from assistant.titles import Titles, index_titles
from tests.assistant.builders import LETTER

HELD = {
    "corridors": "Keeping corridors calm in boarding schools 2031",
    "doors": "Between two doors: second national review of moving home",
    "report 2030": "Annual report 2030",
    "report 2031": "Practice council: annual report 2031",
    "framework": "Children's neighbourhood: national framework - December 2029",
    "advice": "Quiet hours advice for pupils,staff and visitors",
    "bells": "Bells, ringing times and lost keys of the tower",
    "letter": "Letter",
}


def terms(text: str) -> list[str]:
    """Return words in small letters."""
    return text.lower().replace("'", "").replace("’", "").split()


@pytest.fixture(scope="module")
def titles() -> Titles:
    """How some publications may be called."""
    kinds = {"report 2030": "annual_report", "report 2031": "annual_report"}
    held = [
        replace(LETTER, title=title, id=key, kind=kinds.get(key, "document"), published=dt.date(2032, 1, 1))
        for key, title in HELD.items()
    ]
    return index_titles(held, terms=terms)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("what does keeping corridors calm in boarding schools say of night staff", {"corridors"}),
        ("kccibs on phones", {"corridors"}),
        ("KCCBS 2031 on phones", {"corridors"}),
        ("who wrote between two doors", {"doors"}),
        ("what is in the second national review of moving home", {"doors"}),
        ("figures in the annual report 2031", {"report 2031"}),
        ("figures in the 2030 annual report", {"report 2030"}),
        ("annual report 2019", {"report 2030", "report 2031"}),
        ("what the national framework says on kinship", {"framework"}),
        ("calm corridors in schools", set()),
        ("what do staff and visitors do", set()),
        ("where are the ringing times and lost keys of the tower", {"bells"}),
        ("what is behind two doors", set()),
        ("a letter of 2032", set()),
        ("", set()),
    ],
)
def test_titles_are_known_as_people_say_them(titles: Titles, question: str, named: set[str]) -> None:
    """A part of a title, its initials, or kind and year name a publication; a few of its words do not."""
    assert titles.find(question, terms=terms) == named


def test_a_title_without_a_stem_names_nothing() -> None:
    """A title whose words, or whose initials, are too long for the index stops no question; its others still count."""

    def short_terms(text: str) -> list[str]:
        return [word for word in terms(text) if len(word) < 60]

    endless = " ".join(f"word{number}" for number in range(70))
    held = [
        replace(LETTER, title=title, id=title[:4]) for title in (endless, f"{'x' * 80} {'y' * 80}", "Two calm doors")
    ]
    titles = index_titles(held, terms=short_terms)
    assert titles.find("What do two calm doors say?", terms=short_terms) == {"Two "}
    assert titles.find(endless, terms=short_terms) == {"word"}


def test_a_year_decides_between_editions() -> None:
    """Of two publications of one name the year picks its own; one that neither has leaves both."""
    held = [
        replace(LETTER, title=f"Calm corridors in schools {year}", id=str(year), published=dt.date(year, 9, 1))
        for year in (2030, 2031)
    ]
    titles = index_titles(held, terms=terms)
    asked = ("calm corridors in schools", "calm corridors in schools 2031", "calm corridors in schools 2029")
    assert [titles.find(one, terms=terms) for one in asked] == [{"2030", "2031"}, {"2031"}, {"2030", "2031"}]
