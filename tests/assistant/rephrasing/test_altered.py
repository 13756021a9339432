from __future__ import annotations

from collections import Counter

import pytest

from assistant.rephrasing.agreeing import Slack, find_objection
from assistant.rephrasing.replies import Stated
from assistant.rephrasing.verifying import SLACK, verify
from tests.assistant.rephrasing.altering import ALTERATIONS
from tests.assistant.rephrasing.builders import Example, make_passage, make_statement, read_examples

CHOSEN_BY, FROZEN = read_examples()[0::2], read_examples()[1::2]


def passes(text: str, source: str) -> bool:
    """Say whether a statement that quotes a sentence is shown in the model's words."""
    stated = Stated.model_validate(make_statement(text, source))
    return any(one.kind == "summary" for one in verify(stated, {"t0": make_passage(source)}))


@pytest.mark.parametrize("example", read_examples(), ids=lambda example: example.source[:30])
def test_a_sentence_proves_itself(example: Example) -> None:
    """A statement in its source's own words is shown."""
    assert passes(example.source, example.source)


@pytest.mark.parametrize("example", read_examples(), ids=lambda example: example.source[:30])
def test_a_statement_with_something_wrong_is_not_shown(example: Example) -> None:
    """Another word, another order, a condition left out: none is shown, in either half of the examples."""
    assert not passes(example.wrong, example.source)


@pytest.mark.parametrize("kind", ALTERATIONS)
def test_no_alteration_passes(kind: str) -> None:
    """Whatever is altered in a true statement, or in its source, by whichever rule: it is not shown."""
    altered = [
        (text, example.source)
        for example in read_examples()
        for true in (example.source, example.close)
        for text in ALTERATIONS[kind](true)
        if text not in (example.source, example.close)
    ]
    assert len(altered) > 40
    assert [pair for pair in altered if passes(*pair)] == []


def test_how_many_good_statements_pass(capsys: pytest.CaptureFixture[str]) -> None:
    """Of the statements close to their source at least half are shown in their words, in both halves."""
    passed: Counter[tuple[str, str]] = Counter()
    for half, examples in (("chosen by", CHOSEN_BY), ("frozen", FROZEN)):
        for example in examples:
            passed[half, "close"] += passes(example.close, example.source)
            passed[half, "free"] += passes(example.free, example.source)
    with capsys.disabled():
        print("\nGood statements shown in the model's words:", dict(passed), "of", len(FROZEN), "each")  # noqa: T201
    assert min(passed["chosen by", "close"], passed["frozen", "close"]) >= len(FROZEN) / 2


def test_any_slack_for_added_words_lets_something_wrong_through() -> None:
    """The slack is what the half to choose by leaves: with a tenth of words added, a wrong statement would be shown."""
    loose = Slack(added=0.1, left_out=0.2)
    assert Slack() == SLACK
    assert [one for one in CHOSEN_BY if find_objection(one.wrong, one.source, slack=loose) is None]
