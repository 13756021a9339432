"""Who may ask: everybody on this machine, whoever has a key elsewhere, and the owner of the data folder.

A request is local when the server listens on loopback and is called by a loopback name. The name is looked at because
a page of another site can make a browser call this machine under that site's name, and because a tunnel that brings
Slack's events here would open everything else to the world.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.addresses import is_loopback
from assistant.api.problems import FORBIDDEN, NO_KEY, Problem, as_response
from assistant.keys import KeyFile
from ingest.documents import Visibility
from vectorstore.publications import PUBLIC

OPEN_PATHS = ("/health/", "/assets/")
ASKS_FOR_KEY = {"WWW-Authenticate": 'Bearer realm="panel", Basic realm="panel"'}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: what they may see, and whether they are the owner of the data folder."""

    visibilities: frozenset[Visibility] = PUBLIC
    owner: bool = False

    @property
    def staff(self) -> bool:
        """Whether the caller may see what only staff may see."""
        return Visibility.STAFF in self.visibilities


class NotAllowed(Exception):
    """A caller may not do what they ask for; holds the problem that says so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


EVERYBODY, STAFF, OWNER = Caller(), Caller(frozenset(Visibility)), Caller(frozenset(Visibility), owner=True)


@dataclass(frozen=True, slots=True)
class Access:
    """Notes who sent a request, or refuses it; ``doors`` are paths that check their callers themselves."""

    app: ASGIApp
    keys: KeyFile
    loopback: bool
    token: str = ""
    doors: frozenset[str] = frozenset()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        caller = self._caller(scope["path"], Headers(scope=scope))
        if isinstance(caller, Problem):
            headers = ASKS_FOR_KEY if caller.status == NO_KEY.status else None
            await as_response(caller, headers)(scope, receive, send)
            return
        scope.setdefault("state", {})["caller"] = caller
        await self.app(scope, receive, send)

    def _caller(self, path: str, headers: Headers) -> Caller | Problem:
        if path.startswith(OPEN_PATHS) or path in self.doors:
            return EVERYBODY
        given = read_key(headers)
        if given and self.token and hmac.compare_digest(given.encode(), self.token.encode()):
            return OWNER
        if self.loopback and is_loopback(read_host(headers)):
            return EVERYBODY
        key = self.keys.find(given) if given else None
        if key is None:
            said = "This key is not known, or was revoked" if given else "Beyond the machine it runs on a key is needed"
            return NO_KEY.because(f"{said}; ask whoever runs this service for one (“panel keys create”).")
        return STAFF if key.staff else EVERYBODY


def read_key(headers: Mapping[str, str]) -> str:
    """Return the key of a request: a bearer token, or the password of basic authentication; else nothing."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def read_host(headers: Mapping[str, str]) -> str:
    """Return the name by which a server is called, without its port."""
    host = headers.get("host", "")
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def find_caller(request: Request) -> Caller:
    """Return who sent a request."""
    caller = request.scope.get("state", {}).get("caller", EVERYBODY)
    return caller if isinstance(caller, Caller) else EVERYBODY


def find_owner(caller: Annotated[Caller, Depends(find_caller)]) -> Caller:
    """Return the caller if it is the owner of the data folder; ``NotAllowed`` otherwise."""
    if not caller.owner:
        raise NotAllowed(FORBIDDEN.because("Only commands of this data folder's owner may do this; use “panel” there."))
    return caller


def check_staff(caller: Caller) -> frozenset[Visibility]:
    """Return what a caller sees who asks for what only staff may see; ``NotAllowed`` when they may not."""
    if not caller.staff:
        detail = (
            "Only a staff key shows what is not public; leave “staff” out, or use one (“panel keys create --staff”)."
        )
        raise NotAllowed(FORBIDDEN.because(detail))
    return caller.visibilities


Known = Annotated[Caller, Depends(find_caller)]
Owner = Annotated[Caller, Depends(find_owner)]
