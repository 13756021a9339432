from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cleaned import SOFT_HYPHEN, clean
from ingest.documents import BlockKind, Reading, Segment
from ingest.lines import RawText
from ingest.readings import Limits, make_reading, make_ready_passage
from ingest.text import read_text
from tests.ingest.builders import limits
from tests.property import drafts

text_files = drafts.texts().map(lambda text: read_text(text.encode()))
documents = st.one_of(text_files, drafts.laid_out())
tight = st.sampled_from([20, 40, 256]).map(limits)
many = settings(max_examples=60)


def read(raw: RawText, within: Limits) -> Reading:
    """Return a document's reading."""
    return make_reading(raw, reader="any", limits=within)


def covered(segments: list[Segment]) -> list[int]:
    """Return the place of every character of some segments, as often as it is covered."""
    return [place for segment in segments for place in range(segment.start, segment.end)]


def sentence_segments(reading: Reading) -> list[Segment]:
    """Return the segments of all sentences."""
    return [segment for sentence in reading.sentences for segment in sentence.segments]


@many
@given(documents, tight)
def test_segments_of_a_sentence_stand_in_order_in_the_text(raw: RawText, within: Limits) -> None:
    """Every sentence has segments, each with something in it, one after the other and inside the text."""
    for sentence in read(raw, within).sentences:
        assert sentence.segments
        bounds = [bound for segment in sentence.segments for bound in (segment.start, segment.end)]
        assert all(segment.start < segment.end for segment in sentence.segments)
        assert bounds == sorted(bounds)
        assert 0 <= bounds[0] < bounds[-1] <= len(raw.text)


@many
@given(documents, tight)
def test_no_character_lies_in_two_sentences(raw: RawText, within: Limits) -> None:
    """The segments of all sentences are apart."""
    places = covered(sentence_segments(read(raw, within)))
    assert len(places) == len(set(places))


@many
@given(documents, tight)
def test_what_must_not_be_quoted_lies_in_no_sentence(raw: RawText, within: Limits) -> None:
    """Furniture, captions and signatures share no character with a sentence."""
    reading = read(raw, within)
    forbidden = [s for block in reading.blocks if not block.kind.citable for s in block.segments]
    assert not set(covered(forbidden)) & set(covered(sentence_segments(reading)))


@many
@given(documents, tight)
def test_cleaning_the_segments_gives_the_sentence(raw: RawText, within: Limits) -> None:
    """The words that are searched are those that the segments hold, cleaned, and never nothing."""
    for sentence in read(raw, within).sentences:
        assert clean(raw.text, sentence.segments, skips=raw.skips).text == sentence.text
        assert sentence.text.strip()


@many
@given(documents, tight)
def test_every_citable_letter_lies_in_one_sentence(raw: RawText, within: Limits) -> None:
    """Each letter and digit that may be quoted, markup aside, lies in exactly one sentence."""
    reading = read(raw, within)
    markup = {place for start, end in raw.skips for place in range(start, end)}
    citable = [s for block in reading.blocks if block.kind.citable for s in block.segments]
    wanted = {place for place in covered(citable) if raw.text[place].isalnum()} - markup
    assert wanted <= set(covered(sentence_segments(reading)))


@many
@given(documents)
def test_a_block_is_interrupted_by_asides_only(raw: RawText) -> None:
    """Between the segments of a block stands nothing but space, notes and what must not be quoted."""
    reading = read(raw, limits())
    asides = [b for b in reading.blocks if not b.kind.citable or b.kind is BlockKind.FOOTNOTE]
    allowed = set(covered([segment for block in asides for segment in block.segments]))
    for block in reading.blocks:
        gaps = [Segment(one.end, two.start) for one, two in pairwise(block.segments)]
        assert not [i for i in covered(gaps) if not raw.text[i].isspace() and i not in allowed]


@many
@given(documents, tight)
def test_neighbouring_sentences_leave_nothing_out(raw: RawText, within: Limits) -> None:
    """Between two sentences of a block lies nothing of it but space, so that both can be quoted together."""
    reading = read(raw, within)
    told = set(covered(sentence_segments(reading)))
    for number in {sentence.block for sentence in reading.sentences}:
        left = set(covered(list(reading.blocks[number].segments))) - told
        assert not [place for place in left if not raw.text[place].isspace() and raw.text[place] != SOFT_HYPHEN]


@many
@given(documents)
def test_every_character_lies_in_one_block(raw: RawText) -> None:
    """Each character that is no space lies in exactly one block."""
    places = covered([segment for block in read(raw, limits()).blocks for segment in block.segments])
    assert len(places) == len(set(places))
    assert {place for place, letter in enumerate(raw.text) if not letter.isspace()} <= set(places)


@many
@given(documents, tight)
def test_every_sentence_lies_in_one_passage(raw: RawText, within: Limits) -> None:
    """The passages hold all sentences once, in order, each under its own section."""
    reading = read(raw, within)
    held = [(p.section, ordinal) for p in reading.passages for ordinal in range(p.first, p.last + 1)]
    assert held == [(sentence.section, sentence.ordinal) for sentence in reading.sentences]
    assert [passage.ordinal for passage in reading.passages] == list(range(len(reading.passages)))


@many
@given(documents, tight)
def test_no_passage_is_longer_than_the_model_takes_in(raw: RawText, within: Limits) -> None:
    """With its headings and introductions and two special tokens, a passage keeps to the limit."""
    for passage in read(raw, within).passages:
        assert len(within.token_spans(passage.text)) + 2 <= within.most_tokens


@many
@given(documents, tight)
def test_every_sentence_is_told_by_its_passage(raw: RawText, within: Limits) -> None:
    """The words of a sentence stand in the text of its passage, where they are found."""
    reading = read(raw, within)
    for passage in reading.passages:
        told = "".join(passage.text.split())
        for sentence in reading.sentences[passage.first : passage.last + 1]:
            assert "".join(sentence.text.rstrip(".:").split()) in told


@many
@given(documents, tight)
def test_a_list_is_introduced_by_what_stands_before_it(raw: RawText, within: Limits) -> None:
    """The line that introduces a list item is a sentence before it."""
    reading = read(raw, within)
    assert all(s.lead_in is None or 0 <= s.lead_in < s.ordinal for s in reading.sentences)


@many
@given(documents, tight)
def test_sections_follow_each_other_without_gaps(raw: RawText, within: Limits) -> None:
    """Each section begins where the one before it ends, and the last one ends with the text."""
    sections = read(raw, within).sections
    assert all(before.end == after.start for before, after in pairwise(sections))
    assert sections[-1].end == len(raw.text)


@many
@given(documents, tight)
def test_reading_twice_gives_the_same(raw: RawText, within: Limits) -> None:
    """A reading depends on nothing but the document and the limits."""
    assert read(raw, within) == read(raw, within)


@many
@given(text_files, tight)
def test_ready_passages_are_kept_whole_or_cut_within_the_limit(raw: RawText, within: Limits) -> None:
    """Text that is a passage already keeps its letters, apart and in order, in passages within the limit."""
    reading = make_ready_passage(raw, limits=within)
    places = covered(sentence_segments(reading))
    markup = {place for start, end in raw.skips for place in range(start, end)}
    assert places == sorted(set(places))
    assert {i for i, letter in enumerate(raw.text) if letter.isalnum()} - markup <= set(places)
    assert all(len(within.token_spans(p.text)) + 2 <= within.most_tokens for p in reading.passages)
