"""Reporting and review duties in the text: who, to whom, of what kind, how often, by which days."""

from cotmoc.reading.obligations.find import find_obligations

__all__ = ["find_obligations"]
