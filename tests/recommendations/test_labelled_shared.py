from __future__ import annotations

from pathlib import Path

import pytest

from ingest.documents import BlockKind
from tests.recommendations.documents import squeeze
from tests.recommendations.shared_documents import (
    SAMPLE_LABELS,
    SAMPLES,
    SHARED_LABELS,
    Labelled,
    Row,
    Span,
    cut,
    digest,
    list_spans,
    read_rows,
    read_samples,
    read_shared,
)
from tests.recommendations.test_labelled import KINDS, STATES, list_pieces

LEAST_NEAR_MISSES = 60
LEAST_WORDS = 3
"""Names of one or two words, such as those of kinds, may well occur in a document."""
SIZES = {"samples": [12, 25, 127, 1, 9], "shared": [9, 32, 208, 2, 3]}
"""Documents, entries, near misses, counts and responses."""


@pytest.fixture(scope="module")
def samples() -> list[Labelled]:
    """The labelled samples."""
    return list(read_samples())


@pytest.fixture(scope="module")
def real(shared: Path) -> list[Labelled]:
    """The labelled real documents."""
    return list(read_shared(shared))


def test_every_sample_is_labelled() -> None:
    """Each document among the samples has its row of labels, and no row is of another."""
    held = {path.name for path in SAMPLES.iterdir() if path.suffix != ".yaml" and path.name != "README.md"}
    assert sorted(row["file"] for row in read_rows(SAMPLE_LABELS)) == sorted(held)


def test_what_is_labelled_in_a_sample_is_printed(samples: list[Labelled]) -> None:
    """Texts, addressees, counts and what is said of a recommendation stand in the sample word for word."""
    for one in samples:
        printed, labels = squeeze(one.reading.text), one.labels
        words = [
            *(piece for label in (*labels["entries"], *labels["near_misses"]) for piece in list_pieces(label)),
            *(name for entry in labels["entries"] for name in entry["addressees_named"]),
            *(text for count in labels["counts"] for text in (count["words"], count["of"])),
            *(text for response in labels["responses"] for text in (response["said"], response["of_text"])),
        ]
        assert [text for text in words if text not in printed] == [], one.name


def test_an_entry_of_a_sample_stands_under_a_heading_of_it(samples: list[Labelled]) -> None:
    """The section of each entry is printed as a heading."""
    for one in samples:
        headings = {_words_of_heading(one, number) for number in _headings(one)}
        assert {entry["section"] for entry in one.labels["entries"]} - {None} <= headings


def test_a_response_in_a_sample_names_an_entry_of_an_earlier_one(samples: list[Labelled]) -> None:
    """Where the recommendation is printed in a sample, it is one of its entries, and that was published before."""
    by_name = {one.name: one for one in samples}
    named = [(one, said) for one in samples for said in one.labels["responses"] if said["of_document"]]
    assert named
    for one, said in named:
        about = by_name[said["of_document"]].labels
        assert said["of_entry"] in [entry["text"] for entry in about["entries"]]
        assert about["published"] < one.labels["published"]


def test_every_real_document_is_labelled(real: list[Labelled], shared: Path) -> None:
    """Each file of letters and guidance has its labels, and its bytes are those that were labelled."""
    held = [path.name for folder in ("letters", "guidance") for path in (shared / "corpus" / folder).iterdir()]
    assert sorted(one.name for one in real) == sorted(held)
    assert [one.name for one in real if one.digest != one.row["sha256"]] == []


def test_runs_lie_in_the_text_and_are_whole_words(real: list[Labelled]) -> None:
    """Every run is inside the verbatim text and begins and ends with a whole word; runs of one label are in order."""
    for one in real:
        assert [span for span in list_spans(one.row) if not _is_whole(one.reading.text, span)] == [], one.name
        for label in (*one.row["entries"], *one.row["near_misses"]):
            places = [place for span in label["at"] for place in span]
            assert places == sorted(places)


