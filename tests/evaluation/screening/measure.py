"""Measures screening on the labelled questions: ``python -m tests.evaluation.screening.measure [--frozen]``.

Only counts and ids are printed. The embedding model is that of the data folder, or lies in the folder ``--models``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.screening.recognising import Concern, Embed, explain
from assistant.settings import read_settings
from vectorstore.embedding import open_embedder

HERE = Path(__file__).parent
AGAIN = "danger_again"
"""Written after the threshold of danger was moved for a sentence of its first frozen part; all of it is frozen."""
OTHERS = ("personal_data", AGAIN)
"""Files that are labelled for something else: what is taken for a concern in them is listed as well."""


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled question, and whether it is a positive of its file."""

    id: str
    text: str
    positive: bool
    set: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How a concern fared on its own file, with the ids of what went wrong."""

    positives: int
    negatives: int
    missed: tuple[str, ...]
    false_alarms: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share of the positives that were recognised."""
        return 1 - len(self.missed) / self.positives

    @property
    def precision(self) -> float:
        """The share of what was recognised that is positive."""
        right = self.positives - len(self.missed)
        return right / max(1, right + len(self.false_alarms))


def read_lines(name: str, *, part: str) -> list[Line]:
    """Return the labelled questions of one part (``tune`` or ``frozen``) of a file."""
    rows = (json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    lines = (Line(row["id"], row["text"], row["positive"], row["set"]) for row in rows)
    return [line for line in lines if line.set == part]


def count(lines: Sequence[Line], *, taken: Callable[[Line], bool]) -> Counts:
    """Return what was missed and what was taken wrongly."""
    positives = [line for line in lines if line.positive]
    negatives = [line for line in lines if not line.positive]
    return Counts(
        len(positives),
        len(negatives),
        tuple(line.id for line in positives if not taken(line)),
        tuple(line.id for line in negatives if taken(line)),
    )


def measure(part: str, *, embed: Embed | None) -> Iterator[str]:
    """Yield the figures of one part, a line each."""
    files = {name: read_lines(name, part=part) for name in (*Concern, *OTHERS)}
    found = {line.text: explain(line.text, embed=embed) for lines in files.values() for line in lines}
    concerns = {text: one.concern if one else None for text, one in found.items()}
    for concern in Concern:
        counts = count(files[concern], taken=lambda line, own=concern: concerns[line.text] == own)  # type: ignore[misc]
        yield _tell(concern, counts)
        yield from _tell_elsewhere(concern, files, concerns)
    if files[AGAIN]:
        counts = count(files[AGAIN], taken=lambda line: concerns[line.text] == Concern.DANGER)
        yield f"again, {_tell(Concern.DANGER, counts)}"


def _tell(concern: Concern, counts: Counts) -> str:
    figures = f"recall {counts.recall:.3f}, precision {counts.precision:.3f}"
    alarms = f"{len(counts.false_alarms)} false alarms of {counts.negatives}: {' '.join(counts.false_alarms) or '-'}"
    missed = f"{len(counts.missed)} missed of {counts.positives}: {' '.join(counts.missed) or '-'}"
    return f"{concern}: {figures}; {missed}; {alarms}"


def _tell_elsewhere(
    concern: Concern, files: Mapping[str, Sequence[Line]], concerns: Mapping[str, Concern | None]
) -> Iterator[str]:
    for name, lines in files.items():
        ids = [line.id for line in lines if name != concern and concerns[line.text] == concern]
        if ids:
            yield f"  {len(ids)} of {len(lines)} in {name}: {' '.join(ids)}"


def main() -> None:
    """Print the figures with the embedding model, then those of patterns and words alone."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--models", type=Path, help="the folder of the exported embedding model")
    parser.add_argument("--frozen", action="store_true", help="the part that nothing was tuned on")
    arguments = parser.parse_args()
    part = "frozen" if arguments.frozen else "tune"
    embedder = open_embedder(arguments.models or read_settings().data_dir / "models")
    for title, embed in (("with the embedding model", embedder.embed), ("patterns and words alone", None)):
        sys.stdout.write("\n".join([f"{part}, {title}", *measure(part, embed=embed)]) + "\n")


if __name__ == "__main__":
    main()
