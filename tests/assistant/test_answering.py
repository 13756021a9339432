from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from assistant.answering import Answerer
from assistant.answers import Answer, Outcome, Question, Turn
from assistant.bootstrap import Panel
from assistant.citing import verify
from assistant.errors import BadQuestion
from ingest.documents import Speaker, Visibility
from tests.assistant.evaluation.builders import count_up
from tests.samples import COUNT, EARLIEST
from vectorstore.publications import PublicationFilter

LINK = "Who is the link member for Midvale?"
PUBLIC = frozenset({Visibility.PUBLIC})


@pytest.fixture
def answerer(sample_panel: Panel) -> Answerer:
    """What answers from the samples."""
    return sample_panel.answerer


def ask(answerer: Answerer, text: str, *history: Turn, **wanted: object) -> Answer:
    """Return the answer to a question with a history and a filter."""
    return answerer.answer(Question(text, history, PublicationFilter(**{"visibilities": PUBLIC, **wanted})))  # type: ignore[arg-type]


def files(answer: Answer) -> set[str | None]:
    """Return the files that are cited."""
    return {citation.file for citation in answer.citations}


def test_a_question_is_answered_in_the_words_of_the_record(answerer: Answerer) -> None:
    """The sentence that answers is quoted, with its place, and the answer says what was searched."""
    answer = ask(answerer, LINK)
    assert answer.outcome is Outcome.ANSWERED
    (cited,) = (
        citation for citation in answer.citations if "Petra Makebelieve" in citation.quote and "Mid" in citation.quote
    )
    assert (cited.file, cited.published) == ("circular-2031-06-09.txt", dt.date(2031, 6, 9))
    assert (answer.searched.publications, answer.searched.from_) == (COUNT, EARLIEST)


def test_every_statement_stands_on_its_citation(answerer: Answerer) -> None:
    """Each statement cites one quotation, which it repeats on one line and which is verified."""
    answer = ask(answerer, "What did the review find about records?")
    by_id = {citation.id: citation for citation in answer.citations}
    assert [statement.citations for statement in answer.statements] == [(number,) for number in by_id]
    for statement in answer.statements:
        citation = by_id[statement.citations[0]]
        assert statement.text == " ".join(citation.quote.split())
        text = answerer.store.record.text(citation.publication_id) or ""
        verify(citation, text=text, blocks=answerer.store.record.blocks(citation.publication_id))


def test_a_whole_list_is_quoted(answerer: Answerer) -> None:
    """A question for a list gets its lead-in and every item, whatever the limit of words."""
    answer = ask(
        replace(answerer, most_words=20, fields=None),
        "Give me the full list of which member is linked to which region.",
    )
    texts = [line for statement in answer.statements for line in statement.text.splitlines()]
    regions = ("Northmere", "Westhaven", "Eastfold", "Midvale", "Southmarch", "Larkshire", "Tarrow Islands")
    places = [next(place for place, text in enumerate(texts) if text.startswith(f"- {name} –")) for name in regions]
    assert places == sorted(places)
    assert texts[places[0] - 1].endswith("linked to each of the seven regions:")


def test_a_short_answer_is_short(answerer: Answerer) -> None:
    """An answer quotes about as many words as it may, and never nothing."""
    answer = ask(replace(answerer, most_words=20), "How long did health visiting records take to arrive?")
    assert 0 < sum(len(statement.text.split()) for statement in answer.statements) <= 40


@pytest.mark.parametrize(
    "question", ["What is the guidance on submarine cables?", "Which recommendations concern tungsten mines?"]
)
def test_what_is_not_held_is_said(answerer: Answerer, question: str) -> None:
    """Where nothing answers, nothing is stated; the nearest that is held is shown, and that it is a sample."""
    answer = ask(answerer, question)
    assert answer.outcome is Outcome.NOT_HELD
    assert (answer.statements, answer.citations) == ((), ())
    assert 0 < len(answer.nearest) <= 3
    assert len({near.publication_id for near in answer.nearest}) == len(answer.nearest)
    assert {warning.kind for warning in answer.warnings} == {"fictional"}


