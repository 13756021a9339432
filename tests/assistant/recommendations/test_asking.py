from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.answers import Answer, Outcome, Question, Turn
from assistant.bootstrap import Panel, open_panel
from assistant.recommendations.asking import Asking
from assistant.recommendations.entries import Recommendation, Response, ResponseState
from assistant.recommendations.register import Page, Register
from assistant.recommendations.wanted import Wanted, make_wanted
from assistant.settings import Settings
from assistant.web.register_filters import read_register_filters
from ingest.documents import Visibility
from ingest.recommendations.entries import RECOMMENDATIONS, EntryKind
from tests.assistant.recommendations.labelled_questions import is_frozen, is_right, make_asking, read_labels
from tests.conftest import copy_folder
from tests.registered import PUBLIC, hold, hold_all
from vectorstore.publications import PublicationFilter

DOORS = "Between Two Doors"
RAINBOWS = "Rainbows over Fernhollow"
EVERYTHING = frozenset(Visibility)
ASKED: dict[str, dict[str, Any]] = {
    "How many recommendations are there?": {},
    "List all national recommendations": {"kind": ["national recommendation"]},
    "list every reflective question": {"kind": ["reflective question"]},
    "How many learning points are there?": {"kind": ["learning point"]},
    "national recommendations to the police since 2032": {
        "kind": ["national recommendation"],
        "to": ["police"],
        "days": {"published_from": "2032-01-01"},
    },
    "What recommendations were made in 2032?": {"days": {"published_from": "2032-01-01", "published_to": "2032-12-31"}},
    "recommendations to the Home Office or Ofsted": {"to": ["Home Office", "Ofsted"]},
    "how many recommendations to health have no response?": {"to": ["health"], "status": ["no response held"]},
    "recommendations about records": {"text": "records"},
    "Which recommendations mention health visitors?": {"text": "health visitors"},
    "recommendations before 2033 without a response": {
        "days": {"published_to": "2032-12-31"},
        "status": ["no response held"],
    },
    "reflective questions for safeguarding partners": {
        "kind": ["reflective question"],
        "to": ["safeguarding partners"],
    },
    "recommendations and reflective questions since 2031": {
        "kind": [*RECOMMENDATIONS, "reflective question"],
        "days": {"published_from": "2031-01-01"},
    },
}
"""Questions of the register, and the same as it is asked for by filters; recommendations, where no kind is named."""


