"""Folding and splitting of Chinese and English text, so that device and centre find the same things."""
