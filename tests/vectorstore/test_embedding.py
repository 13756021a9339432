from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, copy_folder
from vectorstore.embedding import Embedder, open_embedder
from vectorstore.errors import ModelNotFound
from vectorstore.exporting import FACTS, GRAPH, TOKENIZER
from vectorstore.models import find_model

MIXED = (
    "records",
    "Who is the link member for Midvale?",
    "",
    "The council must notify us when it knows or suspects that a child has come to serious harm. " * 3,
    "s.47",
    "one more word and " * 300,
)


def test_a_vector_has_length_one(real_embedder: Embedder) -> None:
    """Each text has one row of the model's dimension and of length 1, the empty text as well."""
    vectors = real_embedder.embed(MIXED)
    assert vectors.shape == (len(MIXED), real_embedder.dimension) == (6, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert real_embedder.embed([]).shape == (0, 384)


def test_a_vector_does_not_depend_on_its_neighbours(real_embedder: Embedder) -> None:
    """Texts of mixed lengths embedded together have the vectors that they have alone, in their order."""
    texts = [f"{text} {number}" for number in range(2) for text in MIXED]
    together = real_embedder.embed(texts)
    alone = np.concatenate([real_embedder.embed([text]) for text in texts])
    assert np.abs(together - alone).max() < 1e-5


def test_a_repeat_is_the_same_byte_for_byte(real_embedder: Embedder) -> None:
    """A question has the same vector each time."""
    assert real_embedder.embed(MIXED[:2]).tobytes() == real_embedder.embed(MIXED[:2]).tobytes()


def test_like_texts_lie_near(real_embedder: Embedder) -> None:
    """The vectors carry meaning: a paraphrase is nearer than another matter."""
    asked, near, far = real_embedder.embed(
        [
            "How soon must we report it?",
            "A notification is due within five days.",
            "The ferry leaves from the north pier.",
        ]
    )
    assert asked @ near > asked @ far


def test_tokens_are_counted_to_the_end(real_embedder: Embedder) -> None:
    """Spans cover every letter of a text of any length, in order, special tokens left out."""
    text = "Notification within five working-days – “safeguarding”.\n\n" * 100
    spans = real_embedder.token_spans(text)
    assert len(spans) > 4 * real_embedder.most_tokens
    assert spans == sorted(spans)
    covered = {place for start, end in spans for place in range(start, end)}
    assert all(place in covered for place, sign in enumerate(text) if not sign.isspace())


def test_what_is_over_the_limit_is_not_embedded(real_embedder: Embedder) -> None:
    """The model takes in as many tokens as it says and no more."""
    word = "review "
    within = word * (real_embedder.most_tokens - 2)
    full, longer, shorter = (
        real_embedder.embed([text])[0] for text in (within, within + "ferry", within[len(word) :] + "ferry")
    )
    assert len(real_embedder.token_spans(within)) + 2 == real_embedder.most_tokens == 256
    assert full @ longer == pytest.approx(1.0, abs=1e-5)
    assert full @ shorter < 0.9999


@given(word=st.text(max_size=20))
def test_rarity_lies_between_a_tenth_and_one(real_embedder: Embedder, word: str) -> None:
    """Whatever stands for a word, it is neither worthless nor more than rare."""
    assert 0.1 <= real_embedder.rarity(word) <= 1.0


def test_rare_words_are_rarer(real_embedder: Embedder) -> None:
    """Words of every day are less telling than those of the matter, and an unknown one is the rarest."""
    rarities = [real_embedder.rarity(word) for word in ("the", "house", "neglect", "perplexity", "midvale")]
    assert rarities == sorted(rarities)
    assert rarities[0] < 0.5 < rarities[-1] == 1.0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (GRAPH, None),
        (GRAPH, b"damaged"),
        (TOKENIZER, b"{}"),
        (FACTS, b"{"),
        (FACTS, b"{}"),
        (FACTS, b'{"most_tokens": "many", "dimension": 384}'),
    ],
)
def test_a_damaged_export_is_reported(models: Path, tmp_path: Path, name: str, content: bytes | None) -> None:
    """A file that is missing or broken is told with the folder to delete, whatever the library said."""
    (folder,) = (one for one in models.iterdir() if one.name in find_model(None).digest)
    for file in folder.iterdir():
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelNotFound, match=f"model in {tmp_path} is damaged; delete that folder"):
        Embedder.open(tmp_path, digest="")


def test_an_export_in_use_stays_as_it_is(models: Path) -> None:
    """Opening the model again neither exports nor changes it."""
    before = {path: path.stat().st_mtime_ns for path in models.rglob("*")}
    open_embedder(models)
    assert {path: path.stat().st_mtime_ns for path in models.rglob("*")} == before


SEARCH = """
import json, sys
from pathlib import Path
from assistant.answers import Question
from assistant.bootstrap import open_panel
from assistant.settings import Settings
with open_panel(Settings(data_dir=Path(sys.argv[1])), purpose="a test") as panel:
    found = len(panel.answerer.find(Question("Who is linked to Midvale?"), limit=3))
    panel.answerer.answer(Question("Who is linked to Midvale?"))
print(json.dumps([found, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def test_answering_loads_no_torch(sample_folder: Path, tmp_path: Path) -> None:
    """A process that searches and answers never imports the libraries that take seconds."""
    folder = copy_folder(sample_folder, tmp_path / "data")
    done = subprocess.run([sys.executable, "-c", SEARCH, str(folder)], cwd=ROOT, capture_output=True, check=True)
    found, modules = json.loads(done.stdout)
    assert found == 3
    assert not {"torch", "transformers", "sentence_transformers", "onnx", "onnxscript"} & set(modules)
