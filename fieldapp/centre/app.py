"""The centre, composed: one application out of database, settings and certificate; no Qt, no globals."""

from __future__ import annotations

from fastapi import FastAPI
from sqlalchemy import Connection

from fieldapp.centre import facts
from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices import identity, uploads
from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.centre.devices.retirement import company_key
from fieldapp.centre.http import openapi, problems
from fieldapp.centre.http.bundle_routes import bundle_routes
from fieldapp.centre.http.device_routes import device_routes
from fieldapp.centre.http.upload_routes import upload_routes
from fieldapp.centre.pages.form_routes import form_routes
from fieldapp.centre.pages.parked_page import parked_page
from fieldapp.centre.pages.public_routes import public_routes
from fieldapp.centre.pages.rendering import Pages
from fieldapp.centre.pages.routes import page_routes
from fieldapp.centre.pages.tablet_page import tablet_page
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import BadInput, NotFound
from fieldapp.domain.ids import EngineerId
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.trust.enrolment import EnrolmentTicket, is_address
from fieldapp.trust.escrow import EscrowKey


def create_app(database: Database, settings: CentreSettings) -> FastAPI:
    """Return the ASGI application; it holds no state of its own, so several workers may share one database."""
    app = FastAPI(docs_url=None, redoc_url=None)  # their pages load scripts from elsewhere
    centre = local_centre(database, settings)
    uploads.sweep(database, settings)
    problems.install(app)
    openapi.install(app)
    app.include_router(device_routes(centre))
    app.include_router(bundle_routes(centre))
    app.include_router(upload_routes(centre))
    pages = Pages.load(settings)
    app.include_router(page_routes(database, settings, pages))
    app.include_router(form_routes(database, settings, pages))
    app.include_router(tablet_page(database, settings, pages))
    app.include_router(parked_page(database, settings, pages))
    app.include_router(public_routes(database, settings, pages))
    return app


def local_centre(database: Database, settings: CentreSettings) -> LocalCentre:
    """Return the centre as a device in the same process sees it; begins the database's epoch where it has none."""

    def prepare(connection: Connection) -> EscrowKey:
        facts.begin_epoch(connection)
        return company_key(connection, settings.trust)

    escrow = database.transact(prepare)
    ca = CompanyCa.open(settings.trust, settings.company)
    return LocalCentre(database=database, settings=settings, ca_pem=ca.certificate_pem, escrow_key=escrow.public_key)


def new_ticket(
    database: Database, settings: CentreSettings, engineer_id: EngineerId, url: str | None = None
) -> EnrolmentTicket:
    """Return a fresh ticket for an engineer's tablet, for `url` or the address where the centre last ran.

    Raises NotFound("engineer.unknown" | "centre.address-unknown"), BadInput("centre.url-invalid") for a bad `url`.
    """
    ca = CompanyCa.open(settings.trust, settings.company)
    with database.write() as connection:
        if url and not is_address(url):
            raise BadInput("centre.url-invalid", url=url)
        address = url or facts.read(connection, facts.Fact.ADDRESS)
        if address is None:
            raise NotFound("centre.address-unknown")
        code = identity.issue_code(connection, engineer_id, settings.now(), settings.ticket_life)
        return EnrolmentTicket(url=address, code=code, ca_sha256=ca.fingerprint)
