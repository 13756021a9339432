"""The record: publications, editions, readings and the vectors of their texts."""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "publications",
    "state",
    "vectors",
    "editions",
    "letters",
    "locators",
    "readings",
    "blocks",
    "passages",
    "sections",
    "sentences",
)


def upgrade() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
    )
    op.create_index("ix_publications_changed", "publications", ["changed"], unique=False)
    op.create_table(
        "state",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_state"),
    )
    op.create_table(
        "vectors",
        sa.Column("text_digest", sa.Text(), nullable=False),
        sa.Column("model_digest", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("text_digest", "model_digest", name="pk_vectors"),
    )
    op.create_table(
        "editions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("latest", sa.Boolean(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["publication_id"], ["publications.id"], name="fk_editions_publication_id"),
        sa.PrimaryKeyConstraint("id", name="pk_editions"),
    )
    op.create_index(
        "ix_editions_latest",
        "editions",
        ["publication_id"],
        unique=True,
        sqlite_where=sa.text("latest"),
        postgresql_where=sa.text("latest"),
    )
    op.create_index("ix_editions_publication_id", "editions", ["publication_id"], unique=False)
    op.create_table(
        "letters",
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("sent", sa.Date(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.JSON(), nullable=True),
        sa.Column("sender_at", sa.JSON(), nullable=True),
        sa.Column("recipient_at", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["publication_id"], ["publications.id"], name="fk_letters_publication_id"),
        sa.PrimaryKeyConstraint("publication_id", name="pk_letters"),
    )
    op.create_table(
        "locators",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["publication_id"], ["publications.id"], name="fk_locators_publication_id"),
        sa.PrimaryKeyConstraint("source", "place", name="pk_locators"),
        sa.UniqueConstraint("publication_id", name="uq_locators_publication_id"),
    )
    op.create_table(
        "readings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name="fk_readings_edition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
    )
    op.create_index(
        "ix_readings_current",
        "readings",
        ["edition_id"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )
    op.create_index("ix_readings_edition_id", "readings", ["edition_id"], unique=False)
    op.create_table(
        "blocks",
        sa.Column("reading_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("segments", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_blocks_reading_id"),
        sa.PrimaryKeyConstraint("reading_id", "ordinal", name="pk_blocks"),
    )
    op.create_table(
        "passages",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("reading_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("section", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_passages_reading_id"),
        sa.PrimaryKeyConstraint("id", name="pk_passages"),
    )
    op.create_index("ix_passages_reading_id_ordinal", "passages", ["reading_id", "ordinal"], unique=True)
    op.create_table(
        "sections",
        sa.Column("reading_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("path", sa.JSON(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_sections_reading_id"),
        sa.PrimaryKeyConstraint("reading_id", "ordinal", name="pk_sections"),
    )
    op.create_table(
        "sentences",
        sa.Column("reading_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_digest", sa.Text(), nullable=False),
        sa.Column("segments", sa.JSON(), nullable=False),
        sa.Column("section", sa.Integer(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("lead_in", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_sentences_reading_id"),
        sa.PrimaryKeyConstraint("reading_id", "ordinal", name="pk_sentences"),
    )
    state = sa.table("state", sa.column("key", sa.Text), sa.column("value", sa.Text))
    op.bulk_insert(state, [{"key": "changes", "value": "0"}, {"key": "lineage", "value": uuid4().hex}])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
