from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.references import find_references, write_out

SECTION = "section 47 section47"


@pytest.mark.parametrize(
    "text",
    ["s47", "S47", "s.47", "s. 47", "s 47", "sec 47", "Sect. 47", "section 47", "Section 47", "s47s", "section\n47"],
)
def test_a_section_is_written_in_one_way(text: str) -> None:
    """However a section is written, it becomes the same words, and one word more that is its own."""
    assert write_out(text) == SECTION


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("para 112", "paragraph 112 paragraph112"),
        ("para. 3.12", "paragraph 3.12 paragraph3p12"),
        ("R3", "recommendation 3 recommendation3"),
        ("Rec. 3", "recommendation 3 recommendation3"),
        ("recommendation three", "recommendation 3 recommendation3"),
        ("reg 44 visits", "regulation 44 regulation44 visits"),
        ("Part five", "part 5 part5"),
        ("yr 9", "year 9 year9"),
        ("y4", "year 4 year4"),
        ("KS2", "stage 2 stage2"),
        ("s16C(1)", "section 16c section16c(1)"),
        ("Annex A", "annex a annexa"),
        ("Covid-19 and covid19", "covid 19 covid19 and covid 19 covid19"),
    ],
)
def test_each_kind_of_thing_is_known(text: str, written: str) -> None:
    """Paragraphs, recommendations, regulations, parts, years, annexes: in digits, letters and words."""
    assert write_out(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("sections 17 and 47", ("section 17", "section 47")),
        ("ss 17, 20 and 47 of", ("section 17", "section 20", "section 47")),
        ("s17/47", ("section 17", "section 47")),
        ("recommendations 3 to 5", ("recommendation 3", "recommendation 5")),
        ("section 17 and 47 children", ("section 17",)),
    ],
)
def test_several_numbers_follow_a_plural(text: str, written: tuple[str, ...]) -> None:
    """Two numbers after a plural are two things; after a singular the second number is of something else."""
    (found,) = find_references(text)
    assert found.written == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("the 2023-24 report", "the 2023 2024 24 report"),
        ("2023/24", "2023 2024 24"),
        ("1999–00", "1999–00"),
        ("2019-21", "2019-21"),
        ("2023-12-01", "2023-12-01"),
        ("2023-24-01", "2023-24-01"),
    ],
)
def test_the_second_of_two_years_is_written_in_full(text: str, written: str) -> None:
    """Two years in a row are both found by their four digits; a date, or what is no pair of years, stays."""
    assert write_out(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("359. This part is about", "paragraph 359 paragraph359. This part is about"),
        ("Heading\n2.4 Children must", "Heading\nparagraph 2.4 paragraph2p4 Children must"),
        ("It ends here. 360. It goes on", "It ends here. paragraph 360 paragraph360. It goes on"),
        ("in 1989. The Act", "in 1989. The Act"),
        ("about 48 Children", "about 48 Children"),
    ],
)
def test_a_numbered_paragraph_is_found_by_its_number(text: str, written: str) -> None:
    """A number that begins a paragraph is written as one; a number that ends or stands in a sentence is not."""
    assert write_out(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "47",
        "r3",
        "R2D2",
        "the child's 12 weeks",
        "s one",
        "is a",
        "parts of 5",
        "part onerous",
        "annex to",
        "İ part one",
        "12 sections",
        "class47",
        "us 4",
        "",
        "£5.00",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    """A number without its thing, and what only looks like a thing, are left as they are."""
    assert write_out(text) == text
    assert not list(find_references(text))


@given(st.text(alphabet=st.sampled_from("sR47. -/,aontdpre\nxannex'ü")) | st.text(max_size=60))
def test_references_lie_in_the_text_and_apart(text: str) -> None:
    """Whatever is asked, references come in order, none within another, and the rest of the text stays."""
    end = 0
    for found in find_references(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
    assert not set(text) & set("0123456789") or write_out(text)


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=["Nd"]), max_size=200))
def test_a_text_without_numbers_stays(text: str) -> None:
    """Where there is neither a digit nor a number in words, nothing is changed."""
    plain = text.lower()
    if not any(
        word in plain for word in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    ):
        assert "annex" in plain or "appendix" in plain or write_out(text) == text
