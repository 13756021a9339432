"""How long a page waits to be told what answers a letter, in a record of many letters.

    python -m tests.benchmarks.correspondence [1000]

The letters are invented: half of them answer the other half, and a fifth of the answers name no date.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from assistant.correspondence import Correspondences
from ingest.documents import Answered, Description, Document, Letter, Said, Segment, Visibility
from tests.vectorstore.fakes import HashingEmbedder, make_document
from tests.vectorstore.keeping import keep
from vectorstore.record import open_record

SEED = 2031
NAMES = [
    f"{first} {last}"
    for first in ["Agatha", "Rowan", "Petra", "Oswin", "Tobias", "Hester", "Lionel", "Marcus", "Delphine", "Cornelius"]
    for last in ["Whimsley", "Fictley", "Makebelieve", "Mockford", "Notional", "Standin", "Pretendy"]
]
CHAIR = "Imogen Testwell"
WORDS, UNDATED = "Thank you for your letter", 0.2


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder, closing(open_record(f"sqlite:///{Path(folder) / 'r'}")) as record:
        held = keep(record, *make_letters(count), embedder=HashingEmbedder())
        letters, identity = Correspondences(record), held[count // 2].publication_id
        times = []
        for _ in range(3):
            start = time.perf_counter()
            letters.find(identity, visibilities={Visibility.PUBLIC})
            times.append(time.perf_counter() - start)
    sys.stdout.write(
        f"{count:,} letters: the first page {times[0] * 1000:.0f} ms, each later {times[2] * 1000:.2f} ms\n"
    )


def make_letters(count: int) -> Iterator[Document]:
    """Yield letters to a chair and her answers, the same ones each time."""
    choose = random.Random(SEED)  # noqa: S311  a collection, no secret
    for number in range(count // 2):
        sent = dt.date(2029, 1, 1) + dt.timedelta(days=4 * number)
        asked = Letter(sent, choose.choice(NAMES), CHAIR, direction="to_panel", subject=said("fires in hostels"))
        date = said(f"{sent.day} {sent:%B %Y}") if choose.random() > UNDATED else None
        answered = Answered(said(WORDS), sent if date else None, date, about=said("the fires in hostels"))
        back = sent + dt.timedelta(days=choose.randint(2, 30))
        answer = Letter(back, CHAIR, asked.sender, direction="from_panel", replies_to=(answered,))
        yield from (publish(f"asked {number}", asked), publish(f"answer {number}", answer))


def publish(title: str, letter: Letter) -> Document:
    """Return a letter as a document."""
    description = Description(title, "letter", published=letter.sent, letter=letter)
    return make_document(f"{title}.txt", [f"{title} says one thing."], description=description)


def said(words: str) -> Said:
    """Return words of a letter."""
    return Said(words, (Segment(0, len(words)),))


if __name__ == "__main__":
    main()
