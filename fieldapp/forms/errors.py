"""Faults of a form definition, below `domain.errors.FormError`.

::

    FormError
    ├── XPathError            an expression that cannot be run            forms.xpath.*, forms.list.too-large
    │   └── ListMissing       a list outside that is not here             forms.list.missing
    ├── FormDefinitionError   an XForm that does not make a form          forms.xform.*, forms.cycle
    ├── AuthorError           one fault of a workbook, with its place     forms.author.*
    ├── InstanceError         a document of answers that cannot be read   forms.instance.*
    └── AnswerError           an answer given to a path that takes none   forms.answer.*
"""

from __future__ import annotations

from fieldapp.domain.errors import FormError


class XPathError(FormError):
    """An expression that cannot be read or run; `fields["expression"]` holds its text where it is known."""


class ListMissing(XPathError):
    """An expression over a list that is not on this tablet (`fields["list"]`): it can judge nothing, so all stays."""


class FormDefinitionError(FormError):
    """An XForm that is no form: broken XML, a question without a node, a cycle of calculations."""


class AnswerError(FormError):
    """An answer for a path that does not exist in the form or takes no answer (`fields["path"]`)."""


class InstanceError(FormError):
    """A document of answers that is damaged, too large, or belongs to another form or version."""


class AuthorError(FormError):
    """One fault of a workbook; `fields` name sheet, row (1-based, as Excel shows it), column and the value."""
