from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tests.imports import ALLOWED, Module, find_breaches, find_libraries, find_modules

MODULES = find_modules(ROOT)

WATCHED_IMPORT = """
import importlib, sys

def refuse(event, args):
    if event in ("socket.connect", "sqlite3.connect", "subprocess.Popen"):
        raise SystemExit(f"importing a module caused {event} {args}")
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        raise SystemExit(f"importing a module wrote to {args[0]}")

sys.addaudithook(refuse)
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*sorted({"sentence_transformers", "torch", "transformers"} & set(sys.modules)))
"""


def test_every_module_imports_only_what_its_package_may() -> None:
    """No module imports a package above it, or a library that belongs to another."""
    assert [breach for module in MODULES for breach in find_breaches(module)] == []


def test_every_package_of_the_project_is_looked_at() -> None:
    """The rules are held over the packages that the wheel carries, no fewer."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert sorted(wheel) == sorted(ALLOWED) == sorted({module.name.partition(".")[0] for module in MODULES})


@pytest.mark.parametrize(
    ("importer", "source"),
    [
        ("ingest.text", "import assistant"),
        ("ingest.text", "from vectorstore import search"),
        ("vectorstore.search", "from ingest.errors import IngestError"),
        ("vectorstore.search", "from ingest import pdf"),
        ("vectorstore.search", "from assistant.answers import Answer"),
        ("vectorstore.search", "import chromadb"),
        ("vectorstore.semantic", "from tantivy import Index"),
        ("prompts.loader", "from ingest.documents import Document"),
        ("assistant.cli", "from bot import app"),
        ("assistant.answers", "from sqlalchemy import orm"),
        ("assistant.answers", "def f():\n    import torch.nn"),
        ("assistant.answers", "import importlib\nimportlib.import_module('onnxruntime')"),
        ("assistant.answers", "from tests import conftest"),
        ("bot.app", "from ingest.documents import Document"),
        ("bot.app", "from ..vectorstore import search"),
    ],
)
def test_a_forbidden_import_is_found(importer: str, source: str) -> None:
    """An import against the rules is reported, wherever and however it is written."""
    assert len(find_breaches(Module(importer, source))) == 1


@pytest.mark.parametrize(
    ("importer", "source"),
    [
        ("ingest.pdf", "import pypdfium2.raw\nfrom ingest.errors import IngestError"),
        ("vectorstore.semantic", "import chromadb"),
        ("vectorstore.search", "from ingest import documents\nfrom ingest.documents import Passage"),
        ("vectorstore.migrations.env", "from alembic import op"),
        ("assistant.bootstrap", "import vectorstore.search\nfrom prompts import answer\nfrom . import settings"),
        ("bot.app", "from assistant.answers import Answer\nfrom slack_bolt.async_app import AsyncApp"),
    ],
)
def test_an_allowed_import_is_not_reported(importer: str, source: str) -> None:
    """An import that the rules allow is left alone."""
    assert find_breaches(Module(importer, source)) == []


def test_every_library_that_is_imported_is_declared() -> None:
    """Whatever the source imports is a dependency in pyproject.toml, so that the wheel brings it along."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for name in ("ocr", "openai", "postgres") for line in project["optional-dependencies"][name]]
    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"] + extras}
    carriers = importlib.metadata.packages_distributions()
    imported = {library for module in MODULES for library in find_libraries(module)}
    undeclared = {name for name in imported if not declared & {canonicalize_name(d) for d in carriers.get(name, ())}}
    assert undeclared == set()


def test_importing_every_module_opens_nothing() -> None:
    """With an empty environment all modules are imported without writing, connecting or loading a model's library."""
    names = [module.name for module in MODULES if _is_importable(module)]
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED_IMPORT, *names],
        cwd=ROOT,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr, done.stdout.strip()) == (0, "", "")


def _is_importable(module: Module) -> bool:
    """Whether every folder on the way to the module is a package: migrations are scripts that Alembic runs."""
    parts = module.name.split(".")
    folders = [ROOT.joinpath(*parts[:depth]) for depth in range(1, len(parts) + module.package)]
    return all((folder / "__init__.py").exists() for folder in folders)
