"""Two trees with dates: agencies answer, areas are measured; successions say which node follows which.

A node is known by (code, valid_from): codes are used again. `valid_to` is the last day on which it exists.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cotmoc.core.dates import short_date
from cotmoc.core.text import fold


class Node(models.Model):
    """What agencies and areas share."""

    code = models.CharField("mã", max_length=20)
    name = models.CharField("tên", max_length=200)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    valid_from = models.DateField("có hiệu lực từ")
    valid_to = models.DateField("đến hết", null=True, blank=True)
    aliases = models.JSONField("tên gọi khác", default=list, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


def _dated(name: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(fields=["code", "valid_from"], name=f"{name}_code_from"),
        models.CheckConstraint(
            condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            name=f"{name}_validity_order",
        ),
    ]


class Area(Node):
    """A piece of the country that is measured: what figures and targets are about."""

    class Kind(models.TextChoices):
        PROVINCE = "province", "Cấp tỉnh"
        DISTRICT = "district", "Cấp huyện"
        COMMUNE = "commune", "Cấp xã"

    kind = models.CharField("cấp", max_length=20, choices=Kind)
    title = models.CharField(
        "loại", max_length=30, blank=True, help_text="Tỉnh, Thành phố, Xã, Phường, Đặc khu"
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    population = models.FloatField("dân số (người)", null=True, blank=True)
    surface = models.FloatField("diện tích (km²)", null=True, blank=True)
    latitude = models.FloatField("vĩ độ", null=True, blank=True)
    longitude = models.FloatField("kinh độ", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "code", "valid_from"]
        constraints: ClassVar = _dated("area")

    @property
    def full_name(self) -> str:
        """The name with its title: "Tỉnh Hà Giang", "Phường 1"."""
        return f"{self.title} {self.name}".strip()


class Agency(Node):
    """A unit that answers for tasks and figures; `area` is what it governs, if it governs a whole area."""

    class Kind(models.TextChoices):
        PROVINCE = "province", "Cấp tỉnh"
        DEPARTMENT = "department", "Sở, ban, ngành"
        COMMUNE = "commune", "Xã, phường, đặc khu"

    kind = models.CharField("loại", max_length=20, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="agencies", verbose_name="địa bàn phụ trách"
    )

    class Meta:
        ordering: ClassVar = ["kind", "code"]
        constraints: ClassVar = _dated("agency")


class Succession(models.Model):
    """One change of units. From the day `on` the successors stand in the place of the predecessors."""

    class Kind(models.TextChoices):
        MERGE = "merge", "Sáp nhập"
        SPLIT = "split", "Chia tách"
        RENAME = "rename", "Đổi tên"
        LEVEL = "level", "Đổi cấp"
        MOVE = "move", "Đổi đơn vị cấp trên"

    kind = models.CharField("loại", max_length=10, choices=Kind)
    on = models.DateField("từ ngày", db_index=True)
    basis = models.CharField(
        "tỷ lệ tính theo", max_length=200, blank=True, help_text="Dân số, hoặc một chỉ tiêu"
    )
    document = models.CharField("văn bản quy định", max_length=300, blank=True)
    note = models.TextField("ghi chú", blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} từ {short_date(self.on)}"


def _share(name: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(fields=["succession", "predecessor", "successor"], name=f"{name}_once"),
        models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name=f"{name}_share"),
    ]


class AreaLink(models.Model):
    """The share of what the predecessor had that goes to the successor; shares of a predecessor sum to 1."""

    succession = models.ForeignKey(Succession, models.CASCADE, related_name="area_links")
    predecessor = models.ForeignKey(Area, models.PROTECT, related_name="successor_links")
    successor = models.ForeignKey(Area, models.PROTECT, related_name="predecessor_links")
    share = models.FloatField("tỷ lệ")

    class Meta:
        ordering: ClassVar = ["succession", "id"]
        constraints: ClassVar = _share("arealink")


class AgencyLink(models.Model):
    """The same between agencies."""

    succession = models.ForeignKey(Succession, models.CASCADE, related_name="agency_links")
    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="successor_links")
    successor = models.ForeignKey(Agency, models.PROTECT, related_name="predecessor_links")
    share = models.FloatField("tỷ lệ")

    class Meta:
        ordering: ClassVar = ["succession", "id"]
        constraints: ClassVar = _share("agencylink")
