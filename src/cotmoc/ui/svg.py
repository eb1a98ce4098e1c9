"""SVG as text: one function that writes an element and escapes what it is given."""

from __future__ import annotations

from html import escape

Attribute = str | float | None


def element(name: str, /, *children: str, **attributes: Attribute) -> str:
    """`<name …>children</name>`. Children are markup already; use `words` for text.

    Attribute names write `_` for `-` (a trailing one is dropped: `class_`); None leaves the attribute out;
    numbers keep two decimals.
    """
    pairs = "".join(
        f' {_name(key)}="{_value(value)}"' for key, value in attributes.items() if value is not None
    )
    return f"<{name}{pairs}>{''.join(children)}</{name}>" if children else f"<{name}{pairs}/>"


def words(text: str) -> str:
    """Text as SVG content."""
    return escape(text, quote=False)


def number(value: float) -> str:
    """A coordinate: two decimals, no trailing zeros."""
    return f"{round(value, 2):.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def _name(key: str) -> str:
    return key if key == "viewBox" else key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else number(value)
