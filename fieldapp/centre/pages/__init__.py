"""Pages for the desk, rendered by the server: what the orders are and what was done on each."""
