"""Jobs that only one of several workers should do: who has one keeps it by renewing, who dies loses it by time.

Two workers may hold a job for a moment when their machines' clocks differ: such a job must bear being done twice.
"""

from __future__ import annotations

import os
import secrets
import socket
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import Connection, insert, select, update

from fieldapp.centre.database.tables import lease


class Job(Enum):
    """What is done once for all workers."""

    CLOCKS = "clocks"


def new_holder() -> str:
    """Return a name for this worker that no other one has: machine, process, chance."""
    return f"{socket.gethostname()[:100]}:{os.getpid()}:{secrets.token_hex(4)}"


def take(connection: Connection, job: Job, holder: str, now: datetime, life: timedelta) -> bool:
    """Take the job for `life`, or keep it; tell whether it is the holder's."""
    row = {"holder": holder, "until_at": now + life}
    mine = (lease.c.job == job.value, (lease.c.holder == holder) | (lease.c.until_at <= now))
    if connection.execute(update(lease).where(*mine).values(**row)).rowcount == 1:
        return True
    if connection.execute(select(lease.c.job).where(lease.c.job == job.value)).first() is not None:
        return False
    connection.execute(insert(lease).values(job=job.value, **row))
    return True


def give_back(connection: Connection, job: Job, holder: str, now: datetime) -> None:
    """Let another worker have the job at once; one that is not the holder's stays as it is."""
    mine = (lease.c.job == job.value, lease.c.holder == holder)
    connection.execute(update(lease).where(*mine).values(until_at=now))
