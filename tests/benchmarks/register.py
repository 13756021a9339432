"""How long the register of recommendations takes to be opened and asked, with as many entries as wanted.

    python -m tests.benchmarks.register [--entries 10000] [--publications 500]

The entries are made up and written into an empty record. The first question of a new process reads them all.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from assistant.recommendations.following import follow_record, make_extraction
from assistant.recommendations.register import Register
from assistant.recommendations.wanted import Sort, Wanted, make_wanted
from ingest.documents import Speaker
from ingest.recommendations.entries import Entry, EntryKind, Found
from tests.benchmarks.scale.machine import print_table
from tests.vectorstore.fakes import HashingEmbedder, make_description, make_document
from tests.vectorstore.keeping import keep
from vectorstore.record import Record, open_record
from vectorstore.register import EntryTables

WORDS = """
should ensure that every child who moves home is seen within five working days by a named worker and that police health
schools and housing share what they know about neglect bruising and exploitation before a case is closed
"""
BODIES = ("home_office", "dfe", "police_forces", "nhs_england", "schools", "safeguarding_partners")
VERSION = "made up"


def main() -> None:
    """Fill a record, and print how long each question takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--publications", type=int, default=500)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'record.sqlite3'}"
        with closing(open_record(url)) as record:
            fill(record, publications=wanted.publications, each=wanted.entries // wanted.publications)
            linked = _time("what is said of each, once after a change", lambda: _link(record))
        rows = [linked, *measure(url)]
    print_table(("what", "entries", "seconds", "of the processor"), rows)


def fill(record: Record, *, publications: int, each: int) -> None:
    """Write publications with so many entries each."""
    draw = random.Random(7)  # noqa: S311  nothing is secret
    places = [f"p{number}.txt" for number in range(publications)]
    for number, place in enumerate(places):
        texts = [_sentence(draw, f"{number}.{ordinal}") for ordinal in range(each)]
        published = dt.date(2010, 1, 1) + dt.timedelta(days=draw.randrange(8000))
        description = replace(make_description(f"Review {number}"), speaker=Speaker.PANEL, published=published)
        keep(record, make_document(place, texts, description=description), embedder=HashingEmbedder())
    tables = EntryTables(record.database)
    for identity in tables.behind(VERSION):
        source = tables.read(identity)
        if source:
            entries = [
                Entry(
                    draw.choice(list(EntryKind)),
                    sentence.text,
                    sentence.segments,
                    number=str(sentence.ordinal + 1),
                    addressees=("the named bodies",),
                    bodies=tuple(draw.sample(BODIES, 2)),
                    section=("Recommendations",),
                )
                for sentence in source.reading.sentences
            ]
            now = dt.datetime.now(dt.UTC)
            extraction = make_extraction(source, Found(tuple(entries)), version=VERSION, now=now)
            tables.keep(source, extraction, now=now)


def _sentence(draw: random.Random, name: str) -> str:
    return f"The body named {name} {' '.join(draw.choices(WORDS.split(), k=35))}."


def measure(url: str) -> Iterator[tuple[str, int, str, str]]:
    """Yield what was asked, how many entries it gave and how long it took."""
    with closing(open_record(url)) as record:
        register = Register(record)
        yield _time("nothing is to be followed", lambda: follow_record(record, version=VERSION).read)
        yield _time("all, the first time", lambda: register.find().total)
        yield _time("all, again", lambda: register.find().total)
        asked: dict[str, Wanted] = {
            "to police": make_wanted(to=["police"]),
            "words": make_wanted(text="neglect bruising"),
            "national, to health, since 2020": make_wanted(
                to=["health"], kind=["national recommendation"], days={"published_from": "2020-01-01"}
            ),
        }
        for name, wanted in asked.items():
            yield _time(name, lambda wanted=wanted: register.find(wanted).total)  # type: ignore[misc]
        yield _time("sorted by change", lambda: register.find(sort=Sort.CHANGED).total)
        yield _time("all as JSON", lambda: len(register.find().model_dump_json()))
        yield _time("the record's revision", lambda: len(record.revision()))


def _link(record: Record) -> int:
    Register(record).link()
    return Register(record).find().total


def _time(what: str, ask: Callable[[], int]) -> tuple[str, int, str, str]:
    start, worked = time.perf_counter(), time.process_time()
    count = ask()
    return what, count, f"{time.perf_counter() - start:.3f}", f"{time.process_time() - worked:.3f}"


if __name__ == "__main__":
    main()
