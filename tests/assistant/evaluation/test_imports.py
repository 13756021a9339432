from __future__ import annotations

import subprocess
import sys

PACKAGE = "assistant.evaluation"
MODULES = (
    "comparing",
    "errors",
    "holding",
    "intervals",
    "lines",
    "markdown",
    "missing",
    "passages",
    "questions",
    "report",
    "runner",
    "scoring",
    "search",
    "summary",
    "verbatim",
    "words",
)
FORBIDDEN = ("chromadb", "sqlalchemy", "tantivy", "torch", "vectorstore.store")


def test_scoring_knows_nothing_of_what_it_scores() -> None:
    """Importing the whole of the evaluation loads no index, no database, no model and no store."""
    imports = "; ".join(f"import {PACKAGE}.{module}" for module in MODULES)
    check = f"import sys; {imports}; print([name for name in {FORBIDDEN!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-W", "error", "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
