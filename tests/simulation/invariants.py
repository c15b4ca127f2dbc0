"""The promises of the protocol by name, and at which moment each can have been broken and is therefore looked at.

Each is one function whose docstring says what it promises. Two promises speak of two runs of one schedule: what the
second run changes must make no difference to what it comes to.
"""

from __future__ import annotations

from tests.simulation import rest_promises
from tests.simulation.centre_promises import (
    exactly_once_effect,
    fork_detected,
    group_is_atomic,
    loser_is_kept,
    old_schema_events_apply,
    outbox_order_preserved,
    poison_event_does_not_block,
    revoked_device_rejected,
    same_outcome_on_replay,
)
from tests.simulation.setting import Twin
from tests.simulation.shared_promises import (
    blob_hash_matches,
    digest_equal_iff_rows_equal,
    no_resurrection,
    upload_resumes_at_acked_offset,
)
from tests.simulation.tablet_promises import (
    acked_is_durable,
    bounded_repair,
    cursor_moves_with_data,
    full_resync_keeps_outbox,
    no_gap_no_reorder_in_scope,
    no_unacked_input_overwritten,
    not_visible_outside_scope,
    restore_epoch_reoffers,
    revoked_is_gone_unsent_is_not,
)
from tests.simulation.world import Checks, Moment, World

CHECKS: Checks = {
    Moment.WRITTEN: (acked_is_durable,),
    Moment.COMMITTED: (
        exactly_once_effect, outbox_order_preserved, group_is_atomic, old_schema_events_apply, loser_is_kept,
        no_resurrection, digest_equal_iff_rows_equal,
    ),
    Moment.ANSWERED: (
        same_outcome_on_replay, poison_event_does_not_block, fork_detected, revoked_device_rejected,
    ),
    Moment.TAKEN: (
        restore_epoch_reoffers, acked_is_durable, no_gap_no_reorder_in_scope, cursor_moves_with_data,
        revoked_is_gone_unsent_is_not, not_visible_outside_scope, no_resurrection, no_unacked_input_overwritten,
        full_resync_keeps_outbox, digest_equal_iff_rows_equal, bounded_repair,
    ),
    Moment.STORED: (blob_hash_matches, upload_resumes_at_acked_offset),
    Moment.AT_REST: (
        rest_promises.poison_event_does_not_block, rest_promises.acked_is_durable, rest_promises.restore_epoch_reoffers,
        rest_promises.append_only_union, loser_is_kept, rest_promises.converges_when_quiet,
    ),
}  # fmt: skip
"""What is looked at when."""


def clock_never_decides(first: World, second: World) -> bool:
    """Nothing is decided by a clock: with every tablet's clock set otherwise, ten years off or running backwards, the
    same schedule comes to the same orders, verdicts and files. Times are evidence, for people.
    """
    return first.result() == second.result()


def usb_equals_network(first: World, second: World) -> bool:
    """A file on a stick says the same as a line: with every message on the other road, the same schedule comes to the
    same orders, verdicts and files.
    """
    return first.result() == second.result()


TWINS = {clock_never_decides: Twin(has_other_clocks=True), usb_equals_network: Twin(swaps_channels=True)}
"""For each promise about two runs, how the second one differs."""

NAMES = sorted({check.__name__ for checks in CHECKS.values() for check in checks} | {check.__name__ for check in TWINS})
"""Every promise by its name."""
