"""Random forms under random hands: what a change works out is what a form made anew works out, and what rxeval does.

Some hundred forms by default, ten thousand with `python3 dev.py soak` (`FIELDAPP_FORMS` says how many).
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.differential.random_forms import forms
from tests.differential.rxeval_peer import RxevalPeer
from tests.differential.scripts import Script

FORMS = int(os.environ.get("FIELDAPP_FORMS", "10000" if os.environ.get("FIELDAPP_SOAK") else "100"))
STEPS = 8
WIDE = settings(
    max_examples=FORMS,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@pytest.mark.soak
@WIDE
@given(st.data())
def test_each_step_shows_what_a_form_made_anew_shows_and_tells_exactly_what_changed(data: st.DataObject) -> None:
    script = Script(data.draw, data.draw(forms()))
    script.compare_with_fresh()
    script.run(STEPS)


@pytest.mark.soak
@WIDE
@given(st.data())
def test_each_step_shows_what_rxeval_shows(data: st.DataObject) -> None:
    random_form = data.draw(forms(shared=True))
    script = Script(data.draw, random_form)
    peer = RxevalPeer(random_form)

    def compare(verb: str, address: str, _value: str) -> None:
        peer.follow(verb, address, script.session.answers().get(address, ""))
        script.expect(peer.faults(script.session))

    compare("speak", "", "")
    script.run(STEPS, compare)
