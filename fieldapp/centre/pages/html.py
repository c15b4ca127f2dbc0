"""An answer with a page in it: what it may load and that nobody keeps it."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Response
from fastapi.responses import HTMLResponse

_POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'"


def html_page(html: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Return the page; it runs no script and loads style and fonts of this centre only."""
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return HTMLResponse(html, status, headers=headers)
