"""The library as a whole: nothing of ODK's list is missing, and nothing in it falls over what an author may write."""

from __future__ import annotations

import itertools

import pytest

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath.compiler import compile_expression
from fieldapp.forms.xpath.library import ODK_LIBRARY
from fieldapp.forms.xpath.values import to_string
from tests.unit.forms.xpath.expressions import context_of

# Name, least and most arguments (None: any number): docs.getodk.org, form operators and functions, November 2026;
# the last two lines are of the XPath 1.0 core and of what JavaRosa runs besides.
DOCUMENTED = """
if 3 3, position 0 1, once 1 1, selected 2 2, selected-at 2 2, count-selected 1 1, jr:choice-name 2 2, current 0 0,
indexed-repeat 3 7, count 1 1, count-non-empty 1 1, sum 1 1, max 1 None, min 1 None, regex 2 2, contains 2 2,
starts-with 2 2, ends-with 2 2, substr 2 3, substring-before 2 2, substring-after 2 2, translate 3 3,
string-length 0 1, normalize-space 0 1, concat 0 None, join 1 None, boolean-from-string 1 1, string 0 1, digest 2 3,
base64-decode 1 1, extract-signed 2 2, round 1 2, int 1 1, number 0 1, pow 2 2, log 1 1, log10 1 1, abs 1 1, sin 1 1,
cos 1 1, tan 1 1, asin 1 1, acos 1 1, atan 1 1, atan2 2 2, sqrt 1 1, exp 1 1, exp10 1 1, pi 0 0, today 0 0, now 0 0,
decimal-date-time 1 1, date 1 1, decimal-time 1 1, format-date 2 2, format-date-time 2 2, area 1 None,
distance 1 None, geofence 2 2, intersects 1 1, random 0 0, randomize 1 2, uuid 0 1, boolean 1 1, not 1 1,
coalesce 2 None, checklist 2 None, weighted-checklist 2 None, true 0 0, false 0 0, pulldata 4 4, jr:itext 1 1,
instance 1 1, last 0 0, id 1 1, local-name 0 1, namespace-uri 0 1, name 0 1, lang 1 1, floor 1 1, ceiling 1 1,
substring 2 3, date-time 1 1, depend 1 None, enclosed-area 1 None, is-selected 2 2, property 1 1, version 0 0
"""
STRANGE = (
    "''", "'abc'", "'\ud800'", "-1", "-0.5", "0 div 0", "1 div 0", "-1 div 0", f"1{'0' * 40}", "true()", "//n",
    "//none", "@a", "now()", "date('x')", "'2026-02-30'", "'9999-12-31'", "'1 2;3 4'",
)  # fmt: skip
CONTEXT = context_of("<data a='1'><n>2</n><n>x</n></data>", "/data")


def test_the_library_is_the_documented_one() -> None:
    lines = (entry.split() for entry in DOCUMENTED.replace("\n", " ").split(","))
    documented = {name: (int(least), None if most == "None" else int(most)) for name, least, most in lines}
    assert {name: (found.at_least, found.at_most) for name, found in ODK_LIBRARY.items()} == documented


@pytest.mark.parametrize("name", sorted(ODK_LIBRARY))
def test_a_function_answers_any_arguments_with_a_value_or_an_error_of_the_tree(name: str) -> None:
    function = ODK_LIBRARY[name]
    given = min(max(function.at_least, 2 if function.at_most is None else function.at_most), 3)
    calls = itertools.product(STRANGE, STRANGE[::3], STRANGE[::5]) if given else [()]
    answers = [answer(f"{name}({', '.join(arguments[:given])})") for arguments in calls]
    assert all(isinstance(found, str) for found in answers)


def answer(expression: str) -> str:
    """The text of a value, or the code of the error; any other exception passes through and fails the test."""
    try:
        return to_string(compile_expression(expression).evaluate(CONTEXT))
    except XPathError as error:
        return error.code
