"""Short fictional sentences for the stand-in for GOV.UK: the same for the same item, different for each."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

PANEL = "Example Safeguarding Review Panel"
WHO = (
    "The review team",
    "The partnership",
    "Each practitioner",
    "The health visitor",
    "The lead reviewer",
    "The local school",
    "The police team",
    "The family support worker",
    "The Panel",
    "The reading group",
    "The council",
)
DID = (
    "recorded",
    "discussed",
    "repeated",
    "shared",
    "checked",
    "described",
    "questioned",
    "wrote down",
    "followed up",
    "compared",
    "agreed",
    "summarised",
    "reviewed",
)
WHAT = (
    "what the child had said",
    "the plan for the summer",
    "the dates of each visit",
    "how information reached the school",
    "the wishes of the family",
    "the reasons for each decision",
    "what other agencies already knew",
    "the questions that stayed open",
    "how supervision was used",
    "the steps that came first",
    "the advice of the interpreter",
    "the notes of the meeting",
    "who would call back",
    "the learning from earlier reviews",
    "when the next visit was due",
    "the record of immunisations",
    "what had changed at home",
)
WHEN = (
    "within {number} working days",
    "in {number} of the meetings",
    "after visit {number}",
    "on day {number} of the review",
    "in part {number} of the record",
    "before conversation {number} with the family",
    "at the request of partnership {number}",
)
SUBJECTS = (
    "Visits in the first year",
    "Listening to brothers and sisters",
    "Safe sleep advice",
    "Sharing what is known",
    "Supervision of new practitioners",
    "Questions after a house move",
    "Support for young parents",
    "Interpreters at meetings",
    "Reading the earlier record",
    "Children who miss appointments",
    "Planning for the summer",
    "Words that families use",
    "Meetings across a boundary",
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What one document says: its title, one line about it, its sentences."""

    title: str
    summary: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """Every sentence, one after the other."""
        return " ".join(self.sentences)


def make_wording(number: int, kind: str, *, seed: int) -> Wording:
    """Return the words of one document: three to eight sentences that no other document has in this order."""
    chance = Random(f"{seed} {number} {kind}")  # noqa: S311  it chooses words and guards nothing
    subject = SUBJECTS[number % len(SUBJECTS)]
    title = f"{subject}: {kind.replace('_', ' ')} {number}"
    first = f"This is {kind.replace('_', ' ')} {number} of the {PANEL}."
    others = tuple(_sentence(chance) for _ in range(chance.randint(2, 7)))
    summary = f"{subject}, as the {PANEL} saw it in {2031 + number % 3}: {kind.replace('_', ' ')} {number}."
    return Wording(title, summary, (first, *others))


def _sentence(chance: Random) -> str:
    when = chance.choice(WHEN).format(number=chance.randint(2, 399))
    return f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)} {when}."
