from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.recommendations.exports.cells import FORBIDDEN, MOST, clean, guard, is_hostile

TEXTS = st.text(st.characters(exclude_categories=()))
"""Any characters at all, lone surrogates and control characters included."""
HOSTILE = ["=1+1", "+cmd", "-2", "@SUM(A1)", "\tcmd", " =1+1", "\u00a0=1", "'=1", "''-1", "\uff1d1", "=", "-"]
HARMLESS = ["", "R3", "3.", "007", "1 = 1", "'twas", "–2", "(a)", "“=”", "a\t=", "é", "עברית"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_may_be_run_is_made_harmless(text: str) -> None:
    """An apostrophe stands before whatever a spreadsheet may take for a formula."""
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_cannot_be_run_is_left_alone(text: str) -> None:
    """Nothing is added to other words."""
    assert guard(text) == text


@given(TEXTS)
def test_one_apostrophe_away_gives_back_the_words(text: str) -> None:
    """Whatever was guarded can be told from what was not, and read back."""
    guarded = guard(text)
    assert (guarded[1:] if is_hostile(guarded) else guarded) == text


@given(TEXTS)
def test_cleaned_text_is_one_line_that_xml_allows(text: str) -> None:
    """No break and no forbidden character is left, all else is, and cleaning again changes nothing."""
    cleaned = clean(text)
    assert "\n" not in cleaned
    assert len(cleaned.splitlines()) <= 1
    assert not FORBIDDEN.search(cleaned)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn"))))
def test_printable_text_is_the_same(text: str) -> None:
    """Text without breaks and control characters is not touched."""
    assert clean(text) == text


def test_breaks_become_spaces() -> None:
    """A break of any kind is one space, and a tab stays."""
    assert clean("a\r\nb\nc\rd\u2028e\x0bf\tg") == "a b c d e f\tg"


@pytest.mark.parametrize("text", ["a" * (MOST + 1), "😀" * MOST, "a" + "😀" * (MOST // 2 + 1), "=" * 100_000])
def test_text_that_no_cell_holds_is_cut(text: str) -> None:
    """A cut text fits a cell of Excel, ends in an ellipsis, and no character is cut in two."""
    cut = clean(text)
    assert len(cut.encode("utf-16-le")) <= 2 * MOST
    assert cut.endswith("…")
    assert text.startswith(cut[:-1])


def test_text_that_just_fits_is_whole() -> None:
    """The longest text that a cell holds is not cut."""
    assert clean("é" * MOST) == "é" * MOST
