"""Documents, what the reader claims of them, and what people decide about the claims."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from cotmoc.store.models.units import Agency


class Directive(models.Model):
    """The document that orders, once, however often it is read again. `agency` is the office it belongs to here,
    None the whole system; another office that uploads the same text has a directive of its own."""

    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    title = models.TextField("trích yếu", blank=True)
    identity = models.JSONField(default=dict)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="directives", verbose_name="thuộc đơn vị"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        kind = self.identity.get("kind") or "Văn bản"
        return f"{kind} số {self.number}" if self.number else f"{kind} (chưa có số)"


class Reading(models.Model):
    """One reading of one uploaded file. `document` holds the blocks, `draft` the plan as the reader saw it:
    both are written once, when the reading ends, and never changed."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ đọc"
        RUNNING = "running", "Đang đọc"
        DONE = "done", "Đã đọc"
        FAILED = "failed", "Không đọc được"
        STOPPED = "stopped", "Đã dừng"

    directive = models.ForeignKey(Directive, models.PROTECT, null=True, blank=True, related_name="readings")
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="readings", verbose_name="thuộc đơn vị"
    )
    filename = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    file = models.FileField(upload_to="directives/%Y/%m")
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_what = models.CharField(max_length=200, blank=True)
    progress_at = models.DateTimeField("lần cuối có tiến triển", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("số lần bắt đầu đọc", default=0)
    error = models.TextField(blank=True)
    document = models.JSONField(default=dict)
    draft = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.filename


class Claim(models.Model):
    """One item the reader claims, or a person added. `payload` is what was claimed, in the plan format; it is
    never overwritten: what people say of it are `Decision`s."""

    class Kind(models.TextChoices):
        INDICATOR = "indicator", "Chỉ tiêu"
        TASK = "task", "Nhiệm vụ"
        OBLIGATION = "obligation", "Chế độ báo cáo"

    class Origin(models.TextChoices):
        READER = "reader", "Máy đọc"
        PERSON = "person", "Người thêm"

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="claims")
    kind = models.CharField(max_length=12, choices=Kind)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.READER)
    position = models.PositiveIntegerField(help_text="Thứ tự trong văn bản")
    payload = models.JSONField()
    quote = models.TextField(blank=True)
    confidence = models.FloatField(default=1.0)
    fingerprint = models.CharField(max_length=64, db_index=True, help_text="Nội dung, không kể vị trí")
    made_from = models.ManyToManyField("self", symmetrical=False, related_name="made_into", blank=True)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_to")

    class Meta:
        ordering: ClassVar = ["reading", "position", "id"]
        indexes: ClassVar = [models.Index(fields=["reading", "kind", "position"], name="claim_in_reading")]

    def __str__(self) -> str:
        return str(self.payload.get("name") or self.payload.get("text") or self.quote)[:120]


class Decision(models.Model):
    """What a person said of a claim. Only added to; the latest one holds."""

    class Verdict(models.TextChoices):
        ACCEPT = "accept", "Đồng ý"
        EDIT = "edit", "Sửa"
        REJECT = "reject", "Loại"
        SPLIT = "split", "Tách"
        MERGE = "merge", "Gộp"
        UNDO = "undo", "Hoàn tác"
        # What a split or a merge made, after that split or merge was undone.
        WITHDRAW = "withdraw", "Thôi"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=8, choices=Verdict)
    payload = models.JSONField(null=True, blank=True, help_text="Giá trị đã sửa, khi người sửa")
    reason = models.TextField(blank=True)
    carried = models.BooleanField(
        default=False, help_text="Giữ từ lần đọc trước, vì văn bản không đổi ở mục này"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        get_latest_by: ClassVar = "id"

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} · {self.claim}"
