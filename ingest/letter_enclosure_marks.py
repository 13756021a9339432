"""The ways in which a letter says that something comes with it. Data, in one place."""

from __future__ import annotations

import re

LABEL = re.compile(
    r"(?:encs?|encls?|enclosures?|attachments?|attached|enclosed)\b\.?\s*(?:\(?\d+\)?)?\s*(?:[:–-]\s*|(?=[A-Z])|$)",
    re.IGNORECASE,
)
SENT = r"(?:attached|enclosed|annexed|appended)"
HEREWITH = r"(?: (?:to|with) this letter| herewith| (?:at|as|in) (?:annexe?|appendix)(?: \w{1,3})?)?"
END = (
    r"(?=\s*(?:$|[.;:(]|,(?!\s(?:and\s)?(?:an?|the|our|my)\s)"
    r"|\s(?:for (?:you|info|ease|ref)\w*|which|that|so|as|in case|to this|to my|with this"
    r"|and (?:would|will|I|we|are|is|look))\b))"
)
SUBJECT = (
    r"(?:^|[,;:]\s+(?:and\s+)?|\sand\s+(?=(?:an?|the|our|my)\s))"
    r"(?P<name>(?:(?!\b(?:I|we|you|they|he|she|it|there|which|who)\b)[^,;:])+?)\s+"
)
FOUND = rf"find (?:\w+ )?{SENT}{HEREWITH},?\s+(?P<name>(?!to\b).+?){END}"
FOUND_LAST = rf"find (?P<name>(?!{SENT}).+?)\s+{SENT}\b"
SENT_BY_US = (
    r"\b(?:I|we) (?:also |have |am |are |now )*(?:attach|enclose|append|attached|enclosed|attaching|enclosing)"
    rf"{HEREWITH}\s+(?P<name>.+?){END}"
)
WHICH_IS_SENT = rf"{SUBJECT}(?:was|were|is|has|have)\s[^;]*?,\s+which\s+(?:is|are)\s+(?:also\s+)?{SENT}\b"
IS_SENT = (
    rf"{SUBJECT}(?:is|are)\s+(?:also\s+|now\s+)?{SENT}"
    r"(?=\s*(?:$|[.,;(]|\s(?:to|with) (?:this|my) |\sfor|\sbelow|\shere|\sas (?:an )?annex))"
)
IS_AT_ANNEX = rf"{SUBJECT}(?:is|are)\s+(?:also\s+|set out\s+|given\s+)?(?:at|in)\s+(?:the\s+)?(?:annexe?|appendix)\b"
THE_SENT = (
    rf"\bthe (?P<name>{SENT} (?:\w+\s+){{1,6}}?)"
    r"(?=(?:sets?|gives?|explains?|shows?|is|are|contains?|describes?|says?|lists?)\b)"
)
SENT_FIRST = rf"^(?:also )?{SENT}{HEREWITH},? (?:is|are|you will find|please find)\s+(?P<name>.+?){END}"
COMES_WITH = re.compile(r"attach|enclos|annex|append", re.IGNORECASE)
WAYS = (SENT_FIRST, FOUND, FOUND_LAST, SENT_BY_US, WHICH_IS_SENT, IS_SENT, IS_AT_ANNEX, THE_SENT)
PATTERNS = tuple(re.compile(way, re.IGNORECASE) for way in WAYS)
"""The ways in which a sentence says that something comes with the letter."""

PARTED = re.compile(r",?\s+and\s+(?=(?:an?|the|our|my)\s)", re.IGNORECASE)
ROW = re.compile(r",\s+(?=(?:an?|the|our|my)\s)|,?\s+and\s+(?=(?:an?|the|our|my)\s)", re.IGNORECASE)
COPIED = re.compile(r"(?:cc|copy|copies|copied)\b", re.IGNORECASE)
LONGEST = 120
FRONT_WORDS = re.compile(r"(?:(?:an?|the|our|my|cop(?:y|ies) of|draft|final|attached|enclosed)\s+)+")
SUBORDINATE = re.compile(r"^(?:and|but|so|also|finally|in addition|as you asked|as requested)[,\s]+", re.IGNORECASE)
