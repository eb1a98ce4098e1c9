"""The plan in force: indicators with their targets, tasks, obligations. Each points to its words."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from cotmoc.core.plan import OBLIGATION_KINDS, OPS
from cotmoc.core.text import fold
from cotmoc.store.models.directives import Claim, Directive, Reading
from cotmoc.store.models.units import Agency, Area


class Plan(models.Model):
    """What a directive orders, made measurable. `slug` names it in addresses and commands."""

    directive = models.OneToOneField(Directive, models.PROTECT, null=True, blank=True, related_name="plan")
    slug = models.SlugField(max_length=80, unique=True)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    title = models.TextField("tên kế hoạch")
    identity = models.JSONField(default=dict)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="cơ quan ban hành"
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="địa bàn"
    )
    starts_on = models.DateField("bắt đầu lộ trình")
    on_path_from = models.FloatField("đúng lộ trình từ", default=0.95)
    at_risk_from = models.FloatField("có nguy cơ từ", default=0.75)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title


class PlanVersion(models.Model):
    """A version approved by a person; `content` is the whole plan in the plan format, as approved."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    reading = models.ForeignKey(Reading, models.PROTECT, null=True, blank=True, related_name="versions")
    content = models.JSONField()
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["plan", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="planversion_number")
        ]

    def __str__(self) -> str:
        return f"{self.plan} · bản {self.number}"


class PlanItem(models.Model):
    """What indicators, tasks and obligations share: where they come from and whether they still hold."""

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField()
    section = models.CharField("mục", max_length=200, blank=True)
    heading = models.CharField("nhóm", max_length=400, blank=True)
    quote = models.TextField("lời của văn bản", blank=True)
    place = models.JSONField(default=dict)
    since_version = models.PositiveIntegerField(default=1)
    ended_in_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        abstract = True


class Indicator(PlanItem):
    """What is measured. `collect` says who reports it; `roll_up` how units' figures become one."""

    class Collect(models.TextChoices):
        OWNER = "owner", "Cơ quan chủ trì nhập"
        COMMUNES = "communes", "Các xã, phường nhập"

    class RollUp(models.TextChoices):
        RATIO = "ratio", "Tổng tử số trên tổng mẫu số"
        SUM = "sum", "Cộng"
        NONE = "none", "Không cộng dồn"

    class Shape(models.TextChoices):
        LINEAR = "linear", "Tuyến tính giữa các mốc"
        STEPS = "steps", "Theo bậc"
        EXPONENTIAL = "exponential", "Theo tốc độ không đổi"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="indicators")
    code = models.CharField("mã", max_length=30)
    name = models.TextField("tên chỉ tiêu")
    folded = models.TextField(editable=False)
    unit = models.CharField("đơn vị tính", max_length=80, blank=True)
    scope = models.TextField("phạm vi", blank=True)
    higher_is_better = models.BooleanField("càng cao càng tốt", default=True)
    owner = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="indicators", verbose_name="chủ trì"
    )
    owner_text = models.CharField("chủ trì theo văn bản", max_length=400, blank=True)
    collect = models.CharField("cách thu thập", max_length=10, choices=Collect, default=Collect.OWNER)
    roll_up = models.CharField("cách tổng hợp", max_length=8, choices=RollUp, default=RollUp.NONE)
    shape = models.CharField("dạng lộ trình", max_length=12, choices=Shape, default=Shape.LINEAR)
    method = models.TextField("cách tính", blank=True)

    class Meta:
        ordering: ClassVar = ["plan", "position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "code"], name="indicator_code")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(f"{self.code} {self.name} {self.owner_text}")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def needs_parts(self) -> bool:
        """Whether its units must give numerator and denominator: the whole is summed from those."""
        return self.collect == self.Collect.COMMUNES and self.roll_up == self.RollUp.RATIO


class Target(models.Model):
    """A typed commitment for a milestone; the rules are those of core.plan.Target."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    milestone = models.CharField("mốc", max_length=10, blank=True)
    op = models.CharField("phép so", max_length=12, choices=[(op, op) for op in OPS])
    value = models.FloatField("giá trị", null=True, blank=True)
    upper = models.FloatField("cận trên", null=True, blank=True)
    unit = models.CharField("đơn vị", max_length=80, blank=True)
    every = models.CharField("lặp lại", max_length=12, blank=True)
    note = models.CharField("ghi chú", max_length=400, blank=True)
    quote = models.TextField(blank=True)
    place = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["indicator", "milestone", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(op__in=["exists", "qualitative", "undetermined"], value__isnull=True)
                | (
                    ~models.Q(op__in=["exists", "qualitative", "undetermined"])
                    & models.Q(value__isnull=False)
                ),
                name="target_value_by_op",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone}: {self.op} {self.value}"


class Baseline(models.Model):
    """A figure of the past, from the directive."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="baselines")
    period = models.CharField("kỳ", max_length=10, blank=True)
    value = models.FloatField("giá trị", null=True, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    quote = models.TextField(blank=True)
    place = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["indicator", "period", "id"]


class Task(PlanItem):
    """A thing to be done: one owner, one product, one deadline, one proof."""

    class State(models.TextChoices):
        NOT_STARTED = "not-started", "Chưa thực hiện"
        IN_PROGRESS = "in-progress", "Đang thực hiện"
        DONE = "done", "Đã hoàn thành"
        PAUSED = "paused", "Tạm dừng"
        WITHDRAWN = "withdrawn", "Đã rút"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks")
    code = models.CharField("mã", max_length=30)
    text = models.TextField("nhiệm vụ")
    folded = models.TextField(editable=False)
    kind = models.CharField(max_length=40, blank=True)
    lead = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="chủ trì"
    )
    lead_text = models.CharField("chủ trì theo văn bản", max_length=400, blank=True)
    coordinate_text = models.TextField("phối hợp theo văn bản", blank=True)
    due_text = models.CharField("thời hạn theo văn bản", max_length=80, blank=True)
    due = models.DateField("hạn", null=True, blank=True)
    every = models.CharField("lặp lại", max_length=12, blank=True)
    deliverables = models.JSONField("sản phẩm", default=list)
    state = models.CharField("trạng thái", max_length=12, choices=State, default=State.NOT_STARTED)
    completed_on = models.DateField("ngày hoàn thành", null=True, blank=True)
    proof = models.TextField("minh chứng", blank=True)
    reason = models.TextField("lý do tạm dừng hoặc rút", blank=True)

    class Meta:
        ordering: ClassVar = ["plan", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "code"], name="task_code"),
            # "Completed" is impossible until there is proof and a date.
            models.CheckConstraint(
                condition=~models.Q(state="done")
                | (models.Q(completed_on__isnull=False) & ~models.Q(proof="")),
                name="task_done_has_proof",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["paused", "withdrawn"]) | ~models.Q(reason=""),
                name="task_pause_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:120]

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(f"{self.code} {self.text} {self.lead_text}")
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class TaskChange(models.Model):
    """One change of a task's state, kept for its history."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="changes")
    state = models.CharField(max_length=12, choices=Task.State)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]


class Obligation(PlanItem):
    """Who owes which report, to whom, when."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="obligations")
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in OBLIGATION_KINDS])
    who = models.TextField(blank=True)
    to = models.TextField(blank=True)
    every = models.JSONField(default=list)
    due = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["plan", "position", "id"]

    def __str__(self) -> str:
        return self.quote[:120]
