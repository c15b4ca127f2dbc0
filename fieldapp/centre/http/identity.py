"""Who asks: the device that a request names, once its token proves it."""

from __future__ import annotations

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.domain.errors import CentreRefused


async def known_centre(centre: LocalCentre, request: Request) -> LocalCentre:
    """Return the centre as the device of this request sees it. Raises CentreRefused("device-unknown")."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise CentreRefused("device-unknown")
    return await run_in_threadpool(centre.known_as, request.headers.get("fieldapp-device", ""), token.strip())
