from __future__ import annotations

import pytest

from assistant.errors import BadRequest
from assistant.recommendations.entries import Recommendation
from assistant.recommendations.making import NOWHERE
from assistant.recommendations.register import Register
from assistant.recommendations.reviewing import Edit, Reviewing
from ingest.recommendations.entries import EntryKind
from tests.assistant.recommendations.holding import ASK, REVIEW, SHARE, follow, hold
from vectorstore.record import Record

SHORTER = "tell every police force to ask children why they went missing"


@pytest.fixture
def identity(record: Record) -> str:
    """The id of one of the two entries of a review."""
    hold(record)
    follow(record, [ASK, SHARE])
    return get(record, ASK).id


def get(record: Record, words: str) -> Recommendation:
    """Return the entry with some words."""
    return next(one for one in Register(record).find().items if words in (one.text, one.printed))


def show(record: Record, identity: str) -> Recommendation:
    """Return an entry by its id."""
    found = Register(record).get(identity)
    assert found
    return found


def test_an_accepted_entry_waits_for_nobody(record: Record) -> None:
    """What a person accepts is as it was found, with the day of that, and no reason to look at it is shown any more."""
    hold(record, "# Recommendations\n\nAs was asked before, it should be so that each child is seen.\n")
    follow(record, ["it should be so that each child is seen"])
    (entry,) = Register(record).find().items
    Reviewing(record).accept(entry.id, note="looked at")
    after = show(record, entry.id)
    assert after.decided == after.changed
    assert after == entry.model_copy(update={"decision": "accepted", "decided": after.changed})


def test_an_edited_entry_shows_what_was_edited(record: Record, identity: str) -> None:
    """Kind, number, title, text and addressees are as a person says; the words that were found are shown beside."""
    edit = Edit(
        kind=EntryKind.LOCAL, number="1a", title="Asking  children", text=SHORTER, addressees=("Home Office", "Ofsted")
    )
    Reviewing(record).edit(identity, edit)
    after = show(record, identity)
    assert (after.kind, after.number, after.title) == (EntryKind.LOCAL, "1a", "Asking children")
    assert (after.text, after.printed, after.decision) == (SHORTER, ASK, "edited")
    assert [body.id for body in after.bodies] == ["home_office", "ofsted"]
    text = record.text(after.publication_id) or ""
    assert [text[one.start : one.end] for one in after.segments] == [SHORTER]


def test_later_edits_leave_earlier_ones(record: Record, identity: str) -> None:
    """What is edited after another edit adds to it; an empty number says that none is printed."""
    Reviewing(record).edit(identity, Edit(text=SHORTER, number="7"))
    Reviewing(record).edit(identity, Edit(kind=EntryKind.LEARNING, number=""))
    after = show(record, identity)
    assert (after.text, after.number, after.kind) == (SHORTER, None, EntryKind.LEARNING)


@pytest.mark.parametrize(
    "text",
    [
        ASK.replace("should", "should not"),
        "The Home Office should … why they went missing.",
        f"{ASK} {SHARE}",
        ASK[:-5],
        "",
        "—",
    ],
)
def test_a_text_that_does_not_stand_there_is_refused(record: Record, identity: str, text: str) -> None:
    """Words that the publication does not print in one run are refused in one sentence, and nothing is written."""
    before = record.revision()
    with pytest.raises(BadRequest, match="do not stand in “The long review” in one run: copy them as they are printed"):
        Reviewing(record).edit(identity, Edit(text=text))
    assert record.revision() == before


def test_a_text_may_be_typed_with_other_signs_and_spaces(record: Record) -> None:
    """Quotation marks, dashes and white space may be typed otherwise; what is kept is as it is printed."""
    hold(record, "# Recommendations\n\nWe ask that ‘each child’ is\nseen – at once – by Ofsted’s people.\n")
    follow(record, ["We ask"])
    (entry,) = Register(record).find().items
    Reviewing(record).edit(entry.id, Edit(text="'each child' is seen - at  once"))
    assert show(record, entry.id).text == "‘each child’ is seen – at once"


def test_nothing_to_edit_is_refused(record: Record, identity: str) -> None:
    """An edit that edits nothing is refused."""
    with pytest.raises(BadRequest, match="Nothing is to be edited"):
        Reviewing(record).edit(identity, Edit())


@pytest.mark.parametrize("what", ["accept", "reject", "undo"])
def test_an_unknown_id_is_refused(record: Record, what: str) -> None:
    """Of an id that no entry has, nothing can be decided, and the sentence says where ids are shown."""
    with pytest.raises(BadRequest, match="see “panel recommendations"):
        getattr(Reviewing(record), what)("nothing")


def test_a_decision_is_taken_back(record: Record, identity: str) -> None:
    """What is taken back is as it was found, and the revision as it was before."""
    entry, before = show(record, identity), record.revision()
    Reviewing(record).edit(identity, Edit(text=SHORTER))
    assert record.revision() != before
    Reviewing(record).undo(identity)
    assert (show(record, identity), record.revision()) == (entry, before)


def test_a_decision_survives_what_comes_later(record: Record, identity: str) -> None:
    """A better extractor, a new reader and a new edition leave a decision with its entry, and its words in place."""
    Reviewing(record).edit(identity, Edit(text=SHORTER))
    Reviewing(record).reject(get(record, SHARE).id)
    follow(record, [ASK[:-1], SHARE], version="2")
    hold(record, version="2")
    follow(record, [ASK, SHARE], version="2")
    hold(record, REVIEW.replace("We looked at", "Other words come first. We looked at"))
    follow(record, [ASK, SHARE], version="2")
    (after,) = Register(record).find().items
    assert (after.id, after.text, after.decision) == (identity, SHORTER, "edited")
    text = record.text(after.publication_id) or ""
    assert [text[one.start : one.end] for one in after.segments] == [SHORTER]


def test_a_decision_waits_for_its_entry(record: Record, identity: str) -> None:
    """While an entry is not found, what was decided of it is kept; when it is found again, it holds."""
    Reviewing(record).edit(identity, Edit(kind=EntryKind.LEARNING))
    follow(record, [SHARE], version="2")
    assert Register(record).get(identity) is None
    follow(record, [ASK, SHARE], version="3")
    assert show(record, identity).kind is EntryKind.LEARNING


def test_edited_words_that_are_no_longer_printed_are_not_shown(record: Record, identity: str) -> None:
    """When a new edition does not print the edited words, the entry shows those that are found, and asks for a look."""
    Reviewing(record).edit(identity, Edit(text=SHORTER, number="9"))
    new = ASK.replace("ask children why", "ask every child why")
    hold(record, REVIEW.replace(ASK, new))
    follow(record, [new, SHARE])
    after = show(record, identity)
    assert (after.text, after.printed, after.number, after.uncertain) == (new, None, "9", NOWHERE)
