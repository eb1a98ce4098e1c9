"""Targets of units that ended: what those who answer now say of them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from cotmoc.core.plan import OPS
from cotmoc.store.models.plans import Target
from cotmoc.store.models.units import Agency, Area


class TargetDecision(models.Model):
    """What a successor says of a target it inherits. Only added to; the latest one of a successor holds."""

    class Verdict(models.TextChoices):
        CONFIRM = "confirm", "Tiếp tục thực hiện"
        ADAPT = "adapt", "Điều chỉnh"
        DECLINE = "decline", "Không tiếp nhận"

    target = models.ForeignKey(Target, models.PROTECT, related_name="heir_decisions")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    verdict = models.CharField("quyết định", max_length=8, choices=Verdict)
    milestone = models.CharField("mốc", max_length=10, blank=True)
    op = models.CharField("phép so", max_length=12, choices=[(op, op) for op in OPS], blank=True)
    value = models.FloatField("giá trị", null=True, blank=True)
    upper = models.FloatField("cận trên", null=True, blank=True)
    reason = models.TextField("lý do", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        get_latest_by: ClassVar = "id"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, agency__isnull=True)
                | Q(area__isnull=True, agency__isnull=False),
                name="targetdecision_one_heir",
            ),
            models.CheckConstraint(
                condition=Q(verdict="confirm") | ~Q(reason=""), name="targetdecision_reason"
            ),
            models.CheckConstraint(condition=~Q(verdict="adapt") | ~Q(op=""), name="targetdecision_adapted"),
        ]

    def __str__(self) -> str:
        return f"{self.target.indicator.name} · {self.target.milestone}: {self.get_verdict_display()}"
