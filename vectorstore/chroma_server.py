"""Connects to a Chroma server, one's own or Chroma Cloud, so that nobody waits for it for ever.

API: https://docs.trychroma.com/reference/python/client, https://docs.trychroma.com/cloud/quotas-limits
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from chromadb.api import ClientAPI, ServerAPI

CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 5.0
"""How long a question to the server waits for its answer: it takes some milliseconds."""
WORK_SECONDS = 60.0
"""How long what is given to the server, or listed, may take: thousands of vectors at a time."""
WORK = ("/add", "/delete", "/get", "/update", "/upsert")
"""The ends of the addresses of all that takes long. The address of a collection alone is asked to delete it."""

CLOUD_ENTRIES = 300
"""Chroma Cloud takes and gives no more in one call."""


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """Where a server is; ``tenant`` and ``database`` None: its default ones, or those that the key is for."""

    url: str
    tenant: str | None = None
    database: str | None = None
    api_key: str | None = field(default=None, repr=False)

    @property
    def shown(self) -> str:
        """The address as it is shown to people: what stands before @ in it is a secret."""
        return self.url.rpartition("@")[2]

    @property
    def entries_at_once(self) -> int | None:
        """How many entries one call may take or give; None where a server of one's own sets no such limit."""
        return CLOUD_ENTRIES if self.api_key else None

    def connect(self) -> ClientAPI:
        """Return a client; ``ValueError`` when the address is none, and whatever Chroma raises."""
        # Chroma takes 1.5 s to import.
        from chromadb.api.client import Client  # noqa: PLC0415
        from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT  # noqa: PLC0415

        asked: list[Any] = []

        class Bounded(Client):
            """Asks nothing before its time is limited: Chroma's own waits for ever, and asks while it is made."""

            def get_user_identity(self) -> Any:
                asked.append(self._server)
                limit_time(self._server)
                return self._server.get_user_identity()

            def _validate_tenant_database(self, tenant: str, database: str) -> None:
                """Leave it to the first question, which is told what is missing."""

        settings = self._settings()
        tenant = self.tenant or (None if self.api_key else DEFAULT_TENANT)
        database = self.database or (None if self.api_key else DEFAULT_DATABASE)
        try:
            return Bounded(tenant=tenant, database=database, settings=settings)
        except BaseException:
            close_sessions(*asked)
            raise

    def _settings(self) -> Any:
        parts = urlsplit(self.url)
        encrypted = parts.scheme == "https"
        if parts.scheme not in ("http", "https") or not parts.hostname:
            message = "it is not a URL such as http://127.0.0.1:8000"
            raise ValueError(message)
        return chroma_settings(
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=parts.hostname,
            chroma_server_http_port=parts.port or (443 if encrypted else 80),
            chroma_server_ssl_enabled=encrypted,
            **(self._proof() if self.api_key else {}),
        )

    def _proof(self) -> dict[str, Any]:
        """Return what Chroma's own CloudClient sets; what is not stated of tenant and database, the key tells."""
        return {
            "chroma_client_auth_provider": "chromadb.auth.token_authn.TokenAuthClientProvider",
            "chroma_client_auth_credentials": self.api_key,
            "chroma_auth_token_transport_header": "X-Chroma-Token",
            "chroma_overwrite_singleton_tenant_database_access_from_auth": not (self.tenant and self.database),
        }


def chroma_settings(**given: Any) -> Any:
    """Return settings for Chroma that come from nowhere else."""
    from chromadb.config import Settings  # noqa: PLC0415

    # Chroma would read a file .env in the folder where the command runs: it holds other programs' secrets.
    return Settings(_env_file=None, anonymized_telemetry=False, **given)


def limit_time(server: ServerAPI) -> None:
    """Limit how long the HTTP client inside Chroma's waits, by what it asks."""
    for session in _sessions(server):
        session.event_hooks = {"request": [_limit_request]}


def close_sessions(*servers: Any) -> None:
    """Close the HTTP clients inside Chroma's, which are not closed with them."""
    for session in _sessions(*servers):
        session.close()


def _sessions(*servers: Any) -> list[Any]:
    return [server._session for server in servers if hasattr(server, "_session")]  # noqa: SLF001


def _limit_request(request: Any) -> None:
    slow = request.method == "DELETE" or request.url.path.endswith(WORK)
    seconds = WORK_SECONDS if slow else ANSWER_SECONDS
    times = {"connect": CONNECT_SECONDS, "pool": ANSWER_SECONDS, "read": seconds, "write": seconds}
    request.extensions["timeout"] = times
