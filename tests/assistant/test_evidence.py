from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from assistant.asking import asked_values, named_months
from assistant.evidence import MARGIN, Asked, Read, Run, find_runs
from assistant.windows import MOST_WORDS, Windows
from tests.assistant.builders import LINKS, Held, hold, make_sentence
from vectorstore.publications import StoredPassage
from vectorstore.search import Found, Hit
from vectorstore.store import PassageText

HELD = hold(LINKS)
QUESTION = np.array([1.0, 0.0], dtype=np.float32)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return text.lower().replace(".", " ").replace(":", " ").split()


def ask(question: str = "", **weights: float) -> Asked:
    """Return a question that points along the first axis."""
    return Asked(QUESTION, weights, words, asked_values(question), named_months(question))


def make_hit(
    first: int, last: int, *, cosines: Sequence[float] | None = None, semantic: float = 0.5, held: Held = HELD
) -> Read:
    """Return a passage of sentences ``first`` to ``last``, whose vectors have these cosines with the question."""
    sentences = held.sentences[first : last + 1]
    angles = np.arccos(cosines if cosines is not None else [0.5] * len(sentences))
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    path = sentences[0].section_path if sentences else ()
    text = " ".join(sentence.text for sentence in sentences)
    hit = Hit(
        passage=StoredPassage(f"r-{first}", held.publication.id, "e1", "r", 0, path, first, last, text),
        publication=held.publication,
        score=1.0,
        semantic=Found(1, semantic),
        lexical=Found(None, 0.0),
        best_sentence=float(np.max(vectors @ QUESTION, initial=0.0)),
        coverage=0.0,
    )
    said = PassageText(sentences, vectors, tuple(frozenset(words(sentence.text)) for sentence in sentences))
    return hit, said, Windows.of(hit.passage, said, terms=words)


def spans(runs: Sequence[Run]) -> set[tuple[int, int]]:
    """Return the ordinals between which runs lie."""
    return {run.key[1:] for run in runs}


def score_of(runs: Sequence[Run], first: int, last: int | None = None) -> float:
    """Return the score of one run."""
    (run,) = (run for run in runs if run.key[1:] == (first, first if last is None else last))
    return run.score


def test_every_run_of_a_paragraph_is_evidence() -> None:
    """One, two and three sentences in a row are found, each once."""
    assert spans(find_runs([make_hit(5, 7)], ask())) == {(5, 5), (6, 6), (7, 7), (5, 6), (6, 7), (5, 7)}


def test_list_items_stand_alone() -> None:
    """No run joins an item with another item or with what stands around the list."""
    mixed = {span for span in spans(find_runs([make_hit(0, 7)], ask())) if span[0] != span[1]}
    assert not {span for span in mixed if set(range(span[0], span[1] + 1)) & {2, 3, 4}}


def test_a_heading_only_begins_a_run() -> None:
    """A heading is found with what follows it, never alone and never joined to what stands before it."""
    held = hold("    It ends here, as it must.\n\n    # Links\n\n    They were made in the spring of the year.\n")
    assert spans(find_runs([make_hit(0, 2, held=held)], ask())) == {(0, 0), (2, 2), (1, 2)}


def test_labels_make_no_run() -> None:
    """The lines of a letterhead, each a label, are no evidence together either; before a sentence they may stand."""
    lines = ("The Panel of Rivers", "Northmere House", "It meets by the river in spring.")
    sentences = tuple(make_sentence(line, ordinal=place) for place, line in enumerate(lines))
    held = Held(HELD.publication, "", (), sentences)
    assert spans(find_runs([make_hit(0, 2, held=held)], ask())) == {(2, 2), (1, 2), (0, 2)}


def test_long_runs_are_left_out() -> None:
    """A single sentence may have any length; sentences are joined up to a number of words."""
    long = " ".join(["word"] * (MOST_WORDS - 5))
    held = hold(f"    It {long}. The next one {long}. Short is what this sentence is.\n")
    assert spans(find_runs([make_hit(0, 2, held=held)], ask())) == {(0, 0), (1, 1), (2, 2)}


def test_the_nearer_sentence_comes_first() -> None:
    """Of runs that differ in nothing else the one nearer to the question is better."""
    held = hold("    The first one has seven words here. The other one has seven words too.\n")
    runs = find_runs([make_hit(0, 1, cosines=[0.2, 0.8], held=held)], ask())
    assert runs[0].key[1:] == (1, 1)
    assert runs[0].cosine == pytest.approx(0.8, abs=1e-6)


def test_the_cosine_of_a_run_is_that_of_its_words_together() -> None:
    """Sentences of one run weigh as their lengths: two equal ones at right angles give the cosine of the half angle."""
    held = hold("    The first one has seven words here. The other ones have seven words so.\n")
    assert len({len(sentence.text) for sentence in held.sentences}) == 1
    (run,) = (r for r in find_runs([make_hit(0, 1, cosines=[1.0, 0.0], held=held)], ask()) if r.key[1:] == (0, 1))
    assert run.cosine == pytest.approx(np.cos(np.pi / 4), abs=1e-6)


def test_telling_words_count() -> None:
    """A run that holds the question's telling words is better than one that does not, and its share is told."""
    runs = find_runs([make_hit(5, 7)], ask(partnership=1.0, region=1.0))
    assert score_of(runs, 5) > score_of(runs, 7)
    assert {run.key[1:]: run.coverage for run in runs}[5, 5] == 1.0


