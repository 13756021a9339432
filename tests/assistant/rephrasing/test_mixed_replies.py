from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from assistant.rephrasing.results import NotRephrased, Rephrased
from tests.assistant.rephrasing.altering import ALTERATIONS
from tests.assistant.rephrasing.builders import (
    Example,
    find_texts,
    make_passage,
    make_rephraser,
    make_reply,
    make_statement,
    read_examples,
)

REPLIES = 200
SEED = 20311
PASSAGES = 4


def test_of_two_hundred_mixed_replies_only_what_is_proved_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever else a reply holds: each text that is shown is a true statement or a run of whole sentences."""
    chance = random.Random(SEED)  # noqa: S311  the same replies in every run
    counts: Counter[str] = Counter()
    for _ in range(REPLIES):
        examples = chance.sample(read_examples(), PASSAGES)
        passages = [make_passage(one.source, edition=f"e{place}") for place, one in enumerate(examples)]
        statements = [_draw(examples, chance) for _ in range(chance.randint(1, 4))]
        rephraser, _ = make_rephraser(make_reply(*(statement for _, statement in statements)))
        ending = rephraser.rephrase("What is expected?", passages)
        rephraser.close()
        true = {words for one in examples for words in (one.source, one.close, one.free)}
        shown = ending.statements if isinstance(ending, Rephrased) else ()
        counts.update(kind for kind, _ in statements)
        counts["shown in the model's words"] += sum(one.kind == "summary" for one in shown)
        counts["replaced by the quotation"] += ending.counts.replaced
        counts["dropped"] += ending.counts.dropped
        assert {one.text for one in shown if one.kind == "summary"} <= true
        assert {one.text for one in shown if one.kind == "quotation"} <= find_texts(passages)
        assert ending.counts.returned == len(statements)
        assert isinstance(ending, NotRephrased) == (not shown)
    with capsys.disabled():
        print(f"\n{REPLIES} mixed replies:", dict(sorted(counts.items())))  # noqa: T201
    assert counts["shown in the model's words"] > 0
    assert {f"bad: {kind}" for kind in (*ALTERATIONS, "token", "quotation", "other passage")} <= set(counts)


def _draw(examples: list[Example], chance: random.Random) -> tuple[str, dict[str, object]]:
    place = chance.randrange(PASSAGES)
    example, token = examples[place], f"t{place}"
    good = chance.choice([example.source, example.close, example.close, example.free])
    if chance.random() < 0.4:
        return "good", make_statement(good, example.source, token=token)
    return chance.choice(list(_spoil(example, good, place, chance)))


def _spoil(example: Example, good: str, place: int, chance: random.Random) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield statements with one thing wrong, of every kind that this one can have."""
    token = f"t{place}"
    for kind, alter in ALTERATIONS.items():
        if altered := [text for text in alter(good) if text not in (example.source, example.close, example.free)]:
            yield f"bad: {kind}", make_statement(chance.choice(altered), example.source, token=token)
    yield "bad: wrong", make_statement(example.wrong, example.source, token=token)
    yield "bad: token", make_statement("The duty was abolished.", example.source, token="t99")  # noqa: S106  no secret
    yield "bad: other passage", make_statement(example.wrong, example.source, token=f"t{(place + 1) % PASSAGES}")
    yield "bad: quotation", make_statement(example.wrong, example.wrong, token=token)
    yield "bad: quotation cut", make_statement(example.wrong, example.source.replace(" not ", " "), token=token)
