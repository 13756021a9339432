from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.web.rendering import STATIC, find_assets
from tests.conftest import ROOT

WEB = ROOT / "assistant" / "web"
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
LOCK: dict[str, dict[str, str]] = json.loads((ROOT / "tools" / "assets.lock.json").read_text(encoding="utf-8"))
FILES = [path for path in sorted(STATIC.rglob("*")) if path.is_file()]
FOR_GOVUK_ONLY = re.compile(r"gds transport|\bcrown\b|govuk-crest|royal-arms|@font-face|govuk-logo", re.IGNORECASE)


def origin() -> Any:
    """Return what the assets say they were built from."""
    return json.loads((find_assets() / "origin.json").read_text(encoding="utf-8"))


def test_the_assets_are_built_from_the_locked_packages() -> None:
    """Folder, record of origin and style sheet name the versions of the lock."""
    wanted = LOCK["govuk-frontend"]["version"]
    assert origin()["packages"] == {name: package["version"] for name, package in LOCK.items()}
    assert find_assets().name.startswith(f"{wanted}-")
    assert f'--govuk-frontend-version: "{wanted}"' in (find_assets() / "panel.css").read_text(encoding="utf-8")


def test_the_assets_are_built_from_the_sources() -> None:
    """No source has changed since the assets were built; otherwise: make assets."""
    sources = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (WEB / "source").iterdir()}
    assert origin()["sources"] == sources


def test_nothing_of_gov_uk_itself_is_served() -> None:
    """No crown, no crest and no GDS Transport are in what is served, which is for services on GOV.UK alone."""
    served = [path for path in FILES if not path.name.startswith("LICENSE")]
    assert [path.name for path in served if FOR_GOVUK_ONLY.search(path.read_text(encoding="utf-8"))] == []


def test_the_licence_of_what_is_served_is_beside_it() -> None:
    """The notice that govuk-frontend's licence asks for goes with its parts."""
    notice = (find_assets() / "LICENSE.govuk-frontend.txt").read_text(encoding="utf-8")
    assert "The MIT License (MIT)" in notice
    assert "Crown Copyright (Government Digital Service)" in notice


def test_what_is_served_is_small() -> None:
    """All that the pages load is less than 150 kB before compression."""
    assert sum(path.stat().st_size for path in FILES) < 150_000


def test_nothing_served_names_another_site() -> None:
    """No style sheet, script or template loads anything from elsewhere."""
    foreign = re.compile(r"(?:url\(|src=|@import|import .* from )[\"']?(?:https?:)?//", re.IGNORECASE)
    assert [path.name for path in [*FILES, *TEMPLATES] if foreign.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_names_files_that_exist(template: Path) -> None:
    """Each style sheet, script, icon and template that a template names is there."""
    text = template.read_text(encoding="utf-8")
    for name in re.findall(r"\{\{ assets \}\}/([^\"]+)\"", text):
        assert (find_assets() / name).is_file(), name
    for name in re.findall(r"\{% (?:extends|from|include) \"([^\"]+)\"", text):
        assert (WEB / "templates" / name).is_file(), name


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_script_and_no_style(template: Path) -> None:
    """Scripts and styles are files; nothing in a template runs or paints, or is marked as safe without being so."""
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]* src=)", text) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|\| *safe|autoescape", text) == []


def test_scripts_import_files_that_exist() -> None:
    """Each module that a script imports is served."""
    for script in find_assets().rglob("*.mjs"):
        for name in re.findall(r"^import .* from [\"'](.+)[\"'];$", script.read_text(encoding="utf-8"), re.MULTILINE):
            assert (script.parent / name).is_file(), name


def test_importing_the_pages_reads_no_template() -> None:
    """Importing the package makes no environment of templates and looks for no asset."""
    tried = (
        "import assistant.web, assistant.web.rendering as r; "
        "assert r._environment.cache_info().currsize == 0; assert assistant.web.STATIC.name == 'static'"
    )
    done = subprocess.run([sys.executable, "-c", tried], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
