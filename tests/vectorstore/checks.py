"""What must be true of a store at any time."""

from __future__ import annotations

from vectorstore.store import Store


def check_agreement(store: Store) -> None:
    """Record and indexes hold the same passages in the same state, each once, and each has its vector."""
    wanted = store.record.wanted_digests()
    assert store.semantic.ids_and_digests() == wanted
    assert store.lexical.ids_and_digests() == wanted
    assert store.exact.ids_and_digests() == wanted
    counts = {index.count() for index in (store.semantic, store.lexical, store.exact)}
    assert counts == {store.record.state().passages} == {len(wanted)}
    assert store.record.texts_without_vectors(model=store.embedder.digest) == []


def check_found_first(store: Store) -> None:
    """Every passage, or its like in another edition, comes first by its vector; its last word finds all its holders."""
    entries = store.record.entries(store.record.wanted_digests())
    vectors = store.record.vectors([entry.text_digest for entry in entries], model=store.embedder.digest)
    texts = {entry.passage_id: entry.text for entry in entries}
    for entry, vector in zip(entries, vectors, strict=True):
        held = store.exact.held
        exact = held.nearest(vector, of=held.find(list(held.row_of)), limit=1)
        ((identity, cosine),) = store.semantic.query(vector, limit=1)
        for one, near in ((identity, cosine), (held.ids[exact.rows[0]], float(exact.scores[0]))):
            assert (texts[one], round(near, 4)) == (entry.text, 1.0)
        # By all of its words, another passage with more of them in its title may come first: by its last one, none may.
        word = entry.text.split()[-1]
        found = store.lexical.query(word, limit=len(entries))
        assert {identity for identity, _ in found} == {one for one, text in texts.items() if word in text.split()}
