"""The score of one answer against one labelled question.

A citation *counts* for a span when its source is right and its quotation holds at least half of the span's words in
order. Quotations of over 120 words count for nothing, though their words are among those quoted. Only the first words
that an answer quotes count (150 unless said otherwise), a quotation that crosses that limit with the words before it;
the whole of a list counts. The ``nearest`` of an answer never count, nor do citations that no statement makes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.evaluation.errors import MalformedAnswerError
from assistant.evaluation.words import Words, count_in_order, longest_run, split_sentences, split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.evaluation.questions import GoldSpan, LabelledQuestion, Span

WORDS = 150
BUDGETS = (50, 100, 150, 300)
LONGEST_QUOTATION = 120
# So many words in a row are seldom shared by chance, and every span that is shorter has to be whole.
GOLD_RUN = 5


@dataclass(frozen=True, slots=True)
class Score:
    """What one answer is worth under one budget of words.

    ``precision`` is None where nothing was quoted or no gold span is known; ``quoted_words`` are all the answer quotes,
    within the budget or not; ``spans_found`` runs in parallel with the question's gold spans.
    """

    any_span: bool
    all_spans: bool
    precision: float | None
    outcome: str
    abstained: bool
    quoted_words: int
    spans_found: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a citation quotes: the names of its source, its words by sentence, how many of them are in the budget."""

    sources: frozenset[str]
    sentences: tuple[Words, ...]
    within: int

    @property
    def words(self) -> Words:
        """All words, whether in the budget or not."""
        return tuple(word for sentence in self.sentences for word in sentence)

    @property
    def counts(self) -> bool:
        """Whether it is short enough to count for a span."""
        return len(self.words) <= LONGEST_QUOTATION


def score_answer(answer: Mapping[str, Any], *, question: LabelledQuestion, words: int = WORDS) -> Score:
    """Score an answer in the JSON of every door; raise MalformedAnswerError where it is not of that shape."""
    budget = None if question.kind == "list" else words
    quotations = _cut_to_budget(list_citations(answer), words=budget)
    found = tuple(_is_found(span, quotations=quotations) for span in question.gold)
    outcome = _read_outcome(answer)
    return Score(
        any_span=any(found),
        all_spans=bool(found) and all(found),
        precision=_measure_precision(quotations, gold=question.gold),
        outcome=outcome,
        abstained=_has_abstained(outcome, question=question, corrected=any(found)),
        quoted_words=sum(len(quotation.words) for quotation in quotations),
        spans_found=found,
    )


def list_citations(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the citations in the order in which the statements first make them, each once."""
    try:
        by_id = {citation["id"]: citation for citation in answer["citations"]}
        made = dict.fromkeys(number for statement in answer["statements"] for number in statement["citations"])
        return [by_id[number] for number in made]
    except (KeyError, TypeError) as error:
        message = f"An answer's statements do not match its citations ({error!r}): each must list ids of citations."
        raise MalformedAnswerError(message) from error


def _read_outcome(answer: Mapping[str, Any]) -> str:
    outcome = answer.get("outcome")
    if not isinstance(outcome, str):
        raise MalformedAnswerError("An answer has no outcome: every answer must name one.")
    return outcome


def _cut_to_budget(citations: Sequence[Mapping[str, Any]], *, words: int | None) -> list[Quotation]:
    """Give each quotation what the ones before it leave of the budget; None: all of it."""
    quotations: list[Quotation] = []
    spent = 0
    for citation in citations:
        sentences = split_sentences(_read_quote(citation))
        length = sum(map(len, sentences))
        within = length if words is None else min(length, max(0, words - spent))
        sources = frozenset(name for name in (citation.get("file"), citation.get("publication_id")) if name)
        quotations.append(Quotation(sources, sentences, within))
        spent += length
    return quotations


def _read_quote(citation: Mapping[str, Any]) -> str:
    quote = citation.get("quote")
    if not isinstance(quote, str):
        raise MalformedAnswerError(f"Citation {citation.get('id')!r} has no quote: each must quote its source.")
    return quote


def _is_found(span: GoldSpan, *, quotations: Sequence[Quotation]) -> bool:
    return any(_counts_for(quotation, span=accepted) for accepted in span.accepted for quotation in quotations)


def _counts_for(quotation: Quotation, *, span: Span) -> bool:
    if span.source not in quotation.sources or not quotation.counts:
        return False
    gold = split_words(span.evidence)
    return 2 * count_in_order(gold, within=quotation.words[: quotation.within]) >= len(gold)


def _has_abstained(outcome: str, *, question: LabelledQuestion, corrected: bool) -> bool:
    """Return whether it was not answered, or was a false premise put right by quoting the correcting span."""
    if outcome != "answered":
        return True
    return corrected and question.kind == "false_premise" and not question.answerable


def _measure_precision(quotations: Sequence[Quotation], *, gold: Sequence[GoldSpan]) -> float | None:
    """Return the share of the quoted words in the budget that lie in a sentence holding gold words.

    A sentence of a quotation *holds gold words* when its source is right and it shares with a gold span, or with an
    alternative of one, a run of five words, or all words of whichever of the two is shorter than that. Words of
    quotations that are too long to count are quoted, but never gold.
    """
    quoted = sum(quotation.within for quotation in quotations)
    if not quoted or not gold:
        return None
    spans = [accepted for span in gold for accepted in span.accepted]
    return sum(_count_gold_words(quotation, spans=spans) for quotation in quotations if quotation.counts) / quoted


def _count_gold_words(quotation: Quotation, *, spans: Sequence[Span]) -> int:
    golds = [split_words(span.evidence) for span in spans if span.source in quotation.sources]
    counted, left = 0, quotation.within
    for sentence in quotation.sentences:
        if any(_holds_gold(sentence, gold=gold) for gold in golds):
            counted += min(left, len(sentence))
        left -= min(left, len(sentence))
    return counted


def _holds_gold(sentence: Words, *, gold: Words) -> bool:
    return longest_run(gold, within=sentence) >= min(GOLD_RUN, len(gold), len(sentence))
