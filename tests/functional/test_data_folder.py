from __future__ import annotations

import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from assistant.bootstrap import open_panel
from assistant.settings import Settings
from tests.conftest import ROOT, copy_folder
from tests.functional.conftest import count_vectors
from tests.functional.door import COMMAND, Door
from tests.samples import COUNT
from tests.vectorstore.checks import check_agreement
from vectorstore.ownership import LOCK, own
from vectorstore.store import LEXICAL, RECORD, SEMANTIC

LINK = "Who is the link member for Midvale?"
DICE = random.Random(2031)  # noqa: S311  to be the same each time
MOMENTS = tuple(DICE.uniform(0.0, 0.7) for _ in range(6))
"""Seconds after the data folder was opened."""


def test_status_tells_what_is_held(samples: Door) -> None:
    """Publications, passages and both indexes are counted, for a person and as JSON."""
    table, told = samples.run("status"), samples.run("status", "--json").json
    assert (table.code, table.err) == (0, "")
    assert told["publications"] == COUNT
    assert told["passages"] == told["semantic_index"] == told["lexical_index"]
    assert str(told["passages"]) in table.out


def test_lost_indexes_are_made_again(own_samples: Door) -> None:
    """After both indexes were deleted, a rebuild brings them back, embeds nothing, and the answers are the same."""
    before = own_samples.run("ask", LINK, "--json"), count_vectors(own_samples.data)
    for name in (SEMANTIC, LEXICAL):
        shutil.rmtree(own_samples.data / name)
    rebuilt = own_samples.run("rebuild")
    assert (rebuilt.code, rebuilt.err) == (0, "")
    assert rebuilt.out.startswith("Rebuilt both indexes: ")
    assert rebuilt.out.endswith(f" passages of {COUNT} publications.\n")
    assert (own_samples.run("ask", LINK, "--json"), count_vectors(own_samples.data)) == before


@pytest.mark.parametrize(
    ("file", "mend"),
    [(f"{SEMANTIC}/chroma.sqlite3", "panel rebuild"), (f"{LEXICAL}/meta.json", "panel rebuild"), (RECORD, "backup")],
)
def test_damage_is_told_with_its_mend(own_samples: Door, file: str, mend: str) -> None:
    """A damaged index or record is one line that says what to do, and never passes for an empty one."""
    (own_samples.data / file).write_bytes(b"damaged" * 1000)
    ended = own_samples.run("ask", LINK)
    assert ended.code == 1
    assert mend in ended.only_error()


def test_a_folder_in_use_is_left_alone(own_samples: Door) -> None:
    """While another process has the data folder, a command says which one and touches nothing."""
    with own(own_samples.data, purpose="panel serve"):
        ended = own_samples.run("ingest", ROOT / "samples")
    assert ended.code == 1
    assert "is in use by process" in ended.only_error()
    assert "(panel serve)" in ended.err
    assert "stop it and try again" in ended.err


def kill_ingest(door: Door, *, after: float) -> None:
    """Start to ingest the samples and kill the process some time after it has opened its data folder."""
    command = [*COMMAND, "ingest", str(ROOT / "samples")]
    lock = door.data / LOCK
    lock.write_text("")
    with subprocess.Popen(
        command, env=door.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        while process.poll() is None and not lock.read_text():
            time.sleep(0.005)
        time.sleep(after)
        process.kill()


@pytest.mark.parametrize("after", MOMENTS, ids=lambda after: f"{after:.2f}s")
def test_a_killed_ingest_is_completed_by_the_next(embedded_folder: Path, tmp_path: Path, after: float) -> None:
    """Whenever the process is killed, the next run brings all eight samples in, each once, and all parts agree."""
    # The vectors are there already: what is killed is the keeping and the indexing, not minutes of embedding.
    door = Door(copy_folder(embedded_folder, tmp_path / "data"))
    kill_ingest(door, after=after)
    report = door.run("ingest", ROOT / "samples", "--json").json
    assert (report["added"] + report["unchanged"], report["updated"], report["withdrawn"]) == (COUNT, 0, 0)
    assert report["failed"] == 0
    with open_panel(Settings(data_dir=door.data), purpose="a test") as panel:
        check_agreement(panel.store)
        told = panel.status()
    assert told["publications"] == COUNT
    assert told["passages"] == told["semantic_index"] == told["lexical_index"] != 0
