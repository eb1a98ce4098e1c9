"""A claim as a form: its payload in, its payload out. What the form does not show stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.plan import OBLIGATION_KINDS, TASK_KINDS
from cotmoc.core.planjson import item_from_data
from cotmoc.web.fields import DayListField, ListField, MilestoneField, NumberField, UnitField
from cotmoc.web.review.words import EVERY, OPS

Payload = dict[str, Any]
_EVERY = [("", "một lần"), *EVERY.items()]
_LONG = {"rows": 2}


class IndicatorForm(forms.Form):
    name = forms.CharField(label="Tên chỉ tiêu", widget=forms.Textarea(attrs=_LONG))
    unit = UnitField(label="Đơn vị tính", required=False)
    higher_is_better = forms.TypedChoiceField(
        label="Chiều",
        choices=[("True", "Càng cao càng tốt"), ("False", "Càng thấp càng tốt")],
        coerce=lambda value: value == "True",
    )
    scope = forms.CharField(label="Phạm vi", required=False)
    owner = ListField(label="Chủ trì", required=False)


class TargetForm(forms.Form):
    op = forms.ChoiceField(label="Phép so", choices=[("", "bỏ mục tiêu này"), *OPS.items()], required=False)
    value = NumberField(label="Giá trị", required=False)
    upper = NumberField(label="Đến", required=False)
    unit = UnitField(label="Đơn vị", required=False)
    milestone = MilestoneField(label="Mốc", required=False)
    every = forms.ChoiceField(label="Lặp lại", choices=_EVERY, required=False)
    note = forms.CharField(label="Ghi chú", required=False)

    @property
    def blank(self) -> bool:
        """Whether the row is left out: no comparator, nothing to compare with."""
        return not any(self.cleaned_data.get(name) for name in ("op", "milestone")) and (
            self.cleaned_data.get("value") is None
        )

    def clean(self) -> Payload:
        values: Payload = {**self.cleaned_data}
        if values.get("value") is not None and not values.get("op"):
            self.add_error("op", "Chọn phép so cho giá trị này.")
        if values.get("upper") is not None and values.get("op") != "between":
            self.add_error("op", "Có cận trên thì phép so là “từ … đến …”.")
        return values


class TaskForm(forms.Form):
    text = forms.CharField(label="Nhiệm vụ", widget=forms.Textarea(attrs={"rows": 3}))
    lead = ListField(label="Chủ trì", required=False)
    coordinate = ListField(label="Phối hợp", required=False)
    due = MilestoneField(label="Thời hạn", required=False, years=False)
    every = forms.ChoiceField(label="Lặp lại", choices=_EVERY, required=False)
    deliverables = ListField(label="Sản phẩm", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[(kind, kind.capitalize()) for kind in TASK_KINDS])


class ObligationForm(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=[(kind, kind.capitalize()) for kind in OBLIGATION_KINDS])
    who = forms.CharField(label="Ai báo cáo", required=False)
    to = forms.CharField(label="Báo cáo cho", required=False)
    every = forms.MultipleChoiceField(
        label="Kỳ", choices=list(EVERY.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    due = DayListField(label="Ngày phải nộp", required=False, help_text="Ví dụ 15/6; 1/12")


_FORMS: dict[str, type[forms.Form]] = {
    "indicator": IndicatorForm,
    "task": TaskForm,
    "obligation": ObligationForm,
}
# Where the plan format has null for what is not said.
_NULL = {"unit", "scope", "every", "note", "who", "to"}


class ClaimForm:
    """The form of one claim. `base` is the payload that holds; `data` what was posted; `prefix` parts the forms
    of a split. For an indicator `targets` are the forms of its targets, one more than it has."""

    def __init__(
        self, kind: str, base: Mapping[str, Any], data: Mapping[str, Any] | None = None, *, prefix: str = "m"
    ) -> None:
        self.kind, self.base, self.prefix = kind, dict(base), prefix
        self.form = _FORMS[kind](data, initial=self.base, prefix=prefix)
        self.targets = self._targets(data) if kind == "indicator" else []
        self.fault = ""

    def is_valid(self) -> bool:
        """Whether what was posted is a claim; the faults stand at their fields, else in `fault`."""
        if not all([self.form.is_valid(), *(target.is_valid() for target in self.targets)]):
            return False
        try:
            item_from_data(self.kind, self.payload())
        except InvalidValueError as error:
            self.fault = str(error).partition(": ")[2]
            return False
        return True

    @property
    def new_target(self) -> TargetForm:
        """The blank row at the end of an indicator's targets."""
        return self.targets[-1]

    @property
    def noted(self) -> bool:
        """Whether a target comes back or has a note, or a fault there, so that those fields are shown."""
        return any(
            form.initial.get(name) or (form.is_bound and form[name].errors)
            for form in self.targets
            for name in ("every", "note")
        )

    @property
    def changed(self) -> bool:
        """Whether what was posted says anything else than the payload that holds."""
        return item_from_data(self.kind, self.payload()) != item_from_data(self.kind, self.base)

    def payload(self) -> Payload:
        """The payload that was posted; call after `is_valid`."""
        values: Payload = {**self.base, **_clean(self.form.cleaned_data)}
        if self.kind == "obligation":
            values["every"] = list(self.form.cleaned_data["every"])
        if self.kind == "indicator":
            values["targets"] = [
                {**known, **_clean(form.cleaned_data)}
                for form, known in zip(self.targets, self._known(), strict=True)
                if not form.blank
            ]
        return values

    def _known(self) -> list[Payload]:
        """The targets so far; a new one is quoted and placed as its indicator is."""
        new: Payload = {"quote": self.base.get("quote") or ""}
        new |= {key: self.base[key] for key in ("line", "page", "block", "row", "column") if key in self.base}
        return [*(self.base.get("targets") or []), new]

    def _targets(self, data: Mapping[str, Any] | None) -> list[TargetForm]:
        known = self._known()
        return [
            TargetForm(data, initial=target if "op" in target else {}, prefix=f"{self.prefix}-t{index}")
            for index, target in enumerate(known)
        ]


def _clean(values: Mapping[str, Any]) -> Payload:
    return {name: None if value == "" and name in _NULL else value for name, value in values.items()}
