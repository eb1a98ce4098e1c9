"""Rows with a first and a last day, asked of in one way. `of` is the way to them from the row at hand: "grants__"."""

from __future__ import annotations

from datetime import date

from django.db.models import Q


def not_over(day: date, of: str = "") -> Q:
    """What holds on a day or will hold after it."""
    return Q(**{f"{of}valid_to__isnull": True}) | Q(**{f"{of}valid_to__gte": day})


def valid_on(day: date, of: str = "") -> Q:
    """What holds on a day."""
    return Q(**{f"{of}valid_from__lte": day}) & not_over(day, of)
