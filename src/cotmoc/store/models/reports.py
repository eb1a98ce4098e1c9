"""Official reports: a draft a person edits, then frozen with all its figures."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from cotmoc.store.models.plans import Plan


class Report(models.Model):
    """A report of a plan for a period. `snapshot` holds every word and figure once it is frozen."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reports")
    period = models.CharField("kỳ", max_length=10)
    number = models.CharField("số", max_length=40, blank=True)
    narrative = models.JSONField("phần lời", default=dict)
    snapshot = models.JSONField(default=dict)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, frozen_by__isnull=True)
                | Q(frozen_at__isnull=False, frozen_by__isnull=False),
                name="report_frozen_pair",
            ),
            models.UniqueConstraint(
                fields=["plan", "period"], condition=Q(frozen_at__isnull=True), name="report_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.period}"
