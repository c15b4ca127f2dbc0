"""The service process: what each event does to an order, which gates are closed, which step is next (PRO)."""