@pytest.fixture(scope="module")
def panel(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """An open panel over the samples, a publication of the test's own, and one for staff alone."""
    folder = tmp_path_factory.mktemp("asking")
    settings = Settings(data_dir=copy_folder(sample_folder, folder / "data"), public_url="https://pages.example/")
    with open_panel(settings, purpose="a test") as opened:
        hold_all(opened, folder)
        hold(opened, folder / "told", text=TOLD, stated=PUBLIC)
        yield opened


TOLD = """# Clouds over Fernhollow: a national review

The Example Panel made four key recommendations in a report that is kept elsewhere. The clouds stayed for a week.
"""


def ask(panel: Panel, question: str, **more: Any) -> Answer:
    """Return the answer to a question."""
    return panel.answerer.answer(Question(question, **more))


def told(answer: Answer, kind: str) -> list[str]:
    """Return what an answer says by statements of a kind."""
    return [one.text for one in answer.statements if one.kind == kind]


def find(panel: Panel, asked: dict[str, Any]) -> Page:
    """Return what the register holds for filters as they are typed."""
    wanted = make_wanted(**asked)
    return panel.recommendations.find(wanted if wanted.kinds else replace(wanted, kinds=RECOMMENDATIONS))


def test_labelled_questions_are_read_as_they_are_meant() -> None:
    """Every labelled question that was looked at is read with its filters, and nine in ten of the frozen ones."""
    asking = make_asking()
    rows = read_labels()["asked"]
    wrong = [one["q"] for one in rows if not is_right(one, asking.choose(one["q"]))]
    frozen = [one["q"] for one in rows if is_frozen(one["q"])]
    assert [one for one in wrong if not is_frozen(one)] == []
    assert len([one for one in wrong if is_frozen(one)]) <= len(frozen) // 10


def test_questions_that_only_look_like_it_are_left_to_search() -> None:
    """None of the labelled near misses is taken, frozen or not; what was mended stays so."""
    asking, labels = make_asking(), read_labels()
    assert [one for one in (*labels["left"], *labels["looked_at"]["left"]) if asking.choose(one)] == []
    assert [one for one in labels["looked_at"]["asked"] if asking.choose(one) is None] == []


def test_no_shared_question_is_taken(panel: Panel, shared: Path) -> None:
    """No shared question about guidance or letters asks for the register, and none is answered from it."""
    asking = cast("Asking", panel.answerer.register)
    files = [shared / "evaluation" / name for name in ("guidance_questions.jsonl", "questions.jsonl")]
    questions = [
        json.loads(line)["question"] for file in files for line in file.read_text(encoding="utf-8").splitlines()
    ]
    assert len(questions) > 300
    assert [one for one in questions if asking.choose(one)] == []


@pytest.mark.parametrize(("question", "asked"), ASKED.items(), ids=list(ASKED))
def test_the_count_is_that_of_the_register(panel: Panel, question: str, asked: dict[str, Any]) -> None:
    """The total, and the entries that are shown, are those of the register for the same filters, in its order."""
    page, answer = find(panel, asked), ask(panel, question)
    assert answer.total == page.total
    shown = [one.text for one in answer.statements if one.label is not None]
    assert len(shown) <= 10
    assert all(text.endswith(one.text) for text, one in zip(shown, page.items, strict=False))
    if page.total:
        assert shown
        assert answer.outcome is Outcome.ANSWERED
        assert answer.statements[0].kind == "notice"
        assert answer.statements[0].text.startswith(f"The register holds {page.total} ")


@pytest.mark.parametrize(
    "question", [*ASKED, f"recommendation 3 of {DOORS}", f"how many recommendations in {RAINBOWS}"]
)
def test_every_row_is_cited_as_it_stands(panel: Panel, question: str) -> None:
    """Each quotation has one citation, whose words stand at its segments in the text of its edition."""
    answer = ask(panel, question)
    quotations = [one for one in answer.statements if one.kind == "quotation"]
    assert [one.citations for one in quotations] == [(one.id,) for one in answer.citations]
    for one, said in zip(answer.citations, quotations, strict=True):
        text = panel.store.record.text(one.publication_id, one.edition_id) or ""
        assert " ".join(text[part.start : part.end] for part in one.segments) == one.quote
        assert letters(said.text) == letters(one.quote)


def letters(words: str) -> str:
    """Return the letters and digits of words."""
    return "".join(one for one in words if one.isalnum())


def test_what_does_not_fit_is_a_link_away(panel: Panel) -> None:
    """Where more is held than fits, the address of the page has the same filters; asking for more shows more."""
    question = "List the national recommendations since 2031"
    answer = ask(panel, question)
    shown = [one for one in answer.statements if one.label]
    assert answer.total is not None
    assert answer.more_url is not None
    assert len(shown) < answer.total
    assert sum(len(one.text.split()) for one in shown) <= 150 + 10
    address = urlsplit(answer.more_url)
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://pages.example/recommendations"
    filters = read_register_filters({name: tuple(values) for name, values in parse_qs(address.query).items()})
    assert filters.problems == {}
    assert panel.recommendations.find(filters.wanted).total == answer.total
    assert answer.more
    longer = ask(panel, "more", history=(Turn(role="user", content=question),))
    assert len(longer.statements) > len(answer.statements)
    assert longer.total == answer.total


def test_numbers_are_quoted_as_printed(panel: Panel) -> None:
    """Where a number is printed before an entry, it is quoted with it."""
    answer = ask(panel, f"recommendation 2 in {RAINBOWS}")
    first, *_ = told(answer, "quotation")
    assert first.startswith("Recommendation 2: We recommend that Ofsted and NHS England")


def test_counts_without_wording_are_told_apart(panel: Panel) -> None:
    """A number that is told of is quoted, said to be without wording, and not added to the count."""
    held = ask(panel, f"How many recommendations did {RAINBOWS} make?")
    assert held.total == 3
    assert "five further recommendations" in told(held, "quotation")
    assert any("not held, and they are not part of the count" in one for one in told(held, "notice"))
    none = ask(panel, "How many recommendations did Clouds over Fernhollow make?")
    assert (none.outcome, none.total) == (Outcome.PARTLY_ANSWERED, 0)
    assert told(none, "quotation") == ["four key recommendations"]
    assert none.unanswered == (
        "The wording of the recommendations that “Clouds over Fernhollow: a national review” speaks of is not held.",
    )


def test_what_is_not_held_is_said_with_the_nearest(panel: Panel) -> None:
    """Where the register holds none, the answer says so, and quotes what comes nearest."""
    answer = ask(panel, "Are there any recommendations to Cafcass since 2031?")
    assert (answer.outcome, answer.total, answer.citations) == (Outcome.NOT_HELD, 0, ())
    assert told(answer, "notice")[0].startswith("The register holds no recommendations to Cafcass published on")
    assert answer.nearest


def test_what_the_register_lacks_is_told_where_prose_answers(panel: Panel) -> None:
    """Where entries on a subject are asked for and none is held, what publications say is called no more than that."""
    answer = ask(panel, "What recommendations has the Panel made about home education?")
    assert answer.outcome is Outcome.PARTLY_ANSWERED
    assert answer.unanswered[0] == (
        "No recommendation about “home education” is in the register; what is quoted is what publications say."
    )
    assert told(answer, "quotation")


def test_no_response_is_never_inferred(panel: Panel) -> None:
    """Of a recommendation without a response it is said that none is held, and no more."""
    answer = ask(panel, f"Has the government responded to recommendation 1 of {RAINBOWS}?")
    assert answer.outcome is Outcome.PARTLY_ANSWERED
    (missing,) = answer.unanswered
    assert missing.startswith("No response to recommendation 1 in")
    assert missing.endswith("is held; one may have been given.")
    listed = ask(panel, f"Which recommendations in {RAINBOWS} have no response?")
    assert "No response held means that what is held has none; one may have been given." in told(listed, "notice")


def test_a_response_is_quoted(panel: Panel) -> None:
    """What was said of a recommendation is told with its own quotation and citation."""
    register = AnsweredRegister(panel.recommendations)
    asking = Asking(panel.store.record, cast("Register", register))
    found = asking.find(f"Was recommendation 1 of {RAINBOWS} accepted?")
    assert found is not None
    assert (found.outcome, found.total, len(found.citations)) == (Outcome.ANSWERED, 1, 2)
    assert letters(found.citations[1].quote) == letters(register.response.quote)
    assert any(one.text.endswith("the oldest first: accepted.") for one in found.statements)


SAID = [
    *["how many", "list", "recommendations", "national", "recommended", "what did", "the Panel", "to", "police", "on"],
    *["of", "in", "§", "§0", "R3", "3", "2031", "since", DOORS, "accepted", "was", "and", ",", "?", "letter", "March"],
    *["has the government responded", "no response", "reflective questions", "first", "make", "R"],
]


class AnsweredRegister:
    """A register in which the same words are the response to every recommendation."""

    def __init__(self, register: Register) -> None:
        self._register = register
        (said, *_) = register.find(Wanted(kinds=frozenset({EntryKind.RESPONSE}))).items
        fields = said.model_dump(include=set(Response.model_fields))
        own = {"state": ResponseState.ACCEPTED, "quote": said.text, "title": said.publication}
        self.response = Response.model_validate(fields | own)

    def find(self, wanted: Wanted, **more: Any) -> Page:
        """Return what is asked for, each entry with the response."""
        page = self._register.find(wanted, **more)
        return page.model_copy(update={"items": tuple(map(self._answer, page.items))})

    def _answer(self, one: Recommendation) -> Recommendation:
        return one.model_copy(update={"responses": (self.response,), "status": self.response.state})


def test_staff_alone_are_told_what_is_theirs(panel: Panel) -> None:
    """A publication for staff is neither counted nor named for others."""
    question = "recommendations in Thunder over Fernhollow"
    asking = cast("Asking", panel.answerer.register)
    assert asking.choose(question) is None
    found = asking.find(question, wanted=PublicationFilter(visibilities=EVERYTHING))
    assert found is not None
    assert found.total == 1


def test_filters_of_a_question_are_kept(panel: Panel) -> None:
    """Only publications that pass the question's own filter are counted; as of a day, search answers."""
    wanted = PublicationFilter(kinds=frozenset({"national_review"}))
    answer = ask(panel, "List all national recommendations", wanted=wanted)
    assert {one.kind for one in answer.citations} == {"national_review"}
    assert answer.total == sum(
        one.publication_kind == "national_review"
        for one in panel.recommendations.find(Wanted(kinds=frozenset({EntryKind.NATIONAL}))).items
    )
    day = PublicationFilter(as_of=panel.store.record.beginning())
    assert cast("Asking", panel.answerer.register).choose("List all national recommendations", wanted=day) is None


def test_the_same_question_has_the_same_answer(panel: Panel) -> None:
    """Asked twice, an answer is the same to the last byte."""
    question = "national recommendations since 2031"
    assert ask(panel, question).model_dump_json() == ask(panel, question).model_dump_json()


def test_a_follow_up_is_searched_for(panel: Panel) -> None:
    """What a follow-up asks for stands in what it follows too, so that it is left to search."""
    history = (Turn(role="user", content="What did the review find?"), Turn(role="assistant", content="Much."))
    answer = ask(panel, "And what are the recommendations to it?", history=history)
    assert not any(one.startswith("The register holds") for one in told(answer, "notice"))


def test_screening_comes_first(panel: Panel) -> None:
    """A question with personal data in it is turned away before the register is asked."""
    answer = ask(panel, "recommendations to the police on Jordan Smith, born 3 April 2019, of 14 Mill Lane, LS1 4DY")
    assert answer.outcome is Outcome.PERSONAL_DATA
    assert answer.total is None


@given(some.lists(some.sampled_from(SAID)))
def test_any_words_can_be_asked(words: list[str]) -> None:
    """Whatever the words and their order, a question is read or left, and reading it twice gives the same."""
    asking, question = make_asking(), " ".join(words)
    assert asking.choose(question) == asking.choose(question)
