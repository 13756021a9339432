from __future__ import annotations

import datetime as dt

import pytest

from assistant.answers import Outcome
from assistant.bootstrap import Panel
from assistant.citing import normalise
from assistant.fields.finding import Fields
from assistant.fields.values import Found
from ingest.documents import BlockKind, Visibility
from vectorstore.publications import PublicationFilter

REPLIED = ["Rowan Fictley, Minister for Families, replied on 27 February 2031 to the letter of 14 January 2031."]
SENT_TO_MINISTER = "14 January 2031: Imogen Testwell to Rowan Fictley"
SENT_TO_US = "27 February 2031: Rowan Fictley to Imogen Testwell"
CIRCULAR = "9 June 2031: Imogen Testwell to partners"
REFUSAL = "21 November 2031: Imogen Testwell to Ms Whimsley"
COPIES = "I am sending copies to Hester Mockingham, Minister for Housing, and to Lionel Pretendy, Minister for Health."
WRITTEN_TO_WHIMSLEY = "The letter from Imogen Testwell to Ms Whimsley is dated 21 November 2031."
GUIDANCE = "Notifying and reviewing serious incidents: guidance for safeguarding partners"
LINKS = [
    "Northmere – Oswin Mockford",
    "Westhaven – Petra Makebelieve",
    "Eastfold – Tobias Notional",
    "Midvale – Petra Makebelieve",
    "Southmarch – Delphine Fabley",
    "Larkshire – Cornelius Imaginer",
    "Tarrow Islands – Imogen Testwell",
]
TAKEN: dict[str, list[str]] = {
    "On what date did the Minister for Families reply to our notice about the second national review?": REPLIED,
    "When did the minister answer our letter of 14 January 2031?": REPLIED,
    "Who answered our January 2031 letter, and in what role?": REPLIED,
    "Has our letter of 14 January 2031 been answered?": REPLIED,
    "How long did the minister take to reply to our letter about the second review?": [
        "44 days: the letter is dated 14 January 2031 and the reply of Rowan Fictley 27 February 2031."
    ],
    "Who signed the letter of 21 November 2031, and in what role?": [
        "The letter of 21 November 2031 was signed by Imogen Testwell, Chair."
    ],
    "To whom was the letter of 14 January 2031 addressed?": [
        "The letter of 14 January 2031 was written to Rowan Fictley, Minister for Families, Ministry for Families."
    ],
    "Who was the November 2031 letter written to?": ["The letter of 21 November 2031 begins “Dear Ms Whimsley”."],
    "Who was copied in to the January 2031 letter?": [COPIES],
    "Which ministers got copies of our letter of 14 January 2031?": [COPIES],
    "What did the letter of January 2031 enclose?": ["Draft terms of reference are enclosed."],
    "When did we write to Ms Whimsley?": [WRITTEN_TO_WHIMSLEY],
    "What is the date of the letter about temporary accommodation?": [WRITTEN_TO_WHIMSLEY],
    "Put our letters in date order with who wrote to whom.": [SENT_TO_MINISTER, SENT_TO_US, CIRCULAR, REFUSAL],
    "Which letters did we send in 2031?": [SENT_TO_MINISTER, CIRCULAR, REFUSAL],
    "List the letters we sent between March and December 2031.": [CIRCULAR, REFUSAL],
    "Which letters did we receive since 2031?": [SENT_TO_US],
    "How many letters from the government are held?": [SENT_TO_US],
    "What is the latest letter held?": [REFUSAL],
    "who is our panel person if we are in Midvale": ["Midvale – Petra Makebelieve"],
    "Which member covers the Tarrow Islands?": ["Tarrow Islands – Imogen Testwell"],
    "Which regions does Petra cover?": ["Westhaven – Petra Makebelieve", "Midvale – Petra Makebelieve"],
    "Which Panel members are linked to more than one region?": [
        "Westhaven – Petra Makebelieve",
        "Midvale – Petra Makebelieve",
    ],
    "Full list please, who on the Panel looks after which region": LINKS,
    "What guidance is held from 2031?": [f"{GUIDANCE} (first edition), 1 April 2031 (superseded)"],
    "Which reviews are held?": [
        "Between Two Doors: second national review, 24 May 2032",
        "Close to the Water: third national review, 14 June 2034",
    ],
    "When was the second national review published?": [
        "“Between Two Doors: second national review” was published on 24 May 2032."
    ],
    "Who chaired the Panel in November 2031?": ["Imogen Testwell was Chair as at 21 November 2031."],
}
"""What the samples answer from their fields."""

