"""GOV.UK: publications are listed by the Search API and read by the Content API.

Search API: https://docs.publishing.service.gov.uk/repos/search-api/using-the-search-api.html
Content API: https://content-api.publishing.service.gov.uk/
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from ingest.documents import Locator
from ingest.errors import IngestError
from ingest.fetching import Fetched, Fetcher, NotThere, Unreachable
from ingest.govuk_items import GONE, REDIRECT, Item, Publisher, listed_only, offer_all, paths_named, words_of
from ingest.readings import Limits
from ingest.sources import NOTHING, Gone, Known, Missed, Page, Visit

AT_ONCE = 200
MOST_PAGES = 500


@dataclass(frozen=True)
class GovUk:
    """A source whose row names an organisation on GOV.UK, and pages by ``others`` that belong to the subject."""

    name: str
    site: str
    hosts: Sequence[str]
    organisation: str
    speaker: str = "other"
    licence: str | None = None
    others: Sequence[Mapping[str, str]] = ()

    def check(self, fetcher: Fetcher) -> None:
        """Ask search for what has changed today."""
        list(self._search(fetcher, dt.datetime.now(dt.UTC).date()))

    def visits(
        self, fetcher: Fetcher, limits: Limits, *, since: dt.date | None = None, known: Known = NOTHING
    ) -> Iterator[Visit]:
        """Look at every page that search lists, at those by others, and at what these lead to; each once.

        Search hides withdrawn pages: what is known and was not met is looked at before anything is said of it.
        """
        paths = (*self._search(fetcher, since), *(row["path"] for row in self.others))
        waiting = dict.fromkeys(f"{self.site}{path}" for path in paths)
        done: set[str] = set()
        seen: set[str] = set()
        while waiting:
            address = next(iter(waiting))
            del waiting[address]
            visit, leads = self._visit(fetcher, address, limits)
            done |= {address, visit.url}
            seen.add(visit.scope.place if visit.scope else "")
            waiting |= dict.fromkeys(lead for lead in leads if lead not in done)
            yield visit
        for scope, address in known.items():
            if not since and scope not in seen:
                yield self._visit_again(fetcher, Locator(self.name, scope), address, limits)

    def _visit(self, fetcher: Fetcher, address: str, limits: Limits) -> tuple[Visit, Sequence[str]]:
        """Look at a page, and return the addresses that it leads to as well."""
        path = urlsplit(address).path
        try:
            answer = self._get(fetcher, f"/api/content{path}")
            return self._look(fetcher, path, answer, limits)
        except NotThere as error:
            return Gone(self._scope(_try_item(error.body)), address, _reason(error)), ()
        except IngestError as error:
            return Missed(None, address, str(error)), ()

    def _visit_again(self, fetcher: Fetcher, scope: Locator, address: str, limits: Limits) -> Visit:
        """Look at a page that is held and was not listed: it may be gone, or merely not be listed."""
        visit, _ = self._visit(fetcher, address, limits)
        if isinstance(visit, Gone):
            return Gone(scope, visit.url, visit.reason)
        if isinstance(visit, Page) and visit.scope != scope:
            return Gone(scope, address, f"its page now leads to {visit.url}")
        return visit

    def _search(self, fetcher: Fetcher, since: dt.date | None) -> Iterator[str]:
        """Yield the paths of an organisation's documents, page by page to the end."""
        asked = [("filter_organisations", self.organisation), ("fields", "link"), ("order", "public_timestamp")]
        if since:
            asked.append(("filter_public_timestamp", f"from:{since.isoformat()}"))
        start = 0
        for _ in range(MOST_PAGES):
            query = urlencode([*asked, ("count", AT_ONCE), ("start", start)])
            found = _json(self._get(fetcher, f"/api/search.json?{query}"))
            results = found.get("results") or []
            yield from (row["link"] for row in results if str(row.get("link", "")).startswith("/"))
            start += len(results)
            if not results or start >= int(found.get("total", 0)):
                return

    def _look(self, fetcher: Fetcher, path: str, answer: Fetched, limits: Limits) -> tuple[Page | Gone, Sequence[str]]:
        item = _json(answer)
        base = str(item.get("base_path") or path)
        url = f"{self.site}{base}"
        if item.get("schema_name") == GONE:
            reason = words_of(item.get("details", {}).get("explanation")) or "it is gone"
            return Gone(self._scope(item), url, reason), ()
        if item.get("schema_name") == REDIRECT:
            return self._follow(fetcher, path, item, limits)
        if listed_only(item):
            return Page(self._scope(item), url), ()
        if not self._belongs(item, base):
            return Page(self._scope(item), url, notes=("It is published by others and is not held.",)), ()
        named = next((row["speaker"] for row in self.others if row["path"] in (base, path)), None)
        publisher = Publisher(self.site, self.hosts, named, self.speaker, self.licence)
        offers, notes = offer_all(item, publisher, lambda place: self._get(fetcher, place), self._scope(item), limits)
        moved = (f"{self.site}{path}",) if base != path else ()
        leads = [f"{self.site}{place}" for place in paths_named(item)]
        return Page(self._scope(item), url, tuple(offers), tuple(notes), moved), leads

    def _belongs(self, item: Item, path: str) -> bool:
        """Say whether an item is by this organisation, or one of those by others that the table names."""
        named = {row["path"] for row in self.others}
        publishers = {
            str(one.get("base_path", "")).rpartition("/")[2] for one in item["links"].get("organisations", ())
        }
        return self.organisation in publishers or path in named

    def _follow(self, fetcher: Fetcher, path: str, item: Item, limits: Limits) -> tuple[Page | Gone, Sequence[str]]:
        """Go where a redirect item leads, within the site."""
        target = next((str(row.get("destination", "")) for row in item.get("redirects", [])), "")
        parts = urlsplit(target)
        if not parts.path.startswith("/") or parts.netloc or parts.path == path:
            reason = f"it has moved to {target or 'no other place'}"
            return Gone(self._scope(item), f"{self.site}{path}", reason), ()
        return self._look(fetcher, path, self._get(fetcher, f"/api/content{parts.path}"), limits)

    def _get(self, fetcher: Fetcher, place: str) -> Fetched:
        url = place if "://" in place else f"{self.site}{place}"
        return fetcher.get(url, hosts=self.hosts)

    def _scope(self, item: Item) -> Locator:
        """Return the beginning of the places of a page's documents: its id and language, which stay when it moves."""
        identity, locale = item.get("content_id") or "", item.get("locale") or "en"
        return Locator(self.name, f"{identity}/{locale}#" if identity else "")


def _json(answer: Fetched) -> Item:
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        message = f"What {answer.url} answers is not JSON; try again later"
        raise Unreachable(message) from error
    if not isinstance(found, dict):
        raise Unreachable(f"What {answer.url} answers is not what it should be; try again later")
    return found


def _try_item(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _reason(error: NotThere) -> str:
    details = _try_item(error.body).get("details") or {}
    said = words_of(details.get("explanation"))
    other = details.get("alternative_path")
    return ". ".join(filter(None, (said, f"See {other}" if other else ""))) or str(error)
