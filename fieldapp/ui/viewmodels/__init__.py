"""What the pages show and what a tap means: QtCore only, no business rules; use cases decide."""
