"""Draws valid numbers of nobody, and writes them as people do."""

from __future__ import annotations

import string

from hypothesis import strategies as st
from stdnum.gb import nhs, upn

from assistant.personal.numbers import may_be_insurance_prefix
from assistant.personal.tables import tables

SEPARATORS = st.sampled_from(["", " ", "-", "  ", "\u00a0", "\u2011", "\u2009", " - "])
"""What people and their phones put between the groups of a number: odd spaces and dashes included."""


def figures(length: int) -> st.SearchStrategy[str]:
    """Draw so many digits."""
    return st.text(alphabet=string.digits, min_size=length, max_size=length)


@st.composite
def nhs_numbers(draw: st.DrawFn) -> str:
    """Draw a valid NHS number of the range that tests use, in some spacing."""
    digits = draw(figures(8).map(lambda rest: "9" + rest).filter(lambda nine: _check(nine) is not None))
    number = f"{digits}{_check(digits)}"
    between = draw(SEPARATORS)
    return between.join((number[:3], number[3:6], number[6:]))


def _check(nine: str) -> int | None:
    """Return the check digit of nine others; None where there is none."""
    return next((last for last in range(10) if nhs.checksum(f"{nine}{last}") == 0), None)


@st.composite
def insurance_numbers(draw: st.DrawFn) -> str:
    """Draw a National Insurance number, in some spacing, in capitals or not."""
    letters = st.text(alphabet=string.ascii_uppercase, min_size=2, max_size=2).filter(may_be_insurance_prefix)
    pairs = [draw(letters), draw(figures(2)), draw(figures(2)), draw(figures(2)), draw(st.sampled_from("ABCD"))]
    number = draw(SEPARATORS).join(pairs)
    return draw(st.sampled_from([number, number.lower()]))


@st.composite
def pupil_numbers(draw: st.DrawFn) -> str:
    """Draw a unique pupil number; a temporary one ends with a letter."""
    last = draw(st.sampled_from([*string.digits, *"ABCDEFGHJKLMNPQRTUVWXYZ"]))
    rest = f"{draw(st.integers(200, 999))}{draw(figures(8))}{last}"
    return f"{upn.calc_check_digit(rest)}{rest}"


@st.composite
def phones(draw: st.DrawFn) -> str:
    """Draw a number of a mobile or a landline that Ofcom keeps for drama, as people write it."""
    area, rest = draw(
        st.sampled_from([("7700", "900"), ("1632", "960"), ("20", "79460"), ("113", "4960"), ("191", "4980")])
    )
    last = draw(figures(10 - len(area) - len(rest)))
    between = draw(st.sampled_from(["", " ", "-", ".", "\u00a0"]))
    start = draw(
        st.sampled_from([f"0{area}", f"(0{area})", f"+44 {area}", f"+44 (0){area}", f"0044{area}", f"+44{area}"])
    )
    return between.join((start, rest, last)) if between else f"{start}{rest}{last}"


@st.composite
def postcodes(draw: st.DrawFn) -> str:
    """Draw a postcode of an area that there is, and that is no public building's."""
    area = draw(st.sampled_from(sorted(tables().postcode_areas - {"s"}))).upper()
    district = str(draw(st.integers(0, 99)))
    if area.lower() in tables().lettered_areas and draw(st.booleans()):
        district = district[0] + draw(st.sampled_from("ABCDEFGHJKMNPRSTUVWXY"))
    inward = draw(figures(1)) + draw(st.text(alphabet="ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2))
    whole = f"{area}{district}{draw(SEPARATORS)}{inward}"
    return whole if inward[1:].lower() in tables().not_inward else draw(st.sampled_from([whole, whole.lower()]))
