from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).parents[1]
NAME = "review-2034-close-to-the-water.pdf"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The sample review, built twice."""
    folders = [tmp_path_factory.mktemp("built") for _ in range(2)]
    for folder in folders:
        subprocess.run([sys.executable, ROOT / "tools" / "build_samples.py", folder], check=True)
    one, other = ((folder / NAME).read_bytes() for folder in folders)
    return one, other


def read_pages(data: bytes) -> list[tuple[str, tuple[float, float], str]]:
    """Return label, size and words of each page."""
    document = pypdfium2.PdfDocument(data)
    pages = [
        (document.get_page_label(number), page.get_size(), page.get_textpage().get_text_range())
        for number, page in enumerate(document)
    ]
    document.close()
    return pages


def test_building_again_gives_the_same_bytes(built: tuple[bytes, bytes]) -> None:
    """Nothing in the file depends on when it was built."""
    assert built[0] == built[1]


def test_the_sample_is_what_the_words_make(built: tuple[bytes, bytes]) -> None:
    """The committed file has the labels, sizes and words of one built now; packed bytes may differ with the packer."""
    assert read_pages((ROOT / "samples" / NAME).read_bytes()) == read_pages(built[0])


def test_the_sample_has_what_a_review_has() -> None:
    """Roman numbers and then arabic ones, a wide page, bookmarks on two levels and a word broken at a line end."""
    document = pypdfium2.PdfDocument(ROOT / "samples" / NAME)
    bookmarks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    document.close()
    pages = read_pages((ROOT / "samples" / NAME).read_bytes())
    assert [label for label, _, _ in pages] == ["i", "ii", "1", "2", "3", "4", "5", "6"]
    assert [size[0] > size[1] for _, size, _ in pages].index(True) == 6
    assert (0, "6. Recommendations") in bookmarks
    assert (1, "What parents would have welcomed") in bookmarks
    assert "Fictional sample" in pages[0][2]
    assert "Grand\ufffeparents" in pages[3][2]