OTHERS = (
    "Why was the minister late getting back to us about the second review?",
    "What did the letter of 14 January 2031 ask of the minister?",
    "When did members discuss the Pretend Families Trust request?",
    "When did members discuss the letter from the Pretend Families Trust?",
    "How many notifications were received between 1 July 2029 and 31 December 2030?",
    "Who will lead the review announced in January 2031?",
    "What did Imogen Testwell say about swift reviews in June 2031?",
    "When does the guidance take effect?",
    "when does our link member sign off the local review, before or after the executive?",
    "What do link members do in Midvale?",
    "Who is the single contact for all three Ministries from 10 March 2031?",
    "When did fieldwork for the second national review begin?",
    "What did the minister promise in his reply of 27 February 2031?",
    "When was The Empty Chair published?",
    "Which recommendations did the Government accept in February 2031?",
    "Which letters mention temporary accommodation?",
    "Who should chair an early review?",
    "Who chairs the advisory group?",
    "how quickly must a swift review be sent after 1 May 2031?",
    "When did the minister reply to our letter about dogs?",
    "When did the Minister for Health reply to our letter of 14 January 2031?",
    "Which letters did we send to the Minister for Health?",
    "Who was copied in to the February 2031 letter?",
    "whos the link for Northmere right now after the 2032 shake up?",
    "When did the government publish its response to Between Two Doors?",
    "Who wrote the paper on temporary accommodation?",
    "When did you send the survey to partners?",
    "What guidance on baths was published in 2034?",
    "List the reviews of children in temporary accommodation from 2031.",
    "Why did Imogen Testwell write to the minister in January 2031?",
    "Who is our link member in Midvale? And what does she do there?",
    "Who chairs the Panel?",
)
"""What they do not: what publications say, what is not held, and an office of which a later guidance names another."""


def texts(found: Found | None) -> list[str]:
    """Return what was found, in order."""
    assert found is not None
    return [told.text for told in found.told]


@pytest.mark.parametrize(("question", "told"), TAKEN.items())
def test_a_field_is_told(fields: Fields, question: str, told: list[str]) -> None:
    """A question of a field is answered with all that the field says, in order."""
    assert texts(fields.find(question)) == told


@pytest.mark.parametrize("question", OTHERS)
def test_anything_else_is_left_to_search(fields: Fields, question: str) -> None:
    """A question that asks for anything but a field that is held is not answered from fields."""
    assert fields.find(question) is None


@pytest.mark.parametrize("question", TAKEN)
def test_every_statement_is_proved(fields: Fields, sample_panel: Panel, question: str) -> None:
    """Each statement has citations, and their words stand in their source, outside furniture and captions."""
    found = fields.find(question)
    assert found is not None
    proved = fields.prove(found)
    assert len(proved.publications) == len(proved.citations)
    assert all(statement.citations for statement in proved.statements)
    for citation in proved.citations:
        text = sample_panel.store.record.text(citation.publication_id, citation.edition_id) or ""
        blocks = sample_panel.store.record.blocks(citation.publication_id, citation.edition_id)
        quoted = " ".join(text[one.start : one.end] for one in citation.segments)
        uncitable = [
            one
            for block in blocks
            if block.kind in (BlockKind.FURNITURE, BlockKind.CAPTION)
            for one in block.segments
            if any(own.start < one.end and one.start < own.end for own in citation.segments)
        ]
        assert (citation.quote, uncitable) == (quoted, [])
    for statement in proved.statements:
        if statement.kind == "quotation":
            quote = proved.citations[statement.citations[0] - 1].quote
            assert normalise(statement.text) == normalise(quote)


def test_the_date_and_the_words_of_a_reply_are_cited(fields: Fields) -> None:
    """A reply's date is cited from its date line, and that it is a reply from its own words."""
    found = fields.find("When did the minister answer our letter of 14 January 2031?")
    assert found is not None
    quotes = [citation.quote for citation in fields.prove(found).citations]
    assert quotes[0] == "27 February 2031"
    assert quotes[1].startswith("Your letter of 14<sup>th</sup> January told me of the second national review")
    assert quotes[2:] == ["Rowan Fictley\n\nMinister for Families", "14th January 2031"]


