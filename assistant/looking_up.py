"""Looks up, in what is held and may be seen, the words of a question that no table knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.abbreviations import is_abbreviation, is_in_capitals, is_shouted
from assistant.definitions import find_long_form
from assistant.spelling import count_slips, one_slip_away
from assistant.words import WORD, Rarity, Wider, stop_words
from ingest.documents import Visibility
from vectorstore.publications import StoredPassage
from vectorstore.store import Store

PASSAGES = 12
"""So many passages are read for what an abbreviation stands for, or for how a word is printed."""
MOST_WORDS = 4
"""So many words of a question are looked up: each costs one to three milliseconds."""
CANDIDATES = 3
LETTERS = range(4, 25)
"""Shorter words have too many neighbours, and longer ones take too long."""
TWO_SLIPS, MANY_LETTERS = 2, 8
"""In a word of so many letters, two slips are looked for."""
ENDINGS = ("s", "es", "ed", "er", "ers", "ing", "ly")
LONGEST_ENDING = 3
IN_TEXT = {"text": 1.0}


@dataclass(frozen=True, slots=True)
class LookingUp:
    """Definitions and spellings, read in a store's passages of the visibilities that the asker may see."""

    store: Store
    rarity: Rarity
    visibilities: Collection[Visibility]

    def look_up(self, question: str, known: Collection[Wider]) -> list[Wider]:
        """Return what is searched as well as the words of a question that are not known."""
        shouted = is_shouted(question)
        rest = (word for word in WORD.finditer(question) if not any(_overlap(word, one) for one in known))
        unknown = (word for word in rest if self._is_unknown(word, question, shouted=shouted))
        found = (self._look_up_one(word, shouted=shouted) for word in islice(unknown, MOST_WORDS))
        return [one for one in found if one]

    def _is_unknown(self, word: re.Match[str], question: str, *, shouted: bool) -> bool:
        bare = _bare(word)
        if is_abbreviation(bare):
            return False
        if is_in_capitals(bare) and not shouted:
            return True
        begins = not question[: word.start()].strip()
        plain = bare.lower() if begins or shouted else bare
        return self._is_misspelt(plain)

    def _is_misspelt(self, word: str) -> bool:
        """Say whether a word stands in no passage, and is neither a name nor one that the language knows."""
        if len(word) not in LETTERS or not (word.isascii() and word.isalpha() and word.islower()):
            return False
        if word in stop_words() or any(self.rarity(one) < 1 for one in (word, *_bases(word))):
            return False
        return not any(map(self.store.lexical.holds, self.store.lexical.terms(word)))

    def _look_up_one(self, word: re.Match[str], *, shouted: bool) -> Wider | None:
        bare = _bare(word)
        end = word.start() + len(bare)
        if is_in_capitals(bare) and not shouted:
            long, passage_id = self.define(bare)
            return Wider(word.start(), end, long, "definition", passage_id) if long else None
        printed = self.mend(bare.lower())
        return Wider(word.start(), end, printed, "spelling") if printed else None

    def define(self, short: str) -> tuple[str, str]:
        """Return what held texts say that a short form stands for, and where; empty when they do not say one thing."""
        bare = short.removesuffix("s")
        found: dict[tuple[str, ...], tuple[str, str]] = {}
        for passage, long in ((one, find_long_form(bare, one.text)) for one in self._read(self._find(bare))):
            if long:
                found.setdefault(tuple(self.store.lexical.terms(long)), (long, passage.id))
        return next(iter(found.values())) if len(found) == 1 else ("", "")

    def mend(self, word: str) -> str:
        """Return the most frequent word within a slip or two of one that is held nowhere, as printed; empty if none."""
        near = one_slip_away(word)
        counts = zip(self.store.lexical.frequencies(near), near, strict=True)
        likely = sorted((-count, one) for count, one in counts if count)[:CANDIDATES]
        printed = (self._print(one, word) for _, one in likely)
        found = next(filter(None, printed), "")
        return found or (self._mend_two(word) if len(word) >= MANY_LETTERS else "")

    def _print(self, word: str, typed: str) -> str:
        """Return how passages print a word, in the form that is nearest to what was typed."""
        terms = self.store.lexical.terms
        if " " in word:
            apart = re.compile(r"(?<!\w)" + r"[\s-]".join(map(re.escape, word.split())) + r"(?!\w)", re.IGNORECASE)
            found = (apart.search(one.text) for one in self._read(self._find(word)))
            return next((match[0].lower() for match in found if match), "")
        most = _most_slips(typed)
        alike = (one for one in self._words(self._find(word)) if one[:2] == word[:2] and one not in stop_words())
        forms = [one for one in alike if terms(one) == terms(word)]
        near = ((count_slips(one, typed, most=most), one) for one in forms)
        printed = min((one for one in near if one[0] <= most), default=(0, ""))[1]
        # "weekly" is a word, though what is held prints "week".
        return printed or (word if forms and self.rarity(word) < 1 else "")

    def _mend_two(self, word: str) -> str:
        """Return a word two slips away; the index has stems, and a slip near the end may change where one ends."""
        index = self.store.lexical
        (term,) = index.terms(word)
        found = self._nearest(word, index.find_near(term, distance=TWO_SLIPS, limit=PASSAGES))
        if found:
            return found
        beginning = word[:-LONGEST_ENDING]
        return self._nearest(word, index.find_near(beginning, distance=TWO_SLIPS, limit=PASSAGES, going_on=True))

    def _nearest(self, word: str, ids: Sequence[str]) -> str:
        """Return the most frequent word of passages that is two slips away; empty when there is none."""
        found = self._words(ids)
        near = [one for one in found if one[0] == word[0] and count_slips(one, word, most=TWO_SLIPS) <= TWO_SLIPS]
        counts = zip(self.store.lexical.frequencies(near), near, strict=True)
        return min(((-count, one) for count, one in counts), default=(0, ""))[1]

    def _find(self, words: str) -> list[str]:
        return [key for key, _ in self.store.lexical.query(words, limit=PASSAGES, weights=IN_TEXT)]

    def _read(self, ids: Sequence[str]) -> list[StoredPassage]:
        """Return passages that may be seen, in this order."""
        passages = self.store.record.passages(ids)
        owners = self.store.record.publications({one.publication_id for one in passages.values()})
        seen = {key for key, owner in owners.items() if owner.visibility in self.visibilities and not owner.removed}
        return [passages[key] for key in ids if key in passages and passages[key].publication_id in seen]

    def _words(self, ids: Sequence[str]) -> list[str]:
        """Return the words of passages that may be seen, in small letters, each once."""
        return sorted({match[0].lower() for passage in self._read(ids) for match in WORD.finditer(passage.text)})


def _most_slips(word: str) -> int:
    return TWO_SLIPS if len(word) >= MANY_LETTERS else 1


def _bases(word: str) -> Iterator[str]:
    """Yield what a word may be a form of: "help" of "helper", "truant" of "truanting"."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) in LETTERS:
            yield word.removesuffix(ending)
            yield word.removesuffix(ending) + "e"


def _bare(word: re.Match[str]) -> str:
    return word[0].replace("’", "'").removesuffix("'s")


def _overlap(word: re.Match[str], one: Wider) -> bool:
    return word.start() < one.end and one.start < word.end()
