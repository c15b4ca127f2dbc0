"""One verb a file: what the engineer can do, and what a screen can be shown; each a small frozen dataclass to call."""
