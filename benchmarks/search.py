"""The fault library's search in the encrypted store, beside FTS5's trigrams and jieba's words in the same database.

`python3 dev.py bench search [ENTRIES]` (10,000; half of them made of the demo company's entries, half around real
sentences). Goals (issue 5): recall 1.000 for terms of 1 to 4 characters, p95 <= 2 ms. A term is any run of characters
in a text; the truth is Python's `in`. Ours is timed as the screen asks: ranked, verified, 30 entries decoded; the
peers answer 30 keys in no order.
"""

# peers: jieba snownlp

from __future__ import annotations

import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.store import p95
from benchmarks.workloads import faults
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.views.faults import FaultSearch
from fieldapp.store.database import Database
from fieldapp.store.queries import StoreQueries
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import opened, over_database

PEER = Path(__file__).resolve().parent / "peers" / "chinese_words.py"
TERMS, LENGTHS, MOST = 250, (1, 2, 3, 4), 30
HAN = re.compile("[\u4e00-\u9fff]+")
LATIN = re.compile("[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Subject:
    """One way to search: `every` returns all that it finds, `first` does what a screen would wait for."""

    name: str
    every: Callable[[str], set[str]]
    first: Callable[[str], object]


def asked(*words: str, given: object = None) -> list[str] | list[list[str]]:
    """Ask the peers' environment."""
    command = [os.environ.get("FIELDAPP_PEER_PYTHON", ""), str(PEER), *words]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True, timeout=600)
    answer: list[str] | list[list[str]] = json.loads(done.stdout)
    return answer


def ours(database: Database) -> Subject:
    """Return the search of the product."""
    queries = StoreQueries(database)

    def every(term: str) -> set[str]:
        found = queries.search_faults(FaultSearch(typed=term, most=1_000_000))
        return set() if found.near else {entry.id for entry in found.entries}

    return Subject("ours", every, lambda term: queries.search_faults(FaultSearch(typed=term, most=MOST)))


def peer(
    database: Database, name: str, rows: Sequence[tuple[str, str]], tokenizer: str, ask: dict[str, str]
) -> Subject:
    """Return an FTS5 table in the same encrypted file; `ask` gives the expression for a term."""
    with database.writing() as connection:
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {name} USING fts5(key UNINDEXED, said, tokenize='{tokenizer}')"
        )
        values = [{"key": key, "said": said} for key, said in rows]
        connection.exec_driver_sql(f"INSERT INTO {name} (key, said) VALUES (:key, :said)", values)

    def find(term: str, most: int) -> set[str]:
        with database.reading() as connection:
            statement = f"SELECT key FROM {name} WHERE {name} MATCH :asked LIMIT :most"
            values = {"asked": ask[term], "most": most}
            return set(connection.exec_driver_sql(statement, values).scalars()) if ask[term] else set()

    return Subject(name, lambda term: find(term, -1), lambda term: find(term, MOST))


def terms_of(entries: Sequence[FaultEntry], length: int) -> list[str]:
    """Return terms of so many characters, drawn from all runs of characters of all texts."""
    chance = random.Random(length)
    found: dict[str, None] = {}
    while len(found) < TERMS:
        runs = [run for run in HAN.findall(faults.texts(chance.choice(entries))) if len(run) >= length]
        if runs:
            run = chance.choice(runs)
            place = chance.randrange(len(run) - length + 1)
            found[run[place : place + length]] = None
    return list(found)


def mistyped(entries: Sequence[FaultEntry]) -> list[str]:
    """Return terms with one error in them: another character in Chinese, a letter left out in Latin words."""
    chance = random.Random(3)
    typed = []
    for term in terms_of(entries, 4)[:100]:
        place = chance.randrange(4)
        typed.append(term[:place] + chance.choice("的一是在有我他这") + term[place + 1 :])
    for entry in entries[:100]:
        for word in LATIN.findall(faults.texts(entry).lower())[:1]:
            place = chance.randrange(1, len(word))
            typed.append(word[:place] + word[place + 1 :])
    return typed


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of many searches: on the wall, and of the thread's own work, which a busy machine changes less."""

    wall: list[float]
    worked: list[float]

    def __str__(self) -> str:
        wall = f"median {statistics.median(self.wall):.2f}"
        return f"{wall}, of processor p95 {p95(self.worked):.2f}, median {statistics.median(self.worked):.2f}"


