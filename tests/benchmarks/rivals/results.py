"""What the measurements of all systems come to: one file, and tables in Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation.intervals import measure_rate
from assistant.evaluation.passages import ALL, ANY, ANY_READ, RANK
from tests.benchmarks.rivals.systems import OURS, SYSTEMS

RESULTS = "results.json"
MEASURES = {
    "nDCG@10": "nDCG@10",
    "R@5": "Recall@5",
    "R@10": "Recall@10",
    ANY[5]: ANY[5],
    ANY[20]: ANY[20],
    ALL[20]: ALL[20],
    ANY_READ: ANY_READ,
    RANK: RANK,
}
"""What the tables show, where it was measured; the first that was is compared with ours."""
WORDS = "words in the first 5"
COSTS = {
    "build_seconds": "build, s",
    "build_processor_seconds": "of a core, s",
    "memory_mb": "memory, MB",
    "disk_mb": "on disk, MB",
    "held": "pieces",
}

Told = Mapping[str, Any]


def gather(folder: Path, *, collection: str) -> dict[str, Any]:
    """Return all that was measured on a collection (by its digest), and ours minus each other system."""
    files = (file for file in folder.glob("*.json") if file.name != RESULTS)
    read = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    found = {told["system"]: told for told in read if told["collection"] == collection}
    order = list(SYSTEMS)
    systems = dict(sorted(found.items(), key=lambda item: (order.index(item[1]["part_of"]), len(item[0]))))
    against = {name: _minus(systems[OURS], told) for name, told in systems.items() if OURS in systems and name != OURS}
    return {"collection": collection, "systems": systems, "ours_minus": against}


def write_results(folder: Path, results: Told) -> None:
    """Write the file."""
    (folder / RESULTS).write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def as_markdown(results: Told) -> str:
    """Return a table for each file of queries, and one of what the systems cost."""
    asked = list_asked(results)
    quality = [_lines(_quality(results, file, title)) for file, title in asked.items()]
    heading = ["system", *(f"p50 / p95 (of a core), ms: {title}" for title in asked.values()), *COSTS.values()]
    return "\n\n".join([*quality, _lines([heading, *_costs(results["systems"], list(asked))])])


def list_asked(results: Told) -> dict[str, str]:
    """Return the files of queries that were asked, each with what it is called."""
    return {file: one["title"] for told in results["systems"].values() for file, one in told["queries"].items()}


def list_measures(results: Told, file: str) -> list[str]:
    """Return the measures of a file of queries that are shown; by the first of them systems are compared."""
    first = next(iter(results["systems"].values()))
    return [measure for measure in MEASURES if measure in first["queries"][file]["measures"]]


def _minus(ours: Told, other: Told) -> dict[str, Any]:
    """Return the mean difference of each measure with its paired bootstrap interval: queries are drawn, not values."""
    return {
        file: {measure: _minus_in(ours["queries"][file], asked, measure) for measure in asked["measures"]}
        for file, asked in other["queries"].items()
    }


def _minus_in(ours: Told, other: Told, measure: str) -> dict[str, Any]:
    pairs = ((ours["per_query"][query], row) for query, row in sorted(other["per_query"].items()))
    return measure_rate([own[measure] - row[measure] for own, row in pairs])


def _quality(results: Told, file: str, title: str) -> Iterator[list[str]]:
    """Yield the lines of a table, the heading first; where whole documents are cut up, also how much is to be read."""
    shown = list_measures(results, file)
    heading = [title, *(MEASURES[measure] for measure in shown), f"{MEASURES[shown[0]]}: ours minus it"]
    read = any("words" in told["queries"][file] for told in results["systems"].values())
    yield [*heading, WORDS] if read else heading
    for name, told in results["systems"].items():
        one = told["queries"][file]
        less = results["ours_minus"].get(name, {}).get(file, {}).get(shown[0])
        difference = f"{less['value']:+.3f} ({less['low']:+.3f} to {less['high']:+.3f})" if less else ""
        words = [f"{one['words']['5']:,}"] if read else []
        yield [name, *(_rate(one["measures"][measure]) for measure in shown), difference, *words]


def _costs(systems: Told, asked: Sequence[str]) -> Iterator[list[str]]:
    for name, told in systems.items():
        times = (told["queries"][file] for file in asked)
        yield [
            name,
            *(f"{one['p50_ms']:.1f} / {one['p95_ms']:.1f} ({one['processor_ms']:.1f})" for one in times),
            *(f"{told[key]:,}" if key in told and name == told["part_of"] else "" for key in COSTS),
        ]


def _rate(rate: Told) -> str:
    return f"{rate['value']:.3f} ({rate['low']:.3f}–{rate['high']:.3f})"


def _lines(rows: Iterable[Sequence[str]]) -> str:
    heading, *others = rows
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (heading, ["---"] * len(heading), *others))
