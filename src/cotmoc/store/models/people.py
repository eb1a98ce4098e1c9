"""The people who sign in, what they were granted, and who stands in for whom."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from cotmoc.core.permissions import Role
from cotmoc.store.models.units import Agency


class Person(AbstractUser):
    """Somebody who signs in and works at `agency`. What the person may do follows from `Grant`s (store.access)."""

    full_name = models.CharField("họ và tên", max_length=120)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="đơn vị"
    )
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    invited_at = models.DateTimeField("ngày mời", null=True, blank=True)
    left_on = models.DateField("nghỉ từ ngày", null=True, blank=True)
    erased_at = models.DateTimeField("đã xóa dữ liệu cá nhân", null=True, blank=True)

    objects: ClassVar[UserManager[Person]] = UserManager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["full_name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="person_email_once",
                violation_error_message="Địa chỉ thư này đã là của một tài khoản khác.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username


class Grant(models.Model):
    """A role given to a person: at an agency and all below it (none: everywhere), for a plan (none: for all)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    role = models.CharField("vai trò", max_length=20, choices=[(role.value, role.label) for role in Role])
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name="tại đơn vị"
    )
    plan = models.ForeignKey(
        "store.Plan", models.PROTECT, null=True, blank=True, related_name="grants", verbose_name="kế hoạch"
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết", null=True, blank=True)
    granted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["person", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="grant_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{Role(self.role).label} · {self.agency or 'toàn hệ thống'}"


class Deputy(models.Model):
    """While it holds, `deputy` may do what `person` may, and the trail says for whom."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="deputies", verbose_name="người vắng")
    deputy = models.ForeignKey(Person, models.CASCADE, related_name="stands_in", verbose_name="người thay")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết")
    reason = models.CharField("lý do", max_length=200, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-valid_from", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="deputy_order"),
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="deputy_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} thay {self.person}"


class DataRequest(models.Model):
    """A person asks about the own data; the law gives two working days for the answer."""

    class Kind(models.TextChoices):
        EXPORT = "export", "Xin bản sao"
        CORRECT = "correct", "Xin sửa"
        ERASE = "erase", "Xin xóa"

    person = models.ForeignKey(Person, models.CASCADE, related_name="data_requests")
    kind = models.CharField("yêu cầu", max_length=10, choices=Kind)
    words = models.TextField("nội dung", blank=True)
    at = models.DateTimeField(auto_now_add=True)
    due = models.DateField("hạn trả lời")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField("trả lời", blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="datarequest_answered_pair",
            ),
        ]


class SignInFailure(models.Model):
    """A wrong password, to slow down whoever guesses. `name` and `source` are digests, not the words typed."""

    name = models.CharField(max_length=64)
    source = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["name", "at"], name="signinfailure_name"),
            models.Index(fields=["source", "at"], name="signinfailure_source"),
        ]
