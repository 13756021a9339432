from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from tests.vectorstore.tiny import DIMENSION, MOST_TOKENS, load_original, save_tiny_model
from vectorstore.embedding import Embedder, open_embedder
from vectorstore.errors import DataFolderUnusable, ModelNotFound
from vectorstore.exporting import FACTS, GRAPH, LEAST_COSINE, TOKENIZER, _check, export_model
from vectorstore.models import find_model

TEXTS = (
    "Who?",
    "a b c",
    "The review found that records travel more slowly than families – and nobody asked.",
    "“Moving home” & s.47 (Children Act): 36 of 59\n\n- one\n- two",
    "谁 🎈 café",
    "word " * 400,
)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model."""
    return save_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def exported(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The models of a data folder that did not exist, with the tiny model in it."""
    models = tmp_path_factory.mktemp("exported") / "data" / "models"
    open_embedder(models, setting=str(tiny))
    return models


def least_cosine(original: Any, embedder: Embedder, texts: tuple[str, ...]) -> float:
    """Return the cosine of the vectors that are furthest apart."""
    theirs = original.encode(list(texts), normalize_embeddings=True)
    return float(np.min(np.sum(theirs * embedder.embed(texts), axis=1)))


def test_the_exported_model_gives_the_vectors_of_its_original(real_embedder: Embedder) -> None:
    """Short, long, marked and foreign texts have the same vectors without torch as with it."""
    texts = (*TEXTS, *(path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))))
    assert least_cosine(load_original(Path(find_model(None).place)), real_embedder, texts) >= LEAST_COSINE


def test_any_model_can_be_exported(tiny: Path, exported: Path) -> None:
    """A model in a folder of its own is exported the first time it is used, with its own lengths."""
    embedder = open_embedder(exported, setting=str(tiny))
    assert (embedder.dimension, embedder.most_tokens) == (DIMENSION, MOST_TOKENS)
    assert embedder.digest == find_model(str(tiny)).digest
    assert least_cosine(load_original(tiny), embedder, TEXTS) >= LEAST_COSINE


def test_an_export_is_three_files_for_its_owner_alone(tiny: Path, exported: Path) -> None:
    """Nothing else is left behind, and a data folder that did not exist can be entered by nobody else."""
    (folder,) = exported.iterdir()
    assert folder.name == find_model(str(tiny)).digest[:12]
    assert {path.name for path in folder.iterdir()} == {GRAPH, TOKENIZER, FACTS}
    assert json.loads((folder / FACTS).read_text()) == {"most_tokens": MOST_TOKENS, "dimension": DIMENSION}
    assert stat.S_IMODE(exported.parent.stat().st_mode) == 0o700


def test_a_model_is_exported_once(tiny: Path, exported: Path) -> None:
    """What is exported is used as it is, also when another process has just made it."""
    (folder,) = exported.iterdir()
    before = (folder / GRAPH).stat()
    open_embedder(exported, setting=str(tiny))
    export_model(find_model(str(tiny)), folder)
    assert (folder / GRAPH).stat() == before
    assert list(exported.iterdir()) == [folder]


def test_half_an_export_is_made_again(tiny: Path, exported: Path, tmp_path: Path) -> None:
    """A folder in which the facts, which are written last, are missing is replaced in whole."""
    models = shutil.copytree(exported, tmp_path / "models")
    (folder,) = models.iterdir()
    (folder / FACTS).unlink()
    (folder / GRAPH).write_bytes(b"half")
    assert open_embedder(models, setting=str(tiny)).embed(["Who?"]).shape == (1, DIMENSION)


def test_an_export_that_differs_is_not_kept(tiny: Path, exported: Path, tmp_path: Path) -> None:
    """The check that each export must pass refuses the vectors of another model."""
    (folder,) = exported.iterdir()
    _check(load_original(tiny), folder)
    other = save_tiny_model(tmp_path, seed=8)
    with pytest.raises(ModelNotFound, match="differs from its original"):
        _check(load_original(other), folder)


def test_a_model_that_cannot_be_loaded_is_reported(tmp_path: Path) -> None:
    """A folder with weights and nothing else is told with what to do, and leaves nothing behind."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelNotFound, match=r"cannot be loaded .*set PANEL_EMBEDDING_MODEL to the folder of a model"):
        open_embedder(tmp_path / "models", setting=str(tmp_path / "model"))
    assert list((tmp_path / "models").iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_reported(tiny: Path, tmp_path: Path) -> None:
    """Where nothing can be kept, the message names the folder and says what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(DataFolderUnusable, match=r"cannot be kept in .*use another data folder"):
        export_model(find_model(str(tiny)), tmp_path / "file" / "models" / "x")
