from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from assistant.answers import AnswerWarning, Citation
from assistant.citing import cite
from assistant.composing import Chosen
from assistant.warning import warn, warn_of_figures, warn_of_samples
from ingest.documents import Enclosure, Letter, Said
from tests.assistant.builders import LETTER, Held, hold, make_run
from vectorstore.publications import Publication

SHARE = "In 2031 35% of the children were babies."
COUNT = "The reviews name 48 children in all."


def cite_all(held: Held) -> tuple[list[Citation], list[Publication]]:
    """Return a citation of each sentence, and their publications."""
    chosen = [Chosen(held.publication, (sentence,)) for sentence in held.sentences]
    citations = [cite(one, number, text=held.text) for number, one in enumerate(chosen, start=1)]
    return citations, [one.publication for one in chosen]


def warn_about(text: str, **described: object) -> list[AnswerWarning]:
    """Return the warnings about each sentence of a publication."""
    return warn(*cite_all(hold(text, **described)))


TWO = "    It is the first sentence of two.\n\n    We are not able to share the analysis now.\n"


@pytest.mark.parametrize(
    ("described", "kind", "words"),
    [
        ({"fictional": True}, "fictional", "fictional sample"),
        ({"status": "superseded"}, "superseded", "replaced by a later edition"),
        ({"published": None}, "undated", "not known"),
        ({"recognised": True}, "recognised", "pictures of pages"),
    ],
)
def test_a_publication_is_warned_of_once(described: dict[str, object], kind: str, words: str) -> None:
    """What a reader must know of a publication is told with its first citation, in words, and not again."""
    first, declined = warn_about(TWO, **described)
    assert (first.kind, first.citation) == (kind, 1)
    assert words in first.message
    assert (declined.kind, declined.citation) == ("declined", 2)


def test_a_passage_of_a_collection_needs_no_date() -> None:
    """Ready passages have no date of their own, so nothing is missing."""
    assert warn_about("    It is one sentence.\n", published=None, kind="passage") == []


def test_a_dated_public_letter_needs_no_warning() -> None:
    """Where nothing must be known, nothing is said."""
    assert warn_about("    It is one sentence.\n", published=dt.date(2031, 6, 9)) == []


def test_samples_that_are_only_near_are_warned_of() -> None:
    """A fictional publication that is shown without being cited is named once."""
    sample = make_run("x", fictional=True).publication
    (warning,) = warn_of_samples([LETTER, sample, sample])
    assert (warning.kind, warning.citation) == ("fictional", None)
    assert "A letter" in warning.message


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("We will visit every partnership in the spring.", "planned"),
        ("The report is due to be published in June 2031.", "planned"),
        ("The report was published in June 2031.", None),
        ("Fathers will often be at home.", None),
        ("This is a draft, on which we ask for views.", "draft"),
    ],
)
def test_words_are_not_taken_for_more_than_they_are(words: str, kind: str | None) -> None:
    """A plan is no deed and a draft no publication; what was done needs no warning."""
    assert [one.kind for one in warn_about(f"    {words}\n")] == [kind] * (kind is not None)


def test_a_line_of_enquiry_is_no_finding() -> None:
    """What stands under a heading for lines of enquiry is what a review set out to look at."""
    told = warn_about("    # Lines of enquiry\n\n    How fathers are seen by those who visit.\n")
    assert {one.kind for one in told} == {"enquiry"}


def test_what_was_sent_along_and_is_not_held_is_told() -> None:
    """An enclosure that the quoted words name is not held, unless it follows the letter as an annex."""
    words = "A short briefing is attached to this letter."
    held = hold(f"    {words}\n")
    said = Said(words, (held.sentences[0].segments[0],))
    name = Said("short briefing", said.at)
    for annex, told in ((None, ["“short briefing” was sent with this letter and is not held."]), (0, [])):
        letter = Letter(enclosures=(Enclosure(name, said, annex),))
        with_it = replace(held, publication=replace(held.publication, letter=letter))
        assert [one.message for one in warn(*cite_all(with_it)) if one.kind == "not_held"] == told


def test_guidance_that_has_a_new_edition_since_is_told() -> None:
    """Old words that name guidance say when its next edition came out, or which later one is held."""
    words = "    Working Together to Safeguard Children (2018) says so.\n"
    before = warn_about(words, published=dt.date(2021, 3, 8))
    assert [one.message for one in before if one.kind == "superseded"] == [
        "“Working Together to Safeguard Children” has had a new edition since these words: 15 December 2023."
    ]
    assert warn_about(words, published=dt.date(2024, 3, 8)) == []
    later = replace(LETTER, id="p2", kind="guidance", title="Visiting families", published=dt.date(2032, 1, 2))
    cited = cite_all(hold("    Visiting families says so.\n"))
    (warning,) = warn(*cited, named=lambda _: [later])
    assert warning.message == "A later edition of what these words name is held: “Visiting families”, 2 January 2032."
    assert warn(*cited, named=lambda _: [replace(later, published=dt.date(2030, 1, 2))]) == []


NO_TREND = "No trend can be drawn from them"


@pytest.mark.parametrize(
    ("question", "texts", "told"),
    [
        ("How many children were harmed?", (SHARE, COUNT), "They are not added up"),
        ("Have the figures risen?", (SHARE, COUNT), NO_TREND),
        ("Are there more than before?", (SHARE, COUNT), NO_TREND),
        ("How many children were harmed?", (SHARE,), None),
        ("What was learnt?", (SHARE, COUNT), None),
    ],
)
def test_figures_are_set_side_by_side_when_asked_for(question: str, texts: tuple[str, ...], told: str | None) -> None:
    """When figures are asked for and several are quoted, each is told with what it counts; a trend is never drawn."""
    citations, _ = cite_all(hold("".join(f"    {text}\n\n" for text in texts)))
    warnings = warn_of_figures(question, citations)
    assert [one.kind for one in warnings] == ["figures"] * (told is not None)
    for one in warnings:
        assert told is not None
        assert told in one.message
        assert "“35% of the children” (In 2031; source 1); “48 children” (period not stated; " in one.message
