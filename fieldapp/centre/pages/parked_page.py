"""The desk's page of what waits for a word of the office; it only tells, the word is given at the command line."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices import parked
from fieldapp.centre.pages.html import html_page
from fieldapp.centre.pages.parked_rows import parked_rows
from fieldapp.centre.pages.rendering import Pages
from fieldapp.centre.pages.routes import desk_language, desk_only
from fieldapp.centre.settings import CentreSettings


def parked_page(database: Database, settings: CentreSettings, pages: Pages) -> APIRouter:
    """Return the route of the page (SYN-8)."""
    router = APIRouter(include_in_schema=False, dependencies=[Depends(desk_only)], default_response_class=HTMLResponse)

    @router.get("/parked")
    def parked_list(request: Request) -> Response:
        language = desk_language(request, settings)
        with database.read() as connection:
            rows = parked_rows(parked.waiting(connection), pages.words(language))
        return html_page(pages.parked_list(rows, language))

    return router
