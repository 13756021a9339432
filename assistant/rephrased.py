"""What a language model makes of an answer, and what is told of it: the answer in quotations is always there first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from assistant.answers import AnswerWarning, ModelUse
from assistant.composing import Chosen
from assistant.proving import Cited, Proving
from assistant.rephrasing.results import Counts, NotRephrased, Rephrased, Why

SAID_WHY = {
    Why.TIMED_OUT: "did not answer in time",
    Why.PROVIDER_FAILED: "could not be used",
    Why.TOO_LONG: "said too much",
    Why.NOTHING_VERIFIED: "said nothing that its quotations prove",
}


class Rephrases(Protocol):
    """A language model that is offered passages, and whose statements are proved; ``settings`` name it."""

    @property
    def settings(self) -> tuple[str, int]:
        """Its name and the version of its prompt."""

    def rephrase(self, question: str, passages: Sequence[Chosen]) -> Rephrased | NotRephrased:
        """Return statements that the passages prove, or why there are none."""

    def close(self) -> None:
        """End all calls."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """Statements to be shown instead of quotations, none when the quotations stand, and what is told of the model."""

    cited: tuple[Cited, ...]
    use: ModelUse
    warning: AnswerWarning


def reword(question: str, offered: Sequence[Chosen], *, model: Rephrases, proving: Proving) -> Reworded:
    """Return what a language model says of the passages offered, as far as it is proved."""
    reply = model.rephrase(question, offered)
    cited = tuple(proving.cite_proved(reply.statements)) if isinstance(reply, Rephrased) else ()
    why = reply.why if isinstance(reply, NotRephrased) else Why.NOTHING_VERIFIED
    message = _say_checked(reply.counts) if cited else _say_why(why)
    return Reworded(cited, _use(model, reply.counts), AnswerWarning(kind="model", message=message))


def _use(model: Rephrases, counts: Counts) -> ModelUse:
    name, prompt = model.settings
    return ModelUse.model_validate({"name": name, "prompt": prompt, **asdict(counts)})


def _say_checked(counts: Counts) -> str:
    own = counts.shown - counts.replaced
    checked = f"{own} of {counts.shown} statements are in a language model’s words, checked against the quotations"
    left = f" {counts.dropped} that could not be proved were left out." if counts.dropped else ""
    return f"{checked} beside them.{left}"


def _say_why(why: Why) -> str:
    return f"The language model {SAID_WHY[why]}, so this is the publications’ own words."