def test_an_empty_record_holds_nothing(answerer: Answerer) -> None:
    """A filter that no publication passes leaves nothing to answer from and nothing near."""
    answer = ask(answerer, LINK, published_from=dt.date(2050, 1, 1))
    assert (answer.outcome, answer.nearest) == (Outcome.NOT_HELD, ())


def test_a_follow_up_is_asked_with_what_it_refers_to(answerer: Answerer) -> None:
    """A follow-up is answered as its standalone form is, and both are told."""
    answer = ask(answerer, "And Eastfold?", Turn(role="user", content=LINK))
    assert (answer.question, answer.standalone_question) == ("And Eastfold?", f"{LINK} And Eastfold?")
    assert any("Tobias Notional" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("wanted", "allowed"),
    [
        ({"kinds": frozenset({"guidance"})}, {"guidance-2031-first-edition.txt", "guidance-2033-second-edition.md"}),
        ({"speakers": frozenset({Speaker.GOVERNMENT})}, {"letter-2031-02-27-minister-reply.txt"}),
        (
            {"published_from": dt.date(2033, 1, 1), "published_to": dt.date(2033, 5, 31)},
            {"guidance-2033-second-edition.md"},
        ),
        ({"published_to": dt.date(2031, 1, 14)}, {"letter-2031-01-14-new-review.txt"}),
    ],
)
def test_only_what_is_wanted_is_quoted(answerer: Answerer, wanted: dict[str, object], allowed: set[str]) -> None:
    """Filters of kind, speaker and date hold for every citation and every nearest."""
    answer = ask(answerer, "What must happen within working days of a notification or a review?", **wanted)
    assert files(answer) <= allowed
    held = answerer.store.record.publications(near.publication_id for near in answer.nearest)
    assert {publication.file for publication in held.values()} <= allowed
    assert files(answer) or answer.nearest


@pytest.mark.parametrize("text", ["", "  \n", "?!…", "–"])
def test_an_empty_question_is_refused(answerer: Answerer, text: str) -> None:
    """Without a letter or a number there is no question."""
    with pytest.raises(BadQuestion, match="empty"):
        ask(answerer, text)
    with pytest.raises(BadQuestion, match="empty"):
        answerer.find(Question(text), limit=3)


def test_a_question_that_is_too_long_is_refused(answerer: Answerer) -> None:
    """The message tells how long the question is and may be; one of just that length is answered."""
    short = replace(answerer, most_characters=len(LINK))
    assert ask(short, LINK).outcome is Outcome.ANSWERED
    with pytest.raises(BadQuestion, match=rf"{len(LINK) + 1} characters and the limit is {len(LINK)}"):
        ask(short, f"{LINK}?")


@pytest.mark.parametrize(("text", "earlier"), [("caf\udce9?", "fine"), ("And then?", "half \ud834")])
def test_broken_characters_are_refused(answerer: Answerer, text: str, earlier: str) -> None:
    """Half a character in a question or its history is told, not passed on."""
    with pytest.raises(BadQuestion, match="broken characters"):
        ask(answerer, text, Turn(role="user", content=earlier))


@pytest.mark.parametrize(
    "text",
    [
        's.47 (Children Act) AND "who" OR title:letter* ~2 [a TO b] {x} \\ /.*/ ^3 +must -not',
        "<b>Who</b> is **the** chair? [x](javascript:alert(1))",
        "Wer ist zuständig für Midvale? 谁负责 🎈",
        "who\x07 is\t\r\n the\u2028chair\u200b",
        "'; DROP TABLE publications; --",
    ],
)
def test_any_words_may_be_asked(answerer: Answerer, text: str) -> None:
    """Commands of query languages, markup, other scripts and control characters are words like others."""
    answer = ask(answerer, text)
    assert answer.question == text
    assert Answer.model_validate_json(answer.model_dump_json()) == answer


