"""A larger deployment: machines, each with a data folder of its own, that share a record and a Chroma server."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, delete, insert, select

from tests.functional.conftest import with_model
from tests.functional.door import Door
from vectorstore.batches import in_batches
from vectorstore.catalogue import metadata
from vectorstore.record import open_record
from vectorstore.store import RECORD


@dataclass(frozen=True, slots=True)
class Machine(Door):
    """The command ``panel`` on one of the machines."""

    shared: Mapping[str, str] = field(default_factory=dict)

    def environment(self, **settings: str) -> dict[str, str]:
        """Return what the command sees of the world: a home, a data folder, and where what is shared is."""
        return Door.environment(self, **self.shared, **settings)


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where what machines share is, and where their own folders are put."""

    folder: Path
    models: Path
    database_url: str
    chroma_url: str

    def machine(self, name: str) -> Machine:
        """Return a new machine, in whose data folder there is nothing but the exported model."""
        home = self.folder / name
        home.mkdir()
        shared = {"PANEL_DATABASE_URL": self.database_url, "PANEL_CHROMA_URL": self.chroma_url}
        return Machine(with_model(home / "data", self.models), shared)

    def copy_record(self, folder: Path) -> None:
        """Put the record of a data folder into the shared database, all of it: ids and revision are the same."""
        own, shared = (create_engine(url) for url in (f"sqlite:///{folder / RECORD}", self.database_url))
        with closing(open_record(self.database_url)):
            pass
        with own.connect() as source, shared.begin() as target:
            for table in reversed(metadata.sorted_tables):
                target.execute(delete(table))
            for table in metadata.sorted_tables:
                for rows in in_batches(source.execute(select(table)).mappings()):
                    target.execute(insert(table), [dict(row) for row in rows])
        own.dispose()
        shared.dispose()
