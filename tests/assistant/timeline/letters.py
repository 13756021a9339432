"""Fictional documents about a regional link, a survey and a toolkit, of which one was never heard of again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """A document, with what is stated of it."""

    name: str
    stated: str
    text: str


PROMISED = "We will name a member of the Panel to link with each of the seven regions."
ANAPHORIC = "This is due to be published in the autumn of 2031."
NAMED = "I can tell you that we have now named a member of the Panel for each region."
SURVEYED = "As I explained, we have commissioned the Guesswork Co-operative to ask partners about our work."
SET_UP = "The working group on missed appointments was set up in April."

LETTERS = (
    Held(
        "march",
        "title: Circular, March 2031\nkind: letter\nspeaker: panel\npublished: 2031-03-03\nfictional: true\n",
        f"""# Fictional sample

Example Safeguarding Review Panel

3 March 2031

Dear partners,

{PROMISED} We will send you their names in due course.

We have commissioned an outside body to ask partners what they think of us.

## Missed appointments

The Panel plans to set up a working group on missed appointments. Partners should set up a group of their own.

## A toolkit for housing officers

We have drafted a toolkit for housing officers. {ANAPHORIC}

Yours sincerely,

Imogen Testwell, Chair
""",
    ),
    Held(
        "may",
        "title: Circular, May 2031\nkind: letter\nspeaker: panel\npublished: 2031-05-05\nfictional: true\n",
        f"""# Fictional sample

Example Safeguarding Review Panel

5 May 2031

Dear partners,

{NAMED}

{SURVEYED}

{SET_UP}

Our report on fires in the home was published on 2 May 2031.

Yours sincerely,

Imogen Testwell, Chair
""",
    ),
    Held(
        "charity",
        "title: A charity's newsletter\nkind: newsletter\nspeaker: other\npublished: 2031-04-01\nfictional: true\n",
        """# Fictional sample

We will name a person in our charity to link with each of the seven regions.
""",
    ),
)
