"""How long ``panel ask`` takes as a whole process, from its start to the printed answer."""

from __future__ import annotations

import resource
import subprocess
import time
from typing import Any

from tests.benchmarks.scale.folders import Made
from tests.benchmarks.scale.machine import describe_machine, describe_times
from tests.benchmarks.scale.queries import Query
from tests.functional.door import COMMAND, Door


def measure_cold(made: Made, queries: list[Query]) -> dict[str, Any]:
    """Ask each query in a process of its own; the first one, which brings the files into memory, does not count.

    All later processes start cold, from a warm disk.
    """
    door = Door(made.folder)
    before = time_command(door, queries[0].text)
    taken = [time_command(door, query.text) for query in queries[1:]]
    bare = [time_command(door) for _ in taken]
    return {
        "kind": made.kind,
        "passages": made.passages,
        "asked": len(taken),
        "first_ms": round(1000 * before[0]),
        "ms": describe_times([seconds for seconds, _ in taken]),
        "processor_ms": describe_times([processor for _, processor in taken]),
        "help_ms": describe_times([seconds for seconds, _ in bare]),
        **describe_machine(),
    }


def time_command(door: Door, text: str | None = None) -> tuple[float, float]:
    """Return the seconds of ``panel ask`` (of ``panel --help`` without a question): on the clock, of the processor."""
    words = ["--help"] if text is None else ["ask", text]
    began, worked = time.perf_counter(), _worked()
    subprocess.run([*COMMAND, *words], env=door.environment(), check=True, capture_output=True)
    return time.perf_counter() - began, _worked() - worked


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
