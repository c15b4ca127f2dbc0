"""The whole function library of the engine."""

from __future__ import annotations

from types import MappingProxyType

from fieldapp.forms.xpath.context import Library
from fieldapp.forms.xpath.functions_choices import CHOICE_FUNCTIONS
from fieldapp.forms.xpath.functions_core import CORE_FUNCTIONS
from fieldapp.forms.xpath.functions_dates import DATE_FUNCTIONS
from fieldapp.forms.xpath.functions_encoding import ENCODING_FUNCTIONS
from fieldapp.forms.xpath.functions_nodes import NODE_FUNCTIONS
from fieldapp.forms.xpath.functions_numbers import NUMBER_FUNCTIONS
from fieldapp.forms.xpath.functions_places import PLACE_FUNCTIONS
from fieldapp.forms.xpath.functions_text import TEXT_FUNCTIONS

ODK_LIBRARY: Library = MappingProxyType(
    {
        **CORE_FUNCTIONS,
        **NUMBER_FUNCTIONS,
        **TEXT_FUNCTIONS,
        **ENCODING_FUNCTIONS,
        **DATE_FUNCTIONS,
        **CHOICE_FUNCTIONS,
        **NODE_FUNCTIONS,
        **PLACE_FUNCTIONS,
    }
)
