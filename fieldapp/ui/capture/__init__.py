"""Ways in of a label: a picture file, a scanner that types, and the sounds that answer. The camera joins them here."""