def test_a_long_conversation_is_no_hindrance(answerer: Answerer) -> None:
    """However much was said before, a question is answered."""
    history = [
        Turn(role="user", content=count_up(1, to=20_000)),
        Turn(role="assistant", content=count_up(1, to=20_000)),
    ]
    assert ask(answerer, "And who chairs it?", *history).standalone_question is not None


def test_an_answer_has_a_stable_id(answerer: Answerer) -> None:
    """The same question gives the same answer, byte for byte; a filter's sets have no order."""
    kinds = ["letter", "circular", "guidance"]
    one, other = (ask(answerer, LINK, kinds=frozenset(some)) for some in (kinds, kinds[::-1]))
    assert one.model_dump_json() == other.model_dump_json()


def test_an_id_tells_questions_apart(answerer: Answerer) -> None:
    """Another question, history, filter or length of answers has another id."""
    answers = [
        ask(answerer, LINK),
        ask(answerer, f"{LINK} "),
        ask(answerer, LINK, Turn(role="user", content="Hello?")),
        ask(answerer, LINK, kinds=frozenset({"circular"})),
        ask(answerer, LINK, visibilities=frozenset(Visibility)),
        ask(replace(answerer, most_words=100), LINK),
    ]
    assert len({answer.answer_id for answer in answers}) == len(answers)
    assert len({answer.revision for answer in answers}) == 1


def test_passages_are_found_best_first(answerer: Answerer) -> None:
    """The search behind an answer gives as many passages as asked for, in the order of their scores."""
    hits = answerer.find(Question(LINK), limit=5)
    scores = [hit.score for hit in hits]
    assert len(hits) == 5
    assert scores == sorted(scores, reverse=True)
    assert "Midvale" in hits[0].passage.text


PRIVATE_NUMBERS = ("943 476 5919", "987 654 3210")
"""Of valid form, and not issued."""
DANGER = "A girl in my class has just told me her dad hits her and she is frightened to go home tonight, what do I do?"


def test_whom_to_call_is_said_before_what_is_published(answerer: Answerer) -> None:
    """To whoever tells of a child in danger 999 is said first; quotations come below, and not as advice on the case."""
    answer = ask(answerer, DANGER)
    kinds = [statement.kind for statement in answer.statements]
    notices = [statement.text for statement in answer.statements if statement.kind == "notice"]
    assert answer.outcome is Outcome.IMMEDIATE_DANGER
    assert "999" in notices[0]
    assert kinds == sorted(kinds)
    assert ("It is not advice on this case." in notices[-1]) == bool(answer.citations)
    assert (answer.nearest, answer.unanswered) == ((), ())


def test_with_personal_data_danger_is_not_searched(answerer: Answerer) -> None:
    """Where details of the child are given as well, only whom to call is said."""
    answer = ask(answerer, f"{DANGER} Her NHS number is 943 476 5919.")
    assert (answer.outcome, answer.question, answer.citations) == (Outcome.IMMEDIATE_DANGER, None, ())
    assert "999" in answer.statements[0].text


def test_the_same_refusal_has_the_same_id_whatever_was_private(answerer: Answerer) -> None:
    """The id of a question that is turned away for personal data tells nothing of the question."""
    one, other = (ask(answerer, f"What is the learning on burns? NHS number {number}") for number in PRIVATE_NUMBERS)
    assert one == other
    assert one.outcome is Outcome.PERSONAL_DATA


def test_several_questions_in_one_are_answered_part_by_part(answerer: Answerer) -> None:
    """Each part has statements under its own words, and what a part lacks is told of that part."""
    answer = ask(answerer, "Who is the link member for the north of Midvale and how many miles is a visit?")
    groups = list(dict.fromkeys(statement.group for statement in answer.statements))
    assert groups[0] == "Who is the link member for the north of Midvale"
    assert answer.outcome is Outcome.PARTLY_ANSWERED
    assert any(told.startswith("“how many miles is a visit?”: No number of miles") for told in answer.unanswered)
    quoted = [(one.edition_id, segment.start) for one in answer.citations for segment in one.segments]
    assert len(quoted) == len(set(quoted))
