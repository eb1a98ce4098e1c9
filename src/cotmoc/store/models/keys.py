"""Keys with which other systems use the API."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from cotmoc.store.models.people import Person
from cotmoc.store.models.plans import Plan


class ApiKey(models.Model):
    """A key acts as its person, within `verbs` and `plan`. Only a digest is kept; a test key changes nothing."""

    name = models.CharField("tên hệ thống", max_length=120)
    person = models.ForeignKey(Person, models.PROTECT, related_name="keys", verbose_name="hành động thay")
    prefix = models.CharField("đầu khóa", max_length=16, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    verbs = models.JSONField("được làm", default=list)
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kế hoạch"
    )
    is_test = models.BooleanField("khóa thử", default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField("hết hạn")
    last_used_at = models.DateTimeField("dùng lần cuối", null=True, blank=True)
    revoked_at = models.DateTimeField("thu hồi", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
