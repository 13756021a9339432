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
CLOSING = re.compile(
    r"(?:Yours (?:sincerely|faithfully|truly|ever)|(?:With )?(?:kind|best) (?:regards|wishes)),?$", re.IGNORECASE
)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE_LINE = re.compile(
    rf"(?:Date:?\s*)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
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
