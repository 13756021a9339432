"""How answers are told to people: the words for each outcome, and how a source is named. The same on every door."""

from __future__ import annotations

import datetime as dt

from assistant.answers import Answer, Citation, Label, Outcome
from ingest.documents import Speaker

HEADINGS = {
    Outcome.ANSWERED: "",
    Outcome.PARTLY_ANSWERED: "This answers part of the question.",
    Outcome.NOT_HELD: "The publications held do not answer this.",
    Outcome.FALSE_PREMISE: "The question says something that the publications do not.",
    Outcome.IMMEDIATE_DANGER: "Is a child in danger now?",
    Outcome.PERSONAL_DATA: "Take personal data out of your question.",
    Outcome.INFORMATION_REQUEST: "A person must deal with this request.",
    Outcome.OUT_OF_SCOPE: "This is not something that is searched for here.",
}
NOT_SEARCHED = frozenset({Outcome.PERSONAL_DATA, Outcome.INFORMATION_REQUEST, Outcome.OUT_OF_SCOPE})
"""How questions end for which nothing was searched."""
READINGS = {Outcome.PERSONAL_DATA: "You could ask instead:"}
SEVERAL = "Your question can be understood in several ways:"
"""What stands over the readings of a question."""
ELSEWHERE = "Look also at your local safeguarding procedures, GOV.UK and the NSPCC's collection of case reviews."

LABELS: dict[Label, str] = {
    "finding": "Finding",
    "recommendation": "Recommendation",
    "reflective_question": "A question to think about",
    "illustration": "An example",
    "position": "Position at the time",
}
"""What kind of statement a quotation is, in words; that something is a fact needs no words."""
SPEAKERS = {
    Speaker.PANEL: "The Panel",
    Speaker.GOVERNMENT: "Government",
    Speaker.STATUTORY_GUIDANCE: "Statutory guidance",
    Speaker.COMMISSIONED: "Commissioned research",
    Speaker.OTHER: "Others",
}
"""Whose words they are."""
REASONS = {
    "wording": "what publications say for it",
    "wider": "a wider word, which is not the same",
    "abbreviation": "an abbreviation and what it stands for",
    "definition": "so defined in what is held",
    "spelling": "a spelling near it",
    "number": "the same, written out",
}
"""Why something was searched as well as the words that were typed."""


def was_searched(answer: Answer) -> bool:
    """Say whether anything was searched; of danger that was told with personal data, nothing was."""
    return answer.outcome not in NOT_SEARCHED and answer.question is not None


def tell_day(day: dt.date) -> str:
    """Return a date in words, as in "14 May 2021"."""
    return f"{day.day} {day:%B %Y}"


def name_source(citation: Citation) -> str:
    """Return a source in words, as in "Letter to safeguarding partners, 21 May 2021, page 2"."""
    parts = [citation.title]
    if citation.published and f"{citation.published.year}" not in citation.title:
        parts.append(tell_day(citation.published))
    if citation.page:
        parts.append(f"page {citation.page}")
    return ", ".join(parts)


def name_parties(sender: str | None, recipient: str | None) -> str:
    """Return who wrote to whom, as in "from Rowan Fictley to Imogen"."""
    writer = f"from {sender}" if sender else "sender not stated"
    reader = f"to {recipient}" if recipient else "recipient not stated"
    return f"{writer}{' ' if sender and recipient else ', '}{reader}"
