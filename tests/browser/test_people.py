"""Somebody is invited, comes in by the letter, and later hands the work over."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect
from tests.browser.conftest import OpenPage, violations
from tests.support import factories

from cotmoc.core.permissions import Role, Verb
from cotmoc.store.access import can
from cotmoc.store.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_invited_in_and_handed_over(open_page: OpenPage) -> None:
    units, chief = factories.agencies(), factories.manager()
    heir = factories.person(Role.UNIT_OFFICER, units["X2"])
    page = open_page("/quan-tri/", by=chief)
    page.get_by_role("link", name="Người dùng", exact=True).click()
    page.get_by_role("link", name="Mời người dùng").click()
    page.get_by_label("Họ và tên").fill("Hà Thị Mộc")
    page.get_by_label("Thư điện tử").fill("moc@example.vn")
    page.get_by_label("Tên đăng nhập").fill("moc")
    page.get_by_label("Vai trò").select_option(label="Đầu mối đơn vị")
    page.get_by_label("Tại đơn vị và cấp dưới").select_option(label="Xã Vân Thạch")
    page.get_by_role("button", name="Gửi lời mời").click()
    expect(page.get_by_text("Đã gửi lời mời tới moc@example.vn")).to_be_visible()

    link = re.search(r"http\S+/loi-moi/\S+", str(mail.outbox[-1].body))
    assert link is not None
    guest = open_page("/dang-nhap/")
    guest.goto(link[0].replace("http://testserver", ""))
    for field in guest.locator("input[type=password]").all():
        field.fill("mot-mat-khau-du-dai")
    guest.locator("main form, form").locator("button.seal, button.ink").first.click()
    expect(guest.get_by_text("Hà Thị Mộc").first).to_be_visible()
    moc = Person.objects.get(username="moc")
    assert can(moc, Verb.ENTER_FIGURES, units["X1"])

    page.get_by_role("link", name="Bàn giao").click()
    page.get_by_label("Nghỉ từ ngày").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Xem điều sẽ xảy ra").click()
    expect(page.get_by_text("Xã Vân Thạch sẽ không còn ai nhập số liệu")).to_be_visible()
    page.get_by_label("Người nhận bàn giao").select_option(label=f"{heir.full_name}, Phường Đông Hải")
    page.get_by_role("button", name="Xem điều sẽ xảy ra").click()
    expect(page.get_by_text("sẽ không còn ai nhập số liệu")).to_have_count(0)
    assert violations(page) == []
    page.get_by_role("button", name="Bàn giao", exact=True).click()
    expect(page.get_by_text("Đã nghỉ").first).to_be_visible()
    assert can(Person.objects.get(pk=heir.pk), Verb.ENTER_FIGURES, units["X1"])
    guest.reload()
    expect(guest).to_have_url(re.compile("/dang-nhap/"))
