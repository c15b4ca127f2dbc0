"""Anki's client and its own sync server, driven in the environment of the peers (never a part of ours).

`python anki_sync.py FOLDER NOTES` prints one line of JSON: seconds, processor seconds and peak memory of both sides.
An empty collection goes up whole and comes down whole to a second client; then the first adds the notes and sends
them by the ordinary sync, and the second fetches them by the ordinary sync: only these two calls are timed.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
import time
from pathlib import Path

from anki.collection import AddNoteRequest, Collection  # type: ignore[import-not-found]
from anki.decks import DeckId  # type: ignore[import-not-found]

TEXT = 190
"""Letters of a note, so that it is about as long as an event's data."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit("Anki's server did not come up")


def server_processor(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def peak_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def timed(collection: Collection, auth: object, pid: int) -> dict[str, float]:
    """Sync once and return what it took. An answer that asks for a whole copy is no sync of notes."""
    before, mine, begun = server_processor(pid), time.process_time(), time.perf_counter()
    answer = collection.sync_collection(auth, False)
    taken = time.perf_counter() - begun
    assert answer.required == answer.NO_CHANGES, answer.required
    return {"seconds": taken, "client": time.process_time() - mine, "server": server_processor(pid) - before}


def main(folder: Path, notes: int) -> None:
    port = free_port()
    base = folder / "server"
    named = {"SYNC_USER1": "zhou:secret", "SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port), "SYNC_BASE": str(base)}
    server = subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"], env={**os.environ, **named, "RUST_LOG": "error"}
    )
    try:
        wait_for(port)
        run(folder, notes, f"http://127.0.0.1:{port}/", server.pid)
    finally:
        server.terminate()
        server.wait()


def run(folder: Path, notes: int, address: str, pid: int) -> None:
    one, other = Collection(str(folder / "one.anki2")), Collection(str(folder / "other.anki2"))
    auth = one.sync_login("zhou", "secret", address)
    for collection, upload in ((one, True), (other, False)):
        collection.close_for_full_sync()
        collection.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
        collection.reopen(after_full_sync=True)
    kind = one.models.by_name("Basic")
    requests = []
    for number in range(notes):
        note = one.new_note(kind)
        note["Front"] = f"wo-{number // 200:06d} item {number}"
        note["Back"] = (f"{number} 冷藏柜温度传感器 checked, reading {number / 10:.1f} " * 9)[:TEXT]
        requests.append(AddNoteRequest(note=note, deck_id=DeckId(1)))
    one.add_notes(requests)
    pushed, pulled = timed(one, auth, pid), timed(other, auth, pid)
    there = other.db.scalar("select count() from notes")
    assert there == notes, there
    client = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"push": pushed, "pull": pulled, "client_mb": client, "server_mb": peak_mb(pid)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
