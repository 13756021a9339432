from __future__ import annotations

from ingest.documents import Passage, Reading
from tests.ingest.builders import read, read_pages, word_spans
from tests.ingest.pdfs import Words

ITEMS = [f"- item number {number} of this long list of things" for number in range(1, 13)]


def told(reading: Reading) -> list[str]:
    """Return the text of each passage."""
    return [passage.text for passage in reading.passages]


def passage_of(reading: Reading, words: str) -> Passage:
    """Return the passage that holds the sentence with these words."""
    ordinal = next(s.ordinal for s in reading.sentences if words in s.text)
    return next(p for p in reading.passages if p.first <= ordinal <= p.last)


def test_sentences_are_put_together_up_to_the_limit() -> None:
    """As many whole sentences as fit make a passage, over paragraphs too."""
    reading = read("One two three. Four five six.\n\nSeven eight nine. Ten.\n", most_tokens=14)
    assert told(reading) == ["One two three. Four five six. Seven eight nine.", "Ten."]


def test_the_last_two_headings_stand_in_front() -> None:
    """The text of a passage begins with the two innermost headings, whose own sentences are part of it."""
    reading = read("# Report\n\n## Findings\n\n### Housing:\n\nNobody was told. It was late.\n", most_tokens=60)
    assert told(reading)[-1] == "Findings.\nHousing. Nobody was told. It was late."
    last = reading.passages[-1]
    assert [s.text for s in reading.sentences[last.first : last.last + 1]] == [
        "Housing:",
        "Nobody was told.",
        "It was late.",
    ]


def test_passages_end_with_their_section() -> None:
    """Text under another heading is another passage, however short."""
    assert told(read("# One\n\nText.\n\n# Two\n\nMore.\n")) == ["One. Text.", "Two. More."]


def test_a_list_is_kept_with_its_introduction() -> None:
    """When a list does not fit behind its introduction, the introduction moves over to the list."""
    text = "Some words come first here and they fill some room. The Panel asks for this:\n\n" + "\n".join(ITEMS[:2])
    reading = read(text, most_tokens=28)
    assert told(reading)[0] == "Some words come first here and they fill some room."
    assert told(reading)[1].startswith("The Panel asks for this: - item number 1 ")


def test_a_long_list_repeats_its_introduction() -> None:
    """Every passage that holds a part of a list begins with the line that introduces it."""
    reading = read("# Lists\n\nThe Panel asks for this:\n\n" + "\n".join(ITEMS), most_tokens=50)
    assert len(reading.passages) > 2
    assert all(text.startswith("Lists. The Panel asks for this: - item") for text in told(reading))
    assert sum(text.count("- item") for text in told(reading)) == len(ITEMS)
    assert reading.passages[1].first > reading.sentences[0].ordinal + 1


def test_text_after_a_list_is_not_introduced() -> None:
    """A paragraph after a list stands without the list's introduction when it begins a passage."""
    after = "This paragraph comes after the list and is much too long to stand in one passage with any of its items."
    reading = read("The Panel asks for this:\n\n" + "\n".join(ITEMS[:2]) + f"\n\n{after}\n", most_tokens=40)
    assert passage_of(reading, "comes after").text == after


def test_an_introduction_that_leaves_no_room_is_not_repeated() -> None:
    """A list whose introduction fills a passage stands without it rather than beyond the limit."""
    lead = " ".join(["word"] * 25) + ":"
    item = "- " + " ".join(["thing"] * 20)
    reading = read(f"{lead}\n\n{item}\n{item}\n", most_tokens=40)
    assert told(reading) == [lead, item, item]


def test_headings_that_leave_no_room_are_not_in_front() -> None:
    """Of two long headings the last one stands in front, and of one that is too long none."""
    short, long = "Housing in Eastfold", "Records that did not arrive in the new area in time for the visit"
    under_short = read(f"# {long}\n\n## {short}\n\nNobody was told.\n", most_tokens=42)
    assert told(under_short)[-1] == f"{short}. Nobody was told."
    under_long = read(f"# {short}\n\n## {long}\n\nNobody was told.\n", most_tokens=42)
    assert told(under_long)[-1] == f"{long} Nobody was told."


def test_a_heading_beyond_the_limit_is_cut() -> None:
    """A heading longer than a passage makes several passages, each within the limit."""
    reading = read("# " + " ".join(["long"] * 90) + "\n\nText.\n", most_tokens=40)
    assert all(len(word_spans(text)) <= 38 for text in told(reading))
    assert sum(text.count("long") for text in told(reading)) == 90


def test_notes_dates_and_salutations_stand_alone() -> None:
    """What is no running text shares no passage with it."""
    letter = read("9 June 2031\n\nDear partners,\n\nThis is the first of two circulars.\n")
    assert told(letter) == ["9 June 2031 Dear partners,", "This is the first of two circulars."]
    notes = read_pages(
        [
            "The council counted 287 notifications in the year, from nearly all of its areas.",
            Words("1 Areas that were merged in 2030 are counted once.", 8, above=40),
        ]
    )
    assert [p.text[:5] for p in notes.passages] == ["The c", "1 Are"]
