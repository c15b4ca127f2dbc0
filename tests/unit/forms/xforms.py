"""Small XForms for tests, made of what a test is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from fieldapp.forms.choice_source import ChoiceSource
from fieldapp.forms.model import FormDefinition, load_form
from fieldapp.forms.session import FormSession

NOW = datetime(2026, 11, 23, 9, 18, tzinfo=ZoneInfo("Asia/Shanghai"))


def xform(instance: str, binds: str = "", body: str = "", *, model: str = "", texts: str = "") -> bytes:
    """An XForm with `instance` as the content of `<data>`."""
    return f"""<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:fa="http://fieldapp/forms">
  <h:head><h:title>测试</h:title><model>
    {f"<itext>{texts}</itext>" if texts else ""}
    <instance><data id="trial" version="7">{instance}</data></instance>
    {model}{binds}
  </model></h:head>
  <h:body>{body}</h:body>
</h:html>""".encode()


def form(instance: str, binds: str = "", body: str = "", *, model: str = "", texts: str = "") -> FormDefinition:
    return load_form(xform(instance, binds, body, model=model, texts=texts))


def session(
    definition: FormDefinition,
    answers: Mapping[str, str] | None = None,
    *,
    language: str = "zh",
    choices: ChoiceSource | None = None,
    properties: Mapping[str, str] | None = None,
) -> FormSession:
    numbers = iter(range(1000))
    return FormSession(
        definition,
        language=language,
        now=lambda: NOW,
        answers=answers,
        choices=choices,
        new_id=lambda: f"00000000-0000-4000-8000-{next(numbers):012}",
        properties=properties or {},
    )
