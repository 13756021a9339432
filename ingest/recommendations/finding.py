"""Finds the entries of the register in one reading: the steps in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from ingest.documents import Description, Reading, Speaker
from ingest.recommendations.counting import find_counts
from ingest.recommendations.drafts import Draft, settle_entries
from ingest.recommendations.entries import Found
from ingest.recommendations.grids import find_in_table
from ingest.recommendations.groups import Group, Shape, group_pieces
from ingest.recommendations.labels import Label, read_label, read_short_label
from ingest.recommendations.lists import FAMILIES, find_checks, find_in_list, number_of, whole_entry
from ingest.recommendations.printed import Span, read_pieces
from ingest.recommendations.prose import find_asked_of_panel, find_in_paragraph, recommends_there
from ingest.recommendations.responses import OUTLINE, find_responses
from ingest.recommendations.setting import Setting, find_setting
from ingest.recommendations.topics import Topic, Topics, read_who
from ingest.recommendations.wordings import Family, find_named_alone, read_wording

PARAGRAPH = "is a paragraph under a heading that names points of learning"
FIRST_WORDS = "is only what stands first under its label"
LONGEST_TITLE = 100
DIRECTS = re.compile(r"\b(?:should|must|ought to|needs? to|to be)\b")
"""What a paragraph under a label has that says what is to be done."""
ADDRESSED = re.compile(
    r"(?:to|for|addressed to|audience|lead(?: (?:agency|agencies|body))?|responsible)\s*:\s*(?P<who>\S.{2,120}?)\.?$",
    re.IGNORECASE,
)
"""A line that only says to whom what follows is addressed."""
ENDS = (".", "!", "?", ":", ";")


def find_entries(reading: Reading, description: Description) -> Found:
    """Return what a reading holds for the register: a pure function of the two.

    Every entry's segments lie in the verbatim text and give its words; no two entries share a segment's words.
    """
    setting = find_setting(reading, description)
    pieces = read_pieces(reading)
    topics = Topics.of(pieces, setting)
    groups = group_pieces(pieces)
    if setting.recommends:
        entries = settle_entries(list(_Walk(groups, topics).drafts()), topics)
    elif setting.speaker is Speaker.GOVERNMENT:
        asked = settle_entries(list(find_asked_of_panel(groups, topics)), topics)
        found = (*find_responses(groups, topics), *asked)
        entries = tuple(sorted(found, key=lambda entry: entry.segments[0].start))
    else:
        entries = ()
    return Found(entries, find_counts(pieces, entries, setting))


@dataclass(slots=True)
class _Walk:
    """Goes through the groups of a document once; ``taken`` are those that belong to an entry already.

    ``numbered`` is the number of the last item of a list of recommendations, after which another may go on.
    ``explained`` is the section of a recommendation with a number: what else stands there gives its reasons.
    """

    groups: Sequence[Group]
    topics: Topics
    taken: set[int] = field(default_factory=set)
    numbered: int | None = None
    explained: tuple[str, ...] | None = None

    @property
    def setting(self) -> Setting:
        return self.topics.setting

    def drafts(self) -> Iterator[Draft]:
        last: Draft | None = None
        for place, group in enumerate(self.groups):
            if group.shape is Shape.HEADING:
                last = None
            if place in self.taken:
                continue
            for draft in self._group(place, group, last):
                last = draft
                self.numbered = int(draft.number) if draft.number and draft.number.isdecimal() else None
                yield draft

    def _group(self, place: int, group: Group, last: Draft | None) -> Iterator[Draft]:
        if self.setting.guides and not self.setting.asks and (found := list(self._checks(group))):
            yield from found
        elif group.shape is Shape.TABLE:
            yield from find_in_table(group, self.topics)
        elif group.shape is Shape.LIST or self._goes_on(group):
            yield from find_in_list(group, self.topics, lead=self._lead(place))
        elif label := self._label(group):
            yield from self._labelled(place, label)
        elif group.shape is Shape.PARAGRAPH and self.topics.find(group.first.section) is not Topic.NONE:
            yield from self._paragraph(place, group, last)

    def _explains(self, group: Group) -> bool:
        """Say whether a paragraph stands under the number of a recommendation that is found already."""
        own = self.explained
        return own is not None and tuple(group.first.section[: len(own)]) == own

    def _says_so(self, draft: Draft) -> bool:
        """Say whether an entry is no mere reason: it recommends in so many words, or is of another kind."""
        framed = self.setting.signs.one["framed"].search(draft.spans[0].plain) is not None
        return framed or draft.family is not Family.RECOMMENDATION

    def _checks(self, group: Group) -> Iterator[Draft]:
        if group.shape in (Shape.LIST, Shape.PARAGRAPH):
            yield from find_checks(group, self.topics)

    def _goes_on(self, group: Group) -> bool:
        """Say whether a paragraph has the next number of a list of recommendations that a heading has broken off."""
        number = number_of(group.first.mark) or ""
        goes_on = self.numbered is not None and number.isdecimal() and int(number) == self.numbered + 1
        return goes_on and group.shape is Shape.PARAGRAPH and recommends_there(group.first, self.topics)

    def _paragraph(self, place: int, group: Group, last: Draft | None) -> Iterator[Draft]:
        leads = self._follows(place, Shape.LIST) is not None
        points = (
            self.setting.recommends
            and not self.setting.guides
            and self.topics.find(group.first.section) is Topic.LEARNING
        )
        if points and self.topics.names_points(group.first.section) and self._are_points(place):
            yield whole_entry(Draft(Family.LEARNING, (group.first.whole,), uncertain=PARAGRAPH), self.topics)
            return
        found = find_in_paragraph(group.first, self.topics, before=last, leads=leads)
        yield from filter(self._says_so, found) if self._explains(group) else found

    def _are_points(self, place: int) -> bool:
        """Say whether all that stands under a heading is short paragraphs."""
        section = self.groups[place].first.section
        same = [group for group in self.groups if group.first.section == section and group.shape is not Shape.HEADING]
        return len(same) > 1 and all(group.shape is Shape.PARAGRAPH and not self._label(group) for group in same)

    def _label(self, group: Group) -> Label | None:
        """Return the label of a paragraph, or of a heading that numbers what stands under it."""
        span = group.first.whole
        if group.shape is Shape.HEADING and (outline := OUTLINE.match(span.text)):
            span = span.part(outline.end())
        label = read_label(span, self.setting) or self._short_label(span)
        if not label or not self.setting.recommends:
            return None
        if label.topic is Topic.RECOMMENDATIONS and self.topics.find(span.piece.section) is Topic.ASIDE:
            return None
        if self.setting.guides and label.topic is not Topic.QUESTIONS:
            return None
        if label.topic is Topic.QUESTIONS and (not label.rest or "?" not in label.rest.text or not self.setting.asks):
            return None
        if group.shape is Shape.HEADING and (not label.number or label.topic is Topic.QUESTIONS):
            return None
        return label

    def _short_label(self, span: Span) -> Label | None:
        short = read_short_label(span)
        if not short or self.topics.find(span.piece.section) is not Topic.RECOMMENDATIONS:
            return None
        return Label(Topic.RECOMMENDATIONS, short[0], short[1])

    def _labelled(self, place: int, label: Label) -> Iterator[Draft]:
        """Yield the entry of a label: what stands beside it, or the first words under it that can be meant."""
        heading = self.groups[place].shape is Shape.HEADING
        family = FAMILIES[label.topic]
        section = self.groups[place].first.section
        if label.number and section and self.topics.find(section) is Topic.RECOMMENDATIONS:
            self.explained = tuple(section)
        if label.rest and not self._is_title(label.rest, family, heading=heading):
            yield self._entry(family, label, label.rest, self._sub_points(place, label.rest))
            return
        label, under = self._addressed(label, self._under(place, label))
        chosen = self._choose(under, family)
        if not under:
            return
        uncertain = FIRST_WORDS if chosen is None else ""
        named = find_named_alone(label.rest.text, self.setting.signs) if label.rest else ()
        draft = self._stated(under[0] if chosen is None else chosen, family, replace(label, who=label.who or named))
        title = label.rest.text if label.rest and not named else None
        yield replace(draft, title=title, uncertain=uncertain)

    def _choose(self, under: Sequence[int], family: Family) -> int | None:
        """Return which group under a label is meant: one with a bare label, or else the first that fits."""
        labelled = (one for one in under if self._label(self.groups[one]))
        fitting = (one for one in under if self._fits(one, family))
        return next(chain(labelled, fitting), None)

    def _stated(self, place: int, family: Family, label: Label) -> Draft:
        """Return the entry of a label whose words are a group under it."""
        group = self.groups[place]
        self.taken.add(place)
        if group.shape is Shape.LIST:
            first, *others = (piece.marked for piece in group.pieces)
            return self._entry(family, label, first, tuple(others))
        inner = self._label(group)
        words = inner.rest if inner and inner.rest else group.first.whole
        return self._entry(family, label, words, self._sub_points(place, words))

    def _entry(self, family: Family, label: Label, first: Span, others: tuple[Span, ...]) -> Draft:
        who = label.who or self.topics.find_headed(first.piece.section)
        draft = whole_entry(Draft(family, (first, *others), label.number, None, who), self.topics)
        return replace(draft, who=label.who or draft.who)

    def _is_title(self, rest: Span, family: Family, *, heading: bool) -> bool:
        """Say whether the words beside a label are a title: short, and asking nothing of anybody."""
        if heading and family is not Family.RECOMMENDATION:
            return True
        asks = read_wording(rest.text, rest.plain, setting=self.setting, there=True) is not None
        return not asks and len(rest.text) <= LONGEST_TITLE and (heading or not rest.text.endswith(ENDS))

    def _addressed(self, label: Label, under: list[int]) -> tuple[Label, list[int]]:
        """Return a label with those named right under it, as in "To: the Home Office", and what else is there."""
        first = self.groups[under[0]] if under else None
        match = ADDRESSED.match(first.first.text) if first and first.shape is Shape.PARAGRAPH else None
        return (replace(label, who=label.who or read_who(match["who"])), under[1:]) if match else (label, under)

    def _under(self, place: int, label: Label) -> list[int]:
        """Return the groups under a label, up to the next heading or label; a bare one may stand under a number."""
        found = []
        for number in range(place + 1, len(self.groups)):
            group = self.groups[number]
            if group.shape is Shape.HEADING:
                break
            inner = self._label(group)
            part = inner and label.number and not (inner.number or inner.who) and inner.topic is label.topic
            if inner and not part:
                break
            if group.shape is not Shape.TABLE:
                found.append(number)
        return found

    def _fits(self, place: int, family: Family) -> bool:
        group = self.groups[place]
        if family is not Family.RECOMMENDATION or group.shape is Shape.LIST or DIRECTS.search(group.first.text):
            return True
        return any(
            (wording := read_wording(span.text, span.plain, setting=self.setting, there=True)) is not None
            and wording.family is Family.RECOMMENDATION
            for span in group.first.sentences()
        ) or group.first.text.endswith(":")

    def _sub_points(self, place: int, lead: Span) -> tuple[Span, ...]:
        """Return the items of the list that a labelled lead-in introduces."""
        following = self._follows(place, Shape.LIST)
        if following is None or not lead.text.endswith(":"):
            return ()
        self.taken.add(following)
        return tuple(piece.marked for piece in self.groups[following].pieces)

    def _follows(self, place: int, shape: Shape) -> int | None:
        after = place + 1
        return after if after < len(self.groups) and self.groups[after].shape is shape else None

    def _lead(self, place: int) -> Span | None:
        """Return the sentence right before a list; a heading is one where a colon ends it."""
        before = self.groups[place - 1] if place else None
        if before is None or before.shape not in (Shape.PARAGRAPH, Shape.HEADING):
            return None
        if before.shape is Shape.HEADING:
            return before.first.whole if before.first.text.endswith(":") else None
        return list(before.first.sentences())[-1]
