from __future__ import annotations

import json
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.api.serving import panel_serve
from tests.conftest import ROOT
from tests.functional.deployment import Deployment, Machine
from tests.functional.door import Door, write_lines

ROUNDS = 3
READERS = 4


@pytest.fixture
def deployment(tmp_path: Path, models: Path, postgres_url: str, chroma_url: str) -> Deployment:
    """Machines that share a record and a Chroma server."""
    return Deployment(tmp_path, models, postgres_url, chroma_url)


class Taken:
    """The words of documents that were taken in and acknowledged: each word stands in one document and nowhere else."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.over = threading.Event()

    def take_in(self, machine: Machine, name: str) -> None:
        """Take documents in, some at a time, each time by a command of its own."""
        for turn in range(ROUNDS):
            words = [f"{name}{number}turn{turn}" for number in ("one", "two")]
            folder = machine.data.parent / f"{name}-{turn}"
            folder.mkdir()
            for word in words:
                (folder / f"{word}.txt").write_text(f"The {word} review looked at how agencies share information.\n")
            ended = machine.run("ingest", folder, "--json")
            assert (ended.code, ended.json["added"]) == (0, len(words)), ended
            self.words += words

    def look(self, client: httpx.Client) -> int:
        """Search for what was acknowledged until all is over, and return how often; each search must find it."""
        dice, looks = random.Random(7), 0  # noqa: S311  which word is no secret
        while not self.over.is_set() or looks < ROUNDS:
            known = list(self.words)
            check_found(client, dice.choice(known[-3:]) if known else None)
            looks += 1
        return looks


def check_found(client: httpx.Client, word: str | None) -> None:
    """Search for a word, which must be found (None: any answer will do)."""
    found = client.get("/v1/search", params={"q": f"{word or 'nothing'} review", "limit": 10})
    assert found.status_code == 200, found.text
    assert word is None or any(word in hit["text"] for hit in found.json()["hits"]), f"{word} is not found"


def test_two_take_in_while_four_search(deployment: Deployment) -> None:
    """Two processes take documents in while four serve: what was acknowledged is found by each at once and for good."""
    readers = [deployment.machine(f"reader{number}") for number in range(READERS)]
    taken = Taken()
    with ExitStack() as opened:
        clients = [opened.enter_context(panel_serve(reader))[1] for reader in readers]
        # One works by itself, the other through the server that has its folder open.
        sources = [(deployment.machine("ingester"), "alone"), (readers[0], "through")]
        with ThreadPoolExecutor(READERS + len(sources)) as pool:
            looking = [pool.submit(taken.look, client) for client in clients]
            try:
                list(pool.map(lambda source: taken.take_in(*source), sources))
            finally:
                taken.over.set()
            assert min(one.result() for one in looking) >= ROUNDS
        for client in clients:
            for word in taken.words:
                check_found(client, word)
            assert client.get("/health/ready").json()["status"] == "ready"
        told = [reader.run("status", "--json").json for reader in readers]
    assert len({one["revision"] for one in told}) == 1
    assert {one["publications"] for one in told} == {len(taken.words)} == {2 * 2 * ROUNDS}
    assert all(one["passages"] == one["semantic_index"] == one["lexical_index"] for one in told)


def test_a_changed_and_a_withdrawn_document_are_seen_by_all(deployment: Deployment) -> None:
    """What another machine has changed, replaced or taken down is so in the next answer, with one revision on both."""
    one, two = deployment.machine("one"), deployment.machine("two")
    folder = deployment.folder / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("The Lighthouse review was published in the spring of 2034.\n")
    (folder / "b.txt").write_text("The Harbour review was published in the autumn of 2034.\n")
    with panel_serve(two) as (_, client):
        assert one.run("ingest", folder).code == 0
        check_found(client, "Lighthouse")
        (folder / "a.txt").write_text("The Breakwater review was published in the spring of 2034.\n")
        (folder / "b.txt").unlink()
        assert one.run("ingest", folder, "--json").json["withdrawn"] == 1
        check_found(client, "Breakwater")
        hits = client.get("/v1/search", params={"q": "Harbour review"}).json()
        assert not [hit for hit in hits["hits"] if "Harbour" in hit["text"]]
        assert hits["revision"] == one.run("status", "--json").json["revision"]


def test_a_killed_ingest_is_completed_by_another_machine(deployment: Deployment) -> None:
    """After SIGKILL in the middle of taking in, the other machines answer, and one of them can take in the rest."""
    one, two = deployment.machine("one"), deployment.machine("two")
    folder = deployment.folder / "documents"
    folder.mkdir()
    words = [f"number{number}review" for number in range(40)]
    for word in words:
        (folder / f"{word}.txt").write_text(f"The {word} was published in the spring of 2034.\n")
    with panel_serve(two) as (_, client):
        with panel_serve(one) as (process, ingesting), ThreadPoolExecutor(1) as pool:
            running = pool.submit(one.run, "ingest", folder)
            while not ingesting.get("/v1/publications").json()["total"] and not running.done():
                time.sleep(0.05)
            process.kill()
            running.result()
        assert client.get("/health/ready").json()["status"] == "ready"
        assert two.run("ingest", folder).code == 0
        for word in words:
            check_found(client, word)
        assert two.run("status", "--json").json["publications"] == len(words)


@pytest.fixture(params=["letters", "samples"])
def asked(request: pytest.FixtureRequest) -> tuple[Door, Path]:
    """The command with real documents in its data folder, where they are, or the fictional ones; and questions."""
    if request.param == "samples":
        return request.getfixturevalue("own_samples"), ROOT / "tests" / "evaluation" / "sample_questions.jsonl"
    shared, door = request.getfixturevalue("shared"), request.getfixturevalue("door")
    assert door.run("ingest", shared / "corpus" / "letters").code == 0
    return door, shared / "evaluation" / "questions.jsonl"


def ask_all(door: Door, questions: Path) -> list[str]:
    """Ask every question and return the answers, as they are printed."""
    told = door.run("ask", "--batch", questions)
    assert told.code == 0, told.err
    return told.out.splitlines()


def test_embedded_and_served_give_the_same_answers(
    deployment: Deployment, asked: tuple[Door, Path], tmp_path: Path
) -> None:
    """Every evaluation question gets the same answer, byte for byte, from a data folder and from shared servers."""
    door, source = asked
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    kept = [{name: row[name] for name in ("id", "question", "history") if name in row} for row in rows]
    questions = write_lines(tmp_path / "questions.jsonl", *kept)
    embedded = ask_all(door, questions)
    assert len(embedded) == len(rows)
    assert any(json.loads(answer)["citations"] for answer in embedded)
    deployment.copy_record(door.data)
    served = deployment.machine("served")
    with panel_serve(served):
        assert ask_all(served, questions) == embedded
