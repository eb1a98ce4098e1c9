"""Marks of Markdown and LaTeX in plain text: taken off, kept as flags."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SYMBOLS = {
    "geqslant": "≥", "leqslant": "≤", "geq": "≥", "leq": "≤", "ge": "≥", "le": "≤", "gt": ">", "lt": "<",
    "neq": "≠", "ne": "≠", "times": "×", "pm": "±", "approx": "≈", "sim": "~", "rightarrow": "→", "to": "→",
    "cdot": "·", "div": "÷", "ldots": "…", "dots": "…", "quad": " ", "circ": "°",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)\s?")
_MATH = re.compile(r"\$\$?([^$\n]+?)\$\$?")
_MATHS_INSIDE = re.compile(r"\\|\{,\}|^\s*[<>=≥≤~±]?\s*[\d.,\s]+%?\s*$|[\^_]\{?\d")
_STYLED = re.compile(r"\\(?:text|mathrm|mathbf|mathit|operatorname)\s*\{([^{}]*)\}")
_POWER = re.compile(r"\^\{?([0-9*]+)\}?")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_RULE = re.compile(r"\s*(?:[-*_=~–—][ \t]*){3,}$")
_ITALIC_STAR = re.compile(r"(?<![*\\])\*(?=[^\s*)])([^*\n]*?[^\s*\\(])\*(?!\*)")
# Its other half stands on another line.
_HALF_STAR = re.compile(r"(?<=\()\*(?=[^\W\d_⁰¹²³⁴-⁹])|(?<=[^\W\d_⁰¹²³⁴-⁹])\*(?=\))")
_HALF_BRACKET = re.compile(r"^([^(*]*[\w.])\*(?=\))")  # the bracket opened there too: "…; tháng\n5/2026*)"
_ITALIC_BAR = re.compile(r"(?<![\w\\_])_(?=[^\s_])([^_\n]*[^\s_\\])_(?![\w_])")
_BOLD = re.compile(r"(?<!\\)(?:\*\*|__(?=\S)|(?<=\S)__)")
_STAR_BULLET = re.compile(r"^(\s*)\* (?=\S)")


@dataclass(frozen=True)
class Line:
    """A line without its marks. `heading` is Markdown's level; `still_bold`: a bold mark goes on below."""

    text: str
    bold: bool = False
    heading: int | None = None
    still_bold: bool = False


def strip_marks(line: str, *, in_bold: bool = False) -> Line:
    """`line` without Markdown's and LaTeX's marks; `in_bold`: a bold mark above is still open."""
    if _RULE.match(line):
        return Line("", still_bold=in_bold)
    heading = _HEADING.match(line.strip())
    text = heading.group(2) if heading else line
    text = _STAR_BULLET.sub(r"\1- ", plain_maths(text))
    pieces = _BOLD.split(text)
    bold_text = "".join(pieces[i] for i in range(len(pieces)) if (i % 2 == 1) != in_bold)
    text = "".join(pieces)
    bold = bool(text.strip()) and len(bold_text.strip(" \t*_")) >= len(text.strip(" \t*_")) > 0
    still_bold = in_bold != (len(pieces) % 2 == 0)
    text = _HALF_STAR.sub("", _ITALIC_BAR.sub(r"\1", _ITALIC_STAR.sub(r"\1", text)))
    text = _HALF_BRACKET.sub(r"\1", text)
    return Line(_ESCAPED.sub(r"\1", text), bold, len(heading.group(1)) if heading else None, still_bold)


def plain_maths(text: str) -> str:
    """LaTeX's formulas as plain characters: "$\\geq 40\\%$" → "≥ 40%"."""
    if "$" in text:
        text = _MATH.sub(
            lambda m: _formula(m.group(1)) if _MATHS_INSIDE.search(m.group(1)) else m.group(0), text
        )
    return _commands(text) if "\\" in text else text


def _formula(body: str) -> str:
    body = _commands(_STYLED.sub(r"\1", body)).replace("{,}", ",")
    body = _POWER.sub(lambda m: m.group(1).translate(_SUPERSCRIPTS), body)
    return body.replace("{", "").replace("}", "").strip()


def _commands(text: str) -> str:
    def symbol(match: re.Match[str]) -> str:
        sign = _SYMBOLS.get(match.group(1))
        return match.group(0) if sign is None else sign + match.group(0)[len(match.group(1)) + 1 :]

    return _COMMAND.sub(symbol, text).replace("\\%", "%")
