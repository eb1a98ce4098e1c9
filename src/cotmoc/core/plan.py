"""What a directive orders, as values: the plan format `cotmoc-plan/1`.

Every item keeps its place and its words. `Place` says where: the line of a text file, else the page,
else the block; `block` (0-based, in the order of the document) is always there so that a page can
highlight the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cotmoc.core.errors import InvalidValueError

FORMAT = "cotmoc-plan/1"

# Comparators of a target: ten ways a directive says what must be reached.
NUMERIC_OPS = (">=", ">", "<=", "<", "=", "between")
OPS = (*NUMERIC_OPS, "exists", "qualitative", "undetermined")
EVERY = ("month", "quarter", "half-year", "nine-month", "year", "event", "mid-term", "end-term")
OBLIGATION_KINDS = ("báo cáo", "sơ kết", "tổng kết", "kiểm tra", "công bố", "đánh giá")
TASK_KINDS = ("nhiệm vụ", "tổ chức thực hiện")


@dataclass(frozen=True)
class Place:
    """Where words stand in the source; `row` and `column` (0-based) only inside a table block."""

    block: int
    line: int | None = None
    page: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class Target:
    """A commitment: comparator, value and unit at a milestone (a year "2030", a date "2030-06-30" or None)."""

    op: str
    milestone: str | None = None
    value: float | None = None
    upper: float | None = None
    unit: str | None = None
    every: str | None = None
    note: str | None = None
    quote: str = ""
    place: Place | None = None
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if self.op not in OPS:
            raise InvalidValueError(
                f"Phép so '{self.op}' không có; chọn một trong: {', '.join(OPS)}.", code="op"
            )
        if (self.op in NUMERIC_OPS) != (self.value is not None):
            raise InvalidValueError(
                f"Mục tiêu '{self.op}' {'cần' if self.op in NUMERIC_OPS else 'không mang'} giá trị bằng số.",
                code="value",
            )
        if (self.op == "between") != (self.upper is not None):
            raise InvalidValueError(
                "Chỉ mục tiêu dạng khoảng (từ … đến …) có cận trên, và phải có.", code="upper"
            )
        if self.upper is not None and self.value is not None and self.upper < self.value:
            raise InvalidValueError("Cận trên nhỏ hơn cận dưới; đổi chỗ hai số.", code="upper")


@dataclass(frozen=True)
class Baseline:
    """A figure of the past that the directive states."""

    period: str | None
    op: str = "="
    value: float | None = None
    upper: float | None = None
    unit: str | None = None
    quote: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class IndicatorClaim:
    """What is measured, over whom, with its targets. `owner` are the agencies as the document names them."""

    name: str
    targets: tuple[Target, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    code: str | None = None
    unit: str | None = None
    scope: str | None = None
    higher_is_better: bool = True
    owner: tuple[str, ...] = ()
    section: str = ""
    quote: str = ""
    place: Place | None = None
    confidence: float = 1.0


@dataclass(frozen=True)
class TaskClaim:
    """A thing ordered to be done. `due` is YYYY-MM or YYYY-MM-DD; `every` when it comes back."""

    text: str
    kind: str = "nhiệm vụ"
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    due: str | None = None
    every: str | None = None
    deliverables: tuple[str, ...] = ()
    section: str = ""
    quote: str = ""
    place: Place | None = None
    confidence: float = 1.0


@dataclass(frozen=True)
class ObligationClaim:
    """A reporting or review duty. `every` holds one or more of EVERY; `due` are MM-DD or YYYY-MM."""

    kind: str
    who: str | None = None
    to: str | None = None
    every: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    section: str = ""
    quote: str = ""
    place: Place | None = None
    confidence: float = 1.0


@dataclass(frozen=True)
class Signer:
    name: str | None = None
    role: str | None = None


@dataclass(frozen=True)
class Directive:
    """The identity of the document. `date` is YYYY-MM-DD or YYYY-MM; `number` is None where it is blank."""

    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    place: str | None = None
    level: str | None = None  # trung ương · tỉnh · huyện · xã
    date: str | None = None
    title: str | None = None
    signer: Signer = field(default_factory=Signer)
    implements: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutlineEntry:
    """A heading: `number` is its path ("II.2.1", "Phụ lục I/3")."""

    number: str
    title: str
    place: Place | None = None


@dataclass(frozen=True)
class Warning:
    """What could not be read for certain; `code` is stable, `message` is Vietnamese with what to do."""

    code: str
    message: str
    place: Place | None = None


@dataclass(frozen=True)
class PlanDraft:
    """Everything read from one directive, before a person has looked at it."""

    directive: Directive = field(default_factory=Directive)
    outline: tuple[OutlineEntry, ...] = ()
    indicators: tuple[IndicatorClaim, ...] = ()
    tasks: tuple[TaskClaim, ...] = ()
    obligations: tuple[ObligationClaim, ...] = ()
    warnings: tuple[Warning, ...] = ()
