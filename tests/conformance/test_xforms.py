"""The runner itself: what it takes, what it prints, and that a wrong answer counts as one."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.xforms import main

FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model>
<instance><data id="d"><q/><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/q" type="{type}"/></model></h:head><h:body>{body}</h:body></h:html>"""
CASE = {"test": "adds", "openrosa": True, "doc": "d", "root": "/", "context": "/", "now_ms": 0, "kind": "number"}


def expressions(*cases: tuple[str, str, int]) -> dict[str, Any]:
    return {"docs": {"d": "<data/>"}, "cases": [{**CASE, "id": i, "expr": e, "expected": n} for i, e, n in cases]}


def scenario(value: str, recorded: str, body: str = "") -> dict[str, Any]:
    form = FORM.format(type="string", body=body)
    meta = {"/data/meta": [1], "/data/meta/instanceID": [1, "", 0, None]}
    steps = [
        {"op": ["init", form], "changed": {"/data": [1], "/data/q": [1, "", 0, None], **meta}, "gone": []},
        {"op": ["set", "/data/q", value], "changed": {"/data/q": [1, recorded, 0, None]}, "gone": []},
    ]
    return {"id": "s1", "file": "f", "test": "sets", "steps": steps}


def test_expressions_are_counted_and_each_miss_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a").write_text(json.dumps(expressions(("x1", "1 + 1", 2), ("x2", "1 + 1", 3))), "utf-8")
    assert main([str(tmp_path / "a")]) == 0
    head, miss = capsys.readouterr().out.splitlines()
    assert head == "a: passed 1 of 2 (50.00%)"
    assert miss == "  x2  1 + 1 must be number 3, got 2.0"


def test_scenarios_are_told_by_content_and_unpacked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed = gzip.compress(json.dumps([scenario("1", "1"), scenario("1", "2")]).encode())
    (tmp_path / "any.name").write_bytes(packed)
    assert main([str(tmp_path / "any.name")]) == 0
    head, miss = capsys.readouterr().out.splitlines()
    assert head == "any.name: passed 1 of 2 (50.00%), steps 3 of 4 (75.00%)"
    assert miss.startswith("  s1  step 1 set: /data/q expected [1, '2', 0, None], got [1, '1', 0, None]")


def test_a_file_with_both_kinds_gives_a_line_for_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = {"one": expressions(("x1", "1", 1)), "two": [scenario("1", "1")]}
    (tmp_path / "both").write_text(json.dumps(both), "utf-8")
    assert main([str(tmp_path / "both")]) == 0
    assert [line.split(" (")[0] for line in capsys.readouterr().out.splitlines()] == [
        "both:one: passed 1 of 1",
        "both:two: passed 1 of 1",
    ]


def test_a_chosen_file_takes_its_name_from_the_record_and_is_counted_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "files").write_text(json.dumps([scenario("[object File]", "a.jpg")]), "utf-8")
    main([str(tmp_path / "files")])
    assert "1 of the passed with an input read off the record" in capsys.readouterr().out


def test_a_crash_is_a_miss_and_does_not_stop_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = {**CASE, "id": "x1", "expr": "1", "expected": 1, "context": "/9"}
    whole = {"docs": {"d": "<data/>"}, "cases": [broken, {**CASE, "id": "x2", "expr": "1", "expected": 1}]}
    (tmp_path / "crash").write_text(json.dumps(whole), "utf-8")
    main([str(tmp_path / "crash")])
    head, miss = capsys.readouterr().out.splitlines()
    assert head.startswith("crash: passed 1 of 2")
    assert "crash IndexError" in miss


@pytest.mark.parametrize("content", [b"\x1f\x8bno", b"{}", b"7", b"no json"])
def test_a_file_of_another_format_is_refused(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other").write_bytes(content)
    assert main([str(tmp_path / "other")]) == 1
    assert "other" in capsys.readouterr().err