def test_no_reader_moved_the_labelled_words(real: list[Labelled]) -> None:
    """The words in the runs of each label are those that were labelled, as their digests show."""
    for one in real:
        labels = [label for key in ("entries", "counts", "near_misses", "responses") for label in one.row[key]]
        moved = [label["at"] for label in labels if digest(cut(one.reading.text, label["at"])) != label["words"]]
        assert moved == [], one.name


def test_no_words_of_a_real_document_are_written_down(real: list[Labelled]) -> None:
    """No labelled text of a real document, and no heading, is in the file of its labels."""
    written = squeeze(SHARED_LABELS.read_text(encoding="utf-8"))
    for one in real:
        texts = [cut(one.reading.text, [span]) for span in list_spans(one.row)]
        assert [text for text in texts if len(text.split()) >= LEAST_WORDS and text in written] == []


def test_guidance_has_many_near_misses(real: list[Labelled]) -> None:
    """At least 60 near misses are in the real guidance, some of them in each publication."""
    sizes = [len(one.row["near_misses"]) for one in real if one.row["folder"] == "guidance"]
    assert min(sizes) > 0
    assert sum(sizes) >= LEAST_NEAR_MISSES


@pytest.mark.parametrize("path", [SAMPLE_LABELS, SHARED_LABELS], ids=lambda path: path.stem)
def test_labels_are_of_known_kinds_and_states(path: Path) -> None:
    """Entries are of a known kind, responses of a known state, and each near miss says why it is none."""
    rows = read_rows(path)
    assert {entry["kind"] for row in rows for entry in row["entries"]} <= KINDS
    assert {one["state"] for row in rows for one in row["responses"]} <= STATES
    assert all(near["why"] for row in rows for near in row["near_misses"])


@pytest.mark.parametrize(("path", "sizes"), [(SAMPLE_LABELS, SIZES["samples"]), (SHARED_LABELS, SIZES["shared"])])
def test_the_labels_are_as_many_as_they_were(path: Path, sizes: list[int]) -> None:
    """No label was added or taken away since the extractor was first run on these documents."""
    rows = read_rows(path)
    assert [len(rows), *(_count(rows, key) for key in ("entries", "near_misses", "counts", "responses"))] == sizes


def test_no_sample_text_is_both_an_entry_and_a_near_miss(samples: list[Labelled]) -> None:
    """No near miss of a sample overlaps an entry, and no text is labelled twice as an entry."""
    for one in samples:
        _check_apart(one)


def test_no_real_text_is_both_an_entry_and_a_near_miss(real: list[Labelled]) -> None:
    """No near miss of a real document overlaps an entry, and no text is labelled twice as an entry."""
    for one in real:
        _check_apart(one)


def _check_apart(one: Labelled) -> None:
    texts = [entry["text"] for entry in one.labels["entries"]]
    near = [miss["text"] for miss in one.labels["near_misses"]]
    assert [miss for miss in near if any(miss in text or text in miss for text in texts)] == []
    assert len(set(texts)) == len(texts)


def _count(rows: list[Row], key: str) -> int:
    return sum(len(row[key]) for row in rows)


def _is_whole(text: str, span: Span) -> bool:
    """Say whether a run is inside the text, has no white space at its ends, and cuts no word apart."""
    start, end = span
    if not 0 <= start < end <= len(text) or text[start:end] != text[start:end].strip():
        return False
    before, after = text[start - 1 : start + 1], text[end - 1 : end + 1]
    return not any(len(pair) > 1 and pair.isalpha() for pair in (before, after))


def _headings(one: Labelled) -> list[int]:
    return [number for number, block in enumerate(one.reading.blocks) if block.kind is BlockKind.HEADING]


def _words_of_heading(one: Labelled, number: int) -> str:
    """Return the words of a heading without the marks of Markdown."""
    return squeeze(one.reading.quote(one.reading.blocks[number].segments)).strip("#* ")
