"""Copies of the whole centre: made while it runs, read through before they count, put back into an empty place."""
