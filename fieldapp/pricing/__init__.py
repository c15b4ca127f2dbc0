"""Fees from price list and warranty rule: needed before the work begins and in the report."""
