"""What is held on a person, why, on what ground, for how long, and what erasure does to it: one table.

The page of a person's own data, the reference page and the tidying read it; a test compares it with the tables of
the database. Fields are named `app.Model.field`.
"""

from __future__ import annotations

from dataclasses import dataclass

from cotmoc.core.sentence import say

_DUTY = say(
    "Thực hiện nhiệm vụ của cơ quan theo quy định của pháp luật (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15)"
)
_SAFETY = say("Bảo đảm an ninh mạng của hệ thống (Luật An ninh mạng 116/2025/QH15)")
_ANSWER = say(
    "Nghĩa vụ trả lời chủ thể dữ liệu (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Nghị định 356/2025/NĐ-CP)"
)
_UNTIL_ERASED = say("Đến khi xóa dữ liệu cá nhân của người đó")
_WITH_TRAIL = say("Cùng vết ghi và hồ sơ của việc đã làm")


@dataclass(frozen=True)
class Holding:
    """One kind of data. `days` after which it is removed by itself, None when nothing removes it by itself; `erasure`
    what becomes of it when the person is erased."""

    code: str
    what: str
    purpose: str
    basis: str
    keep: str
    erasure: str
    fields: tuple[str, ...]
    days: int | None = None


def _of(model: str, *fields: str) -> tuple[str, ...]:
    return tuple(f"{model}.{field}" for field in fields)


HOLDINGS = (
    Holding(
        "name",
        say("Họ và tên, tên đăng nhập"),
        say("Biết ai nhập, ai duyệt, ai chịu trách nhiệm"),
        _DUTY,
        _UNTIL_ERASED,
        say("Thay bằng “Người dùng đã xóa (mã …)”"),
        _of("store.Person", "full_name", "username", "first_name", "last_name"),
    ),
    Holding(
        "contact",
        say("Thư điện tử, điện thoại"),
        say("Gửi lời mời, thư đặt lại mật khẩu và liên hệ công việc"),
        _DUTY,
        _UNTIL_ERASED,
        say("Xóa hết"),
        (
            *_of("store.Person", "email", "phone"),
            *_of("account.EmailAddress", "email", "verified", "primary"),
            *_of("account.EmailConfirmation", "created", "sent", "key"),
        ),
    ),
    Holding(
        "post",
        say("Đơn vị, ngày mời, ngày nghỉ, trạng thái tài khoản"),
        say("Biết ai trả lời cho đơn vị vào ngày nào"),
        _DUTY,
        _WITH_TRAIL,
        say("Giữ, không còn tên"),
        _of(
            "store.Person",
            "agency",
            "invited_at",
            "left_on",
            "erased_at",
            "is_active",
            "date_joined",
            "is_staff",
            "is_superuser",
        ),
    ),
    Holding(
        "credentials",
        say("Mật khẩu (chỉ giữ giá trị băm), ứng dụng mã một lần, khóa truy cập"),
        say("Chỉ đúng người vào được tài khoản"),
        _SAFETY,
        _UNTIL_ERASED,
        say("Xóa hết"),
        (
            *_of("store.Person", "password"),
            *_of("mfa.Authenticator", "type", "data", "created_at", "last_used_at"),
        ),
    ),
    Holding(
        "single-sign-on",
        say("Tài khoản đăng nhập một cửa đã liên kết"),
        say("Đăng nhập bằng hệ thống định danh của cơ quan"),
        _SAFETY,
        _UNTIL_ERASED,
        say("Xóa hết"),
        (
            *_of("socialaccount.SocialAccount", "provider", "uid", "last_login", "date_joined", "extra_data"),
            *_of("socialaccount.SocialToken", "token", "token_secret", "expires_at"),
        ),
    ),
    Holding(
        "sessions",
        say("Phiên đăng nhập: lúc vào, địa chỉ mạng, trình duyệt"),
        say("Người dùng thấy và ngắt được phiên lạ"),
        _SAFETY,
        say("30 ngày sau lần dùng cuối"),
        say("Xóa hết"),
        (
            *_of("store.Person", "last_login"),
            *_of(
                "usersessions.UserSession",
                "created_at",
                "ip",
                "last_seen_at",
                "session_key",
                "user_agent",
                "data",
            ),
            *_of("sessions.Session", "session_key", "session_data", "expire_date"),
        ),
        30,
    ),
    Holding(
        "failures",
        say("Lần đăng nhập sai (tên và địa chỉ mạng chỉ giữ giá trị băm)"),
        say("Làm chậm kẻ dò mật khẩu"),
        _SAFETY,
        say("30 ngày"),
        say("Không gắn với người nào; tự xóa sau 30 ngày"),
        _of("store.SignInFailure", "name", "source", "at"),
        30,
    ),
    Holding(
        "grants",
        say("Quyền được giao: vai trò, đơn vị, kế hoạch, ngày"),
        say("Biết ai được làm gì vào ngày nào"),
        _DUTY,
        _WITH_TRAIL,
        say("Giữ, không còn tên"),
        _of("store.Grant", "role", "agency", "plan", "valid_from", "valid_to", "granted_at"),
    ),
    Holding(
        "deputies",
        say("Người thay khi vắng: ngày và lý do"),
        say("Việc không dừng khi một người nghỉ"),
        _DUTY,
        _WITH_TRAIL,
        say("Giữ ngày, xóa lý do"),
        _of("store.Deputy", "valid_from", "valid_to", "reason", "made_at"),
    ),
    Holding(
        "requests",
        say("Yêu cầu về dữ liệu cá nhân và câu trả lời"),
        say("Trả lời đúng hạn và chứng minh đã trả lời"),
        _ANSWER,
        say("5 năm sau khi trả lời"),
        say("Giữ loại và ngày, xóa nội dung"),
        _of("store.DataRequest", "kind", "words", "at", "due", "answered_at", "answer"),
        5 * 365,
    ),
    Holding(
        "keys",
        say("Khóa API đứng tên: tên hệ thống, phạm vi, lần dùng cuối"),
        say("Hệ thống khác làm việc thay một người chịu trách nhiệm"),
        _DUTY,
        _WITH_TRAIL,
        say("Giữ; khóa bị thu hồi khi người đó nghỉ"),
        _of(
            "store.ApiKey",
            "name",
            "prefix",
            "digest",
            "verbs",
            "is_test",
            "created_at",
            "expires_at",
            "last_used_at",
            "revoked_at",
        ),
    ),
    Holding(
        "trail",
        say("Vết ghi: việc đã làm, lúc nào, từ địa chỉ mạng nào; tên và địa chỉ ghi riêng"),
        say("Không ai sửa được việc đã làm mà không bị phát hiện"),
        _DUTY,
        say("Suốt thời gian vận hành hệ thống"),
        say("Xóa phần tên và địa chỉ; sự kiện giữ nguyên và vẫn kiểm chứng được"),
        _of(
            "store.Event",
            "at",
            "verb",
            "thing",
            "thing_id",
            "before",
            "after",
            "why",
            "via",
            "personal",
            "personal_salt",
            "personal_digest",
            "position",
            "leaf",
        ),
    ),
)
_BY_CODE = {holding.code: holding for holding in HOLDINGS}
# The days within which the law wants an answer to a person who asks about the own data.
ANSWER_WITHIN_WORKING_DAYS = 2


def days_kept(code: str) -> int:
    """After how many days data of this kind are removed. Raises KeyError for what nothing removes by itself."""
    days = _BY_CODE[code].days
    if days is None:
        raise KeyError(code)
    return days
