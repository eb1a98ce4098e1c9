"""One shape for every error of the API: RFC 9457, `application/problem+json`, in words a person can act on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from pydantic import BaseModel, Field

from cotmoc.core.errors import ConflictError, CotmocError, ForbiddenError, NotFoundError, RefusedRowsError

MEDIA_TYPE = "application/problem+json"
PREFIX = "/api/"
# status → (title, what to do where nothing more is known, code)
_STATUSES = {
    400: ("Yêu cầu không đọc được", "Gửi JSON hoặc biểu mẫu hợp lệ; không NaN, số vô hạn, ký tự rỗng.", "bad-request"),
    401: ("Chưa đăng nhập", "Gửi khóa API ở đầu mục Authorization, hoặc đăng nhập ở /dang-nhap/.", "unauthorized"),
    403: ("Không có quyền", "Tài khoản này không có quyền làm việc đó.", "forbidden"),
    404: ("Không tìm thấy", "Không có mục này; kiểm tra lại địa chỉ.", "not-found"),
    405: ("Phương thức không dùng được ở đây", "Xem các phương thức được phép ở đầu mục Allow.", "method"),
    409: ("Không còn ở trạng thái cần thiết", "Tải lại rồi thử lại.", "conflict"),
    413: ("Tệp quá lớn", "Tách tệp rồi gửi lại.", "too-large"),
    422: ("Dữ liệu chưa đúng", "Sửa các chỗ được nêu rồi gửi lại.", "invalid"),
    500: ("Lỗi của hệ thống", "Phần mềm gặp lỗi; thử lại sau, nếu vẫn lỗi thì báo người quản trị.", "broken"),
}  # fmt: skip


class Fault(BaseModel):
    """Một chỗ sai: của một trường trong yêu cầu, hoặc của một ô trong tệp."""

    message: str = Field(description="Sai gì và sửa thế nào")
    code: str = Field(default="invalid", description="Mã của lỗi, không đổi theo lời")
    field: str | None = Field(
        default=None, description="Trường của yêu cầu", examples=["body.figures.3.value"]
    )
    row: int | None = Field(default=None, description="Số hàng như bảng tính đánh số", examples=[12])
    column: str | None = Field(default=None, description="Tên cột trong tệp", examples=["Giá trị"])


class Problem(BaseModel):
    """Lỗi theo RFC 9457."""

    type: str = Field(description="Loại lỗi", examples=["urn:cotmoc:problem:conflict"])
    title: str = Field(description="Tên của loại lỗi", examples=["Không còn ở trạng thái cần thiết"])
    status: int = Field(description="Mã HTTP", examples=[409])
    detail: str = Field(description="Sai gì và phải làm gì", examples=["Báo cáo này đã nộp."])
    code: str = Field(description="Mã của lỗi, không đổi theo lời", examples=["conflict"])
    errors: list[Fault] = Field(default_factory=list, description="Từng chỗ sai, khi có nhiều")


class FieldFaultsError(CotmocError):
    """Several fields of one request that the rules refuse; nothing was stored."""

    code = "invalid"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(f"Có {len(self.faults)} chỗ chưa đúng, chưa ghi gì. Sửa rồi gửi lại.")


class TooLargeError(CotmocError):
    """A file above the limit of the settings."""

    code = "too-large"


def problem(
    status: int, detail: str = "", *, code: str = "", errors: Iterable[Fault] = (), title: str = ""
) -> JsonResponse:
    """The answer to a request that went wrong."""
    usual_title, usual_detail, usual_code = _STATUSES.get(status, _STATUSES[500 if status >= 500 else 400])
    code = code or usual_code
    body = Problem(
        type=f"urn:cotmoc:problem:{code}",
        title=title or usual_title,
        status=status,
        detail=detail or usual_detail,
        code=code,
        errors=list(errors),
    )
    answer = JsonResponse(
        body.model_dump(), status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
    )
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="cotmoc"'
    return answer


@csrf_exempt
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """An address of the API that there is not; no page is rendered for it."""
    return problem(404)


def of_error(request: HttpRequest, error: CotmocError) -> HttpResponse:
    """An error that a person can put right."""
    return problem(_status(error), str(error), code=error.code, errors=_faults(error))


def _status(error: CotmocError) -> int:
    if isinstance(error, ForbiddenError):
        return 403
    if isinstance(error, NotFoundError):
        return 404
    if isinstance(error, ConflictError):
        return 409
    return 413 if isinstance(error, TooLargeError) else 422


def _faults(error: CotmocError) -> list[Fault]:
    if isinstance(error, FieldFaultsError):
        return error.faults
    if isinstance(error, RefusedRowsError):
        return [
            Fault(message=one.message, code=error.code, row=one.row, column=one.column or None)
            for one in error.faults
        ]
    return []


def problem_answers(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Middleware: an error that Django itself answered (unknown address, method, broken form) gets the same shape."""

    def middleware(request: HttpRequest) -> Any:
        if not request.path.startswith(PREFIX):
            return get_response(request)
        # No database takes this letter in a text.
        if "\x00" in request.path:
            return problem(404)
        if "%00" in request.META.get("QUERY_STRING", ""):
            return problem(422, "Tham số chứa ký tự rỗng (%00); bỏ đi.")
        answer = get_response(request)
        if answer.status_code < 400 or answer.headers.get("Content-Type") == MEDIA_TYPE:
            return answer
        shaped = problem(answer.status_code)
        if "Allow" in answer.headers:
            shaped["Allow"] = answer.headers["Allow"]
        return shaped

    return middleware
