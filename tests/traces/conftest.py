"""The company's data as journeys make it."""

from __future__ import annotations

from tests.journeys.conftest import company_data

__all__ = ["company_data"]
