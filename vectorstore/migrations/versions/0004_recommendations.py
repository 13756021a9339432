"""The register of recommendations: what was found in each publication, and what people decided of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT, JSON, MOMENT = sa.Text(), sa.JSON(), sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "extractions",
        sa.Column("publication_id", TEXT, nullable=False),
        sa.Column("reading_id", TEXT, nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        *(sa.Column(name, TEXT, nullable=False) for name in ("version", "digest")),
        sa.Column("problem", TEXT, nullable=True),
        sa.Column("made", MOMENT, nullable=False),
        *_keys("extractions", "publication_id", publication_id="publications", reading_id="readings"),
    )
    op.create_table(
        "recommendations",
        *(sa.Column(name, TEXT, nullable=False) for name in ("id", "publication_id", "reading_id", "version")),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        *(sa.Column(name, TEXT, nullable=False) for name in ("kind", "text")),
        *(sa.Column(name, TEXT, nullable=True) for name in ("number", "title", "fragment")),
        *(sa.Column(name, JSON, nullable=False) for name in ("addressees", "bodies", "section", "segments", "also_at")),
        *(sa.Column(name, JSON, nullable=False) for name in ("topics", "agencies")),
        sa.Column("uncertain", TEXT, nullable=False),
        *(sa.Column(name, MOMENT, nullable=False) for name in ("first_seen", "changed")),
        *_keys("recommendations", "id", publication_id="publications", reading_id="readings"),
    )
    op.create_index("ix_recommendations_publication_id", "recommendations", ["publication_id"])
    op.create_table(
        "told_counts",
        sa.Column("publication_id", TEXT, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("reading_id", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("segments", JSON, nullable=False),
        *_keys("told_counts", "publication_id", "ordinal", publication_id="publications", reading_id="readings"),
    )
    op.create_table(
        "decisions",
        sa.Column("recommendation_id", TEXT, nullable=False),
        sa.Column("decision", TEXT, nullable=False),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("segments", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("decided", MOMENT, nullable=False),
        *_keys("decisions", "recommendation_id", recommendation_id="recommendations"),
    )


def downgrade() -> None:
    for table in ("decisions", "told_counts", "recommendations", "extractions"):
        op.drop_table(table)


def _keys(table: str, *own: str, **foreign: str) -> list[sa.Constraint]:
    """Return the primary key of a table, and its foreign keys: the table that each column leads to."""
    leading = [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
        for column, other in foreign.items()
    ]
    return [sa.PrimaryKeyConstraint(*own, name=f"pk_{table}"), *leading]
