"""Two fictional letters and a reply: what was to be done, and what was done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Panel, open_panel
from assistant.ingesting import ingest_collection
from assistant.settings import Settings
from ingest.collection import list_collection
from tests.assistant.timeline.letters import LETTERS


@pytest.fixture(scope="session")
def letters_panel(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """An open panel that holds the letters."""
    folder, data = tmp_path_factory.mktemp("letters"), tmp_path_factory.mktemp("promises") / "data"
    for letter in LETTERS:
        (folder / f"{letter.name}.md").write_text(letter.text, encoding="utf-8")
        (folder / f"{letter.name}.md.meta.yaml").write_text(letter.stated, encoding="utf-8")
    data.mkdir()
    (data / "models").symlink_to(models)
    with open_panel(Settings(data_dir=data), purpose="a test") as panel:
        assert not ingest_collection(list_collection([folder]), store=panel.store, limits=panel.limits).failed
        yield panel
