"""The rules of passwords, in sentences that help. Django has the rules; its Vietnamese is not whole."""

from __future__ import annotations

from django.contrib.auth import password_validation as rules
from django.utils.translation import gettext as _


class LongEnough(rules.MinimumLengthValidator):
    """Length is what makes guessing dear."""

    def get_error_message(self) -> str:
        return _("Mật khẩu quá ngắn: cần ít nhất %(n)s ký tự. Vài từ rời nhau ghép lại là dễ nhớ.") % {
            "n": self.min_length
        }


class NotCommon(rules.CommonPasswordValidator):
    """Not one of those that are tried first."""

    def get_error_message(self) -> str:
        return _("Mật khẩu này nhiều người dùng nên bị thử đầu tiên; chọn mật khẩu khác.")


class NotLikeOneself(rules.UserAttributeSimilarityValidator):
    """Not what everybody can read on the person's door."""

    def get_error_message(self) -> str:
        return _("Mật khẩu quá giống tên, tên đăng nhập hoặc thư điện tử của bạn; chọn mật khẩu khác.")
