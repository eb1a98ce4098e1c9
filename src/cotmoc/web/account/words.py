"""What django-allauth says to people, in our words: messages on the next page and letters, by its names for them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Letter(NamedTuple):
    """Subject and body, with named places to fill in."""

    subject: str | Promise
    body: str | Promise


# Coming in and going out are not here: nobody needs to be told.
MESSAGES: dict[str, str | Promise] = {
    "account/messages/password_changed.txt": _("Đã đổi mật khẩu; các thiết bị khác đã được đăng xuất."),
    "account/messages/password_set.txt": _("Đã đặt mật khẩu."),
    "account/messages/email_confirmation_sent.txt": _(
        "Đã gửi thư tới %(email)s. Mở liên kết trong thư để xác nhận địa chỉ."
    ),
    "account/messages/email_confirmed.txt": _("Đã xác nhận địa chỉ thư %(email)s."),
    "account/messages/email_confirmation_failed.txt": _(
        "Địa chỉ %(email)s đã là của một tài khoản khác; dùng địa chỉ khác."
    ),
    "account/messages/email_deleted.txt": _("Đã bỏ địa chỉ thư %(email)s."),
    "account/messages/cannot_delete_primary_email.txt": _(
        "Không bỏ được địa chỉ đang dùng; đổi sang địa chỉ khác trước."
    ),
    "account/messages/primary_email_set.txt": _("Đã đổi địa chỉ thư."),
    "account/messages/unverified_primary_email.txt": _("Xác nhận địa chỉ thư trước khi dùng."),
    "mfa/messages/totp_activated.txt": _("Đã bật mã một lần."),
    "mfa/messages/totp_deactivated.txt": _("Đã tắt mã một lần."),
    "mfa/messages/webauthn_added.txt": _("Đã thêm khóa truy cập."),
    "mfa/messages/webauthn_removed.txt": _("Đã bỏ khóa truy cập."),
    "mfa/messages/recovery_codes_generated.txt": _("Đã tạo mã dự phòng; in ra hoặc cất nơi an toàn."),
    "usersessions/messages/sessions_logged_out.txt": _("Đã đăng xuất các thiết bị khác."),
}

_NOT_YOU = _(
    "Lúc %(when)s, từ %(device)s (địa chỉ mạng %(ip)s). Nếu không phải bạn làm, đặt lại mật khẩu ngay ở trang "
    "đăng nhập và báo người quản trị."
)
LETTERS: dict[str, Letter] = {
    "account/email/password_reset_key": Letter(
        _("Đặt lại mật khẩu Cột Mốc"),
        _(
            "Có người, mong là bạn, yêu cầu đặt lại mật khẩu của tài khoản %(username)s.\n\n"
            "Mở liên kết sau để đặt mật khẩu mới:\n\n%(password_reset_url)s\n\n"
            "Nếu bạn không yêu cầu, hãy bỏ qua thư này: mật khẩu vẫn như cũ."
        ),
    ),
    "account/email/email_confirmation": Letter(
        _("Xác nhận địa chỉ thư cho Cột Mốc"),
        _(
            "Địa chỉ thư này vừa được ghi cho tài khoản %(username)s. Mở liên kết sau để xác nhận:\n\n"
            "%(activate_url)s\n\nNếu không phải bạn làm, hãy bỏ qua thư này."
        ),
    ),
    "account/email/password_changed": Letter(_("Mật khẩu Cột Mốc đã đổi"), _NOT_YOU),
    "account/email/password_set": Letter(_("Mật khẩu Cột Mốc đã được đặt"), _NOT_YOU),
    "account/email/password_reset": Letter(_("Mật khẩu Cột Mốc đã được đặt lại"), _NOT_YOU),
    "account/email/email_changed": Letter(_("Địa chỉ thư của tài khoản Cột Mốc đã đổi"), _NOT_YOU),
    "account/email/email_deleted": Letter(_("Một địa chỉ thư đã bỏ khỏi tài khoản Cột Mốc"), _NOT_YOU),
    "mfa/email/recovery_codes_generated": Letter(_("Mã dự phòng Cột Mốc mới"), _NOT_YOU),
    "mfa/email/totp_activated": Letter(_("Đã bật mã một lần cho Cột Mốc"), _NOT_YOU),
    "mfa/email/totp_deactivated": Letter(_("Đã tắt mã một lần của Cột Mốc"), _NOT_YOU),
    "mfa/email/webauthn_added": Letter(_("Thêm khóa truy cập Cột Mốc"), _NOT_YOU),
    "mfa/email/webauthn_removed": Letter(_("Bỏ khóa truy cập Cột Mốc"), _NOT_YOU),
    "socialaccount/email/account_connected": Letter(
        _("Tài khoản Cột Mốc đã gắn đăng nhập một lần"), _NOT_YOU
    ),
    "socialaccount/email/account_disconnected": Letter(
        _("Tài khoản Cột Mốc đã gỡ đăng nhập một lần"), _NOT_YOU
    ),
}


def letter(template_prefix: str, places: dict[str, Any]) -> tuple[str, str]:
    """Subject and body with their places filled in. Raises KeyError for a letter that we do not send."""
    found = LETTERS[template_prefix]
    return str(found.subject), str(found.body) % places
