from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

from PySide6.QtCore import Signal

_T = TypeVar("_T")

class _Value(Generic[_T]):
    def __get__(self, instance: object, owner: type | None = ...) -> _T: ...
    def __set__(self, instance: object, value: _T) -> None: ...

# For reading: @Property(str, notify=changed). For writing too: size = Property(int, _get, _set, notify=changed).
@overload
def Property(
    kind: type | str, /, *, notify: Signal = ..., constant: bool = ...
) -> Callable[[Callable[[Any], _T]], _Value[_T]]: ...
@overload
def Property(
    kind: type | str,
    fget: Callable[[Any], _T],
    fset: Callable[[Any, _T], None],
    /,
    *,
    notify: Signal = ...,
) -> _Value[_T]: ...
