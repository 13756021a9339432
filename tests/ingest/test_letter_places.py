from __future__ import annotations

import string

from hypothesis import example, given
from hypothesis import strategies as st

from ingest.correspondence import link_letters
from ingest.letters import find_letter
from ingest.readings import make_reading
from ingest.text import read_text
from tests.ingest.builders import limits
from tests.ingest.letter_facts import check_places

PHRASES = (
    *("Example Safeguarding Review Panel", "Example Safeguarding", "Review Panel", "Ministry for Families, 1 Square"),
    *("Imogen Testwell", "**Imogen Testwell, Chair**", "Rt Hon Rowan Fictley MP Minister for Families", "Chair"),
    *("To: all partners; everybody", "cc: Home Secretary; Minister for Health", "cc:", "Enc.", "Enc: a, b and the c"),
    *("14<sup>th</sup> January 2031", "Our ref: 1/2  9 June 2031", "31 June 2031", "14/01/2031", "Dear Minister,"),
    *(
        "Dear Imogen",
        "Dear **Ms Whimsley**,",
        "Dear ,",
        "Re: fires",
        "# A heading",
        "Your letter of 14<sup>th</sup> May",
    ),
    *("Thank you for your letters of 3 May and 4 June 2031 about the fires.", "You wrote to us on 3_May_ 2031."),
    *("I am copying this letter to the Home Secretary, Petra Makebelieve and the Chair.", "I enclose the plan."),
    *("Please find attached the notes, a list, and the table.", "The terms are at Annex A.", "- an item?", "1. first"),
    *(
        "Yours sincerely,",
        "Yours ever, Imogen Testwell",
        'A signature that reads "R. Fictley".',
        "Annex A",
        "Annex B: x",
    ),
    *("Draft terms of reference", "Review question: why?", "Lines of enquiry", "Out of scope", "It will not do so."),
    *("Imogen Testwell          Rowan Fictley", "Chair\tMinister", "\ufb01re of\u00a0the \u00adO\ufb03ce", "\x0c", ""),
)
LINES = st.one_of(
    st.sampled_from(PHRASES),
    st.text(st.sampled_from(string.printable.replace("\x0b", "") + "–“”’éÉ\u2028\ufb01"), max_size=40),
)
LETTERS = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n\n", " ", ", "])), min_size=1, max_size=30)


@given(LETTERS, LETTERS)
@example([("Dear Imogen,", "\n")], [])
def test_every_place_holds_what_is_said(front: list[tuple[str, str]], rest: list[tuple[str, str]]) -> None:
    """Whatever the text, every span of a letter lies in it and holds what its field says; linking it never fails."""
    text = "".join(map("".join, front)) + "\n\nDear Minister,\n\n" + "".join(map("".join, rest))
    reading = make_reading(read_text(text.encode()), reader="text", limits=limits())
    letter = find_letter(reading)
    if letter:
        check_places(letter, reading)
        assert find_letter(reading) == letter
        found = link_letters([("a", letter), ("b", letter)])
        assert all(one.letters for one in found)
