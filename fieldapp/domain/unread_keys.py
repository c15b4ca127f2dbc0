"""Keys of a data file that nothing reads: a misspelt one would be a rule that silently never holds."""

from __future__ import annotations

from collections.abc import Iterator


def unread_keys(given: object, read: object, place: str = "") -> Iterator[str]:
    """Yield the places ("gates[2].requires.kind") of keys in `given` that are not in `read`; both are builtins."""
    if isinstance(given, dict) and isinstance(read, dict):
        for key, value in given.items():
            inner = f"{place}.{key}" if place else str(key)
            if key in read:
                yield from unread_keys(value, read[key], inner)
            else:
                yield inner
    elif isinstance(given, list) and isinstance(read, list | tuple):
        for index, (one, other) in enumerate(zip(given, read, strict=True)):
            yield from unread_keys(one, other, f"{place}[{index}]")
