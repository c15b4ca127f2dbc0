"""Clients and a server of tus that nobody here wrote: `python -m tests.conformance.tus [FOLDER]`.

tus-js-client against our centre, and our client against `@tus/server`. FOLDER holds `node_modules` with them (made by
`npm install tus-js-client @tus/server @tus/file-store`); without it they go into a folder that is thrown away.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fieldapp.domain.errors import CentreError, CentreRefused
from fieldapp.domain.ids import DeviceId, Sha256
from fieldapp.sync import uploads
from fieldapp.sync.http_centre import Credentials, HttpCentre
from fieldapp.sync.status import Tally
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.tus import STEP
from tests.conformance.tus_world import content, tus_world
from tests.fakes.memory_store import MemoryStore
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import DEVICE

SCRIPTS = Path(__file__).with_name("tus_js")
PACKAGES = ("tus-js-client@4", "@tus/server@2", "@tus/file-store@2")
Findings = dict[str, str]
"""What became of each scenario: "ok", or what went wrong."""


@contextmanager
def packages(given: Path | None) -> Iterator[Path]:
    """Yield a folder with the packages. Raises CalledProcessError where they cannot be had."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory() as made:
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", made, *PACKAGES]
        subprocess.run(command, check=True, cwd=made)
        yield Path(made)


def their_client(folder: Path, node: Path) -> Findings:
    """Let tus-js-client deliver to our centre, and look at what arrived."""
    files = folder / "files"
    files.mkdir()
    for seed in range(10):
        (files / f"{seed}.bin").write_bytes(content(seed))
    found: Findings = {}
    with tus_world(folder) as world:
        command = ["node", _script(node, "client.mjs"), world.url, json.dumps(world.headers), str(files)]
        environment = {"NODE_EXTRA_CA_CERTS": str(world.ca_file), "PATH": str(Path(_node()).parent)}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300, check=False)
        for line in done.stdout.splitlines():
            said = json.loads(line)
            names = [Sha256(name) for name in said.get("files", [])]
            whole = all(sha256_of(world.stored(name)) == name for name in names)
            found[said["scenario"]] = said.get("fault") or ("ok" if whole else "what arrived is another file")
    return found or {"client": done.stderr}


@dataclass
class TheirServer:
    """@tus/server while it runs. `seen` are the requests that it got."""

    url: str
    ca_file: Path
    folder: Path
    seen: list[dict[str, str | None]] = field(default_factory=list)

    def line(self) -> HttpCentre:
        known = Credentials(device_id=DeviceId("tablet-1"), token="secret", signer=DeviceKey.generate())
        return HttpCentre(self.url, self.ca_file, known)

    def has(self, file: bytes) -> bool:
        return any(path.read_bytes() == file for path in self.folder.iterdir() if path.suffix != ".json")


@contextmanager
def their_server(folder: Path, node: Path) -> Iterator[TheirServer]:
    """Run @tus/server under a certificate of a company's CA."""
    company = CompanyCa.create("霁川")
    certificate = company.issue_server([])
    pem, ca_file, kept = folder / "server.pem", folder / "their-ca.pem", folder / "kept"
    pem.write_bytes(certificate.key_pem + certificate.chain_pem)
    ca_file.write_text(company.certificate_pem)
    kept.mkdir()
    with subprocess.Popen(
        [_node(), _script(node, "server.mjs"), str(pem), str(kept)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            port = json.loads(process.stdout.readline())["port"]
            server = TheirServer(f"https://127.0.0.1:{port}", ca_file, kept)
            yield server
        finally:
            process.terminate()
        server.seen += [json.loads(line) for line in process.stdout]


def our_client(folder: Path, node: Path) -> Findings:
    """Deliver to @tus/server the way a tablet does."""
    found: Findings = {}
    with their_server(folder, node) as server:
        for name, scenario in SCENARIOS.items():
            try:
                scenario(server)
                found[name] = "ok"
            except (AssertionError, CentreError) as fault:
                found[name] = f"{type(fault).__name__}: {fault}"
    moved = [seen["offset"] for seen in server.seen if seen["method"] == "PATCH"]
    if moved.count(str(STEP)) < 2:
        found["resume"] = f"began anew: {moved}"
    return found


def _deliver(server: TheirServer, store: MemoryStore, steps: int = 10**6) -> bool:
    """Deliver what waits, for so many steps; return whether that was all of it."""
    left = [steps + 2]  # it is asked once before the file, and once before the step that is not taken any more

    def cancelled() -> bool:
        left[0] -= 1
        return left[0] <= 0

    refused: set[Sha256] = set()
    with closing(server.line()) as line:
        whole = uploads.deliver(line, store, Tally(lambda _: None), refused, cancelled)
    assert not refused, store.state.blob_states
    return whole


def _waiting(file: bytes) -> MemoryStore:
    store = MemoryStore(StoppedClock(), DEVICE)
    with store.begin() as work:
        work.put_blob("image/jpeg", file)
        work.commit()
    return store


def _creation_with_upload(server: TheirServer) -> None:
    file = content(40)[:1000]
    assert _deliver(server, _waiting(file))
    assert server.has(file)


def _resume(server: TheirServer) -> None:
    file = content(41)
    store = _waiting(file)
    assert not _deliver(server, store, steps=1)
    place = store.upload_place(sha256_of(file))
    assert place is not None
    assert place.offset == STEP
    assert _deliver(server, store)
    assert server.has(file)


def _abort_and_resume(server: TheirServer) -> None:
    """The acknowledged offset is lost with the tablet's memory: 409, HEAD, and on."""
    file = content(42)
    store = _waiting(file)
    assert not _deliver(server, store, steps=2)
    place = store.upload_place(sha256_of(file))
    assert place is not None
    store.note_upload(sha256_of(file), type(place)(address=place.address, offset=STEP))
    assert _deliver(server, store)
    assert server.has(file)


def _parallel(server: TheirServer) -> None:
    files = [content(seed) for seed in range(50, 56)]
    with ThreadPoolExecutor(3) as threads:
        assert all(threads.map(lambda file: _deliver(server, _waiting(file)), files))
    assert all(server.has(file) for file in files)


def _terminate(server: TheirServer) -> None:
    file = content(60)
    with closing(server.line()) as line:
        place = line.begin_upload(sha256_of(file), "image/jpeg", len(file), file[:STEP])
        line.end_upload(place.address)
        gone = ""
        try:
            line.upload_offset(place.address)
        except CentreRefused as refused:
            gone = refused.code
    assert gone in ("upload-unknown", "upload-expired")


SCENARIOS: dict[str, Callable[[TheirServer], None]] = {
    "resume": _resume,
    "abort+resume": _abort_and_resume,
    "creation-with-upload": _creation_with_upload,
    "parallel": _parallel,
    "terminate": _terminate,
}


def _script(node: Path, name: str) -> str:
    """Return the script, beside the packages: that is where node looks for them."""
    return str(shutil.copy(SCRIPTS / name, node / name))


def _node() -> str:
    found = shutil.which("node")
    assert found is not None, "node is missing"
    return found


def main(arguments: list[str]) -> int:
    """Run both, print a line a scenario, and return how many went wrong."""
    wrong = 0
    with packages(Path(arguments[0]) if arguments else None) as node:
        for title, run in (("tus-js-client -> our centre", their_client), ("our client -> @tus/server", our_client)):
            with tempfile.TemporaryDirectory() as folder:
                for scenario, became in run(Path(folder), node).items():
                    print(f"{title}: {scenario}: {became}")
                    wrong += became != "ok"
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
