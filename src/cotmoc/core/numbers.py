"""Numbers as Vietnamese readers write them: dots group thousands, a comma starts the decimals."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.sentence import say

MISSING = "–"
DEFAULT_DECIMALS = 2
# Digits after these, and differences below this share, are noise of binary arithmetic: nobody measured them.
_MEANT_DIGITS = 14
_NOISE = 1e-12

_VIETNAMESE = re.compile(
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,(?P<part>[0-9]+))?"
)
_DOT_DECIMAL = re.compile(r"(?P<whole>[0-9]+)\.(?P<part>[0-9]+)")
_SHELL = re.compile(r"(?P<sign>[-+−]?) ?(?P<body>.*?) ?%?", re.DOTALL)
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_LOOKS_LIKE = re.compile(r"[-−]?[0-9]+(?:[.,][0-9]+)?")


def parse_number(text: str) -> float:
    """The number that `text` writes: "1.234,5", "85,5%", "1 234".

    A dot is decimal only where it cannot group thousands: "0.68" and "1234.5", but "1.234" is 1234.
    A percent sign is a unit and changes nothing: "85,5%" is 85.5.
    Raises `InvalidValueError` with what to write instead.
    """
    plain = _SPACES.sub(" ", text).strip()
    shell = _SHELL.fullmatch(plain)
    body = shell["body"] if shell else ""
    match = _VIETNAMESE.fullmatch(body) or _DOT_DECIMAL.fullmatch(body)
    if shell is None or match is None:
        raise InvalidValueError(_refusal(plain), code="number")
    digits = re.sub(r"[. ]", "", match["whole"])
    value = float(f"{digits}.{match['part'] or 0}")
    if not math.isfinite(value):
        raise InvalidValueError(
            say("'%(text)s…' quá lớn; kiểm tra lại số chữ số.", text=plain[:20]), code="number"
        )
    return -value if value and shell["sign"] in {"-", "−"} else value


def format_number(value: float | None, decimals: int | None = None, *, beside: float | None = None) -> str:
    """`value` as "1.234,5"; None as "–".

    Without `decimals`: up to two, no trailing zeros, and more where two would show a whole number that was
    not reached (99.996 is "99,996", never "100"). With `decimals`: exactly so many. `beside` is the target
    it stands next to: decimals are added until the number shown lies on the same side of it as the true one.
    """
    if value is None:
        return MISSING
    exact = _exact(value)
    wanted = DEFAULT_DECIMALS if decimals is None else decimals
    stones = [] if beside is None else [_exact(beside)]
    if decimals is None:
        stones.append(_rounded(exact, 0))
    shown = _rounded(exact, wanted)
    while any((shown == stone) and (exact != stone) for stone in stones):
        wanted += 1
        shown = _rounded(exact, wanted)
    text = f"{shown:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def at_least(value: float, bound: float) -> bool:
    """Whether `value` ≥ `bound`, on unrounded values: only noise of binary arithmetic is forgiven."""
    return value >= bound - _NOISE * max(abs(value), abs(bound))


def _exact(value: float) -> Decimal:
    """The decimal that a person meant by `value`: without the last digits that binary arithmetic adds."""
    if not math.isfinite(value):
        raise InvalidValueError(say("Giá trị không phải số hữu hạn; kiểm tra mẫu số bằng 0."), code="number")
    return Decimal(f"{value:.{_MEANT_DIGITS}g}")


def _rounded(exact: Decimal, decimals: int) -> Decimal:
    """`exact` to `decimals` places, half away from zero as schools teach it; never minus zero."""
    step = Decimal(1).scaleb(-decimals)
    return exact.quantize(step, rounding=ROUND_HALF_UP) + 0 if abs(exact) < Decimal(10) ** 24 else exact


def _refusal(plain: str) -> str:
    if not plain:
        return say("Ô trống không phải số; nhập một số như 85,5 hoặc để cả dòng trống.")
    numbers = _LOOKS_LIKE.findall(plain)
    if len(numbers) != 1:
        return say("'%(text)s' không phải số; viết 85,5 hoặc 1.234,5", text=plain)
    sample = numbers[0].replace(".", ",").replace("−", "-")
    return say("'%(text)s' không phải số; viết %(sample)s", text=plain, sample=sample)
