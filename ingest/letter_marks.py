"""The signs by which names, offices and organisations are told apart in a letter. Data, in one place."""

from __future__ import annotations

import re

from ingest import marks

WORD = r"[A-ZÀ-ÖØ-Þ][\w'’‑-]*"
TITLE = (
    r"(?:(?:The\s+)?(?:Rt|Right)\.?\s+Hon(?:ourable)?|Sir|Dame|Lord|Lady|Baroness|Baron|Mrs?|Ms|Miss|Mx|Dr"
    r"|Prof(?:essor)?|Rev(?:erend)?|Cllr|Councillor|Judge)\.?"
)
SURNAME_LINKS = "de|van|von|der|bin|al|le|la|du|of"
NAME = rf"(?:{WORD}|[A-Z]\.?)(?:\s+(?:(?:{SURNAME_LINKS})\s+)*(?:{WORD}|[A-Z]\.)){{1,3}}"
PERSON = re.compile(rf"(?i:{TITLE}\s+)*{NAME}$|(?i:{TITLE}\s+)+{WORD}$")
HONOURS = re.compile(r"(?:[\s,]+(?:[A-Z]{2,5}|QPM|DPhil|PhD|FRCPCH))+$")
TITLED = re.compile(rf"{TITLE}\s", re.IGNORECASE)

RANKS = (
    "Interim|Acting|Deputy|Vice|Independent|Executive|Chief|Permanent|Parliamentary|Joint|Assistant|Associate|Senior"
    "|Former|National|Regional|Under|Second|First|Co|Managing|Strategic|Corporate|Shadow|Principal|Private|Non|Lead"
    "|Policy|Programme|Business|Social|Designated|Prime|Home|Health|Education|Foreign"
)
OFFICES = (
    "Chair(?:man|woman|person)?|Minister(?: of State)?|Secretary(?: of State)?|Director(?:[ -]General)?"
    "|Commissioner|Member|Lead|Head|Inspector|Executive|Officer|President|Manager|Advis[eo]r|Scrutineer|Leader"
    "|Co-?ordinator|Registrar|Ombudsman|Constable|Nurse|Superintendent|Clerk|Mayor|Principal|Coroner|Worker|Convenor"
    "|Trustee|Ambassador|Chancellor|Solicitor|Secretariat"
)
HELD = f"(?:(?:{RANKS})[ -]+)*(?:{OFFICES})"
OFFICE = re.compile(rf"\b(?:{HELD}|{HELD.upper()})\b(?!['’]s)")
LINKS = r"(?i:of|for|to|in|on|with|and|at|the|&|–)"
ADDRESS = (
    "(?:Buildings?|House|Street|Road|Square|Lane|Avenue|Place|Floor|Tower|Row|Park|Gardens|Terrace|Drive|Quay|Walk|Way)"
)
HERE = rf"(?!(?:{WORD}\s+){{0,2}}{ADDRESS}\b)"
"""What follows is no street or house."""

TAIL = re.compile(
    rf"(?:\s+(?:{LINKS}\s+)+{WORD}(?:\s+(?!Department\b|Ministry\b){HERE}{WORD})*)*"
    rf"(?:(?:,\s+(?:{WORD})(?:\s+{WORD})?)*,?\s+(?i:and|&)\s+{WORD}(?:\s+{WORD})*)?"
)
"""What an office is for: "for Children, Families and Wellbeing"."""

OPENED = (
    rf"(?:Department|Ministry|Office|University|Institute|House)\s+(?:of|for)\s+(?:the\s+)?{WORD}"
    rf"(?:(?:,?\s+(?:and|of|for|the|&))*\s+{HERE}{WORD})*"
)
ENDED = (
    rf"(?:{WORD}(?:\s+(?:and|of|for|the|&))*\s+){{1,8}}(?:Panel|Department|Ministry|Board|Council|Trust|Agency|Commission"
    r"|Inspectorate|Partnership|Committee|Authority|University|Association|Foundation|Society|College|Institute|Office"
    r"|Treasury|Federation|Alliance|Network|Charity|Constabulary|Secretariat)\b(?:\s+(?:of|for|in)\s+"
    rf"{HERE}{WORD}(?:\s+{HERE}{WORD})*)?"
)
ORGANISATION = re.compile(rf"{OPENED}|{ENDED}|\bNHS(?:\s+{WORD})+|\bOfsted\b|\bHM\s+{WORD}")
FIELD = re.compile(rf"(?:,\s+(?!{OPENED}|{ENDED}){HERE}{WORD}(?:\s+(?:(?:and|of|for|&)\s+)?{HERE}{WORD})*)+$")
"""The field that an office is in, after a comma: "Deputy Director, Fire Safety"."""

AT = re.compile(r"(?:\s*[,–-])?\s+(?:(?:of|at|for|to|from)\s+)?(?:the\s+)?(?:independent\s+)?$")
"""What stands between an office and the organisation that it is held in."""

DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s*(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{marks.MONTHS})\b(?:,?\s+(?P<year>\d{{4}})\b)?",
    re.IGNORECASE,
)
PRINTED = re.compile(
    rf"(?:{marks.WEEKDAYS}\s+)?{DATE.pattern}|\b\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b"
    rf"|\b(?:{marks.MONTHS})\s+\d{{4}}\b",
    re.IGNORECASE,
)
