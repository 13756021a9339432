"""Publications of a test's own for the register, ingested as any other; they are fictional."""

from __future__ import annotations

from pathlib import Path

from assistant.bootstrap import Panel
from assistant.ingesting import ingest_collection
from ingest.collection import list_collection

REVIEW = """# Rainbows over Fernhollow: a national review

The Example Panel looked at eleven children and made five further recommendations in its first letter on them.

## Recommendations

Recommendation 1: We recommend that the Home Office requires every police force to record neglect in one place.

Recommendation 2: We recommend that Ofsted and NHS England look at how records of domestic abuse are shared.

Recommendation 3: We recommend that the Department for Education pays for a telephone line by 2035.

## Questions for reflection

- How do you know who counts the rainbows in your area?
- What would tell you that somebody has stopped counting?
"""
NOTE = """# Thunder over Fernhollow: a national review

The Example Panel made six further recommendations in a letter that is not published.

## Recommendations

Recommendation 1: We recommend that the Home Office tells every police force about the thunder.
"""
PUBLIC = "kind: national_review\nspeaker: panel\npublished: 2035-02-01\nfictional: true\n"
STAFF = f"{PUBLIC}visibility: staff\n"


def hold(panel: Panel, folder: Path, *, text: str = REVIEW, stated: str = PUBLIC) -> None:
    """Ingest a publication, with what is stated beside it, into a panel."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "publication.md"
    title = text.partition("\n")[0].removeprefix("# ")
    path.write_text(text, encoding="utf-8")
    path.with_name("publication.md.meta.yaml").write_text(f"title: '{title}'\n{stated}", encoding="utf-8")
    report = ingest_collection(list_collection([path]), store=panel.store, limits=panel.limits)
    assert not report.failed, report.failed


def hold_all(panel: Panel, folder: Path) -> None:
    """Ingest a publication for everybody, and one for staff alone."""
    hold(panel, folder / "public")
    hold(panel, folder / "staff", text=NOTE, stated=STAFF)
