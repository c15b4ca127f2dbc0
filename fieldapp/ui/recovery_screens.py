"""The page that tells of a recovery, put together: after unlocking it opens by itself if there is one to tell of."""

from __future__ import annotations

from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.navigator import Route
from fieldapp.ui.viewmodels.recovery import RecoveryDoors, RecoveryViewModel


def recovery_screen(doors: RecoveryDoors, stage: Stage) -> RecoveryViewModel:
    """Make view model and route of "recovery" and ask the store; on the UI thread, once it is open."""
    view_model = RecoveryViewModel(doors, stage.background, stage.words, stage.ticker)
    stage.navigator.add(Route("recovery", "recovery/RecoveryPage.qml", view_model, whole_screen=True))
    view_model.found.connect(lambda: stage.navigator.open("recovery", ""))
    view_model.closed.connect(stage.navigator.back)
    view_model.look()
    return view_model
