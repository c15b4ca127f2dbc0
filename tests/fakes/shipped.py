"""What we ship, read and compiled once a test run; process and forms laid into a store without a database."""

from __future__ import annotations

from functools import cache

from fieldapp.domain.ids import FormId
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.work_order import ProcessPin
from fieldapp.forms.compile import CompiledForm, compile_xlsform
from fieldapp.scheduling.data_files import read_profile
from fieldapp.texts.catalogue import Catalogue
from fieldapp.wire.messages import DocumentKind, FormDocument
from tests.factories import RESOURCES, make_pin, repair_process
from tests.fakes.memory_store import MemoryStore


@cache
def shipped_profile() -> SlaProfile:
    return read_profile((RESOURCES / "sla" / "standard.toml").read_text(encoding="utf-8"))


@cache
def shipped_forms() -> dict[str, CompiledForm]:
    return {path.stem: compile_xlsform(path) for path in sorted((RESOURCES / "forms").glob("*.xlsx"))}


@cache
def shipped_words() -> Catalogue:
    return Catalogue.load(RESOURCES / "i18n")


def give_process(store: MemoryStore) -> ProcessPin:
    """Put the repair process and its forms into the store, as a pull would; return the pin of an order begun now."""
    process = repair_process()
    store.state.documents[(DocumentKind.PROCESS, process.id, "")] = process
    for name, form in shipped_forms().items():
        document = FormDocument(form_id=name, version=form.version, sha256=form.sha256, xform=form.xform.decode())
        store.state.documents[(DocumentKind.FORM, name, "")] = document
    forms = {FormId(name): form.sha256 for name, form in shipped_forms().items()}
    return make_pin(process_version=process.version, forms=forms)
