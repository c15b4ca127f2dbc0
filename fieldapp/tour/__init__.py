"""Drives the real application through one whole visit, as a person would, and photographs every main screen."""
