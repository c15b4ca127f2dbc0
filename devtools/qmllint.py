"""Type-checks every QML file against the Python classes that QML sees.

Qt ships the three tools; this module strings them together:

1. `metaobjectdump` reads the Python files (without running them) and writes what `moc` would write for C++;
2. `qmltyperegistrar` turns that into one `.qmltypes` file for each QML import name;
3. `qmllint -W 0` checks the QML files against it, so that a misspelt property is an error before it is run.

Between 1 and 2 the dump is mended where Python says things that `metaobjectdump` does not carry over:
`constant=True`, and the built-in types `list`, `dict`, `object`.
"""

from __future__ import annotations

import ast
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# What PySide6 makes of a Python type that a Property, Signal or Slot is declared with.
CPP_TYPES = {
    "list": "QVariantList",
    "dict": "QVariantMap",
    "object": "QVariant",
    "float": "double",
    "str": "QString",
    "QObject": "QObject*",
}
QT_MODULES_OF_BASES = ("core", "qml", "gui", "quick", "qmlmodels")
IMPORT_NAME = "QML_IMPORT_NAME"

Json = dict[str, Any]


class QmlLintError(Exception):
    """A step before qmllint itself failed; the message is that tool's own output."""


def lint(python: Path, sources: Path, qml: Path, build: Path, files: Sequence[Path] = ()) -> str:
    """Returns what qmllint has to say, empty when there is nothing.

    `python`: interpreter that has PySide6. `sources`: folder of the Python files with QML types.
    `qml`: import path that holds the QML modules. `build`: folder for what is made on the way.
    `files`: the QML files to check, all below `qml` when none is named.
    Raises `QmlLintError` when the types cannot be read.
    """
    build.mkdir(parents=True, exist_ok=True)
    for name, classes in classes_by_import_name(python, sources, build).items():
        _write_module(python, build, name, classes)
    checked = list(files) or sorted(qml.rglob("*.qml"))
    if not checked:
        return ""
    # PySide6's own folder is a default import path; files are named one by one, so that none is left out.
    command = ["-W", "0", "-I", str(qml), "-I", str(build), *map(str, checked)]
    done = _pyside(python, "qmllint", command)
    return "" if done.returncode == 0 else done.stderr + done.stdout


def classes_by_import_name(python: Path, sources: Path, build: Path) -> dict[str, list[Json]]:
    """Reads the classes of all files below `sources`: QML import name -> the dumps of its files.

    A file without an import name (a base class, say) is handed to every module, which takes what it needs.
    """
    files = base_first(sorted(sources.rglob("*.py")))
    if not files:
        return {}
    target = build / "classes.json"
    _run_dump(python, files, target)
    dumps: list[Json] = json.loads(target.read_text(encoding="utf-8"))
    own = {entry["className"] for dump in dumps for entry in dump["classes"] if entry["object"]}
    for dump in dumps:
        _mend(dump, own)
    named = sorted({dump[IMPORT_NAME] for dump in dumps if IMPORT_NAME in dump})
    return {name: [d for d in dumps if d.get(IMPORT_NAME, name) == name] for name in named}


def base_first(files: Sequence[Path]) -> list[Path]:
    """Orders the files that define Qt classes so that a base class comes before what derives from it.

    `metaobjectdump` knows a class as a QObject only if it has read its base before. Files without a class
    that derives from a Qt one are left out.
    """
    bases = {path: _bases(path) for path in files}
    home = {name: path for path, classes in bases.items() for name in classes}
    ordered: list[Path] = []
    seen: set[Path] = set()

    def place(path: Path) -> None:
        if path in seen:
            return
        seen.add(path)
        names = [base for of_class in bases[path].values() for base in of_class]
        for name in names:
            if name in home:
                place(home[name])
        if any(name.startswith("Q") or home.get(name) in ordered for name in names):
            ordered.append(path)

    for path in files:
        place(path)
    return ordered


def _bases(path: Path) -> dict[str, list[str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return {node.name: [base.id for base in node.bases if isinstance(base, ast.Name)] for node in classes}


def _run_dump(python: Path, files: Sequence[Path], target: Path) -> None:
    done = _pyside(python, "metaobjectdump", ["--quiet", "--out-file", str(target), *map(str, files)])
    if done.returncode != 0:
        raise QmlLintError(done.stderr)


def _mend(dump: Json, own: set[str]) -> None:
    constants = _constant_properties(Path(dump["inputFile"]))
    for entry in dump["classes"]:
        for prop in entry.get("properties", ()):
            prop["type"] = _cpp_type(prop["type"], own)
            if (entry["className"], prop["name"]) in constants:
                prop["constant"] = True
        for method in [*entry.get("signals", ()), *entry.get("slots", ())]:
            method["returnType"] = _cpp_type(method["returnType"], own)
            for argument in method["arguments"]:
                argument["type"] = _cpp_type(argument["type"], own)


def _cpp_type(name: str, classes: set[str]) -> str:
    return name + "*" if name in classes else CPP_TYPES.get(name, name)


def _constant_properties(path: Path) -> set[tuple[str, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    found = set()
    for owner in [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]:
        for part in owner.body:
            if isinstance(part, ast.FunctionDef):
                calls = [(part.name, d) for d in part.decorator_list if isinstance(d, ast.Call)]
            elif isinstance(part, ast.Assign) and isinstance(part.value, ast.Call):
                calls = [(t.id, part.value) for t in part.targets if isinstance(t, ast.Name)]
            else:
                continue
            found |= {(owner.name, name) for name, call in calls if _is_constant_property(call)}
    return found


def _is_constant_property(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Name) or call.func.id != "Property":
        return False
    return any(
        word.arg == "constant" and isinstance(word.value, ast.Constant) and word.value.value is True
        for word in call.keywords
    )


def _write_module(python: Path, build: Path, name: str, classes: list[Json]) -> None:
    folder = build.joinpath(*name.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    dump = folder / "classes.json"
    dump.write_text(json.dumps(classes), encoding="utf-8")
    major = max(c.get("QML_IMPORT_MAJOR_VERSION", 1) for c in classes)
    command = ["--generate-qmltypes", str(folder / "plugin.qmltypes"), "-o", str(folder / "unused.cpp")]
    command += ["--import-name", name, "--major-version", str(major), "--minor-version", "0"]
    command += ["--foreign-types", ",".join(_foreign_types(python)), str(dump)]
    done = _pyside(python, "qmltyperegistrar", command)
    if done.returncode != 0:
        raise QmlLintError(done.stderr)
    qmldir = f"module {name}\ntypeinfo plugin.qmltypes\nimport QtQuick\n"
    (folder / "qmldir").write_text(qmldir, encoding="utf-8")


def _foreign_types(python: Path) -> list[str]:
    code = "import PySide6, pathlib; print(pathlib.Path(PySide6.__file__).parent)"
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True)
    folder = Path(done.stdout.strip(), "Qt", "metatypes")
    if not folder.is_dir():  # the Windows wheel has no Qt folder
        folder = Path(done.stdout.strip(), "metatypes")
    return [str(folder / f"qt6{module}_metatypes.json") for module in QT_MODULES_OF_BASES]


def _pyside(python: Path, tool: str, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    code = f"from PySide6.scripts.pyside_tool import {tool}; {tool}()"
    command = [str(python), "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    # PySide6's wrapper ends its output with the whole command line, which tells a reader nothing.
    lines = done.stderr.splitlines(keepends=True)
    done.stderr = "".join(line for line in lines if not (line.startswith("'") and " returned " in line))
    return done
