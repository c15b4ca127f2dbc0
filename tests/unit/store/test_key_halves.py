from __future__ import annotations

from collections.abc import Callable, Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.SecretService import Keyring as SecretService
from keyring.errors import KeyringLocked, PasswordDeleteError

from fieldapp.domain.errors import StoreError
from fieldapp.store.key_halves import SERVICE, KeyringHalves


class Desktop(SecretService):
    """Answers as the Secret Service's backend does, from memory; `locked` as after the screen was never unlocked."""

    # The real one asks the bus of the desktop whether it may be used at all.
    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False
        self.forgetful = False

    def get_password(self, service: str, username: str) -> str | None:
        self._look()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._look()
        if not self.forgetful:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._look()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("none such")

    def _look(self) -> None:
        if self.locked:
            raise KeyringLocked("locked")


class PlainFile(KeyringBackend):
    """A backend that anybody may install and name in the environment."""

    priority = 9

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop((service, username))


@pytest.fixture(autouse=True)
def before() -> Iterator[None]:
    found = keyring.get_keyring()
    yield
    keyring.set_keyring(found)


@pytest.fixture
def desktop() -> Desktop:
    desktop = Desktop()
    desktop.__class__.__module__ = "keyring.backends.SecretService"
    keyring.set_keyring(desktop)
    return desktop


def test_a_half_comes_back_as_it_was_kept_and_is_forgotten_once(desktop: Desktop) -> None:
    halves = KeyringHalves()
    assert halves.usable()
    assert desktop.kept == {}, "the trial leaves nothing behind"
    half = bytes(range(224, 256))

    halves.write("ab12", half)

    assert halves.read("ab12") == half
    assert list(desktop.kept) == [(SERVICE, "ab12")]
    halves.forget("ab12")
    halves.forget("ab12")
    assert halves.read("ab12") is None


def test_a_locked_keyring_is_said_to_be_closed_and_is_not_usable(desktop: Desktop) -> None:
    halves = KeyringHalves()
    desktop.locked = True

    assert not halves.usable()
    attempts: tuple[Callable[[], object], ...] = (
        lambda: halves.read("a"),
        lambda: halves.write("a", b"1"),
        lambda: halves.forget("a"),
    )
    for attempt in attempts:
        with pytest.raises(StoreError, match=r"key\.keyring-closed"):
            attempt()


def test_a_keyring_that_does_not_keep_is_not_usable(desktop: Desktop) -> None:
    desktop.forgetful = True

    assert not KeyringHalves().usable()


def test_what_is_not_a_half_under_our_name_counts_as_lost(desktop: Desktop) -> None:
    desktop.kept[SERVICE, "a"] = "not base64 !"

    assert KeyringHalves().read("a") is None


@pytest.mark.parametrize("kind", [NoKeyring, PlainFile])
def test_only_the_operating_systems_own_keyring_is_used(kind: Callable[[], KeyringBackend]) -> None:
    keyring.set_keyring(kind())

    assert not KeyringHalves().usable()
