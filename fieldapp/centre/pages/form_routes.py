"""The desk's page of forms: every version, and the workbook it was made of."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.blobs import checked_name
from fieldapp.centre.forms_desk.overview import read_overview
from fieldapp.centre.forms_desk.versions import read_versions, read_workbook
from fieldapp.centre.pages.html import html_page
from fieldapp.centre.pages.rendering import Pages
from fieldapp.centre.pages.routes import desk_language, desk_only
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import CentreRefused, NotFound

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def form_routes(database: Database, settings: CentreSettings, pages: Pages) -> APIRouter:
    """Return the routes of the forms' page; answered to this machine only, like the other pages of the desk."""
    router = APIRouter(include_in_schema=False, dependencies=[Depends(desk_only)], default_response_class=HTMLResponse)

    @router.get("/forms")
    def form_list(request: Request) -> Response:
        with database.read() as connection:
            found = read_overview(connection)
        return html_page(pages.form_list(found, desk_language(request, settings)))

    @router.get("/forms/{sha256}.xlsx")
    def workbook(sha256: str) -> Response:
        name = checked_name(sha256)
        with database.read() as connection:
            version = next((known for known in read_versions(connection) if known.sha256 == name), None)
            if version is None:
                raise CentreRefused("blob-unknown")
            try:
                content = read_workbook(connection, name)
            except NotFound as fault:
                raise CentreRefused("blob-unknown") from fault
        headers = {
            "Content-Disposition": f'attachment; filename="{version.form_id}-{version.version}.xlsx"',
            "X-Content-Type-Options": "nosniff",
        }
        return Response(content, HTTPStatus.OK, headers=headers, media_type=_WORKBOOK)

    return router
