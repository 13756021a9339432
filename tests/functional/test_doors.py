"""The same questions through every door."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx

from tests.api.serving import panel_serve
from tests.bot.events import SECRET, mention, send
from tests.conftest import ROOT, copy_folder
from tests.fakes.slack import TOKEN, FakeSlack, fake_slack
from tests.functional.door import Door, write_lines

SIGNS = re.compile(r"\W+")


def through_every_door(door: Door, questions: list[str]) -> list[tuple[dict[str, Any], dict[str, Any], str]]:
    """Ask questions on the command line, by HTTP and in Slack; return both answers and what Slack was sent."""
    rows = [{"id": number, "question": question} for number, question in enumerate(questions)]
    batch = write_lines(door.data.parent / "questions.jsonl", *rows)
    typed = [_without_id(row) for row in door.run("ask", "--batch", batch).rows]
    with fake_slack() as (fake, address):
        settings = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": address}
        with panel_serve(door, **{f"PANEL_{name}": value for name, value in settings.items()}) as (_, client):
            sent = [client.post("/v1/answers", json={"question": question}).json() for question in questions]
            said = [_ask_in_slack(client, fake, number, question) for number, question in enumerate(questions)]
    return list(zip(typed, sent, said, strict=True))


def _without_id(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "id"}


def _ask_in_slack(client: httpx.Client, fake: FakeSlack, number: int, question: str) -> str:
    before = len(fake.messages)
    assert send(client, mention(number, question)).status_code == 200
    fake.wait_for(before + 1)
    return _settled(fake, number)


def _settled(fake: FakeSlack, number: int) -> str:
    """Return the whole of an answer: its last message says what was searched."""
    thread = f"{1_900_000_000 + number}.000200"
    while "Searched" not in fake.in_thread(thread)[-1]["text"]:
        fake.wait_for(len(fake.messages) + 1)
    return "\n\n".join(message["text"] for message in fake.in_thread(thread))


def words_of(text: str) -> str:
    """Return nothing but the letters and digits of a text, unescaped."""
    return SIGNS.sub("", text.replace("&amp;", "").replace("&lt;", "").replace("&gt;", ""))


def check(answered: list[tuple[dict[str, Any], dict[str, Any], str]]) -> None:
    """Check that every door gave the same statements and citations."""
    for typed, sent, said in answered:
        assert sent == typed
        for statement in sent["statements"]:
            assert words_of(re.sub(r"</?\w+>", "", statement["text"])) in words_of(said)
        for citation in sent["citations"]:
            assert words_of(citation["title"]) in words_of(said)


def test_the_samples_are_told_alike_by_every_door(sample_folder: Path, tmp_path: Path) -> None:
    """Questions about the samples have the same statements and sources on the command line, by HTTP and in Slack."""
    lines = (ROOT / "tests" / "evaluation" / "sample_questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines][::4]
    check(through_every_door(Door(copy_folder(sample_folder, tmp_path / "data")), questions))


def test_the_letters_are_told_alike_by_every_door(shared: Path, models: Path, tmp_path: Path) -> None:
    """The 38 questions about real letters have the same statements and sources on every door."""
    door = Door(tmp_path / "data")
    door.data.mkdir()
    (door.data / "models").symlink_to(models)
    assert door.run("ingest", shared / "corpus" / "letters").code == 0
    lines = (shared / "evaluation" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    check(through_every_door(door, [json.loads(line)["question"] for line in lines]))
