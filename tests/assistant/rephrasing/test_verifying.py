from __future__ import annotations

import pytest

from assistant.composing import Chosen
from assistant.rephrasing.replies import Stated
from assistant.rephrasing.verifying import verify
from tests.assistant.builders import hold
from tests.assistant.rephrasing.builders import FIRST as FIRST_TOKEN
from tests.assistant.rephrasing.builders import make_passage, make_statement

FIRST = "Schools must tell the police within a day."
SECOND = "They must not wait for the parents' consent."
PASSAGES = {"t0": make_passage(FIRST, SECOND), "t1": make_passage("See https://panel.example/a for the form.")}


def show(text: str, *quotations: str, token: str = FIRST_TOKEN) -> list[tuple[str, str]]:
    """Return the kind and the words of all that is shown of a statement."""
    stated = Stated.model_validate(make_statement(text, *quotations, token=token))
    return [(one.kind, one.text) for one in verify(stated, PASSAGES)]


def test_a_statement_that_is_proved_is_shown() -> None:
    """Words of the quotation in its order, or words like them, are shown, with the whole sentence as proof."""
    text = "Schools must inform the police within a day."
    assert show(text, "tell the police within a day") == [("summary", text)]


def test_a_quotation_stands_in_for_words_that_it_does_not_prove() -> None:
    """A cut "not" changes nothing: the whole sentence is shown in the place of the model's words."""
    assert show("They must wait for the parents' consent.", "wait for the parents' consent") == [("quotation", SECOND)]


def test_one_invented_quotation_spoils_a_statement() -> None:
    """Only the quotation that was found is shown, though it alone would prove the words."""
    assert show(FIRST, FIRST, "Schools may also tell the parents.") == [("quotation", FIRST)]


@pytest.mark.parametrize("token", ["t9", "", "passage", "https://panel.example/letter", "t0 "])
def test_an_invented_token_is_dropped(token: str) -> None:
    """A quotation must name a passage that was offered."""
    assert show(FIRST, FIRST, token=token) == []


def test_a_statement_without_quotations_is_dropped() -> None:
    """What rests on nothing is not shown, even in a passage's own words."""
    stated = Stated.model_validate({"text": FIRST, "quotations": []})
    assert verify(stated, PASSAGES) == ()


def test_an_address_in_a_passage_is_not_given_to_the_model_nor_taken_from_it() -> None:
    """The sentence is quoted as a whole; its address is never in a model's words."""
    said, second = "See [link] for the form.", "t1"
    assert show("See https://panel.example/a for the form.", said, token=second) == [("quotation", said)]
    assert show(said, said, token=second) == [("quotation", said)]


def test_two_sentences_prove_one_statement() -> None:
    """Quotations are read together, each sentence once, and both are cited."""
    stated = Stated.model_validate(make_statement(f"{FIRST} {SECOND}", FIRST, SECOND, "They must not wait"))
    (shown,) = verify(stated, PASSAGES)
    assert [[s.ordinal for s in chosen.sentences] for chosen in shown.proof] == [[0], [1]]


def test_an_item_is_told_with_what_its_introduction_says() -> None:
    """An item under "must not" is not told as something to do."""
    held = hold("    Schools must not:\n\n    - wait for consent\n    - ask the child twice\n")
    passages = {"t0": Chosen(held.publication, held.sentences)}
    wrong = Stated.model_validate(make_statement("Schools must ask the child twice.", "ask the child twice"))
    right = Stated.model_validate(make_statement("Schools must not ask the child twice.", "ask the child twice"))
    assert [one.kind for one in verify(wrong, passages)] == ["quotation"]
    assert [one.kind for one in verify(right, passages)] == ["summary"]
    assert "must not" in verify(wrong, passages)[0].text
