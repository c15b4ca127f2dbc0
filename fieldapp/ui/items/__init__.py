"""Items drawn in Python: the signature pad, and icons in the colours of the theme."""
