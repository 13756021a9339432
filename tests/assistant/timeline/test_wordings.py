from __future__ import annotations

import pytest

from assistant.timeline.wordings import wordings


@pytest.mark.parametrize(
    ("sentence", "kind", "by"),
    [
        ("We will publish a summary by the end of May.", "promise", "by the end of May"),
        ("I shall write to you again in due course.", "promise", "in due course"),
        ("We'll look at this again in June 2032.", "promise", "in June 2032"),
        ("The Government is committed to bringing in a single register.", "promise", None),
        ("The new form will be in use by the end of 2032.", "promise", "by the end of 2032"),
        ("The terms will be published shortly.", "promise", "shortly"),
        ("We plan to visit every area.", "plan", None),
        ("Our second report is due to be published in April.", "plan", "in April"),
        ("My department intends to issue guidance next year.", "plan", "next year"),
        ("We have commissioned a university to study this.", "begun", None),
        ("Further analysis is being undertaken.", "begun", None),
        ("Once the areas have replied, as they should, the Panel's officials will write.", None, None),
    ],
)
def test_commitments_are_told_by_their_words(sentence: str, kind: str | None, by: str | None) -> None:
    """What somebody will do is told apart as a promise, a plan or something begun, with its time as printed."""
    found = wordings().find_commitment(sentence)
    assert (found and found.kind, found and found.by) == (kind, by)
    assert found is None or found.words in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Safeguarding partners should tell us what they will do by the end of May.",
        "We recommend that the Home Office will be told.",
        "Partners will publish their reports by the end of May.",
        "Will we publish it by the end of May?",
        "If nobody answers, we will decide.",
        "We will not publish the paper.",
        "You will recall that this was so.",
        "One of them said: “We will be told by the end of the week.”",
        "We will all know what this means.",
        "We published the report in May.",
    ],
)
def test_what_is_asked_of_others_is_no_commitment(sentence: str) -> None:
    """A recommendation, what others will do, a question, a condition, a refusal and a quotation commit nobody."""
    assert wordings().find_commitment(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("We have now published the summary.", "done"),
        ("The group was set up in April.", "done"),
        ("The guidance came into force on 1 May.", "done"),
        ("A toolkit has been launched.", "done"),
        ("Work continues on the third review.", "taken_up"),
        ("The review is now under way.", "taken_up"),
        ("The summary has not been published.", None),
        ("We have never published such papers.", None),
        ("The summary will be published.", None),
        ("It was to be published in May.", None),
    ],
)
def test_what_was_done_is_told_by_its_words(sentence: str, kind: str | None) -> None:
    """That something was done or taken up is told; that it was not, or will be, is not taken for it."""
    found = wordings().find_outcome(sentence)
    assert (found and found.kind) == kind


def test_the_verb_of_a_promise_says_that_it_was_done() -> None:
    """A verb that no table has says that something was done, if it is the verb of what was to be done."""
    sentence = "The time limit has been shortened to five days."
    assert wordings().find_outcome(sentence) is None
    found = wordings().find_outcome(sentence, is_promised=lambda verb: verb == "shortened")
    assert found
    assert found.kind == "done"
