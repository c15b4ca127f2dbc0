"""System packages that a bare Debian 12 lacks (measured in a debootstrap minbase chroot)."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

NEEDED = {
    "Qt without a screen": [
        *("libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0"),
    ],
    "sound and camera": ["libpulse0", "libxext6", "libxrandr2"],
    "a window": [
        *("xvfb", "xauth", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"),
        "libxkbcommon-x11-0",
    ],
    "the second barcode engine": ["libzbar0"],
    "printing": ["libcups2"],
}
WANTED = {
    "the centre's contract tests on PostgreSQL": ["postgresql"],
}
"""Installed where this is root, and asked of nobody else: without them those tests are skipped and say so."""
NO_CLUSTER = "/etc/postgresql-common/createcluster.d/fieldapp-dev.conf"
"""Only PostgreSQL's programs are used; while this file lies there, its package makes and starts no server."""
QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def install_missing() -> str:
    """Installs what is missing, as root or with a sudo that asks nothing; other systems are left alone.

    Returns what a person has to type where that is not possible, else an empty string.
    """
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return ""
    names, prefix = missing(), _as_root()
    if prefix is not None:
        names += absent(WANTED)
    if not names:
        return ""
    line = "apt-get install -y --no-install-recommends " + " ".join(names)
    if prefix is None:
        return f"Some system packages are missing, and this is not root. Please run:\n\n    sudo {line}\n"
    print(f"[dev] installing system packages: {' '.join(names)} (a minute or two)", flush=True)
    environment = {**os.environ, **QUIET}
    subprocess.call([*prefix, "apt-get", "-qq", "update"], env=environment)
    command = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", *line.split()[1:]]
    with _without_a_cluster(prefix, names):
        if subprocess.call([*prefix, *command], env=environment, stdout=subprocess.DEVNULL) != 0:
            return f"apt could not install the system packages; the lines above say why. By hand:\n\n    sudo {line}\n"
    return ""


def missing() -> list[str]:
    """The needed packages that are not installed."""
    names = absent(NEEDED)
    if importlib.util.find_spec("ensurepip") is None:  # Debian takes it out of Python
        names = [*absent({"Python": ["python3-venv", "ca-certificates"]}), *names]
    return names


def absent(groups: dict[str, list[str]]) -> list[str]:
    """Those packages that are not installed (in their newer name either: libcups2 became libcups2t64)."""
    names = [name for group in groups.values() for name in group]
    command = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"]
    done = subprocess.run([*command, *names, *(name + "t64" for name in names)], capture_output=True, text=True)
    there = {line.split()[0] for line in done.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in names if not {name, name + "t64"} & there]


@contextmanager
def _without_a_cluster(prefix: list[str], names: list[str]) -> Iterator[None]:
    """Let PostgreSQL's package, if it is among those that are installed, bring its programs alone."""
    if "postgresql" not in names:
        yield
        return
    write = f"mkdir -p {os.path.dirname(NO_CLUSTER)} && echo 'create_main_cluster = false' > {NO_CLUSTER}"
    subprocess.call([*prefix, "/bin/sh", "-c", write])
    try:
        yield
    finally:
        subprocess.call([*prefix, "/bin/rm", "-f", NO_CLUSTER])


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None
