"""Decides what is shown of a statement: the model's words, the quotation itself, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.composing import Chosen
from assistant.rephrasing.agreeing import Slack, find_objection
from assistant.rephrasing.cleaning import as_offered, is_plain
from assistant.rephrasing.quoting import Found, find_quotation
from assistant.rephrasing.replies import Stated
from assistant.rephrasing.results import Proved

SLACK = Slack()
"""Chosen on half of tests/assistant/rephrasing/examples.yaml: see docs/decisions/0021."""
MOST_QUOTATIONS = 4


def verify(stated: Stated, passages: Mapping[str, Chosen], *, slack: Slack = SLACK) -> tuple[Proved, ...]:
    """Return what may be shown of a statement; ``passages`` are those that were offered, by their tokens.

    The statement itself, when all its quotations are found and prove it; else each quotation that is found; else ().
    """
    found = [_find(quoted.token, quoted.words, passages) for quoted in stated.quotations[:MOST_QUOTATIONS]]
    held = tuple(one for one in found if one)
    if not held:
        return ()
    whole = len(held) == len(stated.quotations) and all(one.whole for one in held)
    text = stated.text.strip()
    proof = _prove(text, held, slack) if whole and is_plain(text) else ()
    return (Proved(text, "summary", proof),) if proof else tuple(map(_quote, held))


def _find(token: str, words: str, passages: Mapping[str, Chosen]) -> Found | None:
    return find_quotation(words, passages[token]) if token in passages else None


def _prove(text: str, held: Sequence[Found], slack: Slack) -> tuple[Chosen, ...]:
    """Return all that is needed to prove a statement, each once; nothing when it does not."""
    proof = tuple({_place(chosen): chosen for one in held for chosen in one.proof}.values())
    quotation = "\n".join(say(chosen) for chosen in proof)
    return () if find_objection(text, quotation, slack=slack) else proof


def _quote(found: Found) -> Proved:
    return Proved(say(found.quotation), "quotation", (found.quotation,))


def _place(chosen: Chosen) -> tuple[str, int, int]:
    return chosen.publication.edition_id, chosen.sentences[0].ordinal, chosen.sentences[-1].ordinal


def say(chosen: Chosen) -> str:
    """Return the words of sentences as statements are compared with them: a line for each."""
    return "\n".join(as_offered(sentence) for sentence in chosen.sentences)
