"""Which program runs on which machine: versions only, no name of host or user."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

LIBRARIES = ("PySide6", "sqlcipher3", "SQLAlchemy", "cryptography", "argon2-cffi", "keyring", "reportlab", "zxing-cpp")


def machine() -> dict[str, str]:
    """Return platform, its release and Python's version."""
    libc = "-".join(platform.libc_ver()) or "none"
    return {"platform": f"{sys.platform}-{platform.machine()}", "libc": libc, "python": platform.python_version()}


def libraries() -> dict[str, str]:
    """Return the versions of the libraries that faults are usually about; "" for one that is not here."""
    return {name: _version(name) for name in LIBRARIES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
