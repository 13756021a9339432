from __future__ import annotations

import datetime as dt

from assistant.web.fields import first, read_fields
from assistant.web.filters import read_filters
from ingest.documents import Speaker
from vectorstore.publications import PublicationFilter


def test_fields_are_read_as_text_without_space_around_it() -> None:
    """Lines end in one way, space around a value goes, repeated fields keep their order, files are left out."""
    fields = read_fields([("question", " one\r\ntwo "), ("kind", "letter"), ("kind", "circular"), ("file", object())])
    assert fields == {"question": ["one\ntwo"], "kind": ["letter", "circular"]}
    assert (first(fields, "kind"), first(fields, "none")) == ("letter", "")


def test_half_characters_can_be_shown_again() -> None:
    """What no page can hold is replaced, so that it can be shown to whoever sent it."""
    assert read_fields([("question", "a\ud800b")]) == {"question": ["a?b"]}


def test_filters_say_what_they_mean_in_words_and_in_an_address() -> None:
    """Typed filters become a filter of the record, words to read and the end of an address that says the same."""
    typed = {
        "kind": ["letter"],
        "speaker": ["panel", ""],
        "from-year": ["2031"],
        "to-month": ["june"],
        "to-year": ["31"],
        "as-of-day": ["3"],
        "as-of-month": ["May"],
        "as-of-year": ["2034"],
    }
    filters = read_filters({**typed, "question": ["x"]})
    assert filters.problems == {}
    assert filters.wanted == PublicationFilter(
        kinds=frozenset({"letter"}),
        speakers=frozenset({Speaker.PANEL}),
        published_from=dt.date(2031, 1, 1),
        published_to=dt.date(2031, 6, 30),
        as_of=dt.date(2034, 5, 3),
    )
    assert filters.query == (
        "?kind=letter&speaker=panel&from-year=2031&to-month=june&to-year=31&as-of-day=3&as-of-month=May&as-of-year=2034"
    )
    assert filters.words == [
        "Letter",
        "said by: The Panel",
        "published on or after 1 January 2031",
        "published on or before 30 June 2031",
    ]
    assert filters.day == "as it stood on 3 May 2034"


def test_no_filters_say_nothing() -> None:
    """A form without filters asks for everything public and adds nothing to an address."""
    filters = read_filters({"from-day": [""], "kind": [""]})
    assert (filters.wanted, filters.query, filters.words, filters.day) == (PublicationFilter(), "", [], "")


def test_a_year_alone_means_its_last_day_where_it_ends_a_span() -> None:
    """A year alone begins on its first day; as of a year, and up to it, is its last day."""
    wanted = read_filters({f"{name}-year": ["2031"] for name in ("from", "to", "as-of")}).wanted
    assert wanted.published_from == dt.date(2031, 1, 1)
    assert wanted.published_to == wanted.as_of == dt.date(2031, 12, 31)


def test_each_filter_that_cannot_be_used_is_named() -> None:
    """Unknown words, an impossible date and a span that ends before it begins are each said at their field."""
    assert read_filters({"kind": ["poem"], "speaker": ["nobody"], "from-day": ["1"]}).problems == {
        "kind": "Choose a kind from the list: one that was given is not in it.",
        "speaker": "Choose a speaker from the list: one that was given is not in it.",
        "from-day": "“Published from” must include a year, such as 2021.",
    }
    assert read_filters({"as-of-day": ["31"], "as-of-month": ["2"], "as-of-year": ["2031"]}).problems == {
        "as-of-day": "“As it stood on” must be a real date, such as 27 3 2021."
    }
    assert read_filters({"from-year": ["2032"], "to-year": ["2031"]}).problems == {
        "to-day": "“Published to” must be the same day as “Published from” or later."
    }
