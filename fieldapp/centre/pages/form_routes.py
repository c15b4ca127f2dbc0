"""The desk's page of forms: every version, the workbook it was made of, and the lists that it reads."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from fieldapp.centre.choice_lists import read_published_list
from fieldapp.centre.database.engine import Database
from fieldapp.centre.forms_desk.overview import read_overview
from fieldapp.centre.forms_desk.versions import read_versions, read_workbook
from fieldapp.centre.pages.html import html_page
from fieldapp.centre.pages.rendering import Pages
from fieldapp.centre.pages.routes import desk_language, desk_only
from fieldapp.centre.settings import CentreSettings
from fieldapp.forms.choice_file import written_choice_file

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
    def workbook(sha256: str, request: Request) -> Response:
        with database.read() as connection:
            version = next((known for known in read_versions(connection) if known.sha256 == sha256), None)
            if version is None or not version.workbook_sha256:
                return missing(request)
            content = read_workbook(connection, version.sha256)
        return _file(content, f"{version.form_id}-{version.version}.xlsx", _WORKBOOK)

    @router.get("/forms/lists/{list_id}.csv")
    def choice_list(list_id: str, request: Request) -> Response:
        with database.read() as connection:
            found = read_published_list(connection, list_id)
        if found is None:
            return missing(request)
        # A workbook names its list by the name of this file, so it has to stay as it is.
        return _file(written_choice_file(found), f"{found.list_id}.csv", "text/csv; charset=utf-8")

    def missing(request: Request) -> Response:
        """A person follows these links: the answer is a page, no problem document."""
        return html_page(pages.missing(desk_language(request, settings)), HTTPStatus.NOT_FOUND)

    return router


def _file(content: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(content, HTTPStatus.OK, headers=headers, media_type=media_type)
