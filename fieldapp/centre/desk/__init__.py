"""The desk's side of the centre: the register, entering, importing and assigning orders, and the demo company."""
