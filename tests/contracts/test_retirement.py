"""A tablet out of use, and one whose PIN is forgotten: what a revoked device may do, and which key is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from fieldapp.centre.database.tables import sealed_key
from fieldapp.centre.devices import retirement
from fieldapp.domain.errors import BadInput, CentreRefused, NotFound
from fieldapp.domain.events import OrderAccepted
from fieldapp.domain.ids import DeviceId
from fieldapp.trust.escrow import EscrowKey, key_name, seal
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import SealedKey, Verdict
from tests.contracts.desk import Desk
from tests.contracts.https_centre import HttpsCentre
from tests.contracts.tablet import Tablet, send_file
from tests.factories import NOW

DATA_KEY = bytes(range(32))


def revoke(desk: Desk, tablet: Tablet) -> None:
    with desk.database.write() as connection:
        retirement.revoke(connection, DeviceId(tablet.device_id), NOW)


def recovered(desk: Desk, tablet: Tablet) -> bytes:
    with desk.database.read() as connection:
        return retirement.recover_key(connection, DeviceId(tablet.device_id), desk.settings.trust)


def sealed(tablet: Tablet, data_key: bytes = DATA_KEY) -> SealedKey:
    company = tablet.centre.hello().escrow_key
    return SealedKey(key_name=key_name(company), sealed=seal(company, data_key, DeviceId(tablet.device_id)))


@pytest.mark.req("SYN-6")
def test_revoked_device_rejected_after_it_has_delivered_and_said_farewell(desk: Desk) -> None:
    order, tablet = desk.order(), desk.tablet()
    tablet.sync()
    tablet.write(OrderAccepted(at=NOW, order_id=order.id))
    photo = sha256_of(b"a photo")
    assert not tablet.centre.hello().revoked

    revoke(desk, tablet)

    assert tablet.centre.hello().revoked
    later = desk.order()
    answer = tablet.centre.sync(tablet.request())
    assert [outcome.verdict for outcome in answer.outcomes] == [Verdict.ACCEPTED]
    assert (answer.changes, answer.cursors, answer.more, answer.digests) == ((), {}, False, {})
    assert later.number not in str(answer)
    send_file(tablet.centre, photo, "image/jpeg", b"a photo")
    assert tablet.centre.has_blob(photo)
    tablet.centre.farewell()

    for attempt in (
        tablet.centre.hello,
        tablet.centre.farewell,
        lambda: tablet.centre.sync(tablet.request()),
        lambda: tablet.centre.keep_key(SealedKey(key_name=photo, sealed=b"")),
    ):
        with pytest.raises(CentreRefused, match=r"device-unknown"):
            attempt()
    assert [event.kind for event in desk.record(order).events] == ["order.accepted"]


@pytest.mark.req("SYN-6")
def test_the_centre_keeps_no_key_of_a_tablet_that_said_farewell_and_every_other(desk: Desk) -> None:
    leaving, staying = desk.tablet(), desk.tablet()
    for tablet in (leaving, staying):
        tablet.centre.keep_key(sealed(tablet))
    revoke(desk, leaving)

    leaving.centre.farewell()

    with desk.database.read() as connection:
        kept = connection.execute(select(sealed_key.c.device_id)).scalars().all()
    assert leaving.device_id not in kept
    assert recovered(desk, staying) == DATA_KEY
    with pytest.raises(NotFound, match=r"device\.removed"):
        recovered(desk, leaving)


@pytest.mark.parametrize("desk", ["https"], indirect=True)
def test_a_file_is_not_handed_out_to_a_revoked_device(desk: Desk) -> None:
    tablet = desk.tablet()
    photo = sha256_of(b"another photo")
    send_file(tablet.centre, photo, "image/jpeg", b"another photo")
    revoke(desk, tablet)

    assert isinstance(tablet.centre, HttpsCentre)
    assert tablet.centre.raw("GET", f"/v1/blobs/{photo}").status_code == 401
    assert tablet.centre.raw("HEAD", f"/v1/blobs/{photo}").status_code == 200


def test_a_device_that_nobody_revoked_cannot_say_farewell(desk: Desk) -> None:
    tablet = desk.tablet()

    with pytest.raises(CentreRefused, match=r"device-in-use"):
        tablet.centre.farewell()

    assert not tablet.centre.hello().revoked


@pytest.mark.req("SYN-6")
def test_the_sealed_key_comes_back_as_it_was_and_may_be_delivered_again(desk: Desk) -> None:
    tablet = desk.tablet()
    with pytest.raises(NotFound, match=r"device\.no-key"):
        recovered(desk, tablet)

    tablet.centre.keep_key(sealed(tablet, bytes(32)))
    tablet.centre.keep_key(sealed(tablet))
    tablet.centre.keep_key(sealed(tablet))

    assert recovered(desk, tablet) == DATA_KEY


def test_a_copy_that_is_none_is_refused_and_the_good_one_kept(desk: Desk) -> None:
    tablet = desk.tablet()
    good = sealed(tablet)
    tablet.centre.keep_key(good)

    for bad in (SealedKey(key_name=good.key_name, sealed=b""), SealedKey(key_name=good.key_name, sealed=bytes(10**5))):
        with pytest.raises(CentreRefused, match=r"wire\.malformed"):
            tablet.centre.keep_key(bad)

    assert recovered(desk, tablet) == DATA_KEY


def test_a_copy_of_another_tablet_under_this_name_opens_nothing(desk: Desk) -> None:
    first, second = desk.tablet(), desk.tablet()
    second.centre.keep_key(sealed(first))

    with pytest.raises(BadInput, match=r"trust\.escrow-not-ours"):
        recovered(desk, second)


def test_every_hello_carries_the_companys_key(desk: Desk) -> None:
    told = desk.tablet().centre.hello().escrow_key

    assert told == EscrowKey.open(desk.settings.trust).public_key


@pytest.mark.req("SYN-6")
def test_a_centre_whose_key_is_gone_makes_no_other_while_copies_lie_there_that_only_the_old_one_opens(
    desk: Desk,
) -> None:
    tablet = desk.tablet()
    tablet.centre.keep_key(sealed(tablet))
    key = desk.settings.trust / "escrow.key"
    kept = key.rename(key.with_name("put-aside"))  # other tests meet the same company

    with pytest.raises(BadInput, match=r"trust\.escrow-unreadable"):
        recovered(desk, tablet)
    with pytest.raises(BadInput, match=r"trust\.escrow-unreadable"), desk.database.read() as connection:
        retirement.company_key(connection, desk.settings.trust)
    assert not key.exists()
    kept.rename(key)


def test_revoking_twice_keeps_the_first_day_and_a_stranger_is_said_to_be_one(desk: Desk) -> None:
    tablet = desk.tablet()
    revoke(desk, tablet)
    revoke(desk, tablet)

    with desk.database.read() as connection:
        entry = next(entry for entry in retirement.read_devices(connection) if entry.id == tablet.device_id)
    assert (entry.revoked_at, entry.removed_at, entry.key_received_at) == (NOW, None, None)
    assert entry.engineer_name == "周明远"
    with desk.database.write() as connection, pytest.raises(NotFound, match=r"device\.not-enrolled"):
        retirement.revoke(connection, DeviceId("NOBODY00"), NOW)
