"""The desk's pages: the orders, one order, its report. Answered to this machine only: there is no sign-in yet."""

from __future__ import annotations

import ipaddress

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from fieldapp.centre.archive import read_record
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import alerts, orders
from fieldapp.centre.desk.watch import EVERY
from fieldapp.centre.devices.blobs import checked_name, find
from fieldapp.centre.http.files import file_answer
from fieldapp.centre.pages.html import html_page
from fieldapp.centre.pages.rendering import Pages
from fieldapp.centre.settings import CentreSettings
from fieldapp.centre.vocabulary import read_vocabulary
from fieldapp.domain.errors import CentreRefused


def page_routes(database: Database, settings: CentreSettings, pages: Pages) -> APIRouter:
    """Return the routes of the desk's pages."""
    router = APIRouter(include_in_schema=False, dependencies=[Depends(desk_only)], default_response_class=HTMLResponse)

    @router.get("/")
    def order_list(request: Request) -> Response:
        with database.read() as connection:
            found = orders.read_all(connection)
            now = settings.now()
            standing = alerts.standing(connection, found, now)
        page = html_page(pages.order_list(found, standing, desk_language(request, settings), now))
        page.headers["Refresh"] = str(int(EVERY.total_seconds()))  # an alert comes to a page that nobody touches
        return page

    @router.get("/orders/{number}")
    def order(number: str, request: Request) -> Response:
        with database.read() as connection:
            record = read_record(connection, number, settings.blobs)
            vocabulary = read_vocabulary(connection, record.order, settings.now)
        return html_page(pages.order(record, vocabulary, desk_language(request, settings)))

    @router.get("/documents/{sha256}.pdf")
    def document(sha256: str, request: Request) -> Response:
        name = checked_name(sha256)
        with database.read() as connection:
            entry = find(connection, name, None)
        if entry is None or entry.media_type != "application/pdf":
            raise CentreRefused("blob-unknown")
        headers = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
        return file_answer(request, settings.blobs, entry, headers)

    return router


async def desk_only(request: Request) -> None:
    """Refuse everyone but this machine. Raises CentreRefused("desk-only")."""
    host = request.client.host if request.client else ""
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise CentreRefused("desk-only")


def desk_language(request: Request, settings: CentreSettings) -> str:
    """Return the language asked for by `?language`, else the centre's."""
    wanted = request.query_params.get("language", settings.language)
    return "en" if wanted == "en" else "zh"
