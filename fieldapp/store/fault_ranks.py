"""Which entries of the fault library come before which, and how SQLite is asked for those of a rank (KNO-1).

Same model and code first, then the model, then the code, then what shows the words in how the fault shows itself, then
all else; within a rank the places decide: most often seen first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from fieldapp.search.shingles import CODE, MODEL, whole
from fieldapp.search.wanted import Wanted
from fieldapp.store.fault_entries import HEAD_END


@dataclass(frozen=True, slots=True)
class Rank:
    """What an entry must be: of the model, of a code, and whether how it shows must hold every word."""

    of_model: bool = False
    of_code: bool = False
    shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Words, and the model and codes (as `compact` has them) in whose light they are looked for; "" and () for none."""

    wanted: Sequence[Wanted]
    model: str = ""
    codes: tuple[str, ...] = ()
    only_model: bool = False

    def keys(self, connection: Connection, most: int) -> list[str]:
        """Return the keys of the best entries, best first, at most so many.

        All are asked for first: what a few entries hold is ranked here. Only what many hold is asked for rank by rank.
        """
        ranks = list(self._ranks())
        every = connection.exec_driver_sql(*self._asked(ranks[-1], most, with_facts=True)).all()
        if len(every) < most:
            facts = {row.key: Rank(bool(row.of_model), bool(row.of_code), bool(row.shown)) for row in every}
            return sorted(facts, key=lambda key: next(n for n, rank in enumerate(ranks) if _fits(facts[key], rank)))
        found: dict[str, None] = {}
        for rank in ranks[:-1]:
            rows = connection.exec_driver_sql(*self._asked(rank, most)).scalars().all()
            found.update(dict.fromkeys(rows))
            if len(found) >= most:
                break
        found.update(dict.fromkeys(row.key for row in every))
        return list(found)[:most]

    def _ranks(self) -> Iterator[Rank]:
        """Yield the ranks, best first; the last one holds all the others."""
        for of_model in (True, False):
            if of_model and not self.model:
                continue
            if self.codes:
                yield Rank(of_model, of_code=True)
            if self.wanted:
                yield Rank(of_model, shown=True)
            yield Rank(of_model)
            if of_model and self.only_model:
                return

    def _asked(self, rank: Rank, most: int, with_facts: bool = False) -> tuple[str, dict[str, str | int]]:
        """Return statement and values of a rank: what the grams find, held against the texts, by place."""
        grams = self._grams(rank)
        holds, values = self._holding("word", head=rank.shown)
        facts, of_facts = self._facts() if with_facts else ("", {})
        values |= of_facts | {"grams": grams, "most": most}
        if not grams:
            return f"SELECT key{facts} FROM fault_entry ORDER BY place LIMIT :most", values
        return (
            f"SELECT key{facts} FROM fault_search CROSS JOIN fault_entry ON fault_entry.place = fault_search.rowid"
            f" WHERE fault_search MATCH :grams AND {holds} ORDER BY fault_search.rowid LIMIT :most"
        ), values

    def _facts(self) -> tuple[str, dict[str, str | int]]:
        """Return the columns that say what an entry is, and their values."""
        shown, values = self._holding("head", head=True)
        values["model"] = f" {MODEL}{self.model} "
        values |= {f"code_{place}": f" {CODE}{code} " for place, code in enumerate(self.codes)}
        codes = " OR ".join(f"instr(words, :code_{place}) > 0" for place, _ in enumerate(self.codes))
        return f", instr(words, :model) > 0 AS of_model, {codes or 0} AS of_code, {shown} AS shown", values

    def _grams(self, rank: Rank) -> str:
        anywhere = " AND ".join(f"({one.grams})" for one in self.wanted)
        asked = (
            f"marks : {whole(MODEL, self.model)}" if rank.of_model else "",
            f"marks : ({' OR '.join(whole(CODE, code) for code in self.codes)})" if rank.of_code else "",
            f"head : ({anywhere})" if rank.shown else anywhere,
        )
        return " AND ".join(f"({question})" for question in asked if question)

    def _holding(self, name: str, head: bool) -> tuple[str, dict[str, str | int]]:
        """Return the condition that an entry's words, or those of its head, hold every word; and its values."""
        values: dict[str, str | int] = {}
        all_of = []
        for number, one in enumerate(self.wanted):
            for place, glob in enumerate(one.globs):
                values[f"{name}_{number}_{place}"] = f"*{glob}*{HEAD_END}*" if head else f"*{glob}*"
            either = (f"words GLOB :{name}_{number}_{place}" for place, _ in enumerate(one.globs))
            all_of.append(f"({' OR '.join(either)})")
        return " AND ".join(all_of) or "1", values


def _fits(entry: Rank, rank: Rank) -> bool:
    return (
        (entry.of_model or not rank.of_model)
        and (entry.of_code or not rank.of_code)
        and (entry.shown or not rank.shown)
    )
