"""The desk's page of tablets: state, last contact, what is lost, who was given the code of which (SYN-6)."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.bundle_log import read_brought
from fieldapp.centre.devices.key_handouts import read_handouts
from fieldapp.centre.devices.lost_history import read_lost
from fieldapp.centre.devices.retirement import read_devices
from fieldapp.centre.pages.device_rows import device_rows
from fieldapp.centre.pages.html import html_page
from fieldapp.centre.pages.rendering import Pages
from fieldapp.centre.pages.routes import desk_language, desk_only
from fieldapp.centre.settings import CentreSettings


def tablet_page(database: Database, settings: CentreSettings, pages: Pages) -> APIRouter:
    """Return the route of the page; it only tells, a tablet is revoked or opened at the command line."""
    router = APIRouter(include_in_schema=False, dependencies=[Depends(desk_only)], default_response_class=HTMLResponse)

    @router.get("/devices")
    def device_list(request: Request) -> Response:
        language = desk_language(request, settings)
        with database.read() as connection:
            rows = device_rows(
                read_devices(connection),
                read_handouts(connection),
                read_brought(connection),
                read_lost(connection),
                pages.words(language),
            )
        return html_page(pages.device_list(rows, language))

    return router
