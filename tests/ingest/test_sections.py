from __future__ import annotations

from tests.ingest.builders import read


def test_a_section_knows_the_headings_over_it() -> None:
    """The path of a section holds its heading and those it stands under, cleaned; a higher one ends the lower ones."""
    reading = read("""
        Before any heading stands this line.

        # 1. What we did

        We met **families**.

        ### Whom we *met*

        Four of them.

        ## How we met them

        At home.

        # 2. What we found<sup>1</sup>

        A great deal.
    """)
    assert [section.path for section in reading.sections] == [
        (),
        ("1. What we did",),
        ("1. What we did", "Whom we met"),
        ("1. What we did", "How we met them"),
        ("2. What we found1",),
    ]


def test_a_section_begins_with_its_heading() -> None:
    """A section goes from its heading to the next one, and the last one to the end of the text."""
    reading = read("# One\n\nText.\n\n# Two\n\nMore text.\n")
    assert [reading.text[s.start : s.end] for s in reading.sections] == ["# One\n\nText.\n\n", "# Two\n\nMore text.\n"]


def test_every_sentence_belongs_to_the_section_it_stands_in() -> None:
    """A heading belongs to the section it opens, and text to the section of the heading over it."""
    reading = read("Text before.\n\n# One\n\nText.\n\n# Two\n\nMore text.\n")
    assert [(s.text, s.section) for s in reading.sentences] == [
        ("Text before.", 0),
        ("One", 1),
        ("Text.", 1),
        ("Two", 2),
        ("More text.", 2),
    ]


def test_a_text_without_headings_is_one_section() -> None:
    """Without headings there is one section with an empty path that holds everything."""
    (section,) = read("Nothing but this.\n").sections
    assert (section.path, section.start, section.end) == ((), 0, len("Nothing but this.\n"))
