from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableDocument
from ingest.pdf import read_pdf
from tests.ingest.drawn import FULL, make_pdf
from tests.ingest.pdfs import Words, write_pdf

PLAIN = write_pdf([Words("What we did", 20, bold=True), FULL[:80], Words("7", 6)], ["Nobody had been told."])
WRONG = (b"1e39", b"-1e39", b"99999999999", b"0", b"(", b")", b"<<", b">>", b"Tf", b"/Rotate 90", b"\xff\xfe\xd8\x00")
faults = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 8), st.sampled_from(WRONG)), min_size=1, max_size=6)


@settings(max_examples=60)
@given(st.sampled_from([PLAIN, make_pdf()]), faults)
def test_damaged_bytes_are_read_or_refused(data: bytes, wrong: list[tuple[int, int, bytes]]) -> None:
    """A file with faults anywhere gives its text, of which every letter lies in a line, or says why it cannot."""
    damaged = bytearray(data)
    for place, length, fault in wrong:
        start = place % len(damaged)
        damaged[start : start + length] = fault
    with contextlib.suppress(UnreadableDocument):
        raw = read_pdf(bytes(damaged))
        held = {place for line in raw.lines for place in range(line.start, line.end)}
        assert {place for place, letter in enumerate(raw.text) if not letter.isspace()} <= held
