"""What goes wrong, by name, and how often it did."""

from __future__ import annotations

from enum import IntEnum, auto


class Fault(IntEnum):
    """The faults of the protocol's list, as far as they exist without machinery (sizes and packets are not modelled).

    A gzip bomb, an intercepted line and a page of a captive portal end like a truncated message: nothing of it holds.
    """

    LOST_REQUEST = 0
    LOST_ANSWER = auto()
    TRUNCATED_REQUEST = auto()
    TRUNCATED_ANSWER = auto()
    CAPTIVE_PORTAL = auto()
    DUPLICATED_BODY = auto()
    DELAYED_MESSAGE = auto()
    TWO_SYNC_THREADS = auto()
    USB_AND_NETWORK_RACE = auto()
    DEVICE_KILLED_WRITING = auto()
    DEVICE_KILLED_SYNCING = auto()
    DEVICE_KILLED_TAKING_AN_ANSWER = auto()
    DEVICE_POWER_CUT = auto()
    DEVICE_DISK_FULL = auto()
    CENTRE_KILLED_BEFORE_COMMIT = auto()
    CENTRE_KILLED_AFTER_COMMIT = auto()
    CENTRE_DISK_FULL = auto()
    LATE_COMMIT = auto()
    IDLE_TRANSACTION = auto()
    ROLLED_BACK = auto()
    RESTORED_YESTERDAY = auto()
    RESTORED_OLDER = auto()
    CLONED_TABLET = auto()
    CLOCK_TEN_YEARS_OFF = auto()
    CLOCK_BACKWARD = auto()
    CLOCK_SUMMER_TIME = auto()
    REASSIGNED = auto()
    REASSIGNED_BACK = auto()
    DELETED_WHILE_EDITED = auto()
    TWO_SCHEMAS_BEHIND = auto()
    SCHEMA_AHEAD = auto()
    UNKNOWN_TYPE = auto()
    POISON = auto()
    OVERSIZED_EVENT = auto()
    TOKEN_REVOKED = auto()
    TOKEN_REVOKED_IN_MID_UPLOAD = auto()
    ROTTEN_FILE = auto()
    HALF_A_FILE = auto()
    SAME_FILE_AT_TWO_DEPOTS = auto()
    OLD_FILE = auto()
    ROWS_DAMAGED = auto()
    CURSOR_EXPIRED = auto()
    UPLOAD_CUT = auto()
    UPLOAD_POWER_CUT = auto()
    UPLOAD_TWICE = auto()
    UPLOAD_HALF = auto()


class Met(IntEnum):
    """What must happen for a run to mean anything."""

    ACCEPTED = 0
    CLASH = auto()
    PARKED = auto()
    REJECTED = auto()
    GROUP_TURNED_DOWN = auto()
    OVERLAP_ANSWERED = auto()
    GAP_REFUSED = auto()
    FORK_FOUND = auto()
    REVOKE_APPLIED = auto()
    GRANT_APPLIED = auto()
    DELETE_APPLIED = auto()
    SNAPSHOT_APPLIED = auto()
    REPAIRED = auto()
    OFFERED_AGAIN = auto()
    HISTORY_DECLARED_LOST = auto()
    PRUNED = auto()
    SWAPPED = auto()
    LATE_WORK_OF_A_FORMER = auto()
    WAITING_WHILE_REVOKED = auto()
    BLOB_KEPT = auto()
    FAREWELL = auto()
    CAME_UNDER_ANOTHER_IDENTITY = auto()


class Dice:
    """One number is one step: what happens in it depends on nothing that another step drew."""

    __slots__ = ("bits",)

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def roll(self, sides: int) -> int:
        """Return 0 to `sides - 1`."""
        self.bits, side = divmod(self.bits, sides)
        return side

    def one_in(self, sides: int) -> bool:
        """Return True once in `sides` times."""
        self.bits, side = divmod(self.bits, sides)
        return side == 0
