"""What anyone may see: whether a report is the one the centre has (its QR code leads here), and how the pages look."""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from fieldapp.centre.database.engine import Database
from fieldapp.centre.pages.html import html_page
from fieldapp.centre.pages.rendering import Pages
from fieldapp.centre.settings import CentreSettings
from fieldapp.centre.verification import verify
from fieldapp.domain.errors import CentreRefused
from fieldapp.texts.catalogue import LANGUAGES

_FONTS = ("400Regular", "500Medium", "600SemiBold")
_VERSION = re.compile(r"[1-9][0-9]{0,8}")
_WEIGHT = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


def public_routes(database: Database, settings: CentreSettings, pages: Pages) -> APIRouter:
    """Return the routes that need no sign-in and answer every peer."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/verify/{number}/{version}")
    def verification(number: str, version: str, request: Request, sha256: str | None = None) -> Response:
        language = preferred_language(request, settings.language)
        found = None
        if _VERSION.fullmatch(version):
            with database.read() as connection:
                found = verify(connection, number, int(version), sha256, settings.blobs)
        path = f"/verify/{quote(number, safe='')}/{quote(version, safe='')}"
        path += f"?sha256={quote(sha256, safe='')}" if sha256 else ""
        page = pages.verification(found, path, language)
        return html_page(page, HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)

    @router.get("/style.css")
    def style() -> Response:
        return Response(pages.style, media_type="text/css")

    @router.get("/fonts/{weight}.ttf")
    def font(weight: str) -> Response:
        if weight not in _FONTS:
            raise CentreRefused("road-unknown")
        path = settings.resources / "fonts" / f"NotoSansSC_{weight}.ttf"
        return FileResponse(path, media_type="font/ttf", headers={"Cache-Control": "max-age=31536000, immutable"})

    return router


def preferred_language(request: Request, otherwise: str) -> str:
    """Return the language asked for by `?language`, else the browser's (Accept-Language), else `otherwise`."""
    wanted = request.query_params.get("language", "")
    if wanted in LANGUAGES:
        return wanted
    liked = [_liking(entry) for entry in request.headers.get("accept-language", "").split(",")]
    known = [(weight, language) for weight, language in liked if weight > 0 and language in LANGUAGES]
    return max(known, key=lambda entry: entry[0])[1] if known else otherwise


def _liking(entry: str) -> tuple[float, str]:
    """Return weight and main language of one entry, such as `zh-CN;q=0.8`."""
    tag, _, parameter = entry.strip().lower().partition(";")
    weight = _WEIGHT.fullmatch(parameter.strip()) if parameter else None
    return float(weight[1]) if weight else 1.0, tag.strip().partition("-")[0]
