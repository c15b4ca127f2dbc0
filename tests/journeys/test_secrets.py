"""PINs, keys, tokens and recovery codes through a tablet's whole life: in no file, argument, environment or log."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldapp import access
from fieldapp import device as devices
from fieldapp.config import DeviceConfig
from fieldapp.domain.errors import FieldappError, Refused
from tests.journeys.company import Company, sync

FIRST, SECOND, THIRD, WRONG = "730194", "918273", "405162", "667788"
"""PINs that stand nowhere else by chance."""

LIFE = """
import json, sys
from pathlib import Path
from fieldapp import access, device, enrolled
from fieldapp.config import DeviceConfig, find_resources
from fieldapp.domain.errors import Refused
from fieldapp.support.log import log_folder, logging_to

told = json.loads(sys.stdin.readline())
config = DeviceConfig(data=Path(told["data"]), resources=find_resources(), demo_pin="demo")
with logging_to(log_folder(config.data)):
    enrolled.enrol(config, told["ticket"], told["pins"][0])
    try:
        device.unlock(config, told["pins"][3])
    except Refused:
        pass
    key = device.unlock(config, told["pins"][0])
    access.change_secret(config, told["pins"][0], told["pins"][1])
    opened = device.open_device(config, key)
    print(json.dumps([key.hex(), opened.identity.device_id, opened.identity.token, opened.identity.signing_key.hex()]))
    sys.stdout.flush()
    opened.sync.run(lambda progress: None, lambda: False)
    opened.close()
    print("synced", flush=True)
    code = json.loads(sys.stdin.readline())
    key = access.recover(config, code, told["pins"][2])
    device.open_device(config, key).close()
    print("done", flush=True)
"""


@contextmanager
def watching(processes: set[str]) -> Iterator[None]:
    """Collect arguments and environment of every process of this user, again and again."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.05):
            for folder in Path("/proc").glob("[0-9]*"):
                for name in ("cmdline", "environ"):
                    try:
                        processes.add((folder / name).read_bytes().decode("utf-8", "replace"))
                    except OSError:
                        continue  # it has ended, or is not ours

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def every_form(secret: str) -> list[bytes]:
    """The secret as text, as UTF-16, and a key in hexadecimal also raw and in base64."""
    forms = [secret.encode(), secret.encode("utf-16-le")]
    if len(secret) == 64:
        raw = bytes.fromhex(secret)
        forms += [raw, base64.b64encode(raw), base64.urlsafe_b64encode(raw).rstrip(b"=")]
    return forms


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks at other processes by /proc")
@pytest.mark.req("SYN-6")
def test_no_secret_of_a_tablets_life_is_in_a_file_an_argument_an_environment_or_a_log(
    jichuan: Company, tmp_path: Path
) -> None:
    jichuan.open_centre()
    data = tmp_path / "tablet" / "device"
    told = {"data": str(data), "ticket": jichuan.centre.ticket(), "pins": [FIRST, SECOND, THIRD, WRONG]}
    places = {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "tmp"), "XDG_DATA_HOME": str(tmp_path / "xdg")}
    for place in places.values():
        Path(place).mkdir()
    processes: set[str] = set()
    with watching(processes):
        life = subprocess.Popen(
            [sys.executable, "-c", LIFE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, env=os.environ | places,
        )  # fmt: skip
        assert life.stdin is not None
        assert life.stdout is not None
        life.stdin.write(json.dumps(told) + "\n")
        life.stdin.flush()
        key, name, token, signing_key = json.loads(life.stdout.readline())
        assert life.stdout.readline() == "synced\n"
        code = jichuan.centre._command("recover", name).strip()
        _, errors = life.communicate(json.dumps(code) + "\n", timeout=120)
        assert life.returncode == 0, errors
        time.sleep(0.1)

    config = DeviceConfig(data=data, resources=jichuan.config.resources, demo_pin="demo")
    assert devices.unlock(config, THIRD).hex() == key, "the search below looked for the real ones"
    for pin in (FIRST, SECOND, WRONG):
        with pytest.raises(Refused):
            devices.unlock(config, pin)
    files = [path for path in (*tmp_path.rglob("*"), *jichuan.folder.rglob("*")) if path.is_file()]
    assert {"keys.json", "tries.json", "fieldapp.db"} <= {path.name for path in files}
    letters = code.partition("-")[2]
    secrets = {
        "first PIN": FIRST, "second PIN": SECOND, "third PIN": THIRD, "wrong PIN": WRONG, "data key": key,
        "token": token, "signing key": signing_key, "recovery code": letters,
        "code without groups": letters.replace("-", ""),
    }  # fmt: skip
    seen = "\n".join(processes) + errors
    for what, secret in secrets.items():
        assert secret not in seen, f"{what} in an argument, environment or message"
        for path in files:
            content = path.read_bytes()
            assert not [form for form in every_form(secret) if form in content], f"{what} in {path.name}"


def test_an_error_names_no_pin_and_no_code(jichuan: Company) -> None:
    attempts = (
        lambda: devices.unlock(jichuan.config, WRONG),
        lambda: access.change_secret(jichuan.config, WRONG, THIRD),
        lambda: access.recover(jichuan.config, "FIELDAPPKEY1-" + WRONG, THIRD),
    )
    for attempt in attempts:
        with pytest.raises(FieldappError) as told:
            attempt()
        for secret in (WRONG, THIRD):
            assert secret not in repr(told.value) + str(told.value) + str(told.value.fields)


def test_a_sync_ends_with_the_key_copy_at_the_centre_and_only_sealed(jichuan: Company) -> None:
    jichuan.open_centre()
    with jichuan.tablet() as device:
        sync(device)
    held = b"".join(path.read_bytes() for path in (jichuan.folder / "centre").rglob("*") if path.is_file())

    assert b"FAE1" in held
    for form in every_form(jichuan.key.hex()):
        assert form not in held
