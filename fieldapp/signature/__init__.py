"""Strokes on the glass to a curve, to evidence, and to a seal on the document."""
