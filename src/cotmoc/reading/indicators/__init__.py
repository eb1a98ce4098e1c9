"""Structure → what is measured: indicators with their typed targets, from tables and from sentences."""

from cotmoc.reading.indicators.find import find_indicators

__all__ = ["find_indicators"]
