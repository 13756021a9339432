from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from vectorstore.errors import DataFolderOwned
from vectorstore.ownership import LOCK, own

OWNER = """
import sys
from pathlib import Path
from vectorstore.ownership import own
with own(Path(sys.argv[1]), purpose="panel serve"):
    print("owned", flush=True)
    sys.stdin.read()
"""


def start_owner(folder: Path) -> subprocess.Popen[str]:
    """Start a process that owns a folder until its input ends."""
    program = [sys.executable, "-c", OWNER, str(folder)]
    process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "owned\n"
    return process


def test_second_process_is_refused_and_told_by_whom(tmp_path: Path) -> None:
    """Who comes second is told the process, its purpose, since when, and what to do."""
    with start_owner(tmp_path) as owner, pytest.raises(DataFolderOwned) as caught, own(tmp_path, purpose="panel ask"):
        pass
    expected = rf"{tmp_path} is in use by process {owner.pid} \(panel serve\) since \d{{4}}-\d\d-\d\d .*; stop it"
    assert re.search(expected, str(caught.value))


def test_folder_is_free_once_its_owner_is_killed(tmp_path: Path) -> None:
    """A process that is killed leaves no lock behind."""
    with start_owner(tmp_path) as owner:
        owner.kill()
        owner.wait()
        with own(tmp_path, purpose="panel ask"):
            assert (tmp_path / LOCK).read_text().startswith(f'{{"pid": {os.getpid()}, "purpose": "panel ask"')


def test_folder_is_free_after_the_block(tmp_path: Path) -> None:
    """The folder is let go of at the end of the block, also by an exception, and the lock then names nobody."""
    with pytest.raises(KeyError), own(tmp_path, purpose="first"):
        raise KeyError
    with own(tmp_path, purpose="second"):
        pass
    assert (tmp_path / LOCK).read_text() == ""


def test_lock_that_says_nothing_is_still_a_lock(tmp_path: Path) -> None:
    """An owner that has not said who it is owns all the same."""
    with own(tmp_path, purpose="panel"):
        (tmp_path / LOCK).write_text("{")
        with pytest.raises(DataFolderOwned, match="in use by another process"), own(tmp_path, purpose="panel"):
            pass
