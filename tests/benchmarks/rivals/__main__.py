"""Our search beside what a user would assemble instead, each as its documentation sets it up.

    python -m tests.benchmarks.rivals --collection FOLDER --out FOLDER [--only ours,langchain,llamaindex,haystack,txtai]
    python -m tests.benchmarks.rivals --questions FILE --docs FOLDER --out FOLDER [--only …]

A collection is a folder in BEIR's form: ``corpus.jsonl``, ``qrels.tsv``, and any of ``rewrite.jsonl``,
``lastturn.jsonl``, ``questions.jsonl`` and ``queries.jsonl``. Questions are labelled, as for ``panel evaluate
passages``; several files and folders may be given. Every other system gets the plain text of each document, as our
readers make it, and splits it by its own default; ours reads the files, within the time that is measured.
All systems use the same embedding model; one after the other is measured in a process of its own. What was measured
before on the same collection stays in the tables, so that one system can be measured again. The libraries come with
``pip install '.[benchmark]'``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

from tests.benchmarks.rivals.results import as_markdown, gather, write_results
from tests.benchmarks.rivals.systems import OURS, SYSTEMS, is_installed
from tests.benchmarks.rivals.tasks import add_task, check_task, digest_task, repeat_task
from tests.conftest import ROOT

QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "TQDM_DISABLE": "1",
}
"""Nothing is asked of a network, and no progress bar takes time from a query."""
EXPORT = "import sys, pathlib; from vectorstore.embedding import open_embedder as o; o(pathlib.Path(sys.argv[1]))"


def main() -> None:
    """Measure the systems that were asked for, write the results, and print them as tables."""
    wanted = _read_arguments()
    wanted.out.mkdir(parents=True, exist_ok=True)
    failed = [name for name in _installed(wanted.only) if not _measure(name, wanted)]
    results = gather(wanted.out, collection=digest_task(wanted))
    write_results(wanted.out, results)
    sys.stdout.write(as_markdown(results) + "\n")
    if failed:
        raise SystemExit(f"Not measured, see above: {', '.join(failed)}.")


def _installed(names: Sequence[str]) -> list[str]:
    for name in names:
        if not is_installed(name):
            sys.stderr.write(f"Left out: {name} is not installed (pip install '.[benchmark]').\n")
    return [name for name in names if is_installed(name)]


def _measure(name: str, wanted: argparse.Namespace) -> bool:
    """Measure one system, and say whether that ended well."""
    sys.stderr.write(f"{name} …\n")
    if name == OURS:
        # Once, and not in the process that is measured: it takes torch.
        _run("-c", EXPORT, str(wanted.out / "models"))
    return _run("-m", "tests.benchmarks.rivals.measuring", "--system", name, *repeat_task(wanted))


def _run(*words: str) -> bool:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PANEL_")}
    return subprocess.run([sys.executable, *words], cwd=ROOT, env=kept | QUIET, check=False).returncode == 0


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_task(parser)
    parser.add_argument("--only", type=_read_names, default=list(SYSTEMS), help="names, with commas between them")
    wanted = parser.parse_args()
    check_task(parser, wanted)
    return wanted


def _read_names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    unknown = [name for name in names if name not in SYSTEMS]
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no {', '.join(unknown)}: choose from {', '.join(SYSTEMS)}")
    return names


if __name__ == "__main__":
    main()
