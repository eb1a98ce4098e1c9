"""A report as it was on the day it was made: every word and figure in it, and nothing that can change later.

Actions fill a `ReportSnapshot` from approved figures, store its JSON, and hand it to
`writing.report.write_report`; the same snapshot gives the same file, byte for byte, for as long as the
libraries that write it keep their versions.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any, cast

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.numbers import format_number
from cotmoc.core.status import STATUS_LABELS, Status

FORMAT = "cotmoc-report/1"
STYLES = ("state", "party")

# The word of an alert, in the order a reader wants to count them; none needs none.
ALERT_LABELS = {"none": "", "yellow": "Vàng", "red": "Đỏ", "special-red": "Đỏ đặc biệt"}


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator of the report: what was to be reached this year, what is, and what that means.

    `target` and `value_text` are as printed ("≥ 85,5"); `value` and `target_value` are the unrounded figures
    in `unit`, for the workbook. A missing figure is None and prints as "–". `source` says where the figure
    came from and who approved it, `link` is the address of its page. Texts left empty are filled in:
    `value_text` from `value`, `status_label` from `status`.
    """

    name: str
    section: str = ""
    unit: str = ""
    target: str = ""
    target_value: float | None = None
    value: float | None = None
    value_text: str = ""
    status: str = "no-data"
    status_label: str = ""
    lag: str = ""
    note: str = ""
    owner: str = ""
    source: str = ""
    link: str = ""

    def __post_init__(self) -> None:
        _known("Đánh giá", self.status, STATUS_LABELS)
        if not all(math.isfinite(number or 0) for number in (self.value, self.target_value)):
            raise InvalidValueError(
                f"Số liệu của '{self.name}' không hữu hạn; kiểm tra mẫu số bằng 0.", code="number"
            )
        if not self.value_text:
            object.__setattr__(self, "value_text", format_number(self.value, beside=self.target_value))
        if not self.status_label:
            object.__setattr__(self, "status_label", STATUS_LABELS[cast("Status", self.status)])


@dataclass(frozen=True)
class TaskRow:
    """One task: `due` as printed ("30/6/2026", "Thường xuyên"), `due_on` the day for the workbook, if any.

    `state` is the code and `state_label` the word of core.taskstate; `alert` is a key of ALERT_LABELS.
    """

    text: str
    state: str
    state_label: str
    section: str = ""
    lead: str = ""
    due: str = ""
    due_on: date | None = None
    alert: str = "none"
    proof: str = ""
    note: str = ""
    link: str = ""

    def __post_init__(self) -> None:
        _known("Cảnh báo", self.alert, ALERT_LABELS)


@dataclass(frozen=True)
class Signature:
    """Who signs: `authority` from the top ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", …), then `name`."""

    authority: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class ReportSnapshot:
    """Everything an official report says. Long texts hold paragraphs separated by line breaks.

    `superior` stands over the issuing body in the header, `issuer` are the lines of the issuing body itself
    and `issuer_name` its name in running text. `number` is "12/BC-UBND" (Party: "05-BC/TU"); "/BC-UBND"
    leaves room for the number. `results` is prose for section II, `task_results` for section III. `sources`
    are notes on where the figures come from. `generated_at` carries its time zone.
    """

    issuer: tuple[str, ...]
    number: str
    place: str
    date: date
    subject: str
    period_label: str
    generated_at: datetime
    style: str = "state"
    superior: str = ""
    issuer_name: str = ""
    kind: str = "BÁO CÁO"
    to: tuple[str, ...] = ()
    basis: str = ""
    overview: str = ""
    results: str = ""
    task_results: str = ""
    difficulties: str = ""
    proposals: str = ""
    indicators: tuple[IndicatorRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: Signature = field(default_factory=Signature)
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.style not in STYLES:
            raise InvalidValueError(
                f"Thể thức '{self.style}' không có; chọn 'state' hoặc 'party'.", code="style"
            )
        if self.generated_at.utcoffset() is None:
            raise InvalidValueError(
                "Thời điểm lập báo cáo thiếu múi giờ; ghi cả múi giờ.", code="generated_at"
            )

    @property
    def indicator_counts(self) -> tuple[tuple[str, int], ...]:
        """How many indicators per verdict, in the order of STATUS_LABELS, without the empty ones."""
        count = Counter(row.status for row in self.indicators)
        return tuple((label, count[code]) for code, label in STATUS_LABELS.items() if count[code])

    @property
    def task_counts(self) -> tuple[tuple[str, int], ...]:
        """How many tasks per state, in the order the states first appear."""
        return tuple(Counter(row.state_label for row in self.tasks).items())

    @property
    def alerted_tasks(self) -> tuple[TaskRow, ...]:
        """The tasks with an alert, the gravest first."""
        grave = [alert for alert in reversed(ALERT_LABELS) if alert != "none"]
        return tuple(row for alert in grave for row in self.tasks if row.alert == alert)

    def to_json(self) -> str:
        """The snapshot as canonical JSON: sorted keys, one line, real letters."""
        data = {"format": FORMAT, **asdict(self)}
        return json.dumps(data, ensure_ascii=False, sort_keys=True, default=_iso)

    @classmethod
    def from_json(cls, text: str) -> ReportSnapshot:
        """The snapshot that `to_json` wrote; InvalidValueError when `text` is something else."""
        try:
            data = json.loads(text)
            if data.pop("format") != FORMAT:
                raise ValueError(FORMAT)
            return cls(**_values(cls, data) | _parts(data))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InvalidValueError(
                f"Bản chốt báo cáo không đúng định dạng {FORMAT} ({error}); lập lại báo cáo từ số liệu.",
                code="snapshot",
            ) from error


def _known(what: str, code: str, labels: Iterable[str]) -> None:
    if code not in labels:
        raise InvalidValueError(
            f"{what} '{code}' không có; chọn một trong: {', '.join(labels)}.", code="code"
        )


def _iso(value: object) -> str:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a snapshot")


def _parts(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "date": date.fromisoformat(data["date"]),
        "generated_at": datetime.fromisoformat(data["generated_at"]),
        "indicators": tuple(IndicatorRow(**row) for row in data["indicators"]),
        "tasks": tuple(TaskRow(**row | {"due_on": _day(row["due_on"])}) for row in data["tasks"]),
        "signature": Signature(**_values(Signature, data["signature"])),
    }


def _values(kind: type, data: dict[str, Any]) -> dict[str, Any]:
    missing = {f.name for f in fields(kind)} ^ set(data)
    if missing:
        raise ValueError(", ".join(sorted(missing)))
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
