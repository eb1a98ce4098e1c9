"""Changes to a source text for metamorphic tests: one number, two sections, the columns of a table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from textwrap import wrap

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def other_number(text: str) -> str:
    """A number of the same shape and not zero: the last digit one less, or 5 for 0; 100 becomes 90."""
    if text == "100":
        return "90"
    last = int(text[-1])
    less = f"{text[:-1]}{last - 1 if last else 5}"
    return less if any(digit != "0" for digit in re.sub(r"\D", "", less)) else f"{text[:-1]}{last + 1}"


def only_number(text: str) -> str | None:
    """The number in `text`, when there is just one."""
    found = _NUMBER.findall(text)
    return found[0] if len(found) == 1 else None


def value_of(number: str) -> float:
    """The value of a Vietnamese number: dots group thousands, a comma begins the decimals."""
    return float(number.replace(".", "").replace(",", "."))


def on_line(text: str, line: int, old: str, new: str) -> str:
    """`text` with `old`, which stands once on the 1-based `line`, replaced."""
    lines = text.split("\n")
    pattern = rf"(?<![\d.,]){re.escape(old)}(?![.,]?\d)" if old[0].isdigit() else re.escape(old)
    if len(re.findall(pattern, lines[line - 1])) != 1:
        raise ValueError(f"{old!r} does not stand once on line {line}")
    lines[line - 1] = re.sub(pattern, new, lines[line - 1])
    return "\n".join(lines)


def once(text: str, old: str, new: str) -> str:
    """`text` with `old`, which stands there once, replaced."""
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times")
    return text.replace(old, new)


def swapped_sections(text: str, first: str, second: str, end: str) -> str:
    """Exchange two neighbouring sections given by the beginnings of their headings; the labels stay in order."""
    lines = text.split("\n")
    a, b, c = (_line_that_begins(lines, begin) for begin in (first, second, end))
    label_a, label_b = (lines[i].split(" ", 1)[0] for i in (a, b))
    one, two = lines[a:b], lines[b:c]
    one[0], two[0] = one[0].replace(label_a, label_b, 1), two[0].replace(label_b, label_a, 1)
    return "\n".join([*lines[:a], *two, *one, *lines[c:]])


def with_columns(text: str, head: str, order: Callable[[list[str]], Sequence[str]]) -> str:
    """`text` with the cells of the table whose header line holds `head` put in another order."""
    lines = text.split("\n")
    i = next(i for i, line in enumerate(lines) if head in line)
    while i < len(lines) and (mark := _mark(lines[i])):
        lines[i] = _joined(list(order(_split(lines[i], mark))), mark)
        i += 1
    return "\n".join(lines)


def decomposed(text: str) -> bytes:
    """Letters and marks apart (NFD), as macOS and some converters write them."""
    return unicodedata.normalize("NFD", text).encode()


def windows(text: str) -> bytes:
    """A byte order mark, CRLF and no-break spaces before numbers."""
    return re.sub(r"(?<=\w) (?=\d)", "\u00a0", text).replace("\n", "\r\n").encode("utf-8-sig")


def wide(text: str) -> bytes:
    """UTF-16, as Notepad's "Unicode"."""
    return text.encode("utf-16")


def wrapped(text: str) -> bytes:
    """Paragraphs broken into lines of 88 characters, as copied from a page; tables and headings stay."""
    lines = [
        line if _mark(line) or len(line) <= 88 else "\n".join(wrap(line, 88)) for line in text.split("\n")
    ]
    return "\n".join(lines).encode()


def spaced(text: str) -> bytes:
    """An empty line after every paragraph and spaces at the ends of lines; tables stay together."""
    lines = [line if _mark(line) else f"{line}  \n" for line in text.split("\n")]
    return "\n".join(lines).encode()


def swap(cells: list[str], a: int, b: int) -> list[str]:
    """`cells` with two of them exchanged."""
    out = list(cells)
    out[a], out[b] = out[b], out[a]
    return out


def _mark(line: str) -> str:
    return "|" if line.startswith("|") else ("\t" if "\t" in line else "")


def _split(line: str, mark: str) -> list[str]:
    return line.strip("|").split("|") if mark == "|" else line.split("\t")


def _joined(cells: list[str], mark: str) -> str:
    return f"|{'|'.join(cells)}|" if mark == "|" else mark.join(cells)


def _line_that_begins(lines: list[str], begin: str) -> int:
    found = [i for i, line in enumerate(lines) if line.startswith(begin)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} lines begin with {begin!r}")
    return found[0]
