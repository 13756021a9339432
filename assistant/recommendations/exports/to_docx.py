"""The register as a Word document that people read: by publication, each entry under a heading of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.recommendations.entries import Recommendation
from assistant.recommendations.exports.about import About, tell_about
from assistant.recommendations.exports.columns import find_told, join, name_place, name_publication
from assistant.recommendations.exports.rows import ADDRESS
from assistant.recommendations.exports.word import Links, Run, write_document, write_paragraph
from assistant.telling import tell_day

TITLE = "Recommendations"


def write_docx(entries: Sequence[Recommendation], *, about: About) -> bytes:
    """Return a document with every entry, by publication in the order in which they are first met."""
    links = Links()
    body = [write_paragraph("Title", TITLE, links=links)]
    body += (
        write_paragraph("Normal", Run(f"{name}: ", bold=True), said, links=links)
        for name, said in tell_about(about, entries=entries)
    )
    for group in _group(entries):
        body += _write_publication(group, links)
    return write_document(TITLE, "".join(body), links=links)


def name_entry(entry: Recommendation) -> str:
    """Return what an entry is, its number as printed and its title, as in "National recommendation 3.: Ask first"."""
    kind = entry.kind.value[0].upper() + entry.kind.value[1:]
    return ": ".join(filter(None, (" ".join(filter(None, (kind, entry.number))), entry.title)))


def _group(entries: Sequence[Recommendation]) -> Iterator[list[Recommendation]]:
    groups: dict[str, list[Recommendation]] = {}
    for entry in entries:
        groups.setdefault(entry.publication_id, []).append(entry)
    yield from groups.values()


def _write_publication(entries: Sequence[Recommendation], links: Links) -> Iterator[str]:
    first = entries[0]
    day = f", {tell_day(first.published)}" if first.published else ", no date held"
    yield write_paragraph("Heading1", name_publication(first) + day, links=links)
    for entry in entries:
        yield write_paragraph("Heading2", name_entry(entry), links=links)
        yield write_paragraph("Quote", f"“{entry.text}”", links=links)
        for name, said in _tell(entry):
            yield write_paragraph("ListBullet", Run(f"{name}: ", bold=True), said, links=links)


def _tell(entry: Recommendation) -> Iterator[tuple[str, Run | str]]:
    """Yield what is told of an entry besides its words."""
    yield "Addressed to", join(entry.addressees) or "nobody is named"
    if place := name_place(entry.page, entry.section):
        yield "Where", place
    yield "Published", tell_day(entry.published) if entry.published else "no date held"
    yield "Response", _tell_response(entry)
    if entry.uncertain:
        yield "To be checked", entry.uncertain
    yield "Source", write_link(name_publication(entry), entry.page, entry.url)
    yield "Id", entry.id


def write_link(publication: str, page: int | None, url: str | None) -> Run:
    """Return the name of a source, which leads to it where it has an address of the web."""
    name = ", ".join(filter(None, (publication, name_place(page, ()))))
    return Run(name, url=url if url and ADDRESS.fullmatch(url) else None)


def _tell_response(entry: Recommendation) -> str:
    told = find_told(entry)
    if told is None:
        return entry.status.value
    day = tell_day(told.published) if told.published else None
    source = ", ".join(filter(None, (told.title, name_place(told.page, ()), day)))
    return f"{entry.status.value}: “{told.quote}” ({source})"
