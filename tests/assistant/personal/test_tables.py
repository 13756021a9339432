from __future__ import annotations

from dataclasses import fields
from importlib.resources import files
from typing import Any

import pytest
import yaml

from assistant.errors import BadRequest
from assistant.personal.tables import Tables, any_of, one_of, read_tables, tables


def _rows() -> dict[str, Any]:
    rows: dict[str, Any] = yaml.safe_load((files("assistant.personal") / "personal.yaml").read_text(encoding="utf-8"))
    return rows


def test_the_file_is_read_whole() -> None:
    """Every table has words, and all 124 areas of postcodes and that of the forces are there."""
    assert all(getattr(tables(), field.name) for field in fields(Tables))
    assert len(tables().postcode_areas) == 125


def test_a_table_that_is_missing_or_unknown_is_named() -> None:
    """A slip in the name of a table is told when the file is read."""
    rows = _rows()
    rows["streetz"] = rows.pop("streets")
    with pytest.raises(BadRequest, match="streets, streetz"):
        read_tables(rows)


def test_an_empty_table_is_named() -> None:
    """A table without words would let everything pass, and is refused."""
    with pytest.raises(BadRequest, match="towns"):
        read_tables(_rows() | {"towns": ""})


def test_a_number_without_quotation_marks_is_refused() -> None:
    """YAML would read 0300 as another number."""
    with pytest.raises(BadRequest, match="public_prefixes"):
        read_tables(_rows() | {"public_prefixes": [80]})


def test_bands_rise() -> None:
    """An age falls into the first band above it, so that their order counts."""
    rows = _rows()
    with pytest.raises(BadRequest, match="bands"):
        read_tables(rows | {"bands": rows["bands"][::-1]})


def test_words_that_belong_together_stay_together() -> None:
    """What is quoted is one entry, and its space may be any."""
    assert "milton keynes" in tables().towns
    assert one_of(["ab c", "ab", "d.e"]) == r"(?:a(?:b\s+c|b)|d(?:\.e))"


def test_patterns_may_be_patterns() -> None:
    """Harms are patterns, and are not escaped."""
    assert any_of(["hit", r"hurt\w*"]) == r"(?:h(?:urt\w*|it))"
