"""Eighteen o'clock: many tablets send their whole day at once, over HTTPS, to workers on PostgreSQL.

`python3 dev.py bench storm [DEVICES [STEPS [WORKERS]]]` (20 devices, 2 steps of ten times as many, 2 workers). Each
device opens a connection of its own and sends 200 events of seven visits in one round trip; everything is on (TLS,
token, signature, chain, the reducer, fsync on disk). Client, workers and PostgreSQL share this machine's processors.
Goal: the cost of an event stays flat as devices and history grow 10 and 100 times. PostgreSQL's programs are needed.
"""

from __future__ import annotations

import http.client
import os
import ssl
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.workloads.storm_days import EVENTS, Parcel, add_history, parcels
from fieldapp.centre.database.engine import Database
from fieldapp.centre.publish import read_resources
from fieldapp.centre.settings import CentreSettings
from tests.contracts.centre_process import CentreProcess
from tests.factories import RESOURCES
from tests.postgres import Cluster, binaries

AT_ONCE = 16
LARGE = 10_000
BUSY = 503


@dataclass(frozen=True)
class Measured:
    """What a round of devices took."""

    devices: int
    seconds: float
    each: list[float]
    busy: int
    processor: float
    """Seconds that the centre and PostgreSQL worked: they hold still when somebody else needs the machine."""

    @property
    def per_event(self) -> float:
        """Microseconds of work for an event, at the centre and in PostgreSQL."""
        return self.processor / (self.devices * EVENTS) * 1e6

    def line(self, what: str) -> str:
        """Return the round as a line of the table."""
        ordered = sorted(self.each)
        p50, p99 = statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        speed = self.devices / self.seconds
        return (
            f"{what:<50} {speed:6.1f} devices/s {speed * EVENTS:6.0f} events/s {self.per_event:5.0f} µs work an event"
            f"  p50 {p50:6.2f} s  p99 {p99:6.2f} s  busy {self.busy}"
        )


class Storm:
    """A running centre and the devices that come to it."""

    def __init__(
        self, process: CentreProcess, database: Database, settings: CentreSettings, roots: tuple[int, ...]
    ) -> None:
        self._roots = roots
        self._address = urlsplit(process.address)
        self._context = ssl.create_default_context(cadata=process.ca_pem)
        self._database, self._settings = database, settings
        self._rounds = 0

    def devices(self, count: int, *, known_machines: bool = False) -> Measured:
        """Let so many new devices come at once."""
        self._rounds += 1
        names = [f"e{self._rounds}-{number}" for number in range(count)]
        packed = parcels(self._database, self._settings, names, known_machines=known_machines)
        worked, begin = work_of(self._roots), time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            told = list(pool.map(self._send, packed))
        taken, worked = time.perf_counter() - begin, work_of(self._roots) - worked
        return Measured(count, taken, [seconds for seconds, _ in told], sum(busy for _, busy in told), worked)

    def _send(self, parcel: Parcel) -> tuple[float, int]:
        """Send until it is taken; return how long that took and how often the centre was busy."""
        begin, busy = time.perf_counter(), 0
        while True:
            with closing(
                http.client.HTTPSConnection(
                    self._address.hostname or "", self._address.port, context=self._context, timeout=120
                )
            ) as line:
                line.request("POST", "/v1/sync", parcel.body, parcel.headers)
                answer = line.getresponse()
                said = answer.read()
            if answer.status == BUSY:
                busy += 1
                time.sleep(0.2)
                continue
            assert answer.status == 200, said
            return time.perf_counter() - begin, busy


def work_of(roots: tuple[int, ...]) -> float:
    """Return the processor seconds of these processes and all that descend from them, ended ones included."""
    found: dict[int, tuple[int, int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text("ascii", "replace").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked
        found[int(path.parent.name)] = int(words[1]), sum(map(int, words[11:15]))

    def descends(number: int) -> bool:
        return number in roots or (number in found and descends(found[number][0]))

    return sum(ticks for number, (_, ticks) in found.items() if descends(number)) / os.sysconf("SC_CLK_TCK")


def main(base: int, steps: int, workers: int) -> None:
    programs = binaries()
    if programs is None:
        sys.exit("PostgreSQL's programs are not installed here (Debian: apt-get install postgresql)")
    cluster = Cluster(programs, on_disk=True)
    try:
        cluster.make()
        cluster.start()
        with tempfile.TemporaryDirectory() as folder:
            run(cluster, Path(folder), base, steps, workers)
    finally:
        cluster.remove()


def run(cluster: Cluster, data: Path, base: int, steps: int, workers: int) -> None:
    read_resources(RESOURCES, data / "compiled-forms")
    url = cluster.new_database()
    settings = CentreSettings(data=data, resources=RESOURCES, database=url)
    print(f"{os.cpu_count()} processors, {workers} workers, {AT_ONCE} devices at once, load {os.getloadavg()[0]:.1f}")
    with (
        CentreProcess(data, database=url, workers=workers) as process,
        closing(Database.of(settings)) as database,
    ):
        assert process.process is not None
        storm = Storm(process, database, settings, (process.process.pid, cluster.pid))
        storm.devices(4)  # whatever is made at the first request is made
        rounds = [storm.devices(base * 10**step) for step in range(steps + 1)]
        for measured in rounds:
            print(measured.line(f"{measured.devices} devices, empty history"))
        reach = rounds[min(1, steps)].devices
        grown, there = [], 0
        for step in range(1, steps + 1):
            wanted = base * 10**step * 10
            add_history(database, there + 1, wanted)
            there = wanted
            grown.append(storm.devices(reach))
            print(grown[-1].line(f"{reach} devices, history of {there:,} days, {there * EVENTS:,} events"))
        known = storm.devices(reach, known_machines=True)
        print(known.line(f"{reach} devices, every machine is in the register"))
    best = rounds[-1]
    whole = LARGE / (best.devices / best.seconds)
    print(
        f"{LARGE:,} devices at the speed of {best.devices}, extrapolated, not measured: {whole:.0f} s on this machine"
    )
    print(
        f"ratio cost an event {best.devices}/{base} devices: {best.per_event / rounds[0].per_event:.2f} (goal <= 1.20)"
    )
    if grown:
        first = rounds[min(1, steps)]
        print(f"ratio cost an event long/empty history: {grown[-1].per_event / first.per_event:.2f} (goal <= 1.20)")
    print(f"ratio cost an event machines known/unknown: {known.per_event / rounds[min(1, steps)].per_event:.2f}")


if __name__ == "__main__":
    main(*(int(word) for word in [*sys.argv[1:], *("20", "2", "2")[len(sys.argv) - 1 :]][:3]))
