from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Answer, Citation, Outcome, Searched
from assistant.showing import Sources, Standing, find_sources, summarise
from ingest.documents import Segment, Visibility
from tests.assistant.builders import LETTER
from vectorstore.publications import SUPERSEDED, WITHDRAWN, Publication
from vectorstore.record import Record

WORDS = "A member has been linked to each of the three regions."
BEFORE, AFTER = f"News. {WORDS} More.", f"Other news, and as before: {WORDS}"
MAY = dt.date(2031, 5, 4)
NEWER = replace(LETTER, edition_id="e2")
OLDER = replace(LETTER, latest=False, valid_to=dt.datetime(2031, 5, 4, tzinfo=dt.UTC))
WITHOUT = "News. No member is linked to a region."


@dataclass
class FakeRecord:
    """Holds one publication (None: none) in its latest edition, what its editions say, and a revision."""

    held: Publication | None
    texts: dict[str, str]
    earlier: dict[str, Publication] = field(default_factory=dict)
    now: str = "r2"

    def publications(self, ids: Iterable[str]) -> dict[str, Publication]:
        """Return what is held."""
        return {one: self.held for one in ids if self.held}

    def editions(self, ids: Iterable[str]) -> dict[str, Publication]:
        """Return earlier editions."""
        return {one: self.earlier[one] for one in ids if one in self.earlier}

    def text(self, _: str, edition: str) -> str | None:
        """Return the text of an edition."""
        return self.texts.get(edition)

    def revision(self) -> str:
        """Return the revision."""
        return self.now


def cite(quote: str = WORDS, *, status: str = "current", text: str = BEFORE) -> Citation:
    """Return a citation of words of the first edition."""
    start = text.index(quote)
    own: dict[str, Any] = {
        name: getattr(LETTER, name) for name in ("edition_id", "file", "title", "kind", "speaker", "published", "url")
    }
    segments = (Segment(start, start + len(quote)),)
    return Citation(
        id=1,
        publication_id="p1",
        as_at=None,
        section=(),
        page=None,
        quote=quote,
        segments=segments,
        status=status,
        **own,
    )


def answer(citation: Citation) -> Answer:
    """Return an answer with one citation, given at revision r1."""
    nothing = Searched(publications=1, from_=None, to=None)
    asked = {"question": "Who?", "standalone_question": "Who?"}
    return Answer(
        answer_id="a1", revision="r1", outcome=Outcome.ANSWERED, citations=(citation,), searched=nothing, **asked
    )


def stand(
    held: Publication | None, *texts: str, status: str = "current", now: str = "r2", quote: str = WORDS
) -> Standing:
    """Return how words of the first text stand, where these are the texts of the editions "e1", "e2" and so on."""
    own = {f"e{number}": text for number, text in enumerate(texts, start=1)}
    record = FakeRecord(held, own, {"e1": OLDER}, now)
    (standing,) = find_sources(answer(cite(quote, status=status)), record=cast("Record", record)).sources
    return standing


def test_what_is_as_it_was_stands() -> None:
    """A publication in the same edition with the quoted words in it stands, whatever else has changed."""
    found = stand(LETTER, BEFORE)
    assert (found.state, found.words_stand, found.changed) == ("stands", True, False)
    assert found.message == "“A letter” stands as quoted."


@pytest.mark.parametrize(
    ("text", "still", "says"),
    [
        (AFTER, True, "and the quoted words stand in it too."),
        (WITHOUT, False, "and the quoted words do not stand in it."),
    ],
)
def test_a_newer_edition_is_told_with_its_day(text: str, *, still: bool, says: str) -> None:
    """Of an edition that was replaced it is told since when, and whether the words stand in the one of today."""
    found = stand(NEWER, BEFORE, text)
    assert (found.state, found.since, found.words_stand, found.changed) == ("newer_edition", MAY, still, True)
    assert found.message == f"“A letter” has a newer edition since 4 May 2031, {says}"


def test_words_are_compared_without_their_spacing() -> None:
    """Words that a newer edition prints with other dashes, quotation marks and line ends still stand in it."""
    quote = "the “small” islands – all of them"
    texts = (f"Of {quote}.", 'In the "small"\n islands - all of them')
    record = FakeRecord(NEWER, {"e1": texts[0], "e2": texts[1]})
    (found,) = find_sources(answer(cite(quote, text=texts[0])), record=cast("Record", record)).sources
    assert found.words_stand


@pytest.mark.parametrize(
    ("changes", "state", "message"),
    [
        (
            {"status": WITHDRAWN, "status_since": MAY, "status_reason": "it held an error."},
            "withdrawn",
            "“A letter” has been withdrawn since 4 May 2031: it held an error.",
        ),
        ({"removed": dt.datetime(2031, 5, 4, tzinfo=dt.UTC)}, "withdrawn", "“A letter” has been withdrawn."),
        (
            {"status": SUPERSEDED, "successor": "Another letter", "status_since": MAY},
            "superseded",
            "“A letter” has been replaced by “Another letter” since 4 May 2031.",
        ),
        ({"visibility": Visibility.STAFF}, "staff_only", "“A letter” stands as quoted; only staff may see it."),
    ],
)
def test_what_became_of_a_publication_is_told(changes: dict[str, Any], state: str, message: str) -> None:
    """What was withdrawn, taken down, replaced by another text or is for staff only is said to be."""
    found = stand(replace(LETTER, **changes), BEFORE)
    assert (found.state, found.message) == (state, message)


def test_what_is_not_held_any_more_is_told() -> None:
    """Of a publication that was purged only its title as it was quoted is known."""
    found = stand(None)
    assert (found.state, found.words_stand, found.message) == ("gone", None, "“A letter” is not held any more.")


def test_words_that_are_read_differently_are_told() -> None:
    """Where a better reader reads the same edition in other words, the quotation does not stand."""
    assert stand(LETTER, WITHOUT).state == "reread"


@pytest.mark.parametrize(
    ("status", "now", "changed"), [("current", "r2", True), (SUPERSEDED, "r2", False), ("current", "r1", False)]
)
def test_what_was_so_already_has_not_changed(status: str, now: str, *, changed: bool) -> None:
    """What was told as superseded then, or a record that is as it was, is no change."""
    found = stand(replace(LETTER, status=SUPERSEDED), BEFORE, status=status, now=now)
    assert (found.state, found.changed) == ("superseded", changed)


def test_the_whole_is_said_in_a_sentence() -> None:
    """It is said whether the record, and how many sources, have changed since."""
    changed = Standing(citation=1, publication_id="p1", title="T", state="gone", changed=True, message="Gone.")
    fine = changed.model_copy(update={"state": "stands", "changed": False})
    told = Sources(answer_id="a1", revision="r1", revision_now="r2", sources=(changed, fine))
    assert summarise(told) == "Of the 2 citations of this answer, 1 no longer stand as they did."
    assert "its sources have not" in summarise(told.model_copy(update={"sources": (fine,)}))
    assert summarise(told.model_copy(update={"revision_now": "r1"})).startswith("Nothing in the record has changed")


@given(st.text(min_size=1).filter(str.strip), st.text(), st.text())
def test_words_within_a_newer_text_always_stand(quote: str, before: str, after: str) -> None:
    """Whatever stands around them, words that a newer edition holds as they were stand in it."""
    text = f"{before} {quote} {after}"
    record = FakeRecord(NEWER, {"e1": quote, "e2": text})
    (found,) = find_sources(answer(cite(quote, text=quote)), record=cast("Record", record)).sources
    assert found.words_stand
