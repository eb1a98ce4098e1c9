"""The room of whoever manages something: what there is to manage, with its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cotmoc.core.permissions import Verb
from cotmoc.store import adminroom
from cotmoc.store.access import can
from cotmoc.store.language import plural
from cotmoc.web.doors import asks
from cotmoc.web.people import actor


@dataclass(frozen=True)
class Door:
    """One thing to manage: where it is, what it is for, and the lines of what it holds; `urgent` asks for somebody."""

    title: str
    text: str
    icon: str
    href: str
    facts: tuple[str, ...] = ()
    urgent: str = ""


@asks()
@require_safe
def admin(request: HttpRequest) -> HttpResponse:
    """What the person may manage."""
    offered = [_people, _requests, _units, _heritage, _keys, _trail, _permissions]
    doors = [door for make in offered if (door := make(request)) is not None]
    return render(request, "web/admin.html", {"doors": doors})


def _people(request: HttpRequest) -> Door | None:
    person = actor(request)
    if not can(person, Verb.MANAGE_PEOPLE):
        return None
    found = adminroom.people(person)
    return Door(
        _("Người dùng"),
        _("Mời, giao và kết thúc quyền, cử người thay, bàn giao, khóa tài khoản."),
        "user",
        reverse("people"),
        (
            plural("%(count)s tài khoản đang sử dụng", found.active),
            plural("%(count)s lời mời chưa nhận", found.invited),
        ),
    )


def _requests(request: HttpRequest) -> Door | None:
    person = actor(request)
    if not can(person, Verb.MANAGE_PEOPLE):
        return None
    found = adminroom.requests(person)
    return Door(
        _("Yêu cầu về dữ liệu cá nhân"),
        _("Trả lời người dùng xin bản sao, xin sửa hoặc xin xóa dữ liệu của mình, trong 2 ngày làm việc."),
        "document",
        reverse("data-requests"),
        (plural("%(count)s yêu cầu chờ trả lời", found.waiting),),
        plural("%(count)s quá hạn", found.late) if found.late else "",
    )


def _units(request: HttpRequest) -> Door | None:
    found = adminroom.units()
    manages = can(request.user, Verb.MANAGE_UNITS)
    return Door(
        _("Đơn vị và địa bàn"),
        _("Hai cây có ngày hiệu lực, nhập danh mục, ghi nhận sáp nhập và chia tách.")
        if manages
        else _("Đơn vị và địa bàn vào một ngày bất kỳ; từ đâu đến, thành gì."),
        "columns",
        reverse("units"),
        (
            plural("%(count)s đơn vị hiện có", found.agencies),
            plural("%(count)s địa bàn hiện có", found.areas),
        ),
    )


def _heritage(request: HttpRequest) -> Door | None:
    found = adminroom.heritage(actor(request))
    return Door(
        _("Kế thừa mục tiêu"),
        _("Mục tiêu của đơn vị đã kết thúc: tiếp tục, điều chỉnh hoặc không tiếp nhận."),
        "split",
        reverse("heritage"),
        urgent=plural("%(count)s mục tiêu chờ quyết định", found.waiting) if found.waiting else "",
    )


def _keys(request: HttpRequest) -> Door | None:
    if not can(request.user, Verb.MANAGE_KEYS):
        return None
    found = adminroom.keys()
    return Door(
        _("Khóa API"),
        _("Hệ thống khác đọc và gửi số liệu bằng khóa có phạm vi và thời hạn."),
        "lock",
        reverse("keys"),
        (plural("%(count)s khóa đang dùng", found.open),),
        plural("%(count)s hết hạn trong 30 ngày", found.expiring) if found.expiring else "",
    )


def _trail(request: HttpRequest) -> Door | None:
    if not can(request.user, Verb.VIEW_TRAIL):
        return None
    found = adminroom.trail()
    if found.days is None:
        point = _("chưa có điểm kiểm")
    elif found.days:
        point = plural("điểm kiểm gần nhất: %(count)s ngày trước", found.days)
    else:
        point = _("điểm kiểm gần nhất: hôm nay")
    return Door(
        _("Vết ghi"),
        _("Ai đã làm gì, lúc nào, thay ai; kiểm tra không ai sửa được."),
        "list",
        reverse("trail"),
        (plural("%(count)s sự kiện", found.events), point),
    )


def _permissions(request: HttpRequest) -> Door | None:
    return Door(_("Quyền hạn"), _("Vai trò nào được làm việc gì."), "check", reverse("permissions"))
