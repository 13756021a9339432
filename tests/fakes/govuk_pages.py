"""Draws the page of an item as GOV.UK's frontend does: its words between a header, a notice and a footer."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tests.fakes.govuk_items import Item

PAGE = """<!DOCTYPE html>
<html lang="{locale}">
<head><meta charset="utf-8"><title>{title} - GOV.UK</title></head>
<body>
<header role="banner"><a href="/">GOV.UK</a></header>
<nav aria-label="Breadcrumbs"><a href="/">Home</a></nav>
<main id="content">
<h1>{title}</h1>
{content}
</main>
<footer><p>All content is available under the Open Government Licence v3.0</p></footer>
</body>
</html>
"""


def make_page(item: Item) -> str:
    """Return the page of an item as HTML."""
    title = "The page you’re looking for is no longer available" if item["schema_name"] == "gone" else item["title"]
    content = "\n".join(part for part in _parts(item) if part)
    return PAGE.format(locale=item["locale"], title=escape(title), content=content)


def _parts(item: Item) -> Iterator[str]:
    """Yield the parts of the page from the top down."""
    details = item["details"]
    if notice := item.get("withdrawn_notice"):
        explanation, day = notice["explanation"], notice["withdrawn_at"][:10]
        yield f'<section aria-label="Notice"><h2>This was withdrawn on {day}</h2>{explanation}</section>'
    yield f'<p class="lead">{escape(item["description"])}</p>' if item["description"] else ""
    yield from (_show_attachment(one) for one in details.get("attachments", ()))
    yield from details.get("documents", ())
    yield details.get("explanation") or details.get("body", "")
    yield from (f"<h2>{escape(group['title'])}</h2>" for group in details.get("collection_groups", ()))


def _show_attachment(attachment: Item) -> str:
    link = f'<a href="{escape(attachment["url"])}">{escape(attachment["title"])}</a>'
    return f'<section class="gem-c-attachment"><h2>{link}</h2></section>'
