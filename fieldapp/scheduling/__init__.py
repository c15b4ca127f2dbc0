"""When to leave, how the day fits together, how long the way takes, and which clocks run."""
