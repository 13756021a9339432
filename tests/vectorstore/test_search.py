from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from ingest.documents import Description, Document, Speaker, Visibility
from tests.fused import Said, fuse_by_name
from tests.vectorstore.fakes import HashingEmbedder, make_document
from vectorstore.digests import passage_number
from vectorstore.fusion import Weights
from vectorstore.keeping import keep_documents
from vectorstore.publications import PublicationFilter
from vectorstore.queries import Query
from vectorstore.search import FROM_EACH_LEG, Hit, search
from vectorstore.standing import standing_of
from vectorstore.store import Store, open_store

SOME = 400
KINDS = ("letter", "guidance", "circular")
TOPICS = ("safe sleep", "bruising", "moving home", "neglect", "records")
BOTH = frozenset(Visibility)
START = dt.date(2031, 1, 1)
QUESTIONS = ("What about safe sleep?", "records of moving home", "nothing like any of them")


def make_documents() -> list[Document]:
    """Return many similar documents of every kind, speaker, date and visibility; one kind is rare."""
    dice = random.Random(5)  # noqa: S311  to be the same each time
    return [_make_one(number, dice) for number in range(SOME)]


def _make_one(number: int, dice: random.Random) -> Document:
    topic = dice.choice(TOPICS)
    description = Description(
        title=f"About {topic}",
        kind="annual_report" if number % 100 == 7 else dice.choice(KINDS),
        speaker=dice.choice(list(Speaker)),
        published=None if number % 9 == 0 else START + dt.timedelta(days=dice.randrange(700)),
        status=dice.choice(("current", "current", "superseded", "draft")),
        agencies=tuple(dice.sample(("police", "health", "education"), dice.randrange(3))),
        topics=tuple(dice.sample(("neglect", "disability", "fathers_and_men", "pandemic"), dice.randrange(4))),
        visibility=Visibility.STAFF if number % 3 == 0 else Visibility.PUBLIC,
    )
    sentences = [f"Finding {number} is about {topic}.", f"It was made by {number} people in {dice.randrange(50)} days."]
    return make_document(f"d{number}", sentences, description=description)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds many similar documents; nobody writes to it."""
    with open_store(tmp_path_factory.mktemp("search") / "data", embedder=HashingEmbedder()) as opened:
        keep_documents(make_documents(), store=opened)
        yield opened


def query(question: str, store: Store) -> Query:
    """Return a question ready to be searched for: all its words tell, each as much as its length."""
    stems = {stem: float(len(stem)) for stem in store.lexical.terms(question)}
    return Query(question, store.embedder.embed([question])[0], stems=stems)


def cover(asked: Query, text: str, store: Store) -> float:
    """Return the share of the telling words that a passage holds."""
    held = set(store.lexical.terms(text))
    return sum(much for stem, much in asked.stems.items() if stem in held) / sum(asked.stems.values())


def search_all(question: str, wanted: PublicationFilter, *, store: Store, depth: int) -> list[tuple[str, float]]:
    """Return ids and scores of the wanted passages by looking at all of them: the best ``depth`` of each leg, fused."""
    vector = store.embedder.embed([question])[0]
    entries = store.record.entries(store.record.wanted_digests())
    owners = store.record.publications(entry.publication_id for entry in entries)
    entries = [entry for entry in entries if wanted.passes(owners[entry.publication_id])]
    rows = store.record.vectors([entry.text_digest for entry in entries], model=store.embedder.digest)
    cosines = {entry.passage_id: float(row @ vector) for entry, row in zip(entries, rows, strict=True)}
    told = [(key, score) for key, score in store.lexical.query(question, limit=SOME) if key in cosines]
    words = dict(told[:depth])
    best = sorted(cosines, key=lambda key: -cosines[key])[:depth]
    of_sentences = {entry.passage_id: best_sentence(entry.publication_id, vector, store) for entry in entries}
    by_id = {entry.passage_id: entry for entry in entries}
    asked = query(question, store)
    found = {
        key: Said(
            cosines[key],
            of_sentences[key],
            words.get(key, 0.0),
            cover(asked, by_id[key].text, store),
            len(by_id[key].text),
            standing_of(owners[by_id[key].publication_id]),
        )
        for key in {*best, *words}
    }
    scores = fuse_by_name(found, weights=Weights())
    return sorted(scores.items(), key=lambda one: (-round(one[1], 9), passage_number(one[0])))


def best_sentence(publication_id: str, vector: np.ndarray, store: Store) -> float:
    """Return the cosine of a publication's best sentence; all have one passage."""
    texts = [sentence.text for sentence in store.record.sentences(publication_id)]
    # The exact index keeps vectors of sentences in half precision.
    return float(np.max(store.embedder.embed(texts).astype(np.float16).astype(np.float32) @ vector))


