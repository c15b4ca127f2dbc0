"""fieldapp: the documented service visit on an engineer's tablet, complete without network, and its central server."""
