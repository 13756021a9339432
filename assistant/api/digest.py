"""The digest by HTTP: what is new since a day."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.api.access import Known, check_staff
from assistant.api.register_filters import Body
from assistant.api.shapes import Day, problems
from assistant.api.state import Parts, Works
from assistant.digest.entries import Digest
from assistant.digest.making import make_digest
from vectorstore.publications import PUBLIC

MOST_BODIES = 20

router = APIRouter(prefix="/v1/digest", tags=["Digest"])


@router.get("", summary="Tell what is new since a day", responses=problems(400, 403, 422, 503))
async def tell(
    since: Annotated[Day, Query(description="Since which day; that day counts.", examples=["2033-06-01"])],
    caller: Known,
    panel: Parts,
    work: Works,
    to: Annotated[
        list[Body] | None,
        Query(description="Only recommendations to this body or group of bodies.", max_length=MOST_BODIES),
    ] = None,
    staff: Annotated[bool, Query(description="Also what only staff may see; needs a staff key.")] = False,
) -> Digest:
    """Return what was published, changed, withdrawn, replaced and recommended, by dates that it names."""
    visibilities = check_staff(caller) if staff else PUBLIC
    return await work.try_run(make_digest, panel, since, to=to or (), visibilities=visibilities)
