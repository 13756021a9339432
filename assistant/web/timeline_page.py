"""The page of the timeline: what was said on a topic in date order, and charts of what is held."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from assistant.bootstrap import Panel
from assistant.errors import BadQuestion, Busy, TooSlow
from assistant.timeline.chart import SERIES, TITLES, draw_chart
from assistant.timeline.entries import Event, Timeline
from assistant.timeline.figures import Figures, count_all
from assistant.timeline.making import make_timeline
from assistant.timeline.telling import KINDS, LATER, tell_count, tell_date, tell_outcome, tell_who
from assistant.web.fields import Problems, first, read_fields
from assistant.web.filters import Filters, read_filters
from assistant.web.given import Texts
from assistant.web.held import Holding
from assistant.web.places import link_publication, web_address
from assistant.web.rendering import render
from assistant.web.rows import Row, split_rows
from assistant.work import Work
from vectorstore.errors import VectorStoreError

LOG = logging.getLogger(__name__)
UNAVAILABLE = "The publications cannot be searched just now; try again in a few minutes."


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """A quotation of the timeline as the page shows it: its rows, and where it can be read here and at its source."""

    event: Event
    date: str
    who: str
    kind: str
    rows: tuple[Row, ...]
    outcome: str
    read: str
    original: str | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, whose every word is escaped where it is drawn: a template takes it as it is."""

    svg: str

    def __html__(self) -> str:
        """Return the drawing."""
        return self.svg


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with the figures that it shows."""

    title: str
    series: tuple[str, str]
    drawn: Drawn
    figures: Figures


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What the page is made from."""

    panel: Panel
    work: Work
    holding: Holding

    async def show(self, request: Request) -> Response:
        """Give the form, the timeline of the topic that the address names, if it names one, and the charts."""
        fields = read_fields(request.query_params.multi_items())
        filters, topic = read_filters(fields), first(fields, "topic")
        found, problems, status = await self._find(topic, filters)
        # What is wrong with a topic may be that it holds what nobody should read on a screen.
        shown = "" if "topic" in problems else topic
        return await run_in_threadpool(self._render, shown, filters, found, {**filters.problems, **problems}, status)

    async def _find(self, topic: str, filters: Filters) -> tuple[Timeline | None, Problems, int]:
        if filters.problems:
            return None, {}, 422
        if not topic:
            return None, {}, 200
        try:
            return await self.work.try_run(make_timeline, self.panel, topic, filters.wanted), {}, 200
        except BadQuestion as error:
            return None, {"topic": str(error)}, 422
        except (Busy, TooSlow) as error:
            return None, {"topic": str(error)}, 503
        except VectorStoreError:
            LOG.exception("A timeline could not be made.")
            return None, {"topic": UNAVAILABLE}, 503

    def _render(
        self, topic: str, filters: Filters, found: Timeline | None, problems: Problems, status: int
    ) -> Response:
        page = render(
            "timeline.html",
            status=status,
            topic=topic,
            filters=filters,
            problems=problems,
            held=self.holding.now(),
            found=found,
            count=tell_count(found) if found else "",
            events=self._show_events(found) if found else [],
            unseen=LATER
            if found and any(one.commitment and not one.commitment.mention for one in found.events)
            else "",
            charts=self._draw(filters) if not filters.problems else [],
        )
        if status == 503:  # noqa: PLR2004  as HTTP has it
            page.headers["Retry-After"] = "5"
        return page

    def _show_events(self, found: Timeline) -> list[ShownEvent]:
        record = self.panel.store.record
        held = record.publications({one.citation.publication_id for one in found.events})
        texts = Texts(record.text, held)
        return [_show_event(one, found, texts) for one in found.events]

    def _draw(self, filters: Filters) -> list[Chart]:
        return [
            Chart(TITLES[one.by], SERIES[one.by], Drawn(draw_chart(one)), one)
            for one in count_all(self.panel, filters.wanted)
        ]


def _show_event(event: Event, found: Timeline, texts: Texts) -> ShownEvent:
    citation = event.citation
    heading = citation.section[-1] if citation.section else ""
    segments = citation.segments if texts.stands(citation) else ()
    return ShownEvent(
        event=event,
        date=tell_date(event.date),
        who=tell_who(event),
        kind=KINDS[event.kind],
        rows=split_rows(citation.quote, heading=heading),
        outcome=tell_outcome(event.commitment, found) if event.commitment else "",
        read=link_publication(citation.publication_id, segments, edition=texts.earlier(citation)),
        original=web_address(citation.url),
    )


def add_timeline_page(router: APIRouter, panel: Panel, work: Work) -> None:
    """Add the route of the page."""
    page = TimelinePage(panel, work, Holding(panel.store))
    router.add_route("/timeline", page.show, methods=["GET"])
