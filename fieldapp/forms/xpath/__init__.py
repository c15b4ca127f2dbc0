"""XPath 1.0 with ODK's functions, compiled to Python closures that are bound once when a form is loaded."""
