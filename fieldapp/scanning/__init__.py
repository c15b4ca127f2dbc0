"""Picture to codes, and the text of a label to one PartCode."""
