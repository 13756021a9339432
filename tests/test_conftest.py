from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SKIPS = """
import pytest

@pytest.mark.shared
def test_of_real_documents():
    pytest.skip("not today")

@pytest.fixture
def chroma_url():
    pytest.skip("not running")

def test_of_servers(chroma_url):
    pass

def test_of_something_else():
    pytest.skip("not today either")
"""


@pytest.mark.parametrize(
    ("required", "closing"),
    [
        ({"PANEL_REQUIRE_SHARED": "1"}, "1 failed, 2 skipped in"),
        ({"PANEL_REQUIRE_SERVERS": "1"}, "2 skipped, 1 error in"),
        ({"PANEL_REQUIRE_SHARED": "0"}, "3 skipped in"),
    ],
    ids=["documents", "servers", "nothing"],
)
def test_what_is_required_may_not_be_skipped(tmp_path: Path, required: dict[str, str], closing: str) -> None:
    """With PANEL_REQUIRE_SHARED=1 or PANEL_REQUIRE_SERVERS=1 a skip for want of these fails; other skips stay skips."""
    (tmp_path / "test_skips.py").write_text(SKIPS, encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.conftest",
            "-p",
            "no:cacheprovider",
            "-c",
            "pyproject.toml",
            str(tmp_path),
        ],
        cwd=ROOT,
        env={**os.environ, **required},
        capture_output=True,
        text=True,
        check=False,
    )
    assert closing in done.stdout


def test_the_test_sees_no_setting_but_its_own(own_home: Path) -> None:
    """The only setting is a data folder inside an empty home of the test's own."""
    settings = {name: value for name, value in os.environ.items() if name.startswith("PANEL_")}
    assert settings == {"PANEL_DATA_DIR": str(own_home / "data")}
    assert Path.home() == own_home
    assert list(own_home.iterdir()) == []
