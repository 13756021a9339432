"""Finds entries in lists: what the line before a list, or the heading over it, says of its items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.recommendations.drafts import Draft
from ingest.recommendations.groups import Group
from ingest.recommendations.labels import read_label, read_short_label
from ingest.recommendations.marking import mark_actors, unmark
from ingest.recommendations.printed import Piece, Span
from ingest.recommendations.prose import asked_of, find_in_sentence, may_hold
from ingest.recommendations.setting import Setting
from ingest.recommendations.topics import Topic, Topics, read_lead_in
from ingest.recommendations.wordings import (
    Family,
    find_addressees,
    find_named_alone,
    find_standing,
    is_arrangement,
    read_wording,
    split_actors,
)

FEWEST_CHECKS = 3
FAMILIES = {
    Topic.RECOMMENDATIONS: Family.RECOMMENDATION,
    Topic.LEARNING: Family.LEARNING,
    Topic.POSITION: Family.POSITION,
    Topic.QUESTIONS: Family.QUESTION,
}


def find_in_list(group: Group, topics: Topics, *, lead: Span | None) -> Iterator[Draft]:
    """Yield what a list holds; ``lead`` is the sentence before it."""
    topic, who = _opened(group, topics, lead)
    before: Draft | None = None
    for item in group.items():
        found = _item(item, topics, topic=topic, who=who, before=before)
        if found:
            before = found
            yield found


def find_checks(group: Group, topics: Topics) -> Iterator[Draft]:
    """Yield the questions of a checklist in guidance, where a group holds nothing else."""
    marks = topics.setting.signs
    asked = sum(piece.text.count("?") for piece in group.pieces)
    if asked < FEWEST_CHECKS or not any(marks.one["checks"].search(step) for step in topics.steps(group.first.section)):
        return
    spans = [span for piece in group.pieces for span in piece.sentences()]
    if len(spans) < FEWEST_CHECKS or not all(span.text.endswith("?") for span in spans):
        return
    who: tuple[str, ...] = ()
    for span in spans:
        match = marks.one["subject"].search(mark_actors(span.plain, marks.one["we"]))
        who = split_actors(unmark(match["who"])) if match else who
        yield Draft(Family.QUESTION, (span,), who=who)


def _asks(piece: Piece, topics: Topics) -> bool:
    """Say whether an item under a heading of questions is put to the reader."""
    prompts = topics.setting.signs.one["prompts"]
    return topics.setting.asks and ("?" in piece.text or prompts.search(piece.text) is not None)


def number_of(mark: str) -> str | None:
    """Return a mark as a number: without brackets and full stop; None: there is none."""
    return mark.strip("().") or None


def _opened(group: Group, topics: Topics, lead: Span | None) -> tuple[Topic, tuple[str, ...]]:
    """Return the topic of a list, and who is asked by the line before it or the heading."""
    setting = topics.setting
    section = group.first.section
    headed = topics.find(section)
    said = read_lead_in(lead.plain, setting) if lead else Topic.PLAIN
    topic = headed if said is Topic.PLAIN or headed is Topic.NONE else said
    if topic is Topic.POSITION and not setting.is_panel:
        topic = Topic.PLAIN
    if setting.guides and topic in FAMILIES and topic is not Topic.QUESTIONS:
        topic = Topic.PLAIN
    if topic in (Topic.RECOMMENDATIONS, Topic.LEARNING, Topic.POSITION) and not setting.recommends:
        topic = Topic.NONE
    if topic in (Topic.PLAIN, Topic.RECOMMENDATIONS, Topic.LEARNING) and _all_ask(group):
        put = setting.asks and (not setting.enquires or _says_you(group, setting))
        topic = Topic.QUESTIONS if put else Topic.NONE
    return topic, _led(lead, topics) or topics.find_headed(section)


def _all_ask(group: Group) -> bool:
    return all(item[0].text.endswith("?") for item in group.items())


def _says_you(group: Group, setting: Setting) -> bool:
    return any(setting.signs.one["reader"].search(piece.text) for piece in group.pieces)


def _led(lead: Span | None, topics: Topics) -> tuple[str, ...]:
    """Return who is asked by the line before a list: it names them alone, or asks something of them."""
    if not lead:
        return ()
    if who := find_named_alone(lead.plain, topics.setting.signs):
        return who
    wording = read_wording(lead.text, lead.plain, setting=topics.setting, there=True)
    if wording and wording.who:
        return wording.who
    return find_addressees(lead.plain, setting=topics.setting) if lead.text.endswith(":") else ()


def _item(
    item: Sequence[Piece], topics: Topics, *, topic: Topic, who: tuple[str, ...], before: Draft | None
) -> Draft | None:
    first = item[0]
    if topic in (Topic.NONE, Topic.ASIDE):
        return None
    label = read_label(first.whole, topics.setting)
    if label and label.rest and topics.setting.recommends:
        spans = (label.rest, *(piece.marked for piece in item[1:]))
        family = FAMILIES[label.topic]
        draft = whole_entry(Draft(family, spans, label.number, None, label.who or who), topics, before=before)
        return replace(draft, who=label.who or draft.who)
    family = FAMILIES.get(topic, Family.RECOMMENDATION)
    if topic is Topic.PLAIN:
        return _alone(item, topics, before=before)
    if family is Family.QUESTION and not _asks(first, topics):
        return None
    if topics.setting.kind == "letter" and is_arrangement(first.whole.plain, topics.setting):
        return None
    short = read_short_label(first.whole)
    number, start = number_of(first.mark), first.whole
    if short and short[1]:
        number, start = short[0], short[1]
    spans = (start, *(piece.marked for piece in item[1:]))
    return whole_entry(Draft(family, spans, number, None, who), topics, before=before)


def whole_entry(draft: Draft, topics: Topics, *, before: Draft | None = None) -> Draft:
    """Return an entry that is set apart, with those whom its own words name; where they name nobody, it is as it was.

    ``before`` is the entry before it, whose addressees "they" are.
    """
    plain = draft.spans[0].plain
    named: tuple[str, ...] = ()
    if draft.family is Family.RECOMMENDATION:
        they = before is not None and plain.startswith("They ")
        named = before.who if before and they else _asked_by(draft, topics)
    elif draft.family is Family.POSITION:
        named = find_standing(plain, topics.setting)
    elif draft.family is Family.QUESTION:
        named = asked_of(draft.spans[0].piece.section, plain, topics)
    return replace(draft, who=named or draft.who)


def _asked_by(draft: Draft, topics: Topics) -> tuple[str, ...]:
    """Return whom the sentences of an entry ask; a name alone at its beginning counts where nothing else says who."""
    span = draft.spans[0]
    within = [one.plain for one in span.piece.sentences() if span.start <= one.start < span.end]
    plains = [span.plain, *within[1:]]
    asked = (find_addressees(plain, setting=topics.setting, named=False) for plain in plains)
    return next(filter(None, asked), ()) or (
        () if draft.who else find_addressees(span.plain, setting=topics.setting, named=True)
    )


def _alone(item: Sequence[Piece], topics: Topics, *, before: Draft | None) -> Draft | None:
    """Return an item of a list that nothing introduces, where one of its sentences says what it is."""
    if not may_hold(item[0], topics):
        return None
    for span in item[0].sentences():
        found = find_in_sentence(span, topics, before=before, beside=False)
        if found:
            spans = (item[0].whole, *(piece.marked for piece in item[1:]))
            return Draft(found.family, spans, number_of(item[0].mark), None, found.who, found.uncertain)
    return None
