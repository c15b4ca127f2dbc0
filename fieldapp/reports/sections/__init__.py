"""The parts of the service report, top to bottom."""
