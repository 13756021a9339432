"""Work through the process that owns the data folder: what a command asks of a running ``panel serve``."""

from __future__ import annotations

import datetime as dt
import http.client
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from assistant.answers import Answer, Question
from assistant.errors import BadQuestion, BadRequest, OwnerFailed
from assistant.filters import filter_fields
from assistant.found import SearchResult
from assistant.showing import Sources
from ingest.documents import Visibility

OWNER_FILE = "owner.json"
CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 600.0
REFUSALS = {"/problems/bad-question": BadQuestion, "/problems/bad-request": BadRequest}

Told = Callable[[str, int, int], None]
"""Called as long work goes on: what work, how much is done, how much there is."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A running ``panel serve`` and the token that opens its door for commands."""

    host: str
    port: int
    token: str

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question."""
        return Answer.model_validate_json(self._call("POST", "/v1/answers", _as_asked(question)))

    def search(self, question: Question, *, limit: int) -> SearchResult:
        """Return the passages found for a question."""
        body = _as_asked(question) | {"limit": limit}
        return SearchResult.model_validate_json(self._call("POST", "/owner/search", body))

    def find_answer(self, identity: str) -> Answer | None:
        """Return an answer that was given, by its id."""
        found = self._find(f"/v1/answers/{quote(identity, safe='', errors='replace')}")
        return Answer.model_validate_json(found) if found else None

    def find_sources(self, identity: str) -> Sources | None:
        """Return whether the sources of an answer still stand."""
        found = self._find(f"/v1/answers/{quote(identity, safe='', errors='replace')}/sources")
        return Sources.model_validate_json(found) if found else None

    def _find(self, path: str) -> bytes | None:
        with self._send("GET", path) as response:
            return None if response.status == http.client.NOT_FOUND else _read(response)

    def status(self) -> dict[str, Any]:
        """Return what is held and whether record and indexes agree."""
        return dict(json.loads(self._call("GET", "/owner/status")))

    def ingest(self, paths: Sequence[Path], stated: Mapping[str, str], *, told: Told) -> dict[str, Any]:
        """Take documents in; return how many came to what, and why some failed."""
        body = {"paths": [str(path.absolute()) for path in paths], "stated": dict(stated)}
        return self._work("/owner/ingest", body, told=told)

    def sync(self, order: Mapping[str, Any], *, told: Told) -> dict[str, Any]:
        """Visit sources; return what came of each."""
        return self._work("/owner/sync", order, told=told)

    def keep(self, what: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Do what ``panel publications`` does."""
        plain = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in given.items()}
        return dict(json.loads(self._call("POST", f"/owner/keep/{what}", plain)))

    def _work(self, path: str, body: Mapping[str, Any], *, told: Told) -> dict[str, Any]:
        with self._send("POST", path, body) as response:
            if response.status != http.client.OK:
                _read(response)
            for line in map(json.loads, response):
                if "progress" in line:
                    told(*line["progress"].values())
                elif "report" in line:
                    return dict(line["report"])
                else:
                    raise _refusal(line["problem"])
        raise OwnerFailed("“panel serve” stopped while documents were taken in; start it, and repeat this.")

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> bytes:
        with self._send(method, path, body) as response:
            return _read(response)

    def _send(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=ANSWER_SECONDS)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Connection": "close"}
        try:
            connection.request(method, path, json.dumps(body).encode() if body is not None else None, headers)
            return connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            message = f"“panel serve” does not answer ({error}); stop it, start it again and repeat this."
            raise OwnerFailed(message) from error


def find_owner(data_dir: Path) -> Owner | None:
    """Return the ``panel serve`` that has a data folder open; None when none runs, or when what it left is old."""
    try:
        said = json.loads((data_dir / OWNER_FILE).read_bytes())
        place = urlsplit(said["url"])
        owner = Owner(place.hostname or "", place.port or 0, said["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return owner if _is_there(owner) else None


def _is_there(owner: Owner) -> bool:
    """Say whether the process still listens: one that was killed leaves its file behind."""
    connection = http.client.HTTPConnection(owner.host, owner.port, timeout=CONNECT_SECONDS)
    try:
        connection.connect()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _as_asked(question: Question) -> dict[str, Any]:
    wanted = question.wanted
    return {
        "question": question.text,
        "history": [turn.model_dump() for turn in question.history],
        "words": question.words,
        "staff": Visibility.STAFF in wanted.visibilities,
        **filter_fields(wanted),
    }


def _read(response: http.client.HTTPResponse) -> bytes:
    body = response.read()
    if response.status == http.client.OK:
        return body
    try:
        problem = json.loads(body)
    except ValueError:
        problem = {"detail": f"“panel serve” answered with status {response.status}; start it again."}
    raise _refusal(problem)


def _refusal(problem: Mapping[str, Any]) -> Exception:
    return REFUSALS.get(problem.get("type", ""), OwnerFailed)(problem["detail"])
