"""Finds what must not be committed: one machine's paths, registry hosts, lock files with download addresses.

A checkout has to work for everyone: whose registry, whose folder and whose mirror it was made with is nobody else's.
The brackets in the patterns keep this file from finding itself.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

PATTERNS = {
    "the host of a package registry": re.compile(
        r"\b(?:py[p]i\.org|python[h]osted\.org|registry\.npm[j]s|deb\.deb[i]an\.org|proxy\.gol[a]ng|crates[.]io/)"
    ),
    "an option that names a registry": re.compile(r"--(?:extra-)?inde[x]-url|--find-lin[k]s|PIP_FIND_LIN[K]S"),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:ro[o]t/[.]|hom[e]/\w+/|User[s]/\w+/|wor[k]/(?:main|shared)\b)"),
    "a download address in a lock file": re.compile(r'"resolved": *"htt[p]'),
}
LOCK_FILES = ("uv.lock", "pylock.toml")
OWN_FOLDERS = {".git", ".venv", "build", "dist"}


def problems(root: Path) -> list[str]:
    """One line for each finding in the files that git knows (or would know), empty when there is none."""
    found: list[str] = []
    for path in files(root):
        name = path.relative_to(root).as_posix()
        if path.name in LOCK_FILES:
            found.append(f"{name}: this kind of lock file names download addresses")
        data = path.read_bytes()
        if b"\0" in data[:8192]:
            continue
        text = data.decode("utf-8", errors="replace")
        if path.name == "requirements.lock" and "://" in text:
            found.append(f"{name}: holds an address")
        found += [f"{name}:{line}: {what}" for line, what in findings(text)]
    return found


def findings(text: str) -> Iterator[tuple[int, str]]:
    """Yields (line number, what was found) for one file's text."""
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in PATTERNS.items():
            if pattern.search(line):
                yield number, what


def files(root: Path) -> list[Path]:
    """The files of the checkout as git lists them, new ones included; without git, all but what is made here."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True)
    except FileNotFoundError:
        return _walk(root)
    if done.returncode != 0:
        return _walk(root)
    names = [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]
    return [root / name for name in names if (root / name).is_file()]


def _walk(root: Path) -> list[Path]:
    found: list[Path] = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in OWN_FOLDERS and not name.endswith("_cache")]
        found += [Path(folder, name) for name in names]
    return found
