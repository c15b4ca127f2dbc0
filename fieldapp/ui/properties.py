"""Qt's `Property` as view models use it; the types stand in `properties.pyi`.

PySide6's own stub says that an attribute declared with `@Property` is a `Property`, so that
`view_model.count == 1` does not pass a type check. Import it from here instead.
"""

from __future__ import annotations

from PySide6.QtCore import Property

__all__ = ["Property"]