def test_links_are_told_as_at_their_date(fields: Fields) -> None:
    """A link has a warning that says of which day it is; asked for today's, it answers only part of the question."""
    then = fields.find("Who is our link member in Southmarch?")
    today = fields.find("Who is our link member in Southmarch today?")
    assert then is not None
    assert today is not None
    (warning,) = fields.prove(then).warnings
    assert (warning.kind, warning.citation) == ("as_at", 1)
    assert "9 June 2031" in warning.message
    assert (then.outcome, then.unanswered) == (Outcome.ANSWERED, ())
    assert today.outcome is Outcome.PARTLY_ANSWERED
    assert today.unanswered == ("What is held tells the links as at 9 June 2031, not as they are today.",)


def test_a_name_without_an_entry_is_put_right(fields: Fields) -> None:
    """Who is asked for and is no link is said not to be, with all links; so is a region that is not among them."""
    person = fields.find("Which region does Marcus Standin link to?")
    place = fields.find("Who is our link member in Cornwall?")
    assert person is not None
    assert place is not None
    assert (person.outcome, person.unknown, person.total) == (Outcome.FALSE_PREMISE, "Marcus Standin", 7)
    assert (place.outcome, place.unknown, place.total) == (Outcome.PARTLY_ANSWERED, "Cornwall", 7)
    assert texts(person)[0] == "Marcus Standin is not among the links of 9 June 2031, which are listed here in full."
    assert texts(person)[1:] == texts(place)[1:] == LINKS


def test_who_did_not_sign_is_put_right(fields: Fields) -> None:
    """A question why somebody wrote a letter that another signed is told who did; one that has it right is not."""
    wrong = fields.find("Why did Rowan Fictley write to partners in June 2031?")
    nearly = fields.find("Why did Rowan Fictley write to Ms Whimsley in November 2031?")
    assert wrong is None, "partners is one word, and may be anybody"
    assert nearly is not None
    assert (nearly.outcome, nearly.unknown) == (Outcome.FALSE_PREMISE, "Rowan Fictley")
    assert texts(nearly) == [
        "The letter of 21 November 2031 was signed by Imogen Testwell, Chair, not by Rowan Fictley."
    ]
    assert fields.find("Why did Imogen Testwell write to Ms Whimsley in November 2031?") is None


def test_what_was_not_answered_is_said_so(fields: Fields) -> None:
    """Of a letter to which no reply is held that is said, and not that there was none."""
    found = fields.find("Has our letter of 21 November 2031 been answered?")
    assert found is not None
    assert found.outcome is Outcome.PARTLY_ANSWERED
    assert found.unanswered == ("No reply to the letter of 21 November 2031 is held; one may have been sent.",)


def test_lists_have_a_total(fields: Fields) -> None:
    """A list says how many entries it has, also when people have several and when one sentence holds two."""
    asked = (
        "Which letters did we send in 2031?",
        "Which Panel members are linked to more than one region?",
        "Who was copied in to the January 2031 letter?",
    )
    found = [fields.find(question) for question in asked]
    assert [one.total for one in found if one] == [3, 1, 2]


def test_only_what_passes_the_filter_is_told(fields: Fields) -> None:
    """Letters that may not be seen, are of another kind or did not stand yet are not told of."""
    question = "Put our letters in date order with who wrote to whom."
    assert fields.find(question, wanted=PublicationFilter(visibilities=frozenset({Visibility.STAFF}))) is None
    letters = fields.find(question, wanted=PublicationFilter(kinds=frozenset({"circular"})))
    early = fields.find(question, wanted=PublicationFilter(as_of=dt.date(2031, 3, 1)))
    assert texts(letters) == [CIRCULAR]
    assert texts(early) == [SENT_TO_MINISTER, SENT_TO_US]


def test_a_reply_is_not_known_before_its_day(fields: Fields) -> None:
    """As of a day before the reply it is not told."""
    asked = "When did the minister answer our letter of 14 January 2031?"
    assert fields.find(asked, wanted=PublicationFilter(as_of=dt.date(2031, 2, 26))) is None
    assert texts(fields.find(asked, wanted=PublicationFilter(as_of=dt.date(2031, 2, 27)))) == REPLIED
