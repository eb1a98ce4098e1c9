"""Everything held on one person, in tables: read by the person, and packed as a copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils.translation import gettext as _

from cotmoc.core.permissions import Role
from cotmoc.store.language import said
from cotmoc.store.models import ApiKey, Deputy, Event, Person
from cotmoc.store.trailwords import thing_words, verb_words


@dataclass(frozen=True)
class Section:
    """One table. `code` and the first of each pair of `columns` are for programs, the rest for people."""

    code: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> list[dict[str, Any]]:
        """The rows with the names of their columns."""
        names = [name for name, _label in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


def sections_of(person: Person) -> tuple[Section, ...]:
    """All tables about a person. Names of other people are not in them, but for who stands in."""
    return (
        _account(person),
        _sign_in(person),
        _sessions(person),
        _grants(person),
        _deputies(person),
        _keys(person),
        _requests(person),
        _events(person),
    )


def _section(code: str, title: str, rows: Iterable[tuple[Any, ...]], **columns: str) -> Section:
    return Section(code, title, tuple(columns.items()), tuple(rows))


def _account(person: Person) -> Section:
    held = (
        ("full_name", _("Họ và tên"), person.full_name),
        ("username", _("Tên đăng nhập"), person.username),
        ("email", _("Thư điện tử"), person.email),
        ("phone", _("Điện thoại"), person.phone),
        ("agency", _("Đơn vị công tác"), str(person.agency or "")),
        ("joined", _("Ngày tạo tài khoản"), person.date_joined),
        ("invited", _("Ngày mời"), person.invited_at),
        ("last_login", _("Lần vào gần nhất"), person.last_login),
        ("left", _("Nghỉ từ ngày"), person.left_on),
        ("is_active", _("Đang mở"), person.is_active),
    )
    return _section("account", _("Tài khoản"), held, field=_("Mã"), name=_("Mục"), value=_("Đang ghi"))


def _sign_in(person: Person) -> Section:
    rows: list[tuple[Any, ...]] = [
        (
            _("Mật khẩu (chỉ giữ giá trị băm)") if person.has_usable_password() else _("Chưa đặt mật khẩu"),
            "",
            None,
        )
    ]
    rows += [(_("Thư đã xác nhận"), one.email, None) for one in EmailAddress.objects.filter(user=person)]
    rows += [
        (str(Authenticator.Type(one.type).label), one.data.get("name", ""), one.created_at)
        for one in Authenticator.objects.filter(user=person)
    ]
    linked = SocialAccount.objects.filter(user=person)
    rows += [(_("Đăng nhập một cửa"), f"{one.provider}: {one.uid}", one.date_joined) for one in linked]
    return _section("sign_in", _("Cách đăng nhập"), rows, kind=_("Loại"), name=_("Tên"), since=_("Từ"))


def _sessions(person: Person) -> Section:
    there = UserSession.objects.filter(user=person).order_by("-last_seen_at")
    rows = [(one.created_at, one.last_seen_at, one.ip, one.user_agent) for one in there]
    return _section(
        "sessions", _("Phiên đăng nhập"), rows,
        since=_("Từ"), last=_("Lần dùng cuối"), address=_("Địa chỉ mạng"), browser=_("Trình duyệt"),
    )  # fmt: skip


def _grants(person: Person) -> Section:
    rows = [
        (
            said(Role(one.role).label),
            str(one.agency or _("toàn hệ thống")),
            one.plan.title if one.plan else "",
            one.valid_from,
            one.valid_to,
        )
        for one in person.grants.select_related("agency", "plan").order_by("valid_from")
    ]
    return _section(
        "grants", _("Quyền"), rows,
        role=_("Vai trò"), agency=_("Tại"), plan=_("Kế hoạch"), first=_("Từ ngày"), last=_("Đến hết ngày"),
    )  # fmt: skip


def _deputies(person: Person) -> Section:
    there = Deputy.objects.filter(Q(person=person) | Q(deputy=person)).select_related("person", "deputy")
    rows = [
        (
            str(one.person),
            str(one.deputy),
            one.valid_from,
            one.valid_to,
            one.reason if one.person_id == person.pk else "",
        )
        for one in there
    ]
    return _section(
        "deputies", _("Thay khi vắng"), rows,
        away=_("Người vắng"), deputy=_("Người thay"), first=_("Từ ngày"), last=_("Đến hết ngày"), reason=_("Lý do"),
    )  # fmt: skip


def _keys(person: Person) -> Section:
    there = ApiKey.objects.filter(person=person)
    rows = [(one.name, one.prefix, one.created_at, one.expires_at, one.last_used_at) for one in there]
    return _section(
        "keys", _("Khóa API đứng tên"), rows,
        name=_("Hệ thống"), prefix=_("Đầu khóa"), since=_("Từ"), until=_("Hết hạn"), last=_("Lần dùng cuối"),
    )  # fmt: skip


def _requests(person: Person) -> Section:
    rows = [
        (said(one.get_kind_display()), one.at, one.words, one.due, one.answered_at, one.answer)
        for one in person.data_requests.all()
    ]
    return _section(
        "requests", _("Yêu cầu về dữ liệu"), rows,
        kind=_("Loại"), at=_("Lúc gửi"), words=_("Nội dung"), due=_("Hạn"), answered=_("Lúc trả lời"),
        answer=_("Trả lời"),
    )  # fmt: skip


def _events(person: Person) -> Section:
    """What the person did, and what was done to the account; addresses only of the person's own acts."""
    theirs = Q(by=person) | Q(acting_for=person) | Q(thing="person", thing_id=person.pk)
    rows = [
        (
            one.at,
            said(verb_words(one.verb)),
            f"{said(thing_words(one.thing))} {one.thing_id}",
            one.by_id == person.pk,
            _address(one, person),
        )
        for one in Event.objects.filter(theirs).order_by("position").iterator()
    ]
    return _section(
        "events", _("Vết ghi"), rows,
        at=_("Lúc"), verb=_("Việc"), thing=_("Đối tượng"), own=_("Tự làm"), address=_("Địa chỉ mạng"),
    )  # fmt: skip


def _address(event: Event, person: Person) -> str:
    return str((event.personal or {}).get("address", "")) if event.by_id == person.pk else ""
