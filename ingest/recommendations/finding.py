"""Finds the entries of the register in one reading: the steps in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.documents import Description, Reading, Speaker
from ingest.recommendations.counting import find_counts
from ingest.recommendations.drafts import Draft, settle_entries
from ingest.recommendations.entries import Found
from ingest.recommendations.grids import find_in_table
from ingest.recommendations.groups import Group, Shape, group_pieces
from ingest.recommendations.labels import Label, read_label, read_short_label
from ingest.recommendations.lists import FAMILIES, find_checks, find_in_list, whole_entry
from ingest.recommendations.printed import Span, read_pieces
from ingest.recommendations.prose import find_asked_of_panel, find_in_paragraph
from ingest.recommendations.responses import OUTLINE, find_responses
from ingest.recommendations.setting import Setting, find_setting
from ingest.recommendations.topics import Topic, Topics
from ingest.recommendations.wordings import Family, read_wording

PARAGRAPH = "is a paragraph under a heading that names points of learning"
FIRST_WORDS = "is only what stands first under its label"
LONGEST_TITLE = 100
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
    """Goes through the groups of a document once; ``taken`` are those that belong to an entry already."""

    groups: Sequence[Group]
    topics: Topics
    taken: set[int] = field(default_factory=set)

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
                yield draft

    def _group(self, place: int, group: Group, last: Draft | None) -> Iterator[Draft]:
        if self.setting.guides and not self.setting.asks and (found := list(self._checks(group))):
            yield from found
        elif group.shape is Shape.TABLE:
            yield from find_in_table(group, self.topics)
        elif group.shape is Shape.LIST:
            yield from find_in_list(group, self.topics, lead=self._lead(place))
        elif label := self._label(group):
            yield from self._labelled(place, label)
        elif group.shape is Shape.PARAGRAPH and self.topics.find(group.first.section) is not Topic.NONE:
            yield from self._paragraph(place, group, last)

    def _checks(self, group: Group) -> Iterator[Draft]:
        if group.shape in (Shape.LIST, Shape.PARAGRAPH):
            yield from find_checks(group, self.topics)

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
        yield from find_in_paragraph(group.first, self.topics, before=last, leads=leads)

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
        if label.rest and not self._is_title(label.rest, family, heading=heading):
            yield self._entry(family, label, label.rest, self._sub_points(place, label.rest))
            return
        under = self._under(place)
        fitting = next((one for one in under if self._fits(one, family)), None)
        if not under:
            return
        chosen = under[0] if fitting is None else fitting
        group = self.groups[chosen]
        self.taken.add(chosen)
        title = label.rest.text if label.rest else None
        if group.shape is Shape.LIST:
            spans = tuple(piece.marked for piece in group.pieces)
            draft = self._entry(family, label, spans[0], spans[1:])
        else:
            first = group.first.whole
            draft = self._entry(family, label, first, self._sub_points(chosen, first))
        yield replace(draft, title=title, uncertain=FIRST_WORDS if fitting is None else "")

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

    def _under(self, place: int) -> list[int]:
        """Return the groups under a label, up to the next heading or label."""
        found = []
        for number in range(place + 1, len(self.groups)):
            group = self.groups[number]
            if group.shape is Shape.HEADING or self._label(group):
                break
            if group.shape is not Shape.TABLE:
                found.append(number)
        return found

    def _fits(self, place: int, family: Family) -> bool:
        group = self.groups[place]
        if family is not Family.RECOMMENDATION or group.shape is Shape.LIST:
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
        """Return the sentence right before a list."""
        if not place or self.groups[place - 1].shape is not Shape.PARAGRAPH:
            return None
        return list(self.groups[place - 1].first.sentences())[-1]
