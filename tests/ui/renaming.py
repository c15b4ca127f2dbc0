"""The page of another name over a centre that gives names, or refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from fieldapp.domain.errors import BadInput, FieldappError
from fieldapp.scanning.decode import read_picture
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.access_screens import rename_screen
from fieldapp.ui.viewmodels.rename import RenameDoors, RenameViewModel
from tests.ui.stage import Device

TICKET = "FIELDAPP1:https://centre.example:8443|ABCDEFGH12345678|digest"
STRANGE = "FIELDAPP1:https://other.example:8443|ABCDEFGH12345678|other"
PIN = "246810"


@dataclass
class NamingCentre:
    """A centre that gives names, or refuses with `fault`."""

    fault: FieldappError | None = None
    kind: OpensWith = OpensWith.PIN
    given: list[tuple[str, str]] = field(default_factory=list)

    def check(self, company: str, text: str) -> str:
        if not text.startswith("FIELDAPP1:"):
            raise BadInput("enrol.ticket-invalid")
        if text == STRANGE:
            raise BadInput("enrol.other-company", company=company)
        return text.removeprefix("FIELDAPP1:").split("|")[0]

    def rename(self, ticket: str, pin: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.given.append((ticket, pin))


def renaming(device: Device, centre: NamingCentre) -> RenameViewModel:
    """Return the page's view model over `centre`, at its beginning."""
    doors = RenameDoors(
        check_ticket=centre.check,
        rename=centre.rename,
        opens_with=lambda: centre.kind,
        waits=timedelta,
        read_picture=read_picture,
    )
    view_model = rename_screen(doors, device.stage)
    view_model.begin("霁川")
    return view_model
