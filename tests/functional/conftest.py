from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import copy_folder
from tests.functional.door import Door
from vectorstore.embedding import Embedder
from vectorstore.store import RECORD, open_store


@pytest.fixture
def door(tmp_path: Path, models: Path) -> Door:
    """The command with an empty data folder, in which the exported model lies."""
    return Door(with_model(tmp_path / "data", models))


@pytest.fixture
def own_samples(sample_folder: Path, tmp_path: Path) -> Door:
    """The command with the samples in a data folder of the test's own."""
    return Door(copy_folder(sample_folder, tmp_path / "data"))


@pytest.fixture(scope="session")
def samples(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Door:
    """The command with the samples in its data folder, to read from."""
    return Door(copy_folder(sample_folder, tmp_path_factory.mktemp("functional") / "data"))


@pytest.fixture(scope="session")
def embedded_folder(
    sample_folder: Path, models: Path, real_embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A data folder without publications, whose record holds the vectors of all texts of the samples."""
    folder = with_model(tmp_path_factory.mktemp("embedded") / "data", models)
    with open_store(folder, embedder=real_embedder):
        pass
    with closing(sqlite3.connect(folder / RECORD)) as record:
        record.execute("ATTACH ? AS samples", (str(sample_folder / RECORD),))
        record.execute("INSERT INTO vectors SELECT * FROM samples.vectors")
        record.commit()
    return folder


def with_model(folder: Path, models: Path) -> Path:
    """Make a data folder with the exported model in it."""
    folder.mkdir()
    (folder / "models").symlink_to(models)
    return folder


def count_vectors(folder: Path) -> int:
    """Return how many vectors the record in a data folder holds."""
    with closing(sqlite3.connect(folder / RECORD)) as record:
        return int(record.execute("SELECT count(*) FROM vectors").fetchone()[0])
