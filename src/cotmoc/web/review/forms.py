"""A claim as a form: its payload in, its payload out. What the form does not show stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as mark
from django.utils.translation import pgettext_lazy

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.plan import OBLIGATION_KINDS, TASK_KINDS
from cotmoc.core.planjson import item_from_data
from cotmoc.store.language import choices, reason
from cotmoc.web.fields import DayListField, ListField, MilestoneField, NumberField, UnitField
from cotmoc.web.review.words import EVERY, OPS

Payload = dict[str, Any]
_EVERY = choices([("", mark("một lần")), *EVERY.items()])
_LONG = {"rows": 2}


def _kinds(kinds: Iterable[str]) -> list[tuple[str, Any]]:
    """The kinds of the plan format as choices, with a capital."""
    return choices((kind, kind.capitalize()) for kind in kinds)


class IndicatorForm(forms.Form):
    name = forms.CharField(label=_("Tên chỉ tiêu"), widget=forms.Textarea(attrs=_LONG))
    unit = UnitField(label=_("Đơn vị tính"), required=False)
    higher_is_better = forms.TypedChoiceField(
        label=_("Chiều"),
        choices=[("True", _("Càng cao càng tốt")), ("False", _("Càng thấp càng tốt"))],
        coerce=lambda value: value == "True",
    )
    scope = forms.CharField(label=_("Phạm vi"), required=False)
    owner = ListField(label=_("Chủ trì"), required=False)


class TargetForm(forms.Form):
    op = forms.ChoiceField(
        label=_("Phép so"), choices=[("", _("bỏ mục tiêu này")), *choices(OPS.items())], required=False
    )
    value = NumberField(label=_("Giá trị"), required=False)
    upper = NumberField(label=_("Đến"), required=False)
    unit = UnitField(label=_("Đơn vị"), required=False)
    milestone = MilestoneField(label=_("Mốc"), required=False)
    every = forms.ChoiceField(label=_("Lặp lại"), choices=_EVERY, required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False)

    @property
    def blank(self) -> bool:
        """Whether the row is left out: no comparator, nothing to compare with."""
        return not any(self.cleaned_data.get(name) for name in ("op", "milestone")) and (
            self.cleaned_data.get("value") is None
        )

    def clean(self) -> Payload:
        values: Payload = {**self.cleaned_data}
        if values.get("value") is not None and not values.get("op"):
            self.add_error("op", _("Chọn phép so cho giá trị này."))
        if values.get("upper") is not None and values.get("op") != "between":
            self.add_error("op", _("Có cận trên thì phép so là “từ … đến …”."))
        return values


class TaskForm(forms.Form):
    text = forms.CharField(label=pgettext_lazy("kind", "Nhiệm vụ"), widget=forms.Textarea(attrs={"rows": 3}))
    lead = ListField(label=_("Chủ trì"), required=False)
    coordinate = ListField(label=_("Phối hợp"), required=False)
    due = MilestoneField(label=_("Thời hạn"), required=False, years=False)
    every = forms.ChoiceField(label=_("Lặp lại"), choices=_EVERY, required=False)
    deliverables = ListField(label=_("Sản phẩm"), required=False)
    kind = forms.ChoiceField(label=_("Loại"), choices=_kinds(TASK_KINDS))


class ObligationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại"), choices=_kinds(OBLIGATION_KINDS))
    who = forms.CharField(label=_("Ai báo cáo"), required=False)
    to = forms.CharField(label=_("Báo cáo cho"), required=False)
    every = forms.MultipleChoiceField(
        label=_("Kỳ"), choices=choices(EVERY.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    due = DayListField(label=_("Ngày phải nộp"), required=False, help_text=_("Ví dụ 15/6; 1/12"))


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
            self.fault = reason(error).partition(": ")[2]
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
