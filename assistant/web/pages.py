"""The pages: what each address gives."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.bootstrap import Panel
from assistant.conversation import NO_MORE, asks_for_more, gave_all
from assistant.publications import list_publications, read_publication
from assistant.telling import ELSEWHERE, HEADINGS, READINGS, SEVERAL, was_searched
from assistant.web.answer_page import general_warnings, make_nearest, make_parts
from assistant.web.asking import Asked, Refusal, answer, read_asked
from assistant.web.document_page import show_blocks
from assistant.web.fields import Problems, first, read_fields
from assistant.web.filters import read_filters
from assistant.web.given import Given, Texts, find_given
from assistant.web.held import Holding
from assistant.web.list_page import PER_PAGE, count_pages, number_pages, read_list_wanted
from assistant.web.places import read_ranges
from assistant.web.recommendations_page import add_recommendation_pages
from assistant.web.rendering import HEADERS, render, render_problem
from assistant.web.timeline_page import add_timeline_page
from assistant.words import is_text
from assistant.work import Work
from vectorstore.publications import PUBLIC

BUSY = 503


def make_pages(panel: Panel, work: Work) -> APIRouter:
    """Return the routes of the pages; questions are answered by ``work``."""
    pages = Pages(panel, work, Holding(panel.store))
    router = APIRouter()
    # Plain routes: they answer HEAD as well, and what blocks runs in a thread.
    router.add_route("/", pages.show_form, methods=["GET"])
    router.add_route("/", pages.take_question, methods=["POST"])
    router.add_route("/answers/{identity}", pages.show_answer, methods=["GET"])
    router.add_route("/publications", pages.list_publications, methods=["GET"])
    router.add_route("/publications/{identity:path}", pages.show_publication, methods=["GET"])
    add_recommendation_pages(router, panel)
    add_timeline_page(router, panel, work)
    router.add_route("/about", pages.show_about, methods=["GET"])
    return router


@dataclass(frozen=True, slots=True)
class Pages:
    """What the pages are made from. Methods that are not ``async`` read the record, and run in a thread."""

    panel: Panel
    work: Work
    holding: Holding

    def show_form(self, request: Request) -> Response:
        """Give the first page: a question to ask, and what is held."""
        return self._form(Asked("", read_filters(read_fields(request.query_params.multi_items()))), {})

    async def take_question(self, request: Request) -> Response:
        """Answer a question and send the browser on to the answer, so that the question is in no address."""
        async with request.form() as form:
            asked = read_asked(read_fields(form.multi_items()))
        found = await answer(asked, panel=self.panel, work=self.work)
        if isinstance(found, Refusal):
            return await run_in_threadpool(self._refuse, asked, found)
        address = f"/answers/{found.answer_id}{asked.filters.query}"
        return RedirectResponse(address, 303, headers=HEADERS)

    def show_answer(self, request: Request) -> Response:
        """Give an answer that was given before."""
        given = find_given(self.panel, request.path_params["identity"])
        if given is None:
            return _missing(request, "answer", "It may have been given by another server. Ask the question again.")
        filters = read_filters(read_fields(request.query_params.multi_items()))
        return self._answer(given, Asked("", filters, previous=given.answer.answer_id), {})

    def list_publications(self, request: Request) -> Response:
        """List what is held."""
        wanted = read_list_wanted(read_fields(request.query_params.multi_items()))
        store = self.panel.store
        listing = list_publications(
            store, wanted.filters.wanted, text=wanted.words or None, limit=PER_PAGE, offset=wanted.offset
        )
        last = count_pages(listing.total)
        return render(
            "publications.html",
            status=422 if wanted.filters.problems else 200,
            wanted=wanted,
            filters=wanted.filters,
            problems=wanted.filters.problems,
            listing=listing,
            last=last,
            numbers=number_pages(wanted.page, last),
            held=self.holding.now(),
        )

    def show_publication(self, request: Request) -> Response:
        """Give the text of a publication, at the quoted words when the address names them."""
        identity = request.path_params["identity"]
        # What cannot be written down names nothing, and not every database takes it.
        fields = read_fields(request.query_params.multi_items())
        edition = first(fields, "edition") or None
        text = (
            read_publication(self.panel, identity, visibilities=PUBLIC, edition_id=edition)
            if is_text(identity + (edition or ""))
            else None
        )
        if text is None:
            return _missing(request, "publication", "Look for it in the list of publications.")
        written = first(fields, "quote")
        quoted = read_ranges(written, characters=text.characters)
        blocks = show_blocks(text.blocks, quoted)
        found = any(piece.marked for block in blocks for piece in block.pieces)
        return render(
            "publication.html", text=text, publication=text.publication, blocks=blocks, lost=bool(written) and not found
        )

    def show_about(self, request: Request) -> Response:  # noqa: ARG002  a route is given the request
        """Give the page that says what this is."""
        return render("about.html", held=self.holding.now())

    def _refuse(self, asked: Asked, refusal: Refusal) -> Response:
        """Show the form again, with what was typed in it and what is wrong."""
        given = find_given(self.panel, asked.previous)
        if given:
            page = self._answer(given, asked, refusal.problems, status=refusal.status)
        else:
            page = self._form(asked, refusal.problems, status=refusal.status)
        if refusal.status == BUSY:
            page.headers["Retry-After"] = "5"
        return page

    def _form(self, asked: Asked, problems: Problems, *, status: int = 200) -> HTMLResponse:
        most = self.panel.settings.max_question_characters
        held = self.holding.now()
        return render(
            "ask.html", status=status, asked=asked, filters=asked.filters, problems=problems, most=most, held=held
        )

    def _answer(self, given: Given, asked: Asked, problems: Problems, *, status: int = 200) -> HTMLResponse:
        record, shown = self.panel.store.record, given.answer
        texts = Texts(record.text, given.publications)
        repeats = asks_for_more(shown.question or "")
        return render(
            "answer.html",
            status=status,
            answer=shown,
            about=(shown.standalone_question if repeats else shown.question) or "",
            no_more=NO_MORE if gave_all(shown) else "",
            heading=HEADINGS.get(shown.outcome, ""),
            elsewhere=ELSEWHERE,
            over_readings=READINGS.get(shown.outcome, SEVERAL),
            was_searched=was_searched(shown),
            parts=make_parts(given, texts=texts),
            nearest=make_nearest(given, texts=texts),
            warnings=general_warnings(shown),
            stale=shown.revision != record.revision(),
            asked=asked,
            filters=asked.filters,
            problems=problems,
            most=self.panel.settings.max_question_characters,
        )


def _missing(request: Request, what: str, mend: str) -> HTMLResponse:
    return render_problem(request, status=404, title=f"There is no such {what}", detail=mend)
