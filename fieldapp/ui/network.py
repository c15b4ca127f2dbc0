"""What the machine says of its network: that one came, and whether its bytes are paid for (SYN-1)."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QNetworkInformation

Reachability = QNetworkInformation.Reachability


class Network(QObject):
    """A network of which nothing is known: never metered, no change is told, and the sync tries from time to time."""

    came = Signal()
    """There is a network where none was, or another one."""
    metered_changed = Signal()

    @property
    def is_metered(self) -> bool:
        """Tell whether its bytes are known to be paid for."""
        return False


class SystemNetwork(Network):
    """What the operating system knows; on a machine that knows nothing, like its base. Made on the UI thread."""

    def __init__(self) -> None:
        super().__init__()
        loaded = QNetworkInformation.loadDefaultBackend()
        self._known = QNetworkInformation.instance() if loaded else None
        self._was_online = False
        if self._known is not None:
            self._was_online = _is_online(self._known.reachability())
            self._known.reachabilityChanged.connect(self._reachability_changed)
            self._known.transportMediumChanged.connect(self._another_came)
            self._known.isMeteredChanged.connect(self._metered_changed)

    @property
    def is_metered(self) -> bool:
        """Tell whether its bytes are known to be paid for."""
        return self._known is not None and self._known.isMetered()

    @Slot(Reachability)
    def _reachability_changed(self, reachability: Reachability) -> None:
        was, self._was_online = self._was_online, _is_online(reachability)
        if self._was_online and not was:
            self.came.emit()

    @Slot()
    def _another_came(self) -> None:
        if self._was_online:
            self.came.emit()

    @Slot()
    def _metered_changed(self) -> None:
        self.metered_changed.emit()


def _is_online(reachability: Reachability) -> bool:
    """Tell whether a centre might be reached: one on the site's own network needs no Internet."""
    return reachability not in (Reachability.Disconnected, Reachability.Unknown)
