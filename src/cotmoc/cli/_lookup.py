"""What commands are told by name: a plan by its slug, a person by the name they sign in with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cotmoc.core.errors import InvalidValueError

if TYPE_CHECKING:
    from cotmoc.store.models import Person, Plan


def find_plan(slug: str) -> Plan:
    """The plan of a slug. Raises InvalidValueError with the plans there are."""
    from cotmoc.store.models import Plan

    found = Plan.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Plan.objects.values_list("slug", flat=True)[:10])
        there_are = f"Các kế hoạch: {known}." if known else "Chưa có kế hoạch nào."
        raise InvalidValueError(f"Không có kế hoạch '{slug}'. {there_are}", code="no-plan")
    return found


def find_person(username: str) -> Person:
    """The person of a user name; of an empty one the first manager, as whom commands on the server act."""
    from cotmoc.store.access import managers
    from cotmoc.store.models import Person

    named = Person.objects.filter(username=username, is_active=True).first()
    person = named if username else next(iter(managers()), None)
    if person is None:
        raise InvalidValueError(
            f"Không có tài khoản '{username}' đang hoạt động; kiểm tra tên đăng nhập."
            if username
            else "Chưa có tài khoản quản trị nào; tạo bằng: cotmoc user add.",
            code="person",
        )
    return person
