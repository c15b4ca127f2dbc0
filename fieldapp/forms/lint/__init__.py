"""Faults of an author's workbook, found cell by cell before it is converted, so that one fault hides no other."""
