"""The secret words of links do not stand in the log."""

from __future__ import annotations

import logging

import pytest

from cotmoc.config.logs import NoSecrets

SECRET = "eyJwIjoxfQ:1abc:XyZ-_9"


@pytest.mark.parametrize(
    ("path", "left"),
    [
        (f"/loi-moi/{SECRET}/", "/loi-moi/…/"),
        (f"/dang-nhap/dat-lai-mat-khau/{SECRET}/", "/dang-nhap/dat-lai-mat-khau/…/"),
        (f"/xac-nhan-thu/{SECRET}/", "/xac-nhan-thu/…/"),
        ("/dang-nhap/dat-lai-mat-khau/da-gui/", "/dang-nhap/dat-lai-mat-khau/da-gui/"),
        ("/van-ban/3/", "/van-ban/3/"),
    ],
)
def test_a_link_is_logged_without_its_secret(path: str, left: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Forbidden", path), None)
    assert NoSecrets().filter(record)
    assert record.getMessage() == f"Forbidden: {left}"
    plain = logging.LogRecord("x", logging.WARNING, "", 0, f"at {path}", None, None)
    assert NoSecrets().filter(plain)
    assert plain.getMessage() == f"at {left}"
