"""The desk's side of the centre: registering and assigning orders, and the demo company."""
