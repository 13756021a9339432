"""What requests may say, and examples of what is said; answers have the shape of ``assistant.answers``."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from fastapi import Query
from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
)

from assistant.answers import FEWEST_WORDS, MOST_WORDS, Question, Turn, Value
from assistant.api.access import Caller, check_staff
from assistant.api.problems import MEDIA_TYPE, Problem
from assistant.filters import allowed_words
from ingest.documents import Speaker
from vectorstore.publications import PUBLIC, PublicationFilter

MOST_TURNS = 100
MOST_IDS = 100
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _checked(name: str) -> AfterValidator:
    """Return what lets only the words of a filter pass."""

    def check(word: str) -> str:
        allowed = allowed_words()[name]
        if word not in allowed:
            raise ValueError(f"There is no {name} {word!r}; use one of {', '.join(allowed)}")
        return word

    return AfterValidator(check)


def _listed(name: str) -> Any:
    """Return what says in the schema which words a filter takes."""

    def tell(schema: dict[str, Any]) -> None:
        schema["enum"] = list(allowed_words()[name])

    return Field(json_schema_extra=tell)


def _check_day(given: object) -> object:
    """Let pass what stands for a day as people write it: pydantic would take a number of seconds as well."""
    if isinstance(given, str) and not DAY.fullmatch(given):
        raise ValueError("write it as YYYY-MM-DD")
    if given is not None and not isinstance(given, str | dt.date):
        raise ValueError("write it as YYYY-MM-DD, in quotation marks")
    return given


def _check_count(given: object) -> object:
    """Let pass what stands for a number in JSON: pydantic would take one in quotation marks, or a truth, as well."""
    if type(given) in {bool, str}:
        raise ValueError("write it as a whole number")
    return given


Kind = Annotated[str, _checked("kind"), _listed("kind")]
Status = Annotated[str, _checked("status"), _listed("status")]
Agency = Annotated[str, _checked("agency"), _listed("agency")]
Topic = Annotated[str, _checked("topic"), _listed("topic")]
Identity = Annotated[str, Field(pattern=r"^[0-9a-f]+$", max_length=64)]
Count = Annotated[int, BeforeValidator(_check_count)]
Day = Annotated[dt.date, BeforeValidator(_check_day)]
WORDS: dict[str, Any] = {"minLength": 1, "pattern": r"^[^\x00]*\w[^\x00]*$"}
"""What a question must be, for the schema; the core says it better when it is not."""
LENGTH: dict[str, Any] = {"minimum": FEWEST_WORDS, "maximum": MOST_WORDS}
"""How many words may be asked for; as with a question, the core says what is wrong."""


class Filters(Value):
    """Which publications are meant; dates are inclusive and leave undated publications out."""

    kinds: tuple[Kind, ...] = Field((), description="Kinds of publication, such as letter or guidance.")
    speakers: tuple[Speaker, ...] = Field((), description="Whose words.")
    statuses: tuple[Status, ...] = Field((), description="Only what is current, superseded, withdrawn or a draft.")
    agencies: tuple[Agency, ...] = Field((), description="What concerns one of these agencies.")
    topics: tuple[Topic, ...] = Field((), description="What concerns one of these topics.")
    publications: tuple[Identity, ...] = Field((), description="Ids of publications.", max_length=MOST_IDS)
    published_from: Day | None = Field(None, alias="from", description="Published then or later.")
    published_to: Day | None = Field(None, alias="to", description="Published on this day or earlier.")
    as_of: Day | None = Field(None, description="Go by what stood on this day: later texts are left out.")
    staff: StrictBool = Field(default=False, description="Also what only staff may see; needs a staff key.")

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def wanted(self, caller: Caller) -> PublicationFilter:
        """Return the filter of the record; ``NotAllowed`` when the caller may not see what it asks for."""
        return PublicationFilter(
            kinds=frozenset(self.kinds) or None,
            speakers=frozenset(self.speakers) or None,
            statuses=frozenset(self.statuses) or None,
            agencies=frozenset(self.agencies) or None,
            topics=frozenset(self.topics) or None,
            publications=frozenset(self.publications) or None,
            published_from=self.published_from,
            published_to=self.published_to,
            visibilities=check_staff(caller) if self.staff else PUBLIC,
            as_of=self.as_of,
        )


class AnswerRequest(Filters):
    """A question, the conversation it belongs to and which publications may be searched for it."""

    question: str = Field(description="The question. Leave out names and details of a case.", json_schema_extra=WORDS)
    history: tuple[Turn, ...] = Field((), description="The turns before it, oldest first.", max_length=MOST_TURNS)
    words: Count | None = Field(
        None, description="About how many words are quoted; null: as the service is set.", json_schema_extra=LENGTH
    )

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        json_schema_extra={
            "examples": [
                {"question": "How many regions does each member of the panel link to?"},
                {
                    "question": "And when was it sent?",
                    "history": [
                        {"role": "user", "content": "Which letter names the regional links?"},
                        {"role": "assistant", "content": "A member has been linked to each of the seven regions:"},
                    ],
                    "kinds": ["letter"],
                    "from": "2031-01-01",
                },
            ]
        },
    )

    def asked(self, caller: Caller) -> Question:
        """Return the question."""
        return Question(self.question, self.history, self.wanted(caller), self.words)


class OwnerSearch(AnswerRequest):
    """A search by a command of the data folder's owner."""

    limit: int = Field(10, ge=1, le=1000)


# What a query says of the publications that are meant.
Kinds = Annotated[list[Kind] | None, Query(description="Only this kind; may be repeated.")]
Speakers = Annotated[list[Speaker] | None, Query(description="Only these speakers' words; may be repeated.")]
Statuses = Annotated[list[Status] | None, Query(description="Only of this status; may be repeated.")]
Agencies = Annotated[list[Agency] | None, Query(description="What concerns this agency, or one of several.")]
Ids = Annotated[list[Identity] | None, Query(description="Only the publication with this id.")]
From = Annotated[Day | None, Query(alias="from", description="Published then or later.")]
To = Annotated[Day | None, Query(alias="to", description="Published on this day or earlier.")]
AsOf = Annotated[Day | None, Query(description="Go by what stood on this day.")]
Staff = Annotated[bool, Query(description="Also what only staff may see; needs a staff key.")]


def read_filters(
    kind: Kinds = None,
    speaker: Speakers = None,
    status: Statuses = None,
    agency: Agencies = None,
    topic: Annotated[list[Topic] | None, Query(description="What concerns this topic, or one of several.")] = None,
    publication: Ids = None,
    published_from: From = None,
    published_to: To = None,
    as_of: AsOf = None,
    staff: Staff = False,
) -> Filters:
    """Return the filters of a query."""
    return Filters(
        kinds=tuple(kind or ()),
        speakers=tuple(speaker or ()),
        statuses=tuple(status or ()),
        agencies=tuple(agency or ()),
        topics=tuple(topic or ()),
        publications=tuple(publication or ()),
        published_from=published_from,
        published_to=published_to,
        as_of=as_of,
        staff=staff,
    )


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of the problems that a route may answer with."""
    example = {"type": "/problems/bad-question", "title": "The question cannot be answered as it is", "status": 400}
    content = {
        MEDIA_TYPE: {
            "schema": {"$ref": "#/components/schemas/Problem"},
            "example": {**example, "detail": "The question is empty; type what you want to know."},
        }
    }
    return {status: {"description": "A problem (RFC 9457)", "content": content} for status in statuses}


PROBLEM_SCHEMA = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
