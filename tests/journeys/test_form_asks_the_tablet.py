"""What a form may ask of the tablet is what the centre enrolled it as."""

from __future__ import annotations

from tests.journeys.company import Company


def test_forms_on_an_enrolled_tablet_know_its_id_and_the_name_of_its_engineer(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        assert device.forms.properties == {"deviceid": device.identity.device_id, "username": "周明远"}
