from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rephrasing.replies import Stated, read_statements, reply_schema
from tests.assistant.rephrasing.builders import make_reply, make_statement

ONE, TWO = make_statement("One is one."), make_statement("Two } is ] two.", 'a "quoted" word')
BOTH = [Stated.model_validate(ONE), Stated.model_validate(TWO)]


@given(st.lists(st.integers(1, 40), max_size=30))
def test_pieces_may_be_of_any_length(lengths: list[int]) -> None:
    """However a reply is cut up, the same statements are read of it."""
    reply, pieces = make_reply(ONE, TWO), []
    for length in lengths:
        pieces.append(reply[:length])
        reply = reply[length:]
    assert list(read_statements([*pieces, reply])) == BOTH


def test_a_statement_is_read_before_the_next_one_comes() -> None:
    """Nothing more of the reply is asked for until the first statement is taken."""
    first = f'{{"statements": [{json.dumps(ONE)}'
    pieces = iter([first, ", {", "}]}"])
    assert next(read_statements(pieces)) == BOTH[0]
    assert list(pieces) == [", {", "}]}"]


@pytest.mark.parametrize("around", ["```json\n{}\n```", "Here you are:\n{}\nAnything else?"])
def test_what_stands_around_a_reply_does_no_harm(around: str) -> None:
    """A fence, a preface and an afterword are not read."""
    assert list(read_statements([around.replace("{}", make_reply(ONE, TWO))])) == BOTH


@pytest.mark.parametrize(
    "reply",
    ["", "I cannot help.", "null", "[]", '{"statements": "none"}', '{"statements": [', '{"statements": [{"text": "Cut'],
)
def test_a_malformed_reply_has_no_statements(reply: str) -> None:
    """Prose, other JSON and what is broken off are no statements, and no error."""
    assert list(read_statements([reply])) == []


def test_a_statement_in_another_form_is_counted_and_not_read() -> None:
    """It comes as None; those beside it are read."""
    reply = make_reply({"text": "No quotation."}, ONE, {**ONE, "url": "https://panel.example"})
    assert list(read_statements([reply])) == [None, BOTH[0], None]


def test_endless_brackets_are_no_error() -> None:
    """A reply that would need too deep a reader ends without a statement."""
    assert list(read_statements(['{"statements": [{"text": ' + "[" * 100_000])) == []


def test_the_schema_is_strict() -> None:
    """Every object of the schema names all its fields as required and allows no other."""
    schema = reply_schema()
    for one in (schema, *schema["$defs"].values()):
        assert one["additionalProperties"] is False
        assert sorted(one["required"]) == sorted(one["properties"])
