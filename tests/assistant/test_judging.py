from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Outcome
from assistant.composing import Chosen
from assistant.evidence import Run
from assistant.judging import Thresholds, Verdict, describe_fields, judge
from ingest.documents import Letter
from tests.assistant.builders import LETTER, make_run

VISIT = "It costs about £38 a visit."
THRESHOLDS = Thresholds(held=0.3, answered=0.5)


def outcome(question: str, *runs: Run) -> Outcome:
    """Return how a question ends when all that is found is quoted."""
    return tell(question, *runs).outcome


def tell(question: str, *runs: Run) -> Verdict:
    """Return the verdict when all that is found is quoted."""
    chosen = [Chosen(run.publication, run.sentences) for run in runs]
    return judge(question, runs, chosen, holds=lambda _: True, thresholds=THRESHOLDS)


@pytest.mark.parametrize(
    ("cosine", "expected"),
    [
        (0.5, Outcome.ANSWERED),
        (0.49, Outcome.PARTLY_ANSWERED),
        (0.3, Outcome.PARTLY_ANSWERED),
        (0.29, Outcome.NOT_HELD),
    ],
)
def test_the_outcome_follows_the_best_cosine(cosine: float, expected: Outcome) -> None:
    """Near evidence answers, further evidence answers in part, and what is far off answers nothing."""
    assert outcome("What does it cost?", make_run(VISIT, cosine=cosine), make_run("Parents liked it.", cosine=0.1)) is (
        expected
    )


def test_nothing_quoted_is_not_held() -> None:
    """Without a quotation there is no answer, however near the evidence came."""
    for runs in ([make_run(VISIT, cosine=0.9)], []):
        assert judge("What does it cost?", runs, [], holds=lambda _: True).outcome is Outcome.NOT_HELD


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What does the visit cost?", ()),
        ("How long does a visit take?", ("No length of time was found for this in what is held.",)),
        ("What did it cost in Northmere?", ("The words found do not mention Northmere.",)),
        ("What did it cost in 1999?", ("The words found do not mention 1999.",)),
        (
            "What does a visit cost today?",
            ("What is held tells how things were at the dates shown, not how they are today.",),
        ),
    ],
)
def test_what_was_not_found_is_told(question: str, told: tuple[str, ...]) -> None:
    """A value, a name or a year that is not there, and a question about today, make an answer one in part."""
    run = make_run(VISIT)
    verdict = tell(question, run)
    assert verdict.unanswered == told
    assert verdict.outcome is (Outcome.PARTLY_ANSWERED if told else Outcome.ANSWERED)


def test_a_value_must_stand_near_the_best_evidence() -> None:
    """A number that is quoted with evidence much worse than the best does not answer how much something costs."""
    best, behind = make_run("Parents liked the visit."), make_run(VISIT, edition_id="e2")._replace(score=0.8)
    near = behind._replace(score=0.9)
    assert outcome("What does the visit cost?", best, behind) is Outcome.PARTLY_ANSWERED
    assert outcome("What does the visit cost?", best, near) is Outcome.ANSWERED


def test_a_plan_is_no_result() -> None:
    """Words that say when a report is due do not tell what it concluded; they do tell when it is due."""
    run = make_run("The report is due to be published in June 2031.")
    assert outcome("What did the report conclude?", run) is Outcome.PARTLY_ANSWERED
    assert outcome("When is the report due?", run) is Outcome.ANSWERED


def test_what_a_review_set_out_to_look_at_is_not_learning() -> None:
    """Whoever asks for learning is told where only lines of enquiry are held; one finding beside them is enough."""
    plain = make_run("Why do fathers stay away?")
    sought = plain._replace(sentences=(replace(plain.sentences[0], section_path=("Lines of enquiry",)),))
    found = make_run("Fathers stayed away when nobody asked them.", edition_id="e2")
    assert "not what was learned" in " ".join(tell("learning on fathers", sought).unanswered)
    assert tell("learning on fathers", sought, found).outcome is Outcome.ANSWERED
    assert tell("Why do fathers stay away?", sought).outcome is Outcome.ANSWERED


def test_names_in_a_publication_s_own_fields_are_there() -> None:
    """A name or year of the title, the date, sender or recipient need not stand in the quoted words."""
    letter = Letter(sender="Imogen Testwell", recipient="Minister for Families")
    run = make_run(VISIT, title="Circular to Northmere", letter=letter)
    question = "What did Imogen Testwell tell Northmere and the Minister in June 2031?"
    assert outcome(question, run) is Outcome.ANSWERED


def test_fields_are_described_in_words() -> None:
    """Title, date and people stand beside each other; what is not known is left out."""
    assert describe_fields(LETTER) == "A letter 09 June 2031"
    undated = make_run("x", published=None, letter=Letter(sender="The Chair")).publication
    assert describe_fields(undated) == "A letter The Chair"


def test_the_thresholds_chosen_stand_in_one_order() -> None:
    """What is not given is read from the table: what answers in part is nearer than what is not held."""
    chosen = Thresholds()
    assert 0 < chosen.near < chosen.held < chosen.answered < 1
    assert Thresholds(held=0.1) == Thresholds(held=0.1, answered=chosen.answered, near=chosen.near)
