"""Run by Alembic, on the connection that the record gives it and within that connection's transaction."""

from __future__ import annotations

from alembic import context

from vectorstore.catalogue import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
