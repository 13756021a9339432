"""What the routes share: the parts of the service, kept with the app."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from assistant.bootstrap import Panel
from assistant.work import Work


def find_panel(request: Request) -> Panel:
    """Return the parts that the app was made with."""
    return cast("Panel", request.app.state.panel)


def find_work(request: Request) -> Work:
    """Return where blocking work is done."""
    return cast("Work", request.app.state.work)


Parts = Annotated[Panel, Depends(find_panel)]
Works = Annotated[Work, Depends(find_work)]
