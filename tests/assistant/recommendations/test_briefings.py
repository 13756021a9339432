from __future__ import annotations

import datetime as dt
import io

import docx
import pytest

from assistant.bootstrap import Panel
from assistant.citing import normalise
from assistant.errors import BadQuestion
from assistant.recommendations.briefings import find_quotations, make_briefing
from assistant.recommendations.exports.briefing import Part, find_part
from assistant.words import without_marks
from ingest.recommendations.entries import EntryKind
from vectorstore.publications import PUBLIC

MADE = dt.date(2034, 7, 1)
TOPICS = ("missed appointments", "children who move home", "holding the door")


@pytest.mark.parametrize("topic", TOPICS)
def test_every_quotation_is_in_the_words_of_a_publication(sample_panel: Panel, topic: str) -> None:
    """Whatever a briefing quotes stands in what is held, and names its publication and date."""
    texts = [
        normalise(without_marks(sample_panel.store.source(one.id, one.edition_id).text))
        for one in sample_panel.store.record.current_publications()
    ]
    quotations = find_quotations(sample_panel, topic, visibilities=PUBLIC)
    assert quotations
    for one in quotations:
        assert any(_letters(one.text) in _letters(text) for text in texts), one.text
        assert one.publication.endswith(" (fictional sample)")
        assert one.published


def _letters(text: str) -> str:
    """Return the letters of a text: lists and page numbers in a quotation are not all in one run."""
    return "".join(filter(str.isalpha, normalise(text)))


def test_recommendations_come_from_the_register(sample_panel: Panel) -> None:
    """The parts on recommendations and questions hold entries of the register, each by its kind, and nothing else."""
    quotations = find_quotations(sample_panel, "holding the door", visibilities=PUBLIC)
    kinds = {str(kind) for kind in EntryKind}
    parts = {Part.NATIONAL, Part.LOCAL, Part.QUESTIONS}
    assert all(one.label in kinds for one in quotations if find_part(one) in parts)
    assert any(one.label == "local recommendation" and "holding the door" in one.text for one in quotations)


def test_terms_of_reference_are_what_was_looked_at(sample_panel: Panel) -> None:
    """What a review set out to ask is never told as a finding."""
    quotations = find_quotations(sample_panel, "children who move home", visibilities=PUBLIC)
    asked = [one for one in quotations if "terms of reference" in one.publication]
    assert asked
    assert {find_part(one) for one in asked} == {Part.LOOKED_AT}


def test_a_briefing_is_a_document_with_a_name(sample_panel: Panel) -> None:
    """A briefing has seven headings, and its file is called by its topic and day."""
    made = make_briefing(sample_panel, "  Missed  appointments? ", made=MADE)
    assert made.name == "briefing-missed-appointments-2034-07-01.docx"
    document = docx.Document(io.BytesIO(made.content))
    headings = [one for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert (len(headings), made.quotations > 0) == (7, True)


def test_a_topic_that_is_not_held_gives_an_empty_outline(sample_panel: Panel) -> None:
    """Where nothing is held on a topic every part says so, and nothing is made up."""
    made = make_briefing(sample_panel, "submarine cables", made=MADE)
    words = [one.text for one in docx.Document(io.BytesIO(made.content)).paragraphs]
    assert made.quotations == 0
    assert "No finding on this topic is held." in words


def test_personal_data_is_refused_first(sample_panel: Panel) -> None:
    """A topic with personal data is refused, and the refusal does not repeat it."""
    with pytest.raises(BadQuestion) as refused:
        make_briefing(sample_panel, "The child with NHS number 943 476 5919", made=MADE)
    assert "943" not in str(refused.value)
