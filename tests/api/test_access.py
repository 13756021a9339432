from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from assistant.api.app import create_app
from assistant.bootstrap import open_panel
from assistant.errors import BadRequest
from assistant.keys import KeyFile
from assistant.serving import check_keys, own_url
from assistant.settings import Settings
from assistant.work import Work
from tests.api.conftest import TOKEN
from tests.api.serving import serving
from tests.conftest import copy_folder
from tests.samples import COUNT


def bearer(key: str) -> dict[str, str]:
    """Return the header that carries a key."""
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def keys(tmp_path: Path) -> KeyFile:
    """A file of keys that is not there yet."""
    return KeyFile(tmp_path / "data" / "api-keys.json")


@pytest.fixture
def far(sample_folder: Path, tmp_path: Path, keys: KeyFile) -> Iterator[httpx.Client]:
    """A client of a server that others can reach."""
    settings = Settings(data_dir=copy_folder(sample_folder, tmp_path / "data"), host="0.0.0.0")  # noqa: S104  never bound
    keys.path.parent.mkdir(exist_ok=True)
    work = Work(threads=1, most_waiting=9, seconds=30)
    with open_panel(settings, purpose="a test") as panel, closing(work):
        app = create_app(panel, work=work, token=TOKEN)
        with serving(app) as client:
            yield client


def test_beyond_loopback_a_key_is_needed(far: httpx.Client, keys: KeyFile) -> None:
    """Without a key, or with a wrong one, nothing is told but that one is needed; health needs none."""
    own, key = keys.create("a partnership", staff=False)
    refused = far.get("/v1/publications")
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/key-needed")
    assert "Basic" in refused.headers["www-authenticate"]
    assert far.get("/v1/publications", headers=bearer("panel_wrong")).status_code == 401
    assert far.get("/v1/publications", headers=bearer(key)).status_code == 200
    assert far.get("/v1/publications", auth=("anyone", key)).status_code == 200
    assert far.get("/health/live").status_code == 200
    keys.revoke(own.id)
    assert far.get("/v1/publications", headers=bearer(key)).status_code == 401


def test_only_a_staff_key_shows_what_is_not_public(far: httpx.Client, keys: KeyFile) -> None:
    """A public key that asks for more is told that it may not; a staff key may."""
    (_, public), (_, staff) = keys.create("public", staff=False), keys.create("staff", staff=True)
    statuses = [far.get("/v1/search?q=links&staff=true", headers=bearer(key)).status_code for key in (public, staff)]
    assert statuses == [403, 200]


@pytest.mark.parametrize(
    "given", ["Basic !!!", "Basic " + base64.b64encode(b"\xff:\xff").decode(), "Bearer", "Other x"]
)
def test_a_broken_key_is_no_key(far: httpx.Client, given: str) -> None:
    """What cannot be read as a key is refused as a missing one is."""
    assert far.get("/v1/publications", headers={"Authorization": given}).status_code == 401


def test_on_loopback_only_loopback_names_need_no_key(client: httpx.Client) -> None:
    """A request that calls this machine by another name comes from a foreign page or a tunnel, and needs a key."""
    for host in ("localhost:8000", "127.0.0.1", "[::1]:80"):
        assert client.get("/v1/publications", headers={"Host": host}).status_code == 200
    for host in ("panel.example", "localhost.panel.example", "10.0.0.1", ""):
        assert client.get("/v1/publications", headers={"Host": host}).status_code in {400, 401}


def test_the_owner_needs_the_token(client: httpx.Client) -> None:
    """The owner's door opens with the token of the data folder and with nothing else."""
    assert client.get("/owner/status").status_code == 403
    assert client.get("/owner/status", headers=bearer("wrong")).status_code == 403
    assert client.get("/owner/status", headers=bearer(TOKEN)).json()["publications"] == COUNT
    assert client.post("/owner/ingest", json={"paths": ["/"]}).status_code == 403


def test_keys_are_kept_as_digests(keys: KeyFile) -> None:
    """The file holds no key, only its owner may read it, and a key is found until it is revoked."""
    own, key = keys.create(" a partnership ", staff=True)
    assert key not in keys.path.read_text()
    assert keys.path.stat().st_mode & 0o777 == 0o600
    assert (own.name, own.staff, keys.find(key), keys.find(key + "x")) == ("a partnership", True, own, None)
    assert keys.revoke(own.id).revoked is not None
    assert (keys.find(key), [held.id for held in keys.read()]) == (None, [own.id])


def test_what_cannot_be_a_key_file_is_said(keys: KeyFile) -> None:
    """A key without a name, an unknown id and a damaged file are each one sentence."""
    with pytest.raises(BadRequest, match="The name of a key is empty"):
        keys.create(" ", staff=False)
    with pytest.raises(BadRequest, match="There is no key 'x'"):
        keys.revoke("x")
    keys.path.parent.mkdir(parents=True, exist_ok=True)
    keys.path.write_text("[{}]")
    with pytest.raises(BadRequest, match="cannot be read; mend it"):
        keys.find("any")


def test_others_are_never_served_without_keys(keys: KeyFile) -> None:
    """On an address that others reach, a server without a key that counts does not start."""
    settings = Settings(data_dir=keys.path.parent, host="0.0.0.0")  # noqa: S104  never bound
    with pytest.raises(BadRequest, match="PANEL_API_KEYS"):
        check_keys(settings)
    own, _ = keys.create("one", staff=False)
    check_keys(settings)
    keys.revoke(own.id)
    with pytest.raises(BadRequest, match="panel keys create"):
        check_keys(settings)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("0.0.0.0", "http://127.0.0.1:80"),  # noqa: S104  never bound
        ("::", "http://[::1]:80"),
        ("::1", "http://[::1]:80"),
        ("localhost", "http://localhost:80"),
    ],
)
def test_commands_reach_a_server_wherever_it_listens(host: str, url: str) -> None:
    """Every address that is listened on has one that this machine can call."""
    assert own_url(host, 80) == url
