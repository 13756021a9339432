"""Finds entries in running text, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.recommendations.drafts import Draft
from ingest.recommendations.groups import Group, Shape
from ingest.recommendations.marking import mark_actors, unmark
from ingest.recommendations.printed import Piece, Span
from ingest.recommendations.signs import first_match
from ingest.recommendations.topics import Topic, Topics
from ingest.recommendations.wordings import Family, read_wording, split_actors

GOES_ON = re.compile(
    r"(?:They|It) (?:should|must|need to|needs to|ought to)\b(?! (?:not )?(?:be|have)\b)|It should also\b"
)
MAYBE = re.compile(
    r"recommend|should|must|need|ought|ask|urge|call|invit|encourag|expect|want|propos|suggest|welcom|view|consider"
    r"|believ|help|time|wish|pleased|glad|hope|might|could|essential|vital|case|like|LCSPR|review|notif|inquest|learn"
    r"|lesson|story|tell|let|share|say|look|ha(?:s|ve) to|seek|favour|press|remind|teach|rest|lie|fall|\bto\b|[?]",
    re.IGNORECASE,
)
MAYBE_IN_GUIDANCE = re.compile(
    r"\brecommend|\b(?:our|Panel['’]s) (?:\w+ )?(?:view|opinion|position|expectation|preference|line)|\bthe Panel\b"
    r"|\bwe\b|\bno (?:such|other)\b|[?]",
    re.IGNORECASE,
)
SHORTLY = re.compile(r"(?:Yes|No)\b")
TELLS = re.compile(
    r"\b(?:following|these|below|(?:two|three|four|five|six|\d+)"
    r" (?:matters|questions|things|points|changes|steps|actions|asks))\b",
    re.IGNORECASE,
)


def find_in_paragraph(piece: Piece, topics: Topics, *, before: Draft | None, leads: bool) -> Iterator[Draft]:
    """Yield what a paragraph holds; ``before`` is what was found last under its heading.

    ``leads`` says that a list follows: the last sentence then introduces it, and is no entry.
    """
    if not may_hold(piece, topics) and not recommends_there(piece, topics):
        return
    sentences = list(piece.sentences())
    if leads and sentences[-1].text.endswith(":"):
        sentences.pop()
    last: Draft | None = before
    beside = False
    for number, span in enumerate(sentences):
        after = sentences[number + 1].text if number + 1 < len(sentences) else ""
        found = find_in_sentence(span, topics, before=last, beside=beside, after=after)
        if found and leads and not after and _tells_of_list(found):
            found = None
        beside = found is not None and found.family is Family.RECOMMENDATION
        if found:
            last = found
            yield found


def may_hold(piece: Piece, topics: Topics) -> bool:
    """Say whether a piece has any word that an entry has: most of what guidance says need not be read closely."""
    return (MAYBE_IN_GUIDANCE if topics.setting.guides else MAYBE).search(piece.text) is not None


def _tells_of_list(draft: Draft) -> bool:
    """Say whether a recommendation before a list only says what the list holds."""
    return draft.family is Family.RECOMMENDATION and TELLS.search(draft.text) is not None


def find_in_sentence(
    span: Span, topics: Topics, *, before: Draft | None, beside: bool, after: str = ""
) -> Draft | None:
    """Return what a sentence holds; ``beside`` says that the sentence before it is a recommendation."""
    setting = topics.setting
    plain = span.plain
    there = recommends_there(span.piece, topics)
    wording = read_wording(span.text, plain, setting=setting, there=there)
    if not wording and plain.endswith("?"):
        return _question(span, topics, before=before, after=after)
    if beside and before and before.who and GOES_ON.match(plain):
        return Draft(Family.RECOMMENDATION, (span,), who=before.who)
    if not wording:
        return None
    who = wording.who
    if not who and there and wording.family is Family.RECOMMENDATION:
        who = topics.find_headed(span.piece.section)
    return Draft(wording.family, (span,), who=who, uncertain=wording.uncertain)


def find_asked_of_panel(groups: Sequence[Group], topics: Topics) -> Iterator[Draft]:
    """Yield what a government's letter asks the Panel to do, in the form of a question."""
    if not topics.setting.to_panel:
        return
    for group in groups:
        if group.shape is Shape.PARAGRAPH:
            for span in group.first.sentences():
                if span.plain.endswith("?") and (
                    wording := read_wording(span.text, span.plain, setting=topics.setting)
                ):
                    yield Draft(wording.family, (span,), who=wording.who)


def recommends_there(piece: Piece, topics: Topics) -> bool:
    """Say whether a piece stands under a heading that opens recommendations of the document's own."""
    return topics.setting.kind != "guidance" and topics.find(piece.section) is Topic.RECOMMENDATIONS


def asked_of(section: Sequence[str], plain: str, topics: Topics) -> tuple[str, ...]:
    """Return to whom a question is put: who is to ask themselves, who a heading names, or the "you" of a letter."""
    marks = topics.setting.signs
    match = marks.one["asks"].search(mark_actors(plain, marks.one["we"]))
    if match and match["who"].lower() != "you":
        return split_actors(unmark(match["who"]))
    if who := topics.find_headed(section):
        return who
    greeted = topics.setting.greeted
    return (greeted,) if greeted and re.search(r"\byou(?:r|rs|rselves)?\b", plain, re.IGNORECASE) else ()


def _question(span: Span, topics: Topics, *, before: Draft | None, after: str) -> Draft | None:
    setting = topics.setting
    marks = setting.signs
    topic = topics.find(span.piece.section)
    if not setting.asks or topic is Topic.NONE or first_match(marks.many["unasked"], span.plain):
        return None
    to_reader = marks.one["reader"].search(span.plain) is not None
    follows = before is not None and before.family in (Family.INVITATION, Family.QUESTION)
    asked = marks.one["asks"].search(mark_actors(span.plain, marks.one["we"])) is not None
    answered = not to_reader and bool(after) and marks.one["answers"].search(after) is not None
    if setting.enquires and not to_reader:
        return None
    if answered or SHORTLY.match(after) or not (to_reader or asked or follows or topic is Topic.QUESTIONS):
        return None
    who = asked_of(span.piece.section, span.plain, topics)
    if not who and to_reader and before and before.family is Family.INVITATION:
        who = before.who
    if not who and to_reader and before and before.family is Family.QUESTION and before.spans[0].piece is span.piece:
        who = before.who
    return Draft(Family.QUESTION, (span,), who=who)
