from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import BadMetadata
from ingest.govuk import GovUk
from ingest.sources import read_table


def write(folder: Path, text: str) -> Path:
    """Write a table of sources."""
    path = folder / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_table_that_comes_along_can_be_used() -> None:
    """Every row of the program's own table makes a source that knows its name."""
    table = read_table()
    assert "govuk" in table.rows
    for name in table.rows:
        assert table.open(name).name == name


def test_a_publisher_is_a_row(tmp_path: Path) -> None:
    """Another organisation on GOV.UK needs nothing but a row."""
    row = "{kind: govuk, site: 'https://www.gov.uk', hosts: [www.gov.uk], organisation: example-commissioner}"
    source = read_table(write(tmp_path, f"sources:\n  commissioner: {row}\n")).open("commissioner")
    assert isinstance(source, GovUk)
    assert (source.organisation, source.speaker) == ("example-commissioner", "other")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sources: [", "cannot be used: write it like ingest/sources.yaml"),
        ("other: {}", "cannot be used: write it like ingest/sources.yaml"),
        ("sources: {a: 3}", "cannot be used: write it like ingest/sources.yaml"),
        ("sources: {a: {kind: fax}}", "must say its kind: one of govuk"),
        ("sources: {a: {kind: govuk, site: x}}", "The row of the source 'a' cannot be used"),
        ("sources: {b: {kind: govuk}}", "There is no source 'a'; use one of b"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(tmp_path: Path, text: str, said: str) -> None:
    """What is wrong with a table or a row is said in one sentence."""
    with pytest.raises(BadMetadata) as refused:
        read_table(write(tmp_path, text)).open("a")
    assert said in str(refused.value)


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The setting that names the table is in the message."""
    with pytest.raises(BadMetadata, match="check PANEL_SOURCES"):
        read_table(tmp_path / "none.yaml")
