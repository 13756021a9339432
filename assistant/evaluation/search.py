"""Search measured on a BEIR collection: its queries, its judgements, and the usual measures of a ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ir_measures
from ir_measures import R, nDCG

from assistant.conversation import split_turns
from assistant.evaluation.intervals import measure_rate
from assistant.evaluation.lines import malformed, read_json_lines, read_lines, refuse_repeated_ids
from assistant.evaluation.summary import tabulate_rates

if TYPE_CHECKING:
    from pathlib import Path

Ranking = Sequence[tuple[str, float]]
Qrels = Mapping[str, Mapping[str, int]]
MEASURES = (nDCG @ 10, R @ 5, R @ 10)
_HEADING = ("query-id", "corpus-id", "score")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The last turn of a conversation; ``history`` are the user's earlier turns as ``{"role", "content"}``."""

    id: str
    text: str
    history: tuple[Mapping[str, str], ...] = ()


def read_queries(path: Path) -> list[SearchQuery]:
    """Return the queries of a JSON Lines file of ``{_id, text}``; in a text, ``|user|:`` starts each turn."""
    numbered = [(number, _read_query(path, number=number, row=row)) for number, row in read_json_lines(path)]
    refuse_repeated_ids(path, numbered=((number, query.id) for number, query in numbered))
    return [query for _, query in numbered]


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Return ``{query: {document: score}}`` of a tab-separated file whose first line names its columns."""
    (first, heading), *rest = read_lines(path)
    if tuple(heading.split("\t")) != _HEADING:
        raise malformed(path, line=first, mend="the heading must be query-id, corpus-id and score, separated by tabs")
    qrels: dict[str, dict[str, int]] = {}
    for number, line in rest:
        query, document, score = _read_judgement(path, number=number, line=line)
        qrels.setdefault(query, {})[document] = score
    return qrels


def score_search(run: Mapping[str, Ranking], *, qrels: Qrels) -> dict[str, Any]:
    """Return ``{"queries", "without_hits", "measures": {name: rate}, "per_query": {query: {name: value}}}``.

    Every judged query is scored, one that found nothing as 0. A document found twice counts where it stands first.
    Equal scores keep the order they are given in.
    """
    ranked = {query: _rank(hits) for query, hits in run.items() if query in qrels and hits}
    values: dict[str, dict[str, float]] = {query: {} for query in qrels}
    for metric in ir_measures.iter_calc(MEASURES, {query: dict(judged) for query, judged in qrels.items()}, ranked):
        values[metric.query_id][str(metric.measure)] = float(metric.value)
    names = [str(measure) for measure in MEASURES]
    per_query = {query: {name: found.get(name, 0.0) for name in names} for query, found in values.items()}
    return {
        "queries": len(qrels),
        "without_hits": len(qrels) - len(ranked),
        "measures": {name: measure_rate([found[name] for found in per_query.values()]) for name in names},
        "per_query": per_query,
    }


def as_search_table(result: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return rows to print, the heading first: each measure with its interval and n."""
    return tabulate_rates(list(result["measures"].items()))


def _rank(hits: Ranking) -> dict[str, float]:
    """Score by place: left alone, trec_eval orders equal scores by document id, which fused ranks often have."""
    ordered = sorted(hits, key=lambda hit: -hit[1])
    places: dict[str, float] = {}
    for place, (document, _) in enumerate(ordered):
        places.setdefault(document, -float(place))
    return places


def _read_query(path: Path, *, number: int, row: Mapping[str, Any]) -> SearchQuery:
    identity, text = row.get("_id"), row.get("text")
    if not isinstance(identity, str) or not isinstance(text, str) or not identity:
        raise malformed(path, line=number, mend="a query needs _id and text, both strings")
    turns = split_turns(text)
    if not turns:
        raise malformed(path, line=number, mend="the text holds no words; write the query there")
    return SearchQuery(identity, turns[-1], tuple({"role": "user", "content": turn} for turn in turns[:-1]))


def _read_judgement(path: Path, *, number: int, line: str) -> tuple[str, str, int]:
    fields = line.split("\t")
    try:
        query, document, score = fields
        return query, document, int(score)
    except ValueError as error:
        mend = "a judgement needs query-id, corpus-id and a whole number, separated by tabs"
        raise malformed(path, line=number, mend=mend) from error
