"""A passkey made and used, and a code of an application, in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Page, expect
from tests.support import factories
from tests.support.factories import PASSWORD

from cotmoc.core.permissions import Role
from cotmoc.store.models import Event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser, static_root: Any, live_server: Any) -> Any:
    """A page under the name `localhost`: browsers give passkeys to no bare address."""
    context = browser.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"), locale="vi-VN")
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert not faults


def authenticator(page: Page) -> None:
    """A device that has a finger to recognise, as WebAuthn's own test tool pretends."""
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    tool.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def sign_in(page: Page, username: str) -> None:
    page.goto("/dang-nhap/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def test_a_passkey_is_made_and_opens_the_door_alone(page: Page) -> None:
    person = factories.person(Role.PLANNER)
    authenticator(page)
    sign_in(page, person.username)
    page.goto("/tai-khoan/khoa-truy-cap/them/")
    page.fill("[name=name]", "Máy cơ quan")
    page.get_by_role("button", name="Tạo khóa").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    page.goto("/tai-khoan/")
    expect(page.get_by_text("Máy cơ quan").first).to_be_visible()
    page.context.clear_cookies()
    page.goto("/dang-nhap/?next=/tai-khoan/phien/")
    page.get_by_role("button", name="Vào bằng khóa truy cập").click()
    page.wait_for_url(lambda address: "dang-nhap" not in address)
    assert page.url.endswith("/tai-khoan/phien/")
    last = Event.objects.filter(verb="sign-in").first()
    assert last is not None
    assert (last.by, last.after) == (person, {"how": "webauthn"})
    page.context.clear_cookies()  # as a second factor, after the password
    sign_in(page, person.username)
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url(lambda address: "dang-nhap" not in address)
    last = Event.objects.filter(verb="sign-in").first()
    assert last is not None
    assert last.after == {"how": "password webauthn"}


def test_a_device_without_a_key_is_told(page: Page) -> None:
    factories.manager()
    authenticator(page)
    page.goto("/dang-nhap/")
    page.get_by_role("button", name="Vào bằng khóa truy cập").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa dùng được khóa truy cập")


def test_codes_of_an_application(page: Page) -> None:
    person = factories.person(Role.LEADER)
    sign_in(page, person.username)
    page.goto("/tai-khoan/ma-mot-lan/")
    secret = page.get_by_label("Khóa để chép").input_value()
    page.get_by_label("Mã 6 số").fill(code_of(secret))
    page.get_by_role("button", name="Bật mã một lần").click()
    spare = page.locator(".spare-codes li").first.inner_text()
    assert re.fullmatch(r"\d{8}", spare)
    assert secret not in str(Authenticator.objects.get(user=person, type="totp").data)
    for code in (code_of(secret), spare):
        page.context.clear_cookies()
        Authenticator.objects.filter(user=person, type="totp").update(last_used_at=None)
        sign_in(page, person.username)
        page.get_by_label("Mã").fill(code)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(lambda address: "dang-nhap" not in address)


def code_of(secret: str) -> str:
    """What an application would show now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
