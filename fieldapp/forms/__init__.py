"""Forms: authored as XLSForm, compiled to XForm, run by our own XForms engine (XPath 1.0 with ODK's functions)."""
