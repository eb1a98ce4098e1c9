"""Agencies that answer and report, and the people who work in them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models

from cotmoc.core.permissions import Role
from cotmoc.core.text import fold


class Agency(models.Model):
    """A unit that answers for tasks and figures. Codes are strings and can be reused later: the key is
    (code, valid_from)."""

    class Kind(models.TextChoices):
        PROVINCE = "province", "Cấp tỉnh"
        DEPARTMENT = "department", "Sở, ban, ngành"
        COMMUNE = "commune", "Xã, phường, đặc khu"

    code = models.CharField("mã", max_length=20)
    name = models.CharField("tên", max_length=200)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    kind = models.CharField("loại", max_length=20, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField("có hiệu lực từ")
    valid_to = models.DateField("đến hết", null=True, blank=True)
    aliases = models.JSONField("tên gọi khác", default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="agency_code_from"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="agency_validity_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Person(AbstractUser):
    """Somebody who signs in. What the person may do follows from `role` and `agency` (core.permissions)."""

    full_name = models.CharField("họ và tên", max_length=120)
    role = models.CharField("vai trò", max_length=20, choices=[(role.value, role.label) for role in Role])
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="đơn vị"
    )

    objects: ClassVar[UserManager[Person]] = UserManager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def role_label(self) -> str:
        return Role(self.role).label if self.role else ""
