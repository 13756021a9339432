from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from ingest.apart import Apart
from ingest.errors import UnreadableDocument


@pytest.fixture
def apart() -> Iterator[Apart]:
    """A process that reads badly."""
    made = Apart("tests.ingest.reading_badly")
    yield made
    made.close()


def ask(apart: Apart, manner: str, *, seconds: float = 20) -> tuple[str, int]:
    """Return what was read, and the number of the process that read it."""
    words, number = apart.ask(manner, data=b"words", seconds=seconds).split()
    return words.decode(), int(number)


def test_one_process_reads_file_after_file(apart: Apart) -> None:
    """The process that has read a file reads the next, and one that is refused does not end it."""
    first = ask(apart, "well")
    with pytest.raises(UnreadableDocument, match=r"^there are no words in it$"):
        ask(apart, "refusing")
    assert first == ask(apart, "well")
    assert first[1] != os.getpid()


@pytest.mark.parametrize(
    ("manner", "reason"),
    [
        ("busy", "reading it took longer than 1 seconds; open it, save a new copy"),
        ("greedy", "reading it takes more memory than a document may; open it"),
        ("killed", "reading it broke off"),
        ("gone", "reading it broke off"),
        ("wrong", r"reading it broke off \(ValueError: no such thing\); open it, save a new copy"),
    ],
)
def test_a_file_that_breaks_the_reader_is_refused_alone(apart: Apart, manner: str, reason: str) -> None:
    """However a file ends the reading, it is refused with a reason, and the next file is read."""
    with pytest.raises(UnreadableDocument, match=reason):
        ask(apart, manner, seconds=1)
    assert ask(apart, "well")[0] == "words"


def test_memory_is_free_again(apart: Apart) -> None:
    """A process that needed much for one file is not kept."""
    assert ask(apart, "big") == ("words", 400_000_000)
    assert ask(apart, "well")[1] != ask(apart, "big")[1]
    with pytest.raises(UnreadableDocument, match="no words in 400000000 bytes"):
        ask(apart, "big and refusing")
    assert ask(apart, "well")[0] == "words"


def test_memory_of_the_service_does_not_count(apart: Apart) -> None:
    """However much memory the service itself has used, the process that reads stays."""
    held = bytearray(b"x" * 400_000_000)
    assert ask(apart, "well") == ask(apart, "well")
    del held


def test_a_process_that_was_killed_meanwhile_is_begun_again(apart: Apart) -> None:
    """Somebody may end the process between two files."""
    _, number = ask(apart, "well")
    os.kill(number, signal.SIGKILL)
    os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)
    assert ask(apart, "well")[1] != number


def test_files_come_one_at_a_time(apart: Apart) -> None:
    """Threads that ask at once each get the answer to their own file."""
    files = [b"file%d" % number for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda data: apart.ask("well", data=data, seconds=20).split()[0], files)
        assert list(found) == files


def test_closing_ends_the_process(apart: Apart) -> None:
    """Nothing is left running."""
    _, number = ask(apart, "well")
    apart.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
