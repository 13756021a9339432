"""The pages of the register: its entries, each kind apart, and one entry with all that is known of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.bootstrap import Panel
from assistant.recommendations.entries import Decision, Recommendation
from assistant.recommendations.exports.columns import find_told
from assistant.recommendations.wanted import Sort, Wanted
from assistant.telling_wanted import tell_wanted
from assistant.web.fields import read_fields
from assistant.web.held import Group
from assistant.web.list_page import PER_PAGE, count_pages, number_pages
from assistant.web.register_filters import RegisterFilters, read_register_filters
from assistant.web.register_held import KINDS, HoldingEntries, capital, count_entries, name_several
from assistant.web.rendering import render, render_problem
from assistant.words import is_text
from ingest.recommendations.entries import RECOMMENDATIONS
from vectorstore.publications import PUBLIC

FILES = {
    ".xlsx": "Excel workbook (.xlsx)",
    ".csv": "Comma-separated values (.csv)",
    ".docx": "Word document (.docx)",
    "/assurance.xlsx": "Blank assurance table (.xlsx)",
    "/assurance.docx": "Blank assurance table (.docx)",
}
SORTS = {
    Sort.NEWEST: "newest first",
    Sort.OLDEST: "oldest first",
    Sort.PUBLICATION: "by publication",
    Sort.CHANGED: "last changed first",
}
DECISIONS = {
    Decision.ACCEPTED: "A person has looked at this entry and accepted it.",
    Decision.EDITED: "A person has looked at this entry and edited it.",
    Decision.REJECTED: "A person has looked at this entry and rejected it: it is in no list.",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a page of the list shows: all that are meant in words, and some of them by kind, with how many of each.

    There is no page beyond the last one: who asks for one gets the last.
    """

    total: int
    count: str
    only: str
    page: int
    groups: tuple[tuple[str, int, tuple[Recommendation, ...]], ...]
    unread: tuple[str, ...]

    @property
    def last(self) -> int:
        """How many pages there are."""
        return count_pages(self.total)

    @property
    def numbers(self) -> list[int | None]:
        """The pages to link to, with None where some are left out."""
        return number_pages(self.page, self.last)


@dataclass(frozen=True, slots=True)
class RecommendationPages:
    """What the pages are made from; each method reads the record, and runs in a thread."""

    panel: Panel
    holding: HoldingEntries

    def list_entries(self, request: Request) -> Response:
        """List the entries that are meant."""
        filters = read_register_filters(read_fields(request.query_params.multi_items()))
        found = find_page(self.panel, filters) if not filters.problems else None
        asks_for_them = not RECOMMENDATIONS.isdisjoint(filters.wanted.kinds or ())
        return render(
            "recommendations.html",
            status=422 if filters.problems else 200,
            filters=filters,
            problems=filters.problems,
            held=self.holding.now(filters.wanted.kinds or frozenset(KINDS)),
            publications=self._chosen(filters),
            found=found,
            told=self.panel.recommendations.told_counts(filters.wanted) if found and asks_for_them else (),
            files=FILES,
            sorts=SORTS,
            find_told=find_told,
        )

    def show_entry(self, request: Request) -> Response:
        """Give one entry, with its places, what was said of it, and what became of it here."""
        entry = self.panel.recommendations.get(request.path_params["identity"], visibilities=PUBLIC)
        if entry is None:
            mend = "Look for it in the list of recommendations."
            return render_problem(request, status=404, title="There is no such entry", detail=mend)
        return render("recommendation.html", entry=entry, decisions=DECISIONS, find_told=find_told)

    def _chosen(self, filters: RegisterFilters) -> list[Group]:
        """Return the publications that are asked for, so that they can be taken out of the filter."""
        ids = [one for one in filters.wanted.publications or () if is_text(one)]
        held = self.panel.store.record.publications(ids)
        seen = sorted((one for one in held.values() if one.visibility in PUBLIC), key=lambda one: one.title)
        find = self.panel.recommendations.find
        return [Group(one.id, one.title, find(Wanted(publications=frozenset({one.id})), limit=0).total) for one in seen]


def add_recommendation_pages(router: APIRouter, panel: Panel) -> None:
    """Add the routes of these pages."""
    pages = RecommendationPages(panel, HoldingEntries(panel))
    router.add_route("/recommendations", pages.list_entries, methods=["GET"])
    router.add_route("/recommendations/{identity}", pages.show_entry, methods=["GET"])


def find_page(panel: Panel, filters: RegisterFilters) -> Found:
    """Return what a page of the list shows: each kind apart, in the order of kinds."""
    found = panel.recommendations.find(filters.wanted, sort=filters.sort)
    entries = sorted(found.items, key=lambda one: KINDS.index(one.kind))
    counts = Counter(one.kind for one in entries)
    page = min(filters.page, count_pages(found.total))
    shown = entries[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Found(
        total=found.total,
        count=count_entries(counts, filters.wanted.kinds or KINDS),
        only=_tell_only(panel, filters),
        page=page,
        groups=tuple(
            (capital(name_several(kind)), counts[kind], tuple(group))
            for kind, group in groupby(shown, key=lambda one: one.kind)
        ),
        unread=found.unread,
    )


def _tell_only(panel: Panel, filters: RegisterFilters) -> str:
    told = tell_wanted(filters.wanted, panel.store.record)
    return "; ".join(f"{name[0].lower()}{name[1:]}: {value}" for name, value in told if name != "Kind")
