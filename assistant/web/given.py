"""Answers that were given before, for those who may see what is public."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assistant.answers import Answer, Citation, Nearest, Turn
from assistant.bootstrap import Panel
from assistant.words import is_text
from ingest.documents import Visibility
from vectorstore.publications import Publication


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, the history with which its question was asked, and what it shows as the record knows it now."""

    answer: Answer
    history: tuple[Turn, ...]
    publications: Mapping[str, Publication]


def find_given(panel: Panel, identity: str) -> Given | None:
    """Return an answer by its id; None when it was not given, or shows what is not public."""
    kept = panel.conversations.find(identity) if identity and is_text(identity) else None
    if kept is None:
        return None
    answer = Answer.model_validate_json(kept.body)
    cited: tuple[Citation | Nearest, ...] = (*answer.citations, *answer.nearest)
    shown = panel.store.record.publications({one.publication_id for one in cited})
    if any(publication.visibility is not Visibility.PUBLIC for publication in shown.values()):
        return None
    return Given(answer, tuple(Turn.model_validate(turn) for turn in kept.history), shown)


@dataclass(frozen=True, slots=True)
class Texts:
    """The verbatim texts of editions as they are read now, each read once; ``held`` are the latest ones."""

    read: Callable[[str, str], str | None]
    held: Mapping[str, Publication]
    _known: dict[str, str] = field(default_factory=dict, repr=False)

    def stands(self, cited: Citation | Nearest) -> bool:
        """Say whether quoted words still stand at their offsets: a later reading may have moved them."""
        text = self._text(cited)
        return " ".join(text[segment.start : segment.end] for segment in cited.segments) == cited.quote

    def follow(self, before: Citation, after: Citation) -> bool:
        """Say whether nothing but space stands between two citations of one publication."""
        start, end = before.segments[-1].end, after.segments[0].start
        return start <= end and not self._text(after)[start:end].strip()

    def earlier(self, cited: Citation | Nearest) -> str | None:
        """Return the edition of quoted words, where it is not the latest."""
        held = self.held.get(cited.publication_id)
        return cited.edition_id if held and held.edition_id != cited.edition_id else None

    def _text(self, cited: Citation | Nearest) -> str:
        if cited.edition_id not in self._known:
            self._known[cited.edition_id] = self.read(cited.publication_id, cited.edition_id) or ""
        return self._known[cited.edition_id]
