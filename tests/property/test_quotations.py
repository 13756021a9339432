from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.answers import Citation
from assistant.citing import cite, normalise, state, verify
from assistant.composing import Chosen, Composer
from assistant.errors import UnverifiedQuotation
from ingest.documents import BlockKind, Segment
from ingest.readings import make_reading
from ingest.text import read_text
from tests.assistant.builders import Held, hold_reading
from tests.ingest.builders import limits
from tests.property.drafts import laid_out, texts

publications = st.one_of(
    texts().map(lambda text: make_reading(read_text(text.encode()), reader="text", limits=limits(60))),
    laid_out().map(lambda raw: make_reading(raw, reader="pdf", limits=limits(60))),
).map(hold_reading)
"""Publications of every shape."""

many = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
with_sentences = publications.filter(lambda held: bool(held.sentences))


@st.composite
def cited(draw: st.DrawFn, *, at_least: int = 1) -> tuple[Held, Citation]:
    """Return a publication and the citation of some of its sentences in a row."""
    held = draw(publications.filter(lambda held: len(held.sentences) >= at_least))
    first = draw(st.integers(0, len(held.sentences) - at_least))
    last = draw(st.integers(first + at_least - 1, min(first + at_least + 1, len(held.sentences) - 1)))
    return held, cite(Chosen(held.publication, held.sentences[first : last + 1]), 1, text=held.text)


def check(citation: Citation, held: Held) -> None:
    """Check a citation against its publication."""
    verify(citation, text=held.text, blocks=held.blocks)


def is_refused(citation: Citation, held: Held) -> bool:
    """Say whether a citation is refused."""
    try:
        check(citation, held)
    except UnverifiedQuotation:
        return True
    return False


def quote(held: Held, *segments: Segment) -> dict[str, object]:
    """Return what a citation of some segments says, its words taken from the source."""
    return {"segments": segments, "quote": " ".join(held.text[one.start : one.end] for one in segments)}


@many
@given(st.data(), with_sentences)
def test_every_quotation_of_every_answer_verifies(data: st.DataObject, held: Held) -> None:
    """Whatever evidence is found in whatever document, all that is chosen of it is verbatim and may be quoted."""
    ordinals = st.integers(0, len(held.sentences) - 1)
    spans = data.draw(st.lists(st.tuples(ordinals, st.integers(0, 2)), min_size=1, max_size=8))
    runs = [held.run(first, first + more) for first, more in spans]
    composer = Composer(lambda _: held.sentences, data.draw(st.integers(1, 120)), whole_list=data.draw(st.booleans()))
    chosen = composer.choose(runs)
    quoted = [sentence.ordinal for one in chosen for sentence in one.sentences]
    assert len(quoted) == len(set(quoted)) > 0
    for one in chosen:
        citation = cite(one, 1, text=held.text)
        check(citation, held)
        assert citation.quote.strip()
        assert citation.quote == " ".join(held.text[s.start : s.end] for s in citation.segments)
        assert "".join(state(one, text=held.text).split()) == "".join(citation.quote.split())


@many
@given(st.data(), cited())
def test_an_altered_sign_is_refused(data: st.DataObject, made: tuple[Held, Citation]) -> None:
    """A quotation in which one letter or digit is another one is never shown."""
    held, citation = made
    places = [place for place, sign in enumerate(citation.quote) if sign.isalnum()]
    assume(places)
    place, sign = data.draw(st.sampled_from(places)), data.draw(st.sampled_from("axq07"))
    altered = citation.quote[:place] + sign + citation.quote[place + 1 :]
    assume(normalise(altered) != normalise(citation.quote))
    assert is_refused(citation.model_copy(update={"quote": altered}), held)


@many
@given(st.data(), cited())
def test_an_added_or_dropped_word_is_refused(data: st.DataObject, made: tuple[Held, Citation]) -> None:
    """A quotation with a negation or a number more, or with a word less, is never shown."""
    held, citation = made
    words = citation.quote.split()
    assume(words)
    place = data.draw(st.integers(0, len(words) - 1))
    more = [*words[:place], data.draw(st.sampled_from(["not", "no", "never", "12"])), *words[place:]]
    less = words[:place] + words[place + 1 :]
    for altered in (" ".join(more), " ".join(less)):
        assume(normalise(altered) != normalise(citation.quote))
        assert is_refused(citation.model_copy(update={"quote": altered}), held)


@many
@given(cited(), st.integers(-40, 40))
def test_a_moved_segment_is_refused(made: tuple[Held, Citation], by: int) -> None:
    """A quotation whose place holds other words is never shown."""
    held, citation = made
    moved = tuple(Segment(one.start + by, one.end + by, one.page) for one in citation.segments)
    there = " ".join(held.text[max(one.start, 0) : max(one.end, 0)] for one in moved)
    assume(normalise(there) != normalise(citation.quote))
    assert is_refused(citation.model_copy(update={"segments": moved}), held)


@many
@given(st.data(), publications)
def test_skipped_words_are_refused(data: st.DataObject, held: Held) -> None:
    """A quotation that leaves out a sentence between two others is never shown."""
    middles = [
        sentence
        for sentence in held.sentences[1:-1]
        if sentence.kind is not BlockKind.FOOTNOTE and any(character.isalnum() for character in sentence.text)
    ]
    assume(middles)
    middle = data.draw(st.sampled_from(middles))
    before, after = (held.sentences[middle.ordinal + step].segments for step in (-1, 1))
    # A note may come after the sentence that it interrupts.
    assume(before[-1].end <= middle.segments[0].start and middle.segments[-1].end <= after[0].start)
    citation = cite(Chosen(held.publication, held.sentences[:1]), 1, text=held.text)
    assert is_refused(citation.model_copy(update=quote(held, *before, *after)), held)


@many
@given(st.data(), publications, st.integers(0, 5))
def test_furniture_and_signatures_are_refused(data: st.DataObject, held: Held, more: int) -> None:
    """A quotation that touches what is no part of the text, with or without words around it, is never shown."""
    forbidden = [segment for block in held.blocks if not block.kind.citable for segment in block.segments]
    assume(forbidden and held.sentences)
    segment = data.draw(st.sampled_from(forbidden))
    wider = Segment(max(segment.start - more, 0), min(segment.end + more, len(held.text)), segment.page)
    citation = cite(Chosen(held.publication, held.sentences[:1]), 1, text=held.text)
    assert is_refused(citation.model_copy(update=quote(held, wider)), held)


@many
@given(cited(at_least=2))
def test_segments_out_of_order_are_refused(made: tuple[Held, Citation]) -> None:
    """Segments stand in the order of the text."""
    held, citation = made
    assume(len(citation.segments) > 1)
    with pytest.raises(UnverifiedQuotation):
        check(citation.model_copy(update=quote(held, *citation.segments[::-1])), held)