FILTERS = {
    "public": PublicationFilter(),
    "all": PublicationFilter(visibilities=BOTH),
    "staff": PublicationFilter(visibilities=frozenset({Visibility.STAFF})),
    "nobody": PublicationFilter(visibilities=frozenset()),
    "a kind": PublicationFilter(kinds=frozenset({"guidance"})),
    "a rare kind": PublicationFilter(kinds=frozenset({"annual_report"}), visibilities=BOTH),
    "no kind": PublicationFilter(kinds=frozenset({"research"})),
    "statuses": PublicationFilter(statuses=frozenset({"superseded", "draft"})),
    "topics": PublicationFilter(topics=frozenset({"neglect", "disability"}), visibilities=BOTH),
    "agencies": PublicationFilter(agencies=frozenset({"police"})),
    "speakers": PublicationFilter(speakers=frozenset({Speaker.PANEL, Speaker.GOVERNMENT})),
    "from": PublicationFilter(published_from=START + dt.timedelta(days=600)),
    "to": PublicationFilter(published_to=START + dt.timedelta(days=20)),
    "one day": PublicationFilter(published_from=START, published_to=START, visibilities=BOTH),
    "all at once": PublicationFilter(
        kinds=frozenset({"letter"}),
        speakers=frozenset({Speaker.PANEL}),
        topics=frozenset({"neglect", "fathers_and_men"}),
        agencies=frozenset({"police"}),
        published_from=START + dt.timedelta(days=100),
        published_to=START + dt.timedelta(days=400),
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("name", FILTERS)
def test_filters_are_exact(store: Store, name: str, question: str) -> None:
    """Whatever share of the record a filter leaves, search finds what looking at all of it finds."""
    expected = search_all(question, FILTERS[name], store=store, depth=FROM_EACH_LEG)[:10]
    hits = search(query(question, store), store=store, wanted=FILTERS[name], limit=10)
    assert [hit.passage.id for hit in hits] == [key for key, _ in expected]
    assert [hit.score for hit in hits] == pytest.approx([score for _, score in expected], abs=1e-5)


@pytest.mark.parametrize("name", FILTERS)
def test_all_that_passes_is_found_when_all_is_wanted(store: Store, name: str) -> None:
    """With a limit as large as the record every passage that passes the filter is found, in the right order."""
    expected = search_all(QUESTIONS[0], FILTERS[name], store=store, depth=SOME)
    hits = search(query(QUESTIONS[0], store), store=store, wanted=FILTERS[name], limit=SOME)
    assert [hit.passage.id for hit in hits] == [key for key, _ in expected]


def is_staff(hit: Hit) -> bool:
    """Say whether a hit is for staff alone."""
    return hit.publication.visibility is Visibility.STAFF


@pytest.mark.parametrize("question", [*QUESTIONS, "Finding 3 is about", "It was made by 399 people"])
def test_what_is_for_staff_is_never_shown_to_the_public(store: Store, question: str) -> None:
    """Without being asked for, a staff publication is not found, however many passages are wanted."""
    assert not [hit for hit in search(query(question, store), store=store, limit=SOME) if is_staff(hit)]
    assert [
        hit for hit in search(query(question, store), store=store, wanted=FILTERS["all"], limit=SOME) if is_staff(hit)
    ]


def test_a_passage_finds_itself_first(store: Store) -> None:
    """A public passage's own words find it before all the similar ones."""
    entries = store.record.entries(store.record.wanted_digests())
    public = store.record.current_publications()
    for entry in [one for one in entries if one.publication_id in {publication.id for publication in public}][:20]:
        first, *_ = search(query(entry.text, store), store=store)
        assert (first.passage.id, round(first.semantic.score, 4)) == (entry.passage_id, 1.0)
        assert (first.semantic.place, first.lexical.place) == (1, 1)


def test_a_hit_tells_what_each_leg_said(store: Store) -> None:
    """A hit brings what each part of the search said of it, and a score that is made of that."""
    question = "Who made Finding 12 about neglect?"
    vector = store.embedder.embed([question])[0]
    hits = search(query(question, store), store=store)
    words = max(hit.lexical.score for hit in search(query(question, store), store=store, limit=SOME))
    for hit in hits:
        text = store.passage_texts([hit.passage])[hit.passage.id]
        assert [sentence.text for sentence in text.sentences] == hit.passage.text.replace(". ", ".\n").split("\n")
        assert hit.best_sentence == pytest.approx(float(np.max(text.vectors @ vector)), abs=1e-3)
        assert hit.semantic.score == pytest.approx(
            float(store.embedder.embed([hit.passage.text])[0] @ vector), abs=1e-6
        )
        assert hit.coverage == pytest.approx(cover(query(question, store), hit.passage.text, store))
        said = Said(
            hit.semantic.score,
            hit.best_sentence,
            hit.lexical.score,
            hit.coverage,
            len(hit.passage.text),
            standing_of(hit.publication),
        )
        best = Said(0, 0, words)
        assert hit.score == pytest.approx(fuse_by_name({"hit": said, "best": best}, weights=Weights())["hit"])
        assert hit.passage.page == 1


def test_what_the_question_names_counts_more(store: Store) -> None:
    """The passages of a publication that is named gain the same, and no other passage's score changes."""
    asked = query(QUESTIONS[0], store)
    before = {hit.passage.id: hit.score for hit in search(asked, store=store, limit=SOME)}
    names = frozenset(hit.publication.id for hit in search(asked, store=store, limit=20)[10:])
    for hit in search(replace(asked, named=names), store=store, limit=SOME):
        gain = Weights().named if hit.publication.id in names else 0.0
        assert hit.score == pytest.approx(before[hit.passage.id] + gain)


def test_limits_are_kept(store: Store) -> None:
    """At most as many passages come as are wanted, and more of them begin with the same ones."""
    few, more = (search(query(QUESTIONS[0], store), store=store, limit=limit) for limit in (3, 40))
    assert [len(few), len(more)] == [3, 40]
    assert [hit.passage.id for hit in few] == [hit.passage.id for hit in more[:3]]
    assert search(query(QUESTIONS[0], store), store=store, limit=0) == search(query("  ", store), store=store) == []


def test_the_vector_of_a_question_may_be_given(store: Store) -> None:
    """Search by a vector that is not the question's own finds what lies nearest to that vector."""
    text = search(query(QUESTIONS[0], store), store=store)[-1].passage.text
    first, *_ = search(Query("nothing", store.embedder.embed([text])[0]), store=store)
    assert (first.passage.text, round(first.semantic.score, 4)) == (text, 1.0)


def test_an_empty_store_finds_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Before anything is held, a search finds nothing and fails at nothing."""
    with open_store(tmp_path_factory.mktemp("empty") / "data", embedder=HashingEmbedder()) as empty:
        assert search(query("safe sleep", empty), store=empty) == []


@pytest.mark.parametrize(
    ("published", "wanted", "expected"),
    [
        (START, PublicationFilter(published_from=START, published_to=START), True),
        (START, PublicationFilter(published_from=START + dt.timedelta(days=1)), False),
        (START, PublicationFilter(published_to=START - dt.timedelta(days=1)), False),
        (None, PublicationFilter(), True),
        (None, PublicationFilter(published_to=START), False),
        (None, PublicationFilter(published_from=START), False),
    ],
)
def test_dates_are_inclusive(
    store: Store, published: dt.date | None, wanted: PublicationFilter, expected: bool
) -> None:
    """A first and a last day count themselves; what has no date is on no day."""
    publication = replace(store.record.current_publications()[0], published=published)
    assert wanted.passes(publication) is expected
