"""Makes a deterministic, fictional body of items: every schema, every shape, every state that GOV.UK knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.fakes.govuk_collection import Collection
from tests.fakes.govuk_items import (
    Dates,
    Item,
    in_zulu,
    make_document_collection,
    make_gone,
    make_government,
    make_html,
    make_organisation,
    make_panel,
    make_publication,
    make_redirect,
)
from tests.fakes.govuk_shapes import SHAPES, Making
from tests.fakes.govuk_wording import Wording, make_wording

PANEL_SLUG = "child-safeguarding-practice-review-panel"
OTHER_SLUG = "example-department-for-guidance"
START = datetime(2031, 1, 6, 10, 30, tzinfo=UTC)
DAYS = 900
FEWEST = 24
PLACE = "/government/publications"
UNKNOWN_TYPE = "practice_bulletin"
"""A document type that no schema names: GOV.UK adds types, and nobody is told."""
TYPES = (
    "independent_report",
    "guidance",
    "correspondence",
    "corporate_report",
    "research",
    "transparency",
    "statutory_guidance",
    "policy_paper",
    "foi_release",
    "notice",
    "impact_assessment",
)
"""As many as have no common divisor with the number of shapes, so that every type gets every shape."""


def make_collection(n: int = 300, seed: int = 1, *, organisation: str = PANEL_SLUG) -> Collection:
    """Return a body of items of which search lists ``n`` for the organisation: itself, two collections, the rest.

    Beside these there are pages of HTML publications, redirects, gone items and what others have published.
    """
    assert n >= FEWEST, f"A collection has at least {FEWEST} items, so that every state is in it."
    made = Collection(organisation)
    panel = make_panel(organisation, START)
    other = make_organisation(OTHER_SLUG, "Example Department for Guidance", START)
    governments = [make_government(number, current=number == 2) for number in (1, 2)]
    made.items |= {one["base_path"]: one for one in (panel, other)}
    made.governments |= {one["base_path"]: one for one in governments}
    names = {"panel": panel["content_id"], "other": other["content_id"]}
    for number in range(n - 4):
        _add_publication(made, number, names["panel"], (seed, timedelta(days=DAYS / n)))
    for number in range(n, n + 3):
        _add_publication(made, number, names["other"], (seed, timedelta(days=DAYS / n)))
    _add_unknown(made, n + 3, names["panel"], seed)
    _add_collections(made, n + 4, names["panel"], seed)
    _add_translation(made)
    _add_moved_and_gone(made)
    return made


def _add_publication(made: Collection, number: int, publisher: str, spread: tuple[int, timedelta]) -> Item:
    seed, step = spread
    document_type = TYPES[number % len(TYPES)]
    wording = make_wording(number, document_type, seed=seed)
    first = START + number * step
    public = first + timedelta(days=(number % 4) * 10)
    dates = Dates(first, public, public + timedelta(hours=number % 50))
    item = make_publication(f"{PLACE}/{document_type.replace('_', '-')}-{number}", document_type, wording, dates)
    item["links"] = {"organisations": [publisher], "primary_publishing_organisation": [publisher]}
    item["details"]["emphasised_organisations"] = [publisher]
    item["phase"] = "beta" if number % 29 == 5 else "live"
    made.items[item["base_path"]] = item
    _place_in_history(made, item, number)
    SHAPES[number % len(SHAPES)](Making(made, item, wording, dates, number, seed))
    if number % 17 == 6:
        _withdraw(made, item, dates.updated)
    return item


def _place_in_history(made: Collection, item: Item, number: int) -> None:
    """Link an item to the government of its day; a political one of a past government is in history mode."""
    past, current = made.governments.values()
    government = past if item["first_published_at"] < past["details"]["ended_on"] else current
    item["links"]["government"] = [government["content_id"]]
    item["details"]["political"] = number % 13 == 3
    item["details"]["government"] = {
        "title": government["title"],
        "slug": government["base_path"].rpartition("/")[2],
        "current": government["details"]["current"],
    }


def _withdraw(made: Collection, item: Item, at: datetime) -> None:
    notice = {"explanation": make_html(f"A newer text replaces “{item['title']}”."), "withdrawn_at": in_zulu(at)}
    for one in (item, *made.pages_of(item["base_path"])):
        one["withdrawn_notice"] = notice


def _add_unknown(made: Collection, number: int, publisher: str, seed: int) -> None:
    """Add an item of a type that no schema names, which answers for a path below its own as well."""
    wording = make_wording(number, UNKNOWN_TYPE, seed=seed)
    at = START + timedelta(days=DAYS)
    item = make_publication(f"{PLACE}/practice-bulletin-{number}", UNKNOWN_TYPE, wording, Dates(at, at, at))
    item["links"] = {"organisations": [publisher]}
    made.items[item["base_path"]] = item
    made.spans[f"{item['base_path']}/print"] = item["base_path"]


def _add_collections(made: Collection, number: int, publisher: str, seed: int) -> None:
    found = [item for item in made.items.values() if item["links"].get("organisations") == [publisher]]
    published = [item["content_id"] for item in found if item["schema_name"] == "publication"]
    for place, documents in enumerate((published[:8], published[8:9])):
        wording = make_wording(number + place, "document_collection", seed=seed)
        at = START + timedelta(days=DAYS)
        path = f"/government/collections/example-collection-{place + 1}"
        item = make_document_collection(path, wording, Dates(at, at, at), documents=documents)
        item["links"] |= {"organisations": [publisher]}
        made.items[path] = item


def _add_translation(made: Collection) -> None:
    """Add the Welsh translation of an item: the same content id, another locale, a path that ends in it."""
    english = next(item for item in made.items.values() if item["document_type"] == "guidance")
    first = datetime.fromisoformat(english["first_published_at"])
    words = "Dyma grynodeb Cymraeg o'r canllaw. Mae'r canllaw llawn ar gael yn Saesneg."
    wording = Wording("Canllaw enghreifftiol", "Crynodeb Cymraeg o ganllaw.", (words,))
    path = f"{english['base_path']}.cy"
    welsh = make_publication(path, "guidance", wording, Dates(first, first, first))
    welsh |= {"content_id": english["content_id"], "locale": "cy", "links": dict(english["links"])}
    made.items[path] = welsh


def _add_moved_and_gone(made: Collection) -> None:
    """Add three redirects that lead to each other, one for all paths below it, and two gone items."""
    end = next(path for path, item in made.items.items() if item["document_type"] == "independent_report")
    at = START + timedelta(days=DAYS)
    steps = [f"{PLACE}/moved-{step}" for step in (1, 2, 3)]
    redirects = [make_redirect(path, to, at) for path, to in zip(steps, [*steps[1:], end], strict=True)]
    redirects.append(make_redirect(f"{PLACE}/renamed", PLACE, at, type="prefix", segments_mode="preserve"))
    gone = [
        make_gone(f"{PLACE}/gone", at),
        make_gone(
            f"{PLACE}/gone-with-alternative", at, explanation=make_html("Published by mistake."), alternative=end
        ),
    ]
    made.items |= {item["base_path"]: item for item in (*redirects, *gone)}
