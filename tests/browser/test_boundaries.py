"""The figures of an indicator in the boundaries of before a merger, wide and on a phone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.browser.conftest import OpenPage, overflow, picture, violations
from tests.support import factories
from tests.support.bigplan import big_plan

from cotmoc.actions.succession_orders import Birth, Order, Step
from cotmoc.actions.successions import succeed
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_switch_of_boundaries(open_page: OpenPage, tmp_path: Path) -> None:
    plan = big_plan(indicators=4, communes=6, months=20, tasks=2)
    new = Birth("X9", "Xã Hợp Nhất")
    steps = tuple(Step(Agency.objects.get(code=code), new) for code in ("X1", "X2"))
    succeed(order=Order("merge", date(2026, 5, 1), steps), by=factories.manager())
    address, planner = reverse("indicator", args=[plan.slug, "CT-02"]), factories.person(Role.PLANNER)
    for width in (1440, 390):
        page = open_page(address, width=width, by=planner)
        panel = page.get_by_role("region", name="Theo địa giới", exact=True)
        expect(panel.get_by_role("row", name="Xã Hợp Nhất")).to_be_visible()
        panel.get_by_role("link", name="đến hết 30/4/2026").click()
        expect(panel.get_by_role("row", name="Xã Vân Thạch")).to_be_visible()
        assert overflow(page) <= 0
        assert violations(page) == []
        picture(page, tmp_path, f"boundaries-{width}")
