"""One unit is added, mended or ended; of an area people and surface."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cotmoc.actions.areas import edit_area
from cotmoc.actions.units import AgencyRow, put_agencies
from cotmoc.core.errors import InvalidValueError, RefusedRowsError
from cotmoc.core.permissions import Verb
from cotmoc.store.agencies import current
from cotmoc.store.dated import valid_on
from cotmoc.store.language import choices, reason, said
from cotmoc.store.models import Agency, Area
from cotmoc.store.unitnames import code_in, text_of, unit_named
from cotmoc.web.doors import asks
from cotmoc.web.fields import ListField, NumberField
from cotmoc.web.people import actor
from cotmoc.web.units.pages import unit_of


class DayInput(forms.DateInput):
    """A day as browsers pick it."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


# What `unit_names` suggests while an area is typed.
_SUGGESTED = {
    "list": "noi-moi",
    "autocomplete": "off",
    "hx-get": reverse_lazy("unit-names"),
    "hx-vals": '{"cay": "dia-ban"}',
    "hx-include": "[name=valid_from]",
    "hx-trigger": "input changed delay:250ms",
    "hx-target": "#noi-moi",
}


class AgencyForm(forms.Form):
    """What a person says of an agency; its code and first day are what it is known by."""

    code = forms.CharField(label=gettext_lazy("Mã"), max_length=20)
    name = forms.CharField(label=gettext_lazy("Tên"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=choices(Agency.Kind.choices))
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị cấp trên"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=gettext_lazy("không có"),
    )
    aliases = ListField(
        label=gettext_lazy("Tên gọi khác"),
        required=False,
        help_text=gettext_lazy("Cách nhau bằng dấu chấm phẩy"),
    )
    area = forms.CharField(
        label=gettext_lazy("Địa bàn phụ trách"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Tên hoặc mã; chỉ khi đơn vị phụ trách trọn một địa bàn"),
        widget=forms.TextInput(attrs=_SUGGESTED),
    )
    valid_from = forms.DateField(label=gettext_lazy("Hiệu lực từ"), widget=DayInput())
    valid_to = forms.DateField(
        label=gettext_lazy("Đến hết"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Để trống khi còn hoạt động"),
    )

    def __init__(self, data: Any, *, agency: Agency | None, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        day = agency.valid_from if agency else timezone.localdate()
        parents = current(day) | current(timezone.localdate())
        rows = parents.order_by("kind", "name")
        self.fields["parent"].queryset = rows.exclude(pk=agency.pk) if agency else rows  # type: ignore[attr-defined]
        for name in ("code", "valid_from") if agency else ():
            self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """The area by its code, however it was named."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        text, day = said.get("area"), said.get("valid_from")
        if text and day:
            try:
                area = unit_named(Area, day, text)
            except InvalidValueError as error:
                self.add_error("area", reason(error))
            else:
                said["area"] = area.code if area else code_in(text)
        return said

    def row(self) -> AgencyRow:
        """The row that the import would read."""
        said = self.cleaned_data
        parent: Agency | None = said["parent"]
        return AgencyRow(
            code=said["code"],
            name=" ".join(said["name"].split()),
            kind=said["kind"],
            parent=parent.code if parent else "",
            valid_from=said["valid_from"],
            aliases=tuple(said["aliases"]),
            valid_to=said["valid_to"],
            area=said["area"].strip(),
        )


class AreaForm(forms.Form):
    """What may be said of an area by hand: people and surface, by which shares are counted."""

    population = NumberField(label=gettext_lazy("Dân số (người)"), required=False)
    surface = NumberField(label=gettext_lazy("Diện tích (km²)"), required=False)


@asks(Verb.MANAGE_UNITS)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_add(request: HttpRequest) -> HttpResponse:
    """A new agency."""
    above = current(timezone.localdate()).filter(code=request.GET.get("trong", "")).first()
    initial = {"parent": above, "valid_from": timezone.localdate(), "kind": Agency.Kind.DEPARTMENT}
    return _agency(request, None, initial)


@asks(Verb.MANAGE_UNITS)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_edit(request: HttpRequest, tree: str, code: str) -> HttpResponse:
    """An agency mended or ended, or the figures of an area."""
    found, on = unit_of(request, tree, code)
    if isinstance(found, Area):
        return _area(request, found, on)
    initial = {
        "code": found.code,
        "name": found.name,
        "kind": found.kind,
        "parent": found.parent,
        "aliases": found.aliases,
        "area": text_of(found.area) if found.area else "",
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
    }
    return _agency(request, found, initial)


def _agency(request: HttpRequest, agency: Agency | None, initial: dict[str, Any]) -> HttpResponse:
    form = AgencyForm(request.POST if request.method == "POST" else None, agency=agency, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = form.row()
        try:
            _refuse_twin(row, agency)
            put_agencies(rows=[row], by=actor(request))
        except RefusedRowsError as error:
            for fault in error.faults:
                form.add_error(None, said(fault.message))
        except InvalidValueError as error:
            form.add_error("code", said(error.args[0]))
        else:
            messages.success(request, _("Đã ghi đơn vị %(name)s.") % {"name": row.name})
            return redirect(reverse("unit", args=("co-quan", row.code)) + f"?ngay={row.valid_from}")
    context = {"form": form, "unit": agency, "tree": "co-quan", "is_area": False}
    return render(request, "web/units/edit.html", context, status=422 if form.errors else 200)


def _refuse_twin(row: AgencyRow, agency: Agency | None) -> None:
    """A new unit with the code of one that is there would silently change that one."""
    day = row.valid_from or timezone.localdate()
    if agency is None and Agency.objects.filter(valid_on(day), code=row.code).exists():
        raise InvalidValueError(
            _("Mã '%(code)s' đang thuộc một đơn vị khác; chọn mã khác.") % {"code": row.code}, code="twin"
        )


def _area(request: HttpRequest, area: Area, on: date) -> HttpResponse:
    initial = {"population": area.population, "surface": area.surface}
    form = AreaForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            edit_area(area=area, by=actor(request), **form.cleaned_data)
        except InvalidValueError as error:
            form.add_error(None, said(error.args[0]))
        else:
            messages.success(request, _("Đã ghi %(name)s.") % {"name": area.full_name})
            return redirect(reverse("unit", args=("dia-ban", area.code)) + f"?ngay={on}")
    context = {"form": form, "unit": area, "tree": "dia-ban", "is_area": True}
    return render(request, "web/units/edit.html", context, status=422 if form.errors else 200)
