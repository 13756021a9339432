"""The signs by which lines are told apart: bullets, numbers, closings, captions. Data, in one place."""

from __future__ import annotations

import re

BULLET = re.compile(r"(?P<mark>[•▪◦‣·●○■–—✓➢►]|\uf0b7|\uf0a7|[-*o](?=\s))\s+(?=\S)")
NUMBER = re.compile(
    r"(?P<mark>\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,3})+)\s+(?=\S)",
)
INNER_BULLETS = frozenset("o◦○–")
NUMBERED_THINGS = frozenset({"section", "sections", "part", "chapter", "article", "annex"})

TERMINAL = re.compile(r"[.!?:;]['\"’”)\]*_]*\**$")
UNFINISHED = re.compile(
    r"\b(?:an?|the|this|these|that|which|who|whose|its|our|your|their|his|her|my|all|any|each|every|and|or|but|nor|if|of|to|in"
    r"|on|at|by|for|from|with|into|than|as|is|are|was|were|be|been|has|have|had|will|would|can|could|should|must|may|not"
    r"|The|This|These|In|If|It|We)$"
)
SALUTATION = re.compile(r"Dear\s+\S.{0,60}?,?$")
CLOSINGS = (
    r"(?:Yours (?:(?:very|most) )?(?:sincerely|faithfully|truly|ever)"
    r"|(?:With )?(?:(?:my|our) )?(?:kind(?:est)?|best|warm(?:est)?) (?:regards|wishes)"
    r"|(?:With )?(?:every|all) (?:my )?good wish(?:es)?|(?:With )?(?:(?:many|best) )?thanks"
    r"|Sincerely(?: yours)?|Yours|Regards)"
)
CLOSING = re.compile(rf"{CLOSINGS},?$", re.IGNORECASE)
CLOSED_BY_NAME = re.compile(
    r"(?i:yours (?:(?:very|most) )?(?:sincerely|faithfully|truly|ever)|(?:with )?(?:kind|best) (?:regards|wishes))"
    r",?\s+[A-Z](?:[^.!?]|[.](?=\s?[A-Z]))*$"
)
CLOSING_PHRASE = re.compile(rf"{CLOSINGS}(?:,|\s*$|\s+(?=\w))", re.IGNORECASE)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
WEEKDAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?"
DATE_LINE = re.compile(
    rf"(?:Date:?\s*)?(?:{WEEKDAYS}\s+)?"
    rf"(?P<day>\d{{1,2}})\s*(?:<sup>)?(?:st|nd|rd|th)?(?:</sup>)?\s+(?P<month>{MONTHS}),?\s+(?P<year>\d{{4}})\.?$",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"(?:an?|the)\s+(?:(?:hand-?written|black|white|blue|grey|red|colou?r|scanned|official|small|large)\s+(?:and\s+\w+\s+)?)*"
    r"(?:signature|logo|crest|photograph|photo|picture|image|illustration|drawing|icon|coat of arms)\b"
    r"|!\[[^\]]*\]|\[?(?:image|logo|photo|signature)\b\s*(?::|\]|$)",
    re.IGNORECASE,
)
CONTENTS_ENTRY = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}$")
PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
BARE_URL = re.compile(r"<?https?://\S+>?$")
STRAY = re.compile(r"[^\w\s]{1,3}$|[a-z]{1,5}$")
ROLE = re.compile(
    r"\b(?:Chair|Panel|Minister|Secretary|Director|Officer|Commissioner|Member|Department|Office|Board|Lead|Head|MP)\b",
    re.IGNORECASE,
)
PERSON_LINE = re.compile(r"(?:[A-Z][\w.'’-]+\s+){1,4}[A-Z][\w'’-]+,?$")
ANNEX = re.compile(
    r"(?:annexe?|appendix|schedule)(?:\s+(?:[A-Z]|\d{1,2}|[IVX]{1,4}))?(?:\s*[:.–—-]\s*\S.*|\s*[:.]?$)"
    r"|(?!enc|attach|cop(?:y|ies|ied)\b|cc\b)(?:[^.!?]{0,80}\s)?terms of reference\b[^.!?]{0,60}$",
    re.IGNORECASE,
)
LONGEST_TITLE = 120
