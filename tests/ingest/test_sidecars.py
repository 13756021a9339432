from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from ingest.documents import Description, Speaker, Visibility
from ingest.errors import BadMetadata
from ingest.sidecars import Stated, check_stated, read_sidecar, sidecar_of

WHOLE = """
title: "Circular, June 2031"
kind: circular
speaker: panel
published: 2031-06-09
url: https://panel.example/circular
visibility: staff
status: superseded
fictional: true
"""


@pytest.fixture
def sidecar(tmp_path: Path) -> Path:
    """Where a sidecar may be written."""
    return tmp_path / "letter.meta.yaml"


def refusal(sidecar: Path, text: str | bytes) -> str:
    """Return why a sidecar is refused."""
    sidecar.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadMetadata) as refused:
        read_sidecar(sidecar)
    return str(refused.value)


def test_a_sidecar_states_everything(sidecar: Path) -> None:
    """All keys of a sidecar are read, and put into the description as what they are."""
    sidecar.write_text(WHOLE, encoding="utf-8")
    assert read_sidecar(sidecar).applied(Description("Letter", "letter")) == Description(
        title="Circular, June 2031",
        kind="circular",
        speaker=Speaker.PANEL,
        published=dt.date(2031, 6, 9),
        url="https://panel.example/circular",
        visibility=Visibility.STAFF,
        status="superseded",
        fictional=True,
    )


def test_what_is_not_stated_stays_as_the_document_says(sidecar: Path) -> None:
    """A sidecar counts over the document, and only in what it states."""
    sidecar.write_text("title: Another title\npublished:\n", encoding="utf-8")
    found = Description("Letter", "letter", Speaker.GOVERNMENT, dt.date(2031, 1, 1))
    assert read_sidecar(sidecar).applied(found) == Description(
        "Another title", "letter", Speaker.GOVERNMENT, dt.date(2031, 1, 1)
    )


def test_options_count_over_sidecars() -> None:
    """Where both speak the first counts, where one speaks that one, and false is something that is stated."""
    options = Stated(kind="circular", fictional=False)
    assert options.over(Stated(kind="letter", url="https://panel.example", fictional=True)) == Stated(
        kind="circular", url="https://panel.example", fictional=False
    )


def test_a_sidecar_has_one_of_two_names(tmp_path: Path) -> None:
    """A sidecar is named after the whole name of its document, or after the name without its ending."""
    document = tmp_path / "letter.v2.txt"
    assert sidecar_of(document) is None
    short, long = tmp_path / "letter.v2.meta.yaml", tmp_path / "letter.v2.txt.meta.yaml"
    short.touch()
    assert sidecar_of(document) == short
    long.touch()
    assert sidecar_of(document) == long


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("autor: me", "letter.meta.yaml has the unknown key 'autor'; use agencies, as_at, "),
        ("1: me", "letter.meta.yaml has the unknown key '1'; use "),
        ("kind: poem", "letter.meta.yaml: kind cannot be 'poem'; use one of letter, circular, "),
        ("kind: [letter]", "letter.meta.yaml: kind cannot be \"['letter']\"; use one of letter, "),
        ("speaker: nobody", "letter.meta.yaml: speaker cannot be 'nobody'; use one of panel, government, "),
        ("visibility: secret", "letter.meta.yaml: visibility cannot be 'secret'; use one of public, staff"),
        ("status: new", "letter.meta.yaml: status cannot be 'new'; use one of current, superseded, withdrawn, draft"),
        ("published: soon", "letter.meta.yaml: published is not a date: 'soon'; write it as YYYY-MM-DD"),
        ("published: 9/6/2031", "letter.meta.yaml: published is not a date: '9/6/2031'; write it as YYYY-MM-DD"),
        ("published: 2031-02-30", "letter.meta.yaml holds a date that does not exist (day is out of range for month)"),
        ("published: '2031-02-30'", "letter.meta.yaml: published is not a date: '2031-02-30'; write it as YYYY-MM-DD"),
        (
            "published: 2031-06-09 10:00:00",
            "letter.meta.yaml: published is not a date: '2031-06-09 10:00:00'; write it",
        ),
        ("title: 2031", "letter.meta.yaml: title must be words; put them in quotation marks"),
        ("url: ' '", "letter.meta.yaml: url must be words; put them in quotation marks"),
        ('title: "\\ud800"', "letter.meta.yaml: title must be words; put them in quotation marks"),
        ("fictional: maybe", "letter.meta.yaml: fictional cannot be 'maybe'; use true or false"),
        ("fictional: 1", "letter.meta.yaml: fictional cannot be '1'; use true or false"),
        ("- kind: letter", "letter.meta.yaml must hold `key: value` lines"),
        ("", "letter.meta.yaml must hold `key: value` lines"),
        ("kind: [", "letter.meta.yaml is not YAML in UTF-8; mend it, one `key: value` on each line"),
        ("[" * 5000, "letter.meta.yaml is not YAML in UTF-8; mend it, one `key: value` on each line"),
        (b"title: caf\xe9", "letter.meta.yaml is not YAML in UTF-8; mend it, one `key: value` on each line"),
    ],
)
def test_what_is_wrong_is_named_with_its_mend(sidecar: Path, text: str | bytes, reason: str) -> None:
    """Unknown keys, values that cannot be, and files that are no YAML are refused with one line on how to mend them."""
    said = refusal(sidecar, text)
    assert said.startswith(reason)
    assert "\n" not in said


def test_a_sidecar_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """A sidecar that the system does not let us read is refused like one that is wrong."""
    with pytest.raises(BadMetadata, match="cannot be opened"):
        read_sidecar(tmp_path)


@pytest.mark.parametrize("given", [{}, {"title": None, "published": None, "fictional": None}])
def test_stating_nothing_is_allowed(given: dict[str, Any]) -> None:
    """Nothing stated, or every key left empty, is all the same."""
    assert check_stated(given, where="the options") == Stated()


def test_options_may_be_dates_in_words() -> None:
    """A date is taken as it comes from a command line or from YAML."""
    assert check_stated({"published": "2031-06-09"}, where="the options").published == dt.date(2031, 6, 9)
    assert check_stated({"published": dt.date(2031, 6, 9)}, where="line 1").published == dt.date(2031, 6, 9)
