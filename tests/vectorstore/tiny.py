"""Makes a tiny sentence-transformers model with weights of chance, so that exporting takes seconds."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

WORDS = (
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    *string.ascii_lowercase,
    *(f"##{one}" for one in string.ascii_lowercase),
)
MOST_TOKENS = 48
DIMENSION = 16


def save_tiny_model(folder: Path, *, seed: int = 7) -> Path:
    """Write the model into a folder and return it."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    torch.manual_seed(seed)
    parts = folder / "parts"
    parts.mkdir(parents=True)
    (parts / "vocab.txt").write_text("\n".join(WORDS))
    BertTokenizer(str(parts / "vocab.txt")).save_pretrained(parts)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=DIMENSION,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(parts)
    transformer = Transformer(str(parts), max_seq_length=MOST_TOKENS)
    SentenceTransformer(modules=[transformer, Pooling(DIMENSION)], device="cpu").save(str(folder / "model"))
    return folder / "model"


def save_tiny_reranker(folder: Path, *, seed: int = 7) -> Path:
    """Write a tiny cross-encoder into a folder and return it."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    torch.manual_seed(seed)
    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=DIMENSION,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
    )
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def load_original(folder: Path) -> Any:
    """Return the model in a folder as sentence-transformers loads it."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
