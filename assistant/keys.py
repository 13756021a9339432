"""API keys: a file of hashed keys; a key itself is shown once, when it is made."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.answers import Value
from assistant.errors import BadRequest

PREFIX = "panel_"


class ApiKey(Value):
    """What is kept of a key: never the key. A digest of 256 random bits needs no salt."""

    id: str
    name: str
    digest: str
    staff: bool
    created: dt.datetime
    revoked: dt.datetime | None = None


KEYS = TypeAdapter(tuple[ApiKey, ...])


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A file of hashed keys; changes are seen by whoever reads it next."""

    path: Path

    def read(self) -> tuple[ApiKey, ...]:
        """Return all keys, in the order in which they were made; ``BadRequest`` when the file cannot be used."""
        try:
            return KEYS.validate_json(self.path.read_bytes()) if self.path.exists() else ()
        except (OSError, ValidationError) as error:
            message = f"The file of API keys {self.path} cannot be read; mend it, or move it away and make new keys."
            raise BadRequest(message) from error

    def find(self, key: str) -> ApiKey | None:
        """Return what is kept of a key that counts; None when it is unknown or revoked."""
        digest = _digest(key)
        found = [own for own in self.read() if hmac.compare_digest(own.digest, digest)]
        return found[0] if found and found[0].revoked is None else None

    def create(self, name: str, *, staff: bool) -> tuple[ApiKey, str]:
        """Make a key; return what is kept of it and the key."""
        if not name.strip():
            raise BadRequest("The name of a key is empty; say who or what it is for.")
        key = PREFIX + secrets.token_urlsafe(32)
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        own = ApiKey(id=secrets.token_hex(4), name=name.strip(), digest=_digest(key), staff=staff, created=now)
        self._write((*self.read(), own))
        return own, key

    def revoke(self, identity: str) -> ApiKey:
        """Make a key count no longer; ``BadRequest`` when there is none of that id."""
        keys = self.read()
        own = next((key for key in keys if key.id == identity), None)
        if own is None:
            raise BadRequest(f"There is no key {identity!r}; “panel keys list” shows those there are.")
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        revoked = own.model_copy(update={"revoked": own.revoked or now})
        self._write(tuple(revoked if key.id == identity else key for key in keys))
        return revoked

    def _write(self, keys: Sequence[ApiKey]) -> None:
        write_secret(self.path, KEYS.dump_json(tuple(keys), indent=1))


def write_secret(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, all at once: a crash leaves the old one or the new one."""
    spare = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(file, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        spare.replace(path)
    except OSError as error:
        raise BadRequest(f"{path} cannot be written ({error.strerror}); check the folder's rights.") from error


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
