"""What the stand-in for GOV.UK holds, and what its publishers do to it between two visits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tests.fakes.govuk_attachments import Asset, File, make_asset_path
from tests.fakes.govuk_items import ASSETS, Item, in_summer_time, in_utc, in_zulu, make_gone, make_html, make_redirect
from tests.fakes.govuk_links import expand_links, linked_from


@dataclass(slots=True)
class Collection:
    """Every item by its path, every asset by its path on the asset host, and a clock that only changes move."""

    organisation: str
    """The slug of the organisation that published most of it."""
    items: dict[str, Item] = field(default_factory=dict)
    governments: dict[str, Item] = field(default_factory=dict)
    """What items are linked to and has no page, by path."""
    assets: dict[str, Asset] = field(default_factory=dict)
    spans: dict[str, str] = field(default_factory=dict)
    """Paths below an item for which that item is responsible, each with the item's path."""
    now: datetime = datetime(2034, 1, 1, 9, tzinfo=UTC)

    def present(self, path: str) -> Item:
        """Return an item as it is shown to the world, its links expanded."""
        item = self.items[path]
        return item | {"links": expand_links(item, self.items | self.governments)}

    def responsible_for(self, path: str) -> str:
        """Return the path of the item that answers for a path below it or beside it; empty when there is none."""
        if path in self.spans:
            return self.spans[path]
        routes = ((item["base_path"], route) for item in self.items.values() for route in item.get("redirects", ()))
        return next((found for found, route in routes if matches(route, path)), "")

    def add(self, item: Item) -> Item:
        """Publish an item at a path that holds none, or only a redirect or a gone item."""
        held = self.items.get(item["base_path"])
        assert held is None or held["schema_name"] in {"redirect", "gone"}, f"{item['base_path']} is taken."
        self._tick()
        self.items[item["base_path"]] = item
        self._update(item)
        return item

    def add_asset(self, item: Item, file: File, path: str, at: datetime | None = None) -> None:
        """Put a file of an item on the asset host."""
        self.assets[path] = Asset(file, at or self.now, item["base_path"])

    def replace_attachment(self, path: str, name: str, data: bytes, note: str = "Replaced a file.") -> str:
        """Give an attached file other bytes and return its new path, to which the old one leads from now on."""
        item = self.items[path]
        old = next(place for place in self.assets_of(path) if self.assets[place].file.name == name)
        file = replace(self.assets[old].file, data=data)
        self._tick()
        new = make_asset_path(path, file, self.now)
        self.add_asset(item, file, new)
        self.assets[old] = replace(self.assets[old], replaced_by=new)
        for attachment in item["details"].get("attachments", ()):
            if attachment["url"] == f"{ASSETS}{old}":
                ids = [{"asset_manager_id": new.split("/")[2], "filename": name}]
                attachment |= {"url": f"{ASSETS}{new}", "file_size": len(data), "assets": ids}
        snippets = item["details"].get("documents", ())
        item["details"] |= {"documents": [one.replace(old, new) for one in snippets]} if snippets else {}
        self._publish(item, note)
        return new

    def edit_body(self, path: str, html: str, note: str = "Rewrote the text.") -> None:
        """Give an item another body; with an empty note it is a minor change, which readers are not told of."""
        self._tick()
        self.items[path]["details"]["body"] = html
        self._publish(self.items[path], note)

    def withdraw(self, path: str, explanation: str, at: datetime | None = None) -> None:
        """Withdraw an item and its HTML publications: they stay, with a notice; no time for readers changes."""
        self._tick()
        notice = {"explanation": make_html(explanation), "withdrawn_at": in_zulu(at or self.now)}
        for item in (self.items[path], *self.pages_of(path)):
            item["withdrawn_notice"] = notice
            self._update(item)

    def unpublish(self, path: str, alternative: str | None = None, explanation: str | None = None) -> None:
        """Take an item away; its pages and files lead to what stays at its path, which is gone."""
        self._tick()
        for page in list(self.pages_of(path)):
            self.items[page["base_path"]] = make_redirect(page["base_path"], path, self.now)
        for place in self.assets_of(path):
            self.assets[place] = replace(self.assets[place], withdrawn_to=path)
        reason = make_html(explanation) if explanation else None
        gone = make_gone(path, self.now, explanation=reason, alternative=alternative)
        self._touch(linked_from(self.items[path], self.items.values()))
        self.items[path] = gone

    def move(self, old: str, new: str) -> None:
        """Give an item and its pages other paths, and leave a redirect at each of the old ones."""
        self._tick()
        for item in (self.items[old], *self.pages_of(old)):
            before, after = item["base_path"], item["base_path"].replace(old, new, 1)
            self.items[before] = make_redirect(before, after, self.now)
            item["base_path"] = after
            self.items[after] = item
            self._update(item)
        for attachment in self.items[new]["details"].get("attachments", ()):
            attachment["url"] = attachment["url"].replace(f"{old}/", f"{new}/")
        for place in [place for place, asset in self.assets.items() if asset.parent == old]:
            self.assets[place] = replace(self.assets[place], parent=new)

    def pages_of(self, path: str) -> Iterator[Item]:
        """Yield the HTML publications of an item."""
        name = self.items[path]["content_id"]
        yield from [item for item in self.items.values() if name in item["links"].get("parent", ())]

    def assets_of(self, path: str) -> list[str]:
        """Return where the files of an item lie now."""
        return [place for place, asset in self.assets.items() if asset.parent == path and not asset.replaced_by]

    def _publish(self, item: Item, note: str) -> None:
        """Date a change: one with a note is told to readers, in the history and in ``public_updated_at``.

        A page is changed by changing the publication it belongs to, which keeps the history of both.
        """
        parents = [self._named(name) for name in item["links"].get("parent", ())]
        if note:
            item["public_updated_at"] = in_utc(self.now)
            entry = {"note": note, "public_timestamp": in_summer_time(self.now)}
            if parents:
                item["details"] |= {"public_timestamp": in_utc(self.now), "first_published_version": False}
            else:
                item["details"].setdefault("change_history", []).insert(0, entry)
        for parent in parents:
            self._publish(parent, note)
        self._update(item)

    def _named(self, name: str) -> Item:
        return next(item for item in self.items.values() if item["content_id"] == name and item["locale"] == "en")

    def _update(self, item: Item) -> None:
        """Date an item and those that show it in their links, which GOV.UK sends out anew as well."""
        item["updated_at"] = in_summer_time(self.now)
        self._touch(linked_from(item, self.items.values()))

    def _touch(self, items: Iterator[Item]) -> None:
        for item in items:
            item["updated_at"] = in_summer_time(self.now)

    def _tick(self) -> None:
        self.now += timedelta(hours=1)


def matches(route: Item, path: str) -> bool:
    """Return whether a redirect's route holds for a path: exactly that path, or all below it as well."""
    below = route["type"] == "prefix" and path.startswith(f"{route['path']}/")
    return bool(path == route["path"] or below)
