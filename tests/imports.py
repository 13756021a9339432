"""Reads which modules import what, and names every import that the rules of the house do not allow."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ALLOWED: Mapping[str, Sequence[str]] = {
    "ingest": (),
    "vectorstore": ("ingest.documents",),
    "prompts": (),
    "assistant": ("vectorstore", "prompts", "ingest"),
    "bot": ("assistant",),
}
"""What each package may import of this project besides itself."""

OWNERS: Mapping[str, str] = {
    "alembic": "vectorstore",
    "docx": "ingest, assistant.recommendations.exports",
    "hishel": "ingest",
    "httpx": "ingest",
    "odfdo": "ingest",
    "pdfplumber": "ingest",
    "selectolax": "ingest",
    "chromadb": "vectorstore.semantic, vectorstore.chroma_server",
    "fastapi": "assistant",
    "langchain": "assistant",
    "langchain_core": "assistant",
    "onnx": "vectorstore",
    "onnxruntime": "vectorstore",
    "onnxscript": "vectorstore",
    "phonenumbers": "assistant.personal.phones",
    "psycopg": "vectorstore.postgres",
    "pypdfium2": "ingest",
    "sentence_transformers": "vectorstore",
    "slack_bolt": "bot",
    "slack_sdk": "bot",
    "sqlalchemy": "vectorstore",
    "stdnum": "assistant.personal.numbers",
    "tantivy": "vectorstore.lexical",
    "tokenizers": "vectorstore",
    "torch": "vectorstore",
    "transformers": "vectorstore",
    "xlsxwriter": "assistant.recommendations.exports",
}
"""The one package or module that may import a library, or the few."""


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its dotted name, and whether it is the ``__init__.py`` of a package."""

    name: str
    source: str
    package: bool = False


def find_modules(root: Path, *, packages: Sequence[str] = tuple(ALLOWED)) -> list[Module]:
    """Return every Python file under the packages, scripts that belong to no package included."""
    return [_read_module(path, root=root) for package in packages for path in sorted((root / package).rglob("*.py"))]


def find_imports(module: Module) -> Iterator[str]:
    """Yield the full dotted name of everything the module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(module.source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = ".".join(filter(None, (_base(module, level=node.level), node.module)))
            yield from (f"{origin}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call):
            yield from _named_in_call(node)


def find_breaches(module: Module) -> list[str]:
    """Return one sentence for each import that the house does not allow."""
    return [
        f"{module.name} imports {imported}, which {reason}."
        for imported in find_imports(module)
        if (reason := _objection(module.name, imported=imported))
    ]


def find_libraries(module: Module) -> set[str]:
    """Return the top-level names of what is imported from outside this project and outside Python itself."""
    tops = {imported.partition(".")[0] for imported in find_imports(module)}
    return tops - set(ALLOWED) - set(sys.stdlib_module_names)


def _read_module(path: Path, *, root: Path) -> Module:
    parts = path.relative_to(root).with_suffix("").parts
    package = parts[-1] == "__init__"
    return Module(".".join(parts[:-1] if package else parts), path.read_text(encoding="utf-8"), package)


def _base(module: Module, *, level: int) -> str:
    """Return the package that the dots of a relative import stand for."""
    if level == 0:
        return ""
    parts = module.name.split(".")
    return ".".join(parts[: len(parts) + module.package - level])


def _named_in_call(node: ast.Call) -> Iterator[str]:
    """Yield what ``import_module("name")`` and ``__import__("name")`` import."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called in ("import_module", "__import__") and node.args and isinstance(node.args[0], ast.Constant):
        yield str(node.args[0].value)


def _objection(importer: str, *, imported: str) -> str | None:
    home, top = importer.partition(".")[0], imported.partition(".")[0]
    if top in ALLOWED and top != home and not any(_within(imported, place) for place in ALLOWED[home]):
        return f"{home} may not import"
    if top in OWNERS and not any(_within(importer, owner) for owner in OWNERS[top].split(", ")):
        return f"only {OWNERS[top]} may import"
    if top == "tests":
        return "only the tests may import"
    return None


def _within(name: str, place: str) -> bool:
    return name == place or name.startswith(f"{place}.")
