"""Answers given, the conversations they belong to, and the events that doors have taken on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("history", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("given", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
    )
    op.create_table(
        "conversations",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("answer_id", sa.Text(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_conversations"),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name="fk_conversations_answer_id"),
    )
    op.create_table(
        "deliveries",
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("taken", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("door", "event", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_taken", "deliveries", ["taken"], unique=False)


def downgrade() -> None:
    for table in ("deliveries", "conversations", "answers"):
        op.drop_table(table)
