from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.verbatim import citation_found, quotation_found

TEXT = "The review is due\nin May. Page 2 It was\u00a0not delayed."
TEXTS = {"pub-1": TEXT}


def cite(quote: str | None, *segments: tuple[int, int], publication: str = "pub-1") -> dict[str, Any]:
    """Return a citation with segments at these offsets."""
    places = [{"start": start, "end": end, "page": 1} for start, end in segments]
    return {"publication_id": publication, "quote": quote, "segments": places}


@pytest.mark.parametrize("quote", ["due in May.", "due\n\n in  May.", "was not delayed", "duein May"])
def test_spacing_makes_no_difference(quote: str) -> None:
    """A quotation is found whatever stands between its words, a hard space and a line break included."""
    assert quotation_found(quote, TEXT)


@pytest.mark.parametrize("quote", ["due in may.", "due in June", "It was delayed", "due, in May", "", "  \n"])
def test_nothing_else_is_forgiven(quote: str) -> None:
    """Another letter, a left-out word, a mark too many or an empty quotation is not found."""
    assert not quotation_found(quote, TEXT)


@given(st.text(min_size=1), st.data())
def test_every_stretch_of_a_text_is_found(text: str, data: st.DataObject) -> None:
    """Any stretch of a text is found in it, as long as it holds more than space."""
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    assert quotation_found(quote, text) is bool(quote.strip())


def test_a_citation_without_segments_is_looked_for_in_its_text() -> None:
    """Without segments the quotation must be one run of its publication's text."""
    assert citation_found(cite("due in May."), text_of=TEXTS.get)
    assert not citation_found(cite("in May. It was"), text_of=TEXTS.get)


def test_segments_are_checked_to_the_letter() -> None:
    """The quotation must be its segments joined, so that what stands between them may be left out."""
    start = TEXT.index("It")
    assert citation_found(cite("The review is due in May. It was", (0, 25), (start, start + 6)), text_of=TEXTS.get)
    assert not citation_found(cite("The review is due in May.", (0, 25), (start, start + 6)), text_of=TEXTS.get)
    assert not citation_found(cite("The review is due in June.", (0, 25)), text_of=TEXTS.get)


@pytest.mark.parametrize(
    "segments",
    [[(4, 10), (0, 3)], [(0, 10), (8, 17)], [(-3, 3)], [(0, 999)], [(3, 3), (4, 10)]],
)
def test_segments_must_be_in_order_and_in_the_text(segments: list[tuple[int, int]]) -> None:
    """Segments that go back, overlap, leave the text or are empty are not found though the words would fit."""
    quote = " ".join(TEXT[start:end] for start, end in segments)
    assert not citation_found(cite(quote, *segments), text_of=TEXTS.get)


def test_an_unknown_publication_or_no_quotation_is_not_found() -> None:
    """A citation of a publication that is not held, or without a quotation, is not verbatim."""
    assert not citation_found(cite("due in May.", publication="pub-9"), text_of=TEXTS.get)
    assert not citation_found(cite(None), text_of=TEXTS.get)
