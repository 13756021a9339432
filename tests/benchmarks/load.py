"""Many people at once: how long answers of ``panel serve`` take, and how many it gives in a second.

    python -m tests.benchmarks.load --data FOLDER --questions QUESTIONS.jsonl [--users 20] [--seconds 60]

The folder is a data folder that holds documents; it is copied, so that it stays as it is. Everything stays on loopback
and stops by itself. Each user asks one question after the other, in an order of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.api.serving import panel_serve
from tests.conftest import ROOT, copy_folder
from tests.functional.door import COMMAND, Door

OK = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """How long one answer took, in seconds, and how it ended."""

    seconds: float
    status: int


def main() -> None:
    """Measure and print."""
    wanted = _read_arguments()
    questions = [json.loads(line)["question"] for line in wanted.questions.read_text(encoding="utf-8").splitlines()]
    with _copied(wanted.data) as door:
        held = json.loads(
            subprocess.run(
                [*COMMAND, "status", "--json"], env=door.environment(), check=True, capture_output=True
            ).stdout
        )
        with panel_serve(door) as (process, client):
            client.post("/v1/answers", json={"question": questions[0]})
            alone = ask_alone(client, questions)
            asked = ask_together(str(client.base_url), questions, users=wanted.users, seconds=wanted.seconds)
            command = time_command(door, questions[0])
            memory = _read_memory(process.pid)
    told = {
        "passages": held["passages"],
        "cores": os.cpu_count(),
        "users": wanted.users,
        "seconds": wanted.seconds,
        "one_user": describe(alone),
        "together": describe(asked) | {"answers_per_second": round(len(asked) / wanted.seconds, 2)},
        "panel_ask_seconds": {"p50": round(statistics.median(command), 3), "max": round(max(command), 3)},
        "memory_mb": memory,
    }
    sys.stdout.write(json.dumps(told, indent=1) + "\n")


def ask_alone(client: httpx.Client, questions: Sequence[str], *, most: int = 50) -> list[Asked]:
    """Ask some questions, one after the other."""
    return [ask(client, question) for question in questions[:most]]


def ask_together(address: str, questions: Sequence[str], *, users: int, seconds: float) -> list[Asked]:
    """Let many users ask for some time, and return all that they were answered."""
    end = time.monotonic() + seconds
    begin = threading.Barrier(users)

    def use(number: int) -> list[Asked]:
        order = random.Random(number).sample(questions, len(questions))  # noqa: S311  an order, no secret
        begin.wait()
        with httpx.Client(base_url=address, timeout=60) as client:
            return list(_until(end, client, order))

    with ThreadPoolExecutor(users) as pool:
        return [one for asked in pool.map(use, range(users)) for one in asked]


def ask(client: httpx.Client, question: str) -> Asked:
    """Ask one question."""
    begun = time.monotonic()
    status = client.post("/v1/answers", json={"question": question}).status_code
    return Asked(time.monotonic() - begun, status)


def time_command(door: Door, question: str, *, times: int = 10) -> list[float]:
    """Return how long ``panel ask`` takes as a whole process while the server runs, in seconds."""
    taken = []
    for _ in range(times):
        begun = time.monotonic()
        subprocess.run([*COMMAND, "ask", question], env=door.environment(), check=True, capture_output=True)
        taken.append(time.monotonic() - begun)
    return taken


def describe(asked: Sequence[Asked]) -> dict[str, Any]:
    """Return how many answers there were, how many of them were errors, and how long they took."""
    taken = sorted(one.seconds for one in asked)
    return {
        "answers": len(asked),
        "errors": sum(one.status != OK for one in asked),
        "p50": round(statistics.median(taken), 3),
        "p95": round(taken[int(0.95 * (len(taken) - 1))], 3),
    }


def _until(end: float, client: httpx.Client, questions: Sequence[str]) -> Iterator[Asked]:
    place = 0
    while time.monotonic() < end:
        yield ask(client, questions[place % len(questions)])
        place += 1


@contextmanager
def _copied(data: Path) -> Iterator[Door]:
    with tempfile.TemporaryDirectory() as spare:
        yield Door(copy_folder(data, Path(spare) / "data"))


def _read_memory(process: int) -> int | None:
    """Return the resident memory of a process in megabytes, where the system tells it."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS:")), None)


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=Path, default=ROOT / "tests" / "evaluation" / "sample_questions.jsonl")
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
