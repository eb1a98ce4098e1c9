"""Types that several subjects share. Strict: a number is no text, a date is YYYY-MM-DD, nothing is guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from ninja import P, PathEx
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from cotmoc.store.models import Agency, Person

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def _iso(value: Any) -> Any:
    if isinstance(value, date) or value is None:
        return value
    if isinstance(value, str) and _ISO.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("Cần ngày có thật, viết năm-tháng-ngày như 2026-06-30.")


IsoDate = Annotated[date, BeforeValidator(_iso)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Id = Annotated[int, Field(strict=True, ge=1, le=2**63 - 1)]
# Parts of addresses.
PlanSlug = PathEx[str, P(description="Tên của kế hoạch trong địa chỉ", example="18-ctr-tu")]
Code = PathEx[str, P(description="Mã trong kế hoạch", example="CT-01")]
UnitCode = PathEx[str, P(description="Mã đơn vị", example="SKHCN")]
PeriodCode = PathEx[
    str,
    P(
        description="Kỳ: 2026-01 (tháng), 2026-Q1 (quý), 2026-H1 (6 tháng), 2026-9M (9 tháng), 2026 (năm)",
        example="2026-10",
    ),
]


class In(BaseModel):
    """What a request sends: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class ReasonIn(In):
    """Lý do."""

    reason: str = Field(
        max_length=2000, examples=["Số tháng 10 lớn gấp 10 lần kỳ trước, đề nghị kiểm tra lại."]
    )


class UnitRef(BaseModel):
    """Một đơn vị, gọn."""

    code: str = Field(examples=["SKHCN"])
    name: str = Field(examples=["Sở Khoa học và Công nghệ"])

    @classmethod
    def of(cls, agency: Agency | None) -> UnitRef | None:
        """The unit, if there is one."""
        return cls(code=agency.code, name=agency.name) if agency else None


class PersonRef(BaseModel):
    """Một người, gọn."""

    id: int
    name: str = Field(examples=["Lương Thục Quyên"])

    @classmethod
    def of(cls, person: Person | None) -> PersonRef | None:
        """The person, if there is one."""
        return cls(id=person.pk, name=str(person)) if person else None