def test_a_value_that_is_asked_for_counts() -> None:
    """Where a person is asked for, a run that names one gains by it."""
    with_value = find_runs([make_hit(3, 3)], ask("Who is it?"))
    without = find_runs([make_hit(3, 3)], ask("What is it?"))
    assert score_of(with_value, 3) > score_of(without, 3)


def test_a_publication_that_is_named_counts() -> None:
    """A question that names a month prefers the publication of that month."""
    named = find_runs([make_hit(5, 5)], ask("What did the June 2031 letter say?"))
    other = find_runs([make_hit(5, 5)], ask("What did the May 2031 letter say?"))
    hit, text, windows = make_hit(5, 5)
    undated = replace(hit, publication=replace(HELD.publication, published=None)), text, windows
    assert score_of(named, 5) > score_of(other, 5)
    assert score_of(find_runs([undated], ask("What did the June 2031 letter say?")), 5) == score_of(other, 5)


def test_a_run_in_two_passages_counts_once() -> None:
    """Passages may overlap: a run is found once, with the better of its scores."""
    near, far = make_hit(5, 6, semantic=0.9), make_hit(6, 7, semantic=0.1)
    runs = find_runs([far, near], ask())
    assert len(spans(runs)) == len(runs)
    assert score_of(runs, 6) == score_of(find_runs([near], ask()), 6)


def test_other_publications_do_not_change_a_score() -> None:
    """What else is found has no say in the score of a run."""
    other = hold(LINKS, id="p2", edition_id="e2")
    alone = find_runs([make_hit(5, 7)], ask(region=1.0))
    together = find_runs([make_hit(5, 7), make_hit(0, 7, semantic=0.9, held=other)], ask(region=1.0))
    assert [run for run in together if run.publication.id == "p1"] == alone


def test_equal_runs_have_one_order() -> None:
    """Runs of equal score are ordered by publication and place, in whatever order passages come."""
    hits = [make_hit(5, 5, held=hold(LINKS, id=name, edition_id=name)) for name in ("p3", "p1", "p2")]
    orders = [[run.publication.id for run in find_runs(some, ask())] for some in (hits, hits[::-1])]
    assert orders == [["p1", "p2", "p3"]] * 2


def test_a_passage_without_sentences_gives_no_evidence() -> None:
    """Nothing is made of nothing."""
    assert find_runs([make_hit(3, 2)], ask(region=1.0)) == []
    assert find_runs([], ask()) == []


def test_a_run_counts_its_words() -> None:
    """A run has the words of its sentences."""
    assert HELD.run(5, 6).words == 12 + 13


def test_what_was_said_before_counts_against_evidence() -> None:
    """Of two sentences as near to a follow-up, the one that comes near the reply before it stands behind."""
    hit, text, _ = make_hit(5, 6, cosines=[0.8, 0.8])
    away = text.vectors * np.array([1, -1], dtype=np.float32)
    both = text._replace(vectors=np.stack([text.vectors[0], away[1]]))
    said = np.array([0.0, 1.0], dtype=np.float32)
    read = hit, both, Windows.of(hit.passage, both, terms=words)
    best = [run for run in find_runs([read], replace(ask(), said=said)) if len(run.sentences) == 1]
    assert [run.sentences[0].ordinal for run in best] == [6, 5]
    assert best[0].score - best[1].score == pytest.approx(0.25 * 0.6, abs=1e-3)


def test_only_runs_that_nothing_is_made_of_are_left_out() -> None:
    """What is left out is far behind its publication's best run, and is not the one nearest to the question."""
    far = [0.9, 0.1, 0.1]
    held = hold("    The first has seven words in it. The other has seven words too. So has the third of these.\n")
    runs = find_runs([make_hit(0, 2, cosines=far, held=held)], ask())
    assert spans(runs) >= {(0, 0)}
    assert not spans(runs) & {(1, 1), (2, 2)}
    assert min(run.score for run in runs) >= runs[0].score - MARGIN


def test_the_runs_of_a_passage_are_scored_alike_wherever_it_stands() -> None:
    """Every digit of a score is the same, whichever passages are compared with the question beside it."""
    other = hold("    Some words stand here, and they are others. A region has these words. There are more.\n")
    own, beside = make_hit(5, 7, cosines=[0.31, 0.52, 0.47]), make_hit(0, 2, cosines=[0.2, 0.4, 0.3], held=other)
    alone = find_runs([own], ask(region=0.7, partnership=0.4))
    for order in ([own, beside], [beside, own], [beside, own, beside]):
        found = find_runs(order, ask(region=0.7, partnership=0.4))
        assert [run for run in found if run.key[1] >= 5] == alone


def test_more_terms_than_a_number_has_bits_are_all_counted() -> None:
    """A question of a hundred telling words gives each of them its weight."""
    weights = {f"word{number}": 1.0 for number in range(98)} | {"partnership": 1.0, "region": 1.0}
    first = find_runs([make_hit(5, 7)], ask(partnership=1.0, region=1.0))
    for run in find_runs([make_hit(5, 7)], ask("", **weights)):
        (same,) = (one for one in first if one.key == run.key)
        assert run.coverage == pytest.approx(same.coverage * 2 / 100)
