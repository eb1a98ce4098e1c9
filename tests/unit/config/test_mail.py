"""One address of the mail server becomes Django's settings, or a sentence that says what to write."""

from __future__ import annotations

import pytest

from cotmoc.config.env import SettingError
from cotmoc.config.mail import mail_settings


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "tls", "ssl"),
    [
        ("smtp://thu.tinh.example", "thu.tinh.example", 25, "", "", False, False),
        ("smtp://an:b%40c@thu.example:2525", "thu.example", 2525, "an", "b@c", False, False),
        ("smtp://thu.example?starttls=yes", "thu.example", 587, "", "", True, False),
        ("smtp+starttls://thu.example:25", "thu.example", 25, "", "", True, False),
        ("smtp://thu.example?starttls=no", "thu.example", 25, "", "", False, False),
        ("smtps://an@thu.example", "thu.example", 465, "an", "", False, True),
    ],
)
def test_an_address(url: str, host: str, port: int, user: str, password: str, tls: bool, ssl: bool) -> None:
    made = mail_settings(url)
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert [made[f"EMAIL_{name}"] for name in names] == [host, port, user, password, tls, ssl]
    assert made["EMAIL_BACKEND"].endswith("smtp.EmailBackend")


def test_without_one_letters_are_printed() -> None:
    assert mail_settings("")["EMAIL_BACKEND"].endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://thu.example", "chỉ nhận smtp://"),
        ("thu.example:25", "chỉ nhận smtp://"),
        ("smtp://thu.example?tls=yes", "chỉ nhận smtp://"),
        ("smtp+x://thu.example", "chỉ nhận smtp://"),
        ("smtp://", "thiếu tên máy chủ"),
        ("smtp://thu.example:cổng", "cổng không đúng"),
        ("smtp://thu.example:99999", "cổng không đúng"),
        ("smtp://an:m%E1%BA%ADt@thu.example", "không dấu"),
        ("smtps://thu.example?starttls=yes", "bỏ starttls"),
    ],
)
def test_what_cannot_be_used(url: str, why: str) -> None:
    with pytest.raises(SettingError, match=why):
        mail_settings(url)


def test_the_sentence_does_not_tell_the_password() -> None:
    with pytest.raises(SettingError) as told:
        mail_settings("http://an:bi-mat@thu.example")
    assert "bi-mat" not in str(told.value)
