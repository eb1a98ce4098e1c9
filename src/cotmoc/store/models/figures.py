"""Figures: what a unit enters for a period, who approved it, and every earlier value."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from cotmoc.core.numbers import format_number
from cotmoc.store.models.plans import Indicator, Plan
from cotmoc.store.models.units import Agency


class Submission(models.Model):
    """What one unit hands in for one period of one plan."""

    class State(models.TextChoices):
        DRAFT = "draft", "Đang nhập"
        SUBMITTED = "submitted", "Đã nộp, chờ duyệt"
        RETURNED = "returned", "Trả lại"
        APPROVED = "approved", "Đã duyệt"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="submissions")
    unit = models.ForeignKey(Agency, models.PROTECT, related_name="submissions")
    period = models.CharField("kỳ", max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField("lý do trả lại", blank=True)

    class Meta:
        ordering: ClassVar = ["plan", "period", "unit"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "unit", "period"], name="submission_key"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="submission_approved_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.period}"


class FigureImport(models.Model):
    """A file of figures: first a preview, then applied or dropped as a whole."""

    class State(models.TextChoices):
        PREVIEW = "preview", "Xem trước"
        APPLIED = "applied", "Đã nhập"
        DISCARDED = "discarded", "Đã bỏ"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="imports")
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    rows = models.JSONField(help_text="Các dòng đã kiểm tra, chờ nhập")
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]


class Observation(models.Model):
    """indicator × unit × period → value. Rows are only added and superseded: every value ever entered stays.

    The approved row without `superseded_at` counts; an open one (draft, submitted) may stand beside it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Đang nhập"
        SUBMITTED = "submitted", "Chờ duyệt"
        APPROVED = "approved", "Đã duyệt"

    class Source(models.TextChoices):
        FORM = "form", "Biểu nhập"
        FILE = "file", "Tệp"
        API = "api", "Hệ thống khác"

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations")
    unit = models.ForeignKey(Agency, models.PROTECT, related_name="observations")
    period = models.CharField("kỳ", max_length=10)
    value = models.FloatField("giá trị", null=True, blank=True)
    numerator = models.FloatField("tử số", null=True, blank=True)
    denominator = models.FloatField("mẫu số", null=True, blank=True)
    missing_reason = models.CharField("lý do chưa có số liệu", max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    source = models.CharField(max_length=5, choices=Source, default=Source.FORM)
    from_import = models.ForeignKey(
        FigureImport, models.PROTECT, null=True, blank=True, related_name="observations"
    )
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["indicator", "unit", "period", "id"]
        constraints: ClassVar = [
            # A new value waits beside the approved one, which counts until the new one is approved.
            models.UniqueConstraint(
                fields=["indicator", "unit", "period"],
                condition=Q(superseded_at__isnull=True, state="approved"),
                name="observation_one_approved",
            ),
            models.UniqueConstraint(
                fields=["indicator", "unit", "period"],
                condition=Q(superseded_at__isnull=True) & ~Q(state="approved"),
                name="observation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", approved_at__isnull=False, approved_by__isnull=False)
                | (~Q(state="approved") & Q(approved_at__isnull=True, approved_by__isnull=True)),
                name="observation_approved_pair",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(missing_reason=""), name="observation_value_or_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "period"], name="observation_unit_period")]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.unit} · {self.period}: {format_number(self.value)}"

    @property
    def counts(self) -> bool:
        """Whether it is the approved figure that holds."""
        return self.state == self.State.APPROVED and self.superseded_at is None
