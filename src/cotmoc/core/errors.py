"""Errors a person can act on. The core knows no HTTP codes; each door translates once."""

from __future__ import annotations

from dataclasses import dataclass

from cotmoc.core.sentence import say


class CotmocError(Exception):
    """Something a person can put right: `str(error)` is a Vietnamese sentence with what to do.

    `code` is stable and in English, for programs and tests.
    """

    code = "error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code:
            self.code = code


class InvalidValueError(CotmocError, ValueError):
    """A value that the rules refuse."""

    code = "invalid"


class UnreadableError(CotmocError):
    """A file that cannot be read: what is wrong with it and what to do."""

    code = "unreadable"


class SecretMarkError(CotmocError):
    """A file or a text that bears a mark of state secrecy: it is not taken in."""

    code = "state-secret"

    def __init__(self, degree: str, where: str) -> None:
        self.degree = degree
        super().__init__(
            say(
                "Văn bản mang dấu chỉ độ mật “%(degree)s” (%(where)s) nên không được đưa vào hệ thống này; chưa lưu "
                "gì. Xóa bản này khỏi máy nối mạng và theo dõi văn bản ở nơi quản lý bí mật nhà nước của cơ quan. "
                "Nếu văn bản đã giải mật, dùng bản có dấu giải mật.",
                degree=degree.upper(),
                where=where,
            )
        )


class ForbiddenError(CotmocError):
    """The person may see the thing but not do this to it."""

    code = "forbidden"


class NotFoundError(CotmocError):
    """There is no such thing, or not for this person."""

    code = "not-found"


class ConflictError(CotmocError):
    """The thing is no longer in the state this step needs."""

    code = "conflict"


@dataclass(frozen=True)
class RowError:
    """One fault of an imported table. `row` is as the spreadsheet numbers it (0: no row); `column` its heading."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = [f"hàng {self.row}"] if self.row else []
        place += [f"cột {self.column}"] if self.column and self.row else []
        return f"{', '.join(place)}: {self.message}" if place else self.message


class RefusedRowsError(CotmocError):
    """An import refused as a whole: every fault at once, nothing stored."""

    code = "refused-rows"

    def __init__(self, faults: list[RowError]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            "Chưa nhập dòng nào. "
            + "; ".join(str(fault) for fault in faults[:20])
            + (f"; và {len(faults) - 20} lỗi nữa" if len(faults) > 20 else "")
        )
