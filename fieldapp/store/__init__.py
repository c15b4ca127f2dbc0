"""The device's local encrypted database: the only place on the tablet where work is kept."""
