"""What publishers say of a publication and its editions, visits to sources, and what reviewers say."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

DATE, TEXT, MOMENT, JSON = sa.Date(), sa.Text(), sa.DateTime(timezone=True), sa.JSON()
ADDED: dict[str, tuple[tuple[str, sa.types.TypeEngine[Any], str | None], ...]] = {
    "publications": (
        *((name, DATE, None) for name in ("updated", "as_at", "period_from", "period_to", "status_since")),
        *((name, TEXT, None) for name in ("status_reason", "page_url", "licence", "locale", "government")),
        *((name, JSON, "[]") for name in ("organisations", "agencies", "topics", "changes")),
        ("removed", MOMENT, None),
    ),
    "locators": (("offer", TEXT, ""),),
    "editions": (("others", JSON, "[]"),),
    "readings": (("labels", JSON, "[]"), ("notes", JSON, "[]")),
    "letters": (("facts", JSON, "{}"),),
    "sections": (("fragment", TEXT, None),),
}
"""Columns by table: name, type, and what rows that are there already get (None: nothing)."""


def upgrade() -> None:
    for table, columns in ADDED.items():
        for name, kind, given in columns:
            op.add_column(table, sa.Column(name, kind, nullable=given is None, server_default=given))
    # What was withdrawn until now had been taken down: its latest edition is closed.
    op.execute(
        "UPDATE publications SET removed = (SELECT valid_to FROM editions"
        " WHERE editions.publication_id = publications.id AND editions.latest)"
    )
    op.create_table(
        "supersessions",
        sa.Column("old_id", sa.Text(), nullable=False),
        sa.Column("new_id", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("reviewed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("old_id", name="pk_supersessions"),
        sa.ForeignKeyConstraint(["old_id"], ["publications.id"], name="fk_supersessions_old_id"),
        sa.ForeignKeyConstraint(["new_id"], ["publications.id"], name="fk_supersessions_new_id"),
    )
    op.create_table(
        "syncs",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("source", "started", name="pk_syncs"),
    )


def downgrade() -> None:
    for table in ("syncs", "supersessions"):
        op.drop_table(table)
    for table, columns in ADDED.items():
        for name, _, _ in columns:
            op.drop_column(table, name)
