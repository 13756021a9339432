"""``panel evaluate``: answers, passages and search measured on labelled questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.printing import out, print_table
from assistant.cli.running import errors_told

evaluate = typer.Typer(help="Measure answers and search on labelled questions.", no_args_is_help=True)

Out = Annotated[Path, typer.Option("--out", help="Folder for the results and the settings used.")]
Data = Annotated[
    Path | None, typer.Option("--data", help="Keep the record in this folder, so that a repeat embeds nothing.")
]


@evaluate.command()
def answers(
    questions: Annotated[Path, typer.Argument(help="Labelled questions, JSON Lines.")],
    *,
    docs: Annotated[list[Path], typer.Option("--docs", help="Documents to answer from; may be repeated.")],
    results: Out = Path("results/answers"),
    data: Data = None,
) -> None:
    """Answer labelled questions from some documents and score the answers, by kind, with confidence intervals."""
    from assistant.cli.measuring import measure_answers  # noqa: PLC0415  other commands do without it

    with errors_told():
        measure_answers(questions, docs, results=results, data=data)


@evaluate.command()
def passages(
    questions: Annotated[Path, typer.Argument(help="Labelled questions, JSON Lines.")],
    *,
    docs: Annotated[list[Path], typer.Option("--docs", help="Documents to search; may be repeated.")],
    results: Out = Path("results/passages"),
    data: Data = None,
) -> None:
    """Search for labelled questions and tell how far down their evidence stands, by kind, with confidence intervals."""
    from assistant.cli.measuring import measure_passages  # noqa: PLC0415  other commands do without it

    with errors_told():
        measure_passages(questions, docs, results=results, data=data)


@evaluate.command()
def search(
    *,
    corpus: Annotated[Path, typer.Option(help="Passages, JSON Lines of {_id, title, text}.")],
    queries: Annotated[Path, typer.Option(help="Queries, JSON Lines of {_id, text}.")],
    qrels: Annotated[Path, typer.Option(help="Judgements, tab-separated: query-id, corpus-id, score.")],
    results: Out = Path("results/search"),
    data: Data = None,
) -> None:
    """Search a BEIR collection and score what is found."""
    from assistant.cli.measuring import Judged, measure_search  # noqa: PLC0415  other commands do without it

    with errors_told():
        measure_search(Judged(corpus, queries, qrels), results=results, data=data)


@evaluate.command()
def compare(
    first: Annotated[Path, typer.Argument(metavar="A", help="A folder of results.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Another, of the same questions.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Compare two folders of results, question by question: the difference is B minus A."""
    from assistant.evaluation.comparing import (  # noqa: PLC0415  other commands do without it
        as_comparison_json,
        as_comparison_table,
        compare_results,
        list_changes,
    )

    with errors_told():
        comparisons = compare_results(first, second)
    if as_json:
        print(json.dumps(as_comparison_json(comparisons)))  # noqa: T201  the output
        return
    print_table(as_comparison_table(comparisons))
    for line in (line for comparison in comparisons for line in list_changes(comparison)):
        out().print(line, markup=False, soft_wrap=True)
