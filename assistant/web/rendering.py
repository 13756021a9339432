"""Templates to responses: everything is escaped, nothing is kept by browsers, nothing foreign is loaded."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.telling import name_parties
from assistant.web.naming import STATE_SENTENCES, STATES, name_day, name_kind, name_speaker
from assistant.web.places import link_publication, web_address

HERE = Path(__file__).parent
STATIC = HERE / "static"
"""What is served at /assets: one folder, named by its contents, so that browsers may keep it for ever."""

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    # Pages hold what was asked: no shared computer keeps them, no other site learns their address.
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(HERE / "templates"),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {
        "day": name_day,
        "kind": name_kind,
        "parties": lambda letter: name_parties(letter.sender, letter.recipient),
        "speaker": name_speaker,
        "web_address": web_address,
    }
    environment.globals |= {
        "assets": f"/assets/{find_assets().name}",
        "link_publication": link_publication,
        "states": STATES,
        "state_sentences": STATE_SENTENCES,
    }
    return environment


def find_assets() -> Path:
    """Return the folder of the style sheet and the scripts."""
    (folder,) = (path for path in STATIC.iterdir() if path.is_dir())
    return folder


def render(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page."""
    body = _environment().get_template(template).render(values)
    return HTMLResponse(body, status, headers=HEADERS)


def render_problem(request: Request, *, status: int, title: str, detail: str) -> HTMLResponse:
    """Return a page that says what went wrong and how to mend it."""
    again = request.url.path if request.method == "GET" and status in (429, 500, 503) else None
    return render("problem.html", status=status, title=title, detail=detail, again=again)
