from __future__ import annotations

import multiprocessing
import shutil
import signal
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.vectorstore import crashing
from tests.vectorstore.fakes import HashingEmbedder
from vectorstore.keeping import keep_documents
from vectorstore.store import open_store

# A server process imports all once; each process that is to be killed, or that looks at what is left, is its own fork.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([crashing.__name__])

POINTS: dict[str, Sequence[int]] = {
    gap: (1,) if gap.startswith("rebuilding") else range(1, 6) for gap in crashing.GAPS
} | {"in the record's transaction": (1, 9, 14, 22, 30, 41, 57)}


def start(function: Callable[..., None], each: Iterable[tuple[Any, ...]]) -> list[int | None]:
    """Call a function in a process of its own for each arguments, side by side, and return how each ended."""
    processes = [PROCESSES.Process(target=function, args=arguments) for arguments in each]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the first documents."""
    folder = tmp_path_factory.mktemp("first") / "data"
    with open_store(folder, embedder=HashingEmbedder()) as store:
        keep_documents(crashing.first_documents(), store=store)
    return folder


@pytest.mark.parametrize("gap", POINTS)
def test_killed_ingest_loses_and_doubles_nothing(first: Path, tmp_path: Path, gap: str) -> None:
    """After SIGKILL at any point, record and indexes agree on opening, and the next run completes the work."""
    folders = {at: tmp_path / str(at) for at in POINTS[gap]}
    for folder in folders.values():
        shutil.copytree(first, folder)
    killed = start(crashing.run, [(folder, gap, at) for at, folder in folders.items()])
    assert killed == [-signal.SIGKILL] * len(folders)
    assert start(crashing.check, [(folder,) for folder in folders.values()]) == [0] * len(folders)
