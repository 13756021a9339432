"""Turns text into vectors with the exported model: onnxruntime and tokenizers, no torch."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from vectorstore.errors import ModelNotFound
from vectorstore.exporting import FACTS, GRAPH, TOKENIZER, export_model
from vectorstore.models import find_model

TOKENS_AT_ONCE = 512
"""Texts go through the model together while they have no more tokens than this, padding counted: more is no faster,
and more of it is padding."""

FIRST_WORD, COMMON = 1996, 50
"""The vocabulary begins with some thousand signs and letters; about fifty words after them are mere grammar."""


@dataclass(frozen=True, slots=True)
class Embedder:
    """An open model. ``digest`` names its weights; ``most_tokens`` is what it can take in, special tokens counted."""

    digest: str
    dimension: int
    most_tokens: int
    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    counter: Tokenizer

    @classmethod
    def open(cls, folder: Path, *, digest: str) -> Embedder:
        """Open an exported model."""
        try:
            facts = json.loads((folder / FACTS).read_text())
            session = onnxruntime.InferenceSession(str(folder / GRAPH), _options(), providers=["CPUExecutionProvider"])
            tokenizer, counter = (Tokenizer.from_file(str(folder / TOKENIZER)) for _ in range(2))
            most_tokens, dimension = int(facts["most_tokens"]), int(facts["dimension"])
        except Exception as error:  # onnxruntime and tokenizers raise bare exceptions
            message = (
                f"The exported embedding model in {folder} is damaged; delete that folder and run the command again."
            )
            raise ModelNotFound(message) from error
        # The file carries its own truncation and padding, which are not the model's.
        tokenizer.enable_truncation(most_tokens)
        tokenizer.no_padding()
        counter.no_truncation()
        counter.no_padding()
        return cls(digest, dimension, most_tokens, session, tokenizer, counter)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one normalised row of ``dimension`` numbers per text, whatever other texts stand beside it."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        tokens = [encoded.ids for encoded in self.tokenizer.encode_batch(list(texts))]
        batches = list(_batches([len(ids) for ids in tokens]))
        rows = self._embed_batches([[tokens[place] for place in batch] for batch in batches])
        for batch, own in zip(batches, rows, strict=True):
            vectors[batch] = own
        return vectors

    def _embed_batches(self, batches: Sequence[Sequence[Sequence[int]]]) -> Iterator[NDArray[np.float32]]:
        if len(batches) == 1:  # a question: no thread is begun for it
            yield from map(self._embed_tokens, batches)
            return
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            yield from threads.map(self._embed_tokens, batches)

    def _embed_tokens(self, tokens: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        ids = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, own in enumerate(tokens):
            ids[row, : len(own)] = own
            mask[row, : len(own)] = 1
        (vectors,) = self.session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, dtype=np.float32)

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Return where each token lies in a text of any length, special tokens left out."""
        return list(self.counter.encode(text, add_special_tokens=False).offsets)

    def rarity(self, word: str) -> float:
        """Return how rare a word is in the language, from 0.1 (very common) to 1, whatever collection is held.

        Read off the model's vocabulary, whose entries stand in order of frequency; a word in several pieces is rare.
        """
        ids = self.counter.encode(word, add_special_tokens=False).ids
        if len(ids) != 1:
            return 1.0
        share = math.log1p(max(ids[0] - FIRST_WORD, 0) / COMMON) / math.log1p(self.counter.get_vocab_size() / COMMON)
        return min(1.0, max(0.1, share))


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the places of texts of like length, so that little is padded."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[place] > TOKENS_AT_ONCE:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    # As many batches as cores, each on one thread: threads that share one wait for each other (docs/decisions/0007).
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return options


def open_embedder(models: Path, *, setting: str | None = None) -> Embedder:
    """Open the embedding model, exporting it into ``models`` the first time it is used."""
    model = find_model(setting)
    name = model.digest[:12] or model.place.replace("/", "--")
    folder = models / name
    if not (folder / FACTS).is_file():
        export_model(model, folder)
    return Embedder.open(folder, digest=model.digest or model.place)