def timed(search: Callable[[str], object], terms: Sequence[str]) -> Times:
    """Return how long each search takes, three times each."""
    for term in terms[:20]:
        search(term)
    times = Times([], [])
    for term in (*terms, *terms, *terms):
        begun, began_work = time.perf_counter(), time.thread_time()
        search(term)
        times.worked.append((time.thread_time() - began_work) * 1000)
        times.wall.append((time.perf_counter() - begun) * 1000)
    return times


def compare(subjects: Sequence[Subject], entries: Sequence[FaultEntry], groups: dict[str, list[str]]) -> None:
    """Print recall and precision of all subjects for each group of terms, then the least recall of each subject."""
    said = {entry.id: faults.texts(entry) for entry in entries}
    least: dict[str, float] = {}
    for name, terms in groups.items():
        truths = {term: {key for key, text in said.items() if term in text} for term in terms}
        there = sum(map(len, truths.values()))
        for subject in subjects:
            hits = {term: subject.every(term) for term in terms}
            right = sum(len(hits[term] & truths[term]) for term in terms)
            recall, precision = right / there, right / max(sum(map(len, hits.values())), 1)
            least[subject.name] = min(recall, least.get(subject.name, 1.0))
            print(f"  {subject.name}, {name}: recall {recall:.3f}, precision {precision:.3f}", flush=True)
    for name, recall in least.items():
        print(f"figure least recall {name}: {recall:.3f}{' (goal 1.000)' if name == 'ours' else ''}", flush=True)


def duration(subjects: Sequence[Subject], terms: Sequence[str]) -> None:
    """Print how long a search takes."""
    for subject in subjects:
        times = timed(subject.first, terms)
        goal = " (goal <= 2)" if subject.name == "ours" else ""
        print(f"figure search p95 ms {subject.name}: {p95(times.wall):.2f}{goal}, {times}", flush=True)


def context(database: Database, entries: Sequence[FaultEntry], terms: Sequence[str]) -> None:
    """Print what else a screen asks: in the light of an order, and with a typing error."""
    queries = StoreQueries(database)

    def of_order(term: str) -> object:
        return queries.search_faults(FaultSearch(typed=term, model="M-07", code="E07", most=MOST))

    times = timed(of_order, terms)
    print(f"figure search of an order p95 ms: {p95(times.wall):.2f}, {times}", flush=True)
    wrong = mistyped(entries)
    times = timed(ours(database).first, wrong)
    found = sum(bool(queries.search_faults(FaultSearch(typed=term)).entries) for term in wrong)
    print(f"figure with one error p95 ms: {p95(times.wall):.2f}, {times}")
    print(f"figure with one error found: {found / len(wrong):.3f} of {len(wrong)}", flush=True)


def jieba(database: Database, entries: Sequence[FaultEntry], terms: Sequence[str]) -> tuple[Subject, list[str]]:
    """Return the search by jieba's words, and some words of its own of two to four characters."""
    cuts = asked("cut", given=[faults.texts(entry) for entry in entries])
    known = {word for words in cuts for word in words if 2 <= len(word) <= 4 and HAN.fullmatch(word)}
    own = random.Random(5).sample(sorted(known), TERMS)
    of_terms = dict(zip((*terms, *own), asked("cut", given=[*terms, *own]), strict=True))
    ask = {term: " ".join(f'"{word}"' for word in words) for term, words in of_terms.items()}
    rows = [(entry.id, " ".join(words)) for entry, words in zip(entries, cuts, strict=True)]
    return peer(database, "jieba", rows, "unicode61", ask), own


def main() -> None:
    """Print a line a figure; how busy the machine is stands first."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"machine: {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    real = [str(sentence) for sentence in asked("real", str(count // 2))]
    entries = [*faults.generated(count - len(real)), *faults.around(real)]
    clock = StoppedClock()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder, opened(Path(folder) / "store", clock) as database:
        store = over_database(database, clock)
        begun = time.perf_counter()
        for changes in faults.answers(entries):
            store.pull(*changes)
        print(f"figure pull of {len(entries)} entries s: {time.perf_counter() - begun:.1f}", flush=True)
        groups = {f"{length} characters": terms_of(entries, length) for length in LENGTHS}
        terms = [term for group in groups.values() for term in group]
        by_words, own = jieba(database, entries, terms)
        texts = [(entry.id, faults.texts(entry)) for entry in entries]
        ask = {term: f'"{term}"' for term in (*terms, *own)}
        subjects = (ours(database), peer(database, "trigram", texts, "trigram", ask), by_words)
        compare(subjects, entries, {**groups, "words that jieba knows": own})
        duration(subjects, terms)
        context(database, entries, [*groups["2 characters"], *groups["3 characters"]])


if __name__ == "__main__":
    main()
