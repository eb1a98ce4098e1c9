"""A succession is ordered: what ends, what begins, in which shares; first seen, then carried out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cotmoc.actions.succession_orders import Birth, Order, Placement, Step
from cotmoc.actions.successions import foresee, succeed
from cotmoc.core.errors import CotmocError, InvalidValueError, RowError
from cotmoc.core.numbers import parse_number
from cotmoc.core.permissions import Verb
from cotmoc.core.successions import ONE_DAY
from cotmoc.store import unitpages as store
from cotmoc.store.heirs import full_name
from cotmoc.store.language import choices as labels
from cotmoc.store.language import reason
from cotmoc.store.models import Agency, Area, Succession
from cotmoc.store.unitnames import code_in, suggestions, text_of, unit_named
from cotmoc.web.doors import asks
from cotmoc.web.people import actor
from cotmoc.web.review.words import number_words
from cotmoc.web.units.editing import DayInput
from cotmoc.web.units.pages import day_of

FIELDS = ("cu", "moi", "ten", "phan")
BLANK_ROWS, MOST_ROWS = 4, 200


@dataclass(frozen=True)
class Line:
    """One line of the form as typed: old and new by name or code, the name of what begins, the share or the people."""

    cu: str = ""
    moi: str = ""
    ten: str = ""
    phan: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.cu or self.moi or self.ten)


class SuccessionForm(forms.Form):
    """What is said of the change as a whole."""

    cay = forms.ChoiceField(
        label=gettext_lazy("Cây"),
        choices=[("co-quan", gettext_lazy("Đơn vị")), ("dia-ban", gettext_lazy("Địa bàn"))],
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại thay đổi"), choices=labels(Succession.Kind.choices))
    on = forms.DateField(label=gettext_lazy("Từ ngày"), widget=DayInput())
    document = forms.CharField(label=gettext_lazy("Văn bản quy định"), required=False, max_length=300)
    basis = forms.CharField(
        label=gettext_lazy("Tỷ lệ tính theo"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Dân số, hoặc một chỉ tiêu"),
    )


@asks(Verb.MANAGE_UNITS)
@require_http_methods(["GET", "HEAD", "POST"])
def succession(request: HttpRequest) -> HttpResponse:
    """The form; posted it shows what would happen, and posted with that in sight it is done."""
    if request.method != "POST":
        start = {"cay": request.GET.get("cay", "co-quan"), "on": timezone.localdate(), "kind": "merge"}
        return _page(
            request, SuccessionForm(initial=start), [Line(cu=_first(start, request.GET.get("cu", "")))]
        )
    form, lines = SuccessionForm(request.POST), _lines(request)
    if not form.is_valid():
        return _page(request, form, lines)
    try:
        order, lines = _order(request, form.cleaned_data, lines)
        seen = foresee(orders=[order])
        if request.POST.get("viec") == "ghi" and not seen.faults and not seen.unplaced:
            made = succeed(order=order, by=actor(request))
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": made})
            first = reverse("unit", args=[form.cleaned_data["cay"], order.steps[0].successor.code])
            return redirect(f"{first}?ngay={order.on}")
    except _FaultyLinesError as error:
        return _page(request, form, lines, faults=error.faults)
    except CotmocError as error:
        return _page(request, form, lines, faults=[RowError(0, "", reason(error))])
    under = [(step.successor.code, step.successor.name) for step in order.steps]
    return _page(
        request, form, lines, seen=seen, faults=seen.faults, under=list(dict.fromkeys(under)), order=order
    )


@asks(Verb.MANAGE_UNITS)
@require_safe
def unit_names(request: HttpRequest) -> HttpResponse:
    """What a field of the form may hold: units with the words typed, the old ones as of the day before."""
    model = store.MODELS.get(request.GET.get("cay", ""), store.MODELS["co-quan"])
    asked = request.GET
    on, old = day_of(asked.get("on") or asked.get("valid_from", "")), asked.get("cu")
    words = old if old is not None else asked.get("moi") or asked.get("area", "")
    found = suggestions(model, on if old is None else on - ONE_DAY, words[:200])
    return render(request, "web/units/names.html", {"choices": found})


class _FaultyLinesError(Exception):
    def __init__(self, faults: list[RowError]) -> None:
        super().__init__(str(faults))
        self.faults = faults


def _first(start: dict[str, Any], code: str) -> str:
    """The unit that a link to the form names, as the form says it."""
    model = store.MODELS.get(start["cay"], store.MODELS["co-quan"])
    unit = unit_named(model, start["on"] - ONE_DAY, code[:20])
    return text_of(unit) if unit else code[:20]


def _lines(request: HttpRequest) -> list[Line]:
    columns = [request.POST.getlist(name) for name in FIELDS]
    return [Line(*(" ".join(cell.split())[:200] for cell in cells)) for cells in zip(*columns, strict=False)][
        :MOST_ROWS
    ]


def _order(request: HttpRequest, said: dict[str, Any], lines: Sequence[Line]) -> tuple[Order, list[Line]]:
    """The order that the lines give, and the lines with the people that are known filled in."""
    model, on = store.MODELS[said["cay"]], said["on"]
    filled = [line for line in lines if not line.is_empty]
    faults: list[RowError] = []
    steps = []
    for number, line in enumerate(filled, start=1):
        try:
            steps.append(_step(model, line, on, number))
        except InvalidValueError as error:
            faults.append(RowError(number, "", reason(error)))
    if not filled:
        faults.append(RowError(1, "", _("Ghi ít nhất một nơi cũ và một nơi mới.")))
    if faults:
        raise _FaultyLinesError(faults)
    steps = _with_people(steps)
    lines = [_filled(line, step) for line, step in zip(filled, steps, strict=True)]
    order = Order(
        kind=said["kind"],
        on=on,
        steps=tuple(steps),
        placed=_placed(request, model),
        basis=said["basis"],
        document=said["document"],
    )
    return order, lines


def _filled(line: Line, step: Step) -> Line:
    """A line that says in full what was understood."""
    return replace(
        line,
        cu=text_of(step.predecessor),
        moi=step.successor.code if isinstance(step.successor, Birth) else text_of(step.successor),
        phan=line.phan or ("" if step.weight is None else number_words(step.weight)),
    )


def _step(model: store.Model, line: Line, on: date, number: int) -> Step:
    old = unit_named(model, on - ONE_DAY, line.cu)
    if old is None:
        words = _(
            "Không có nơi nào tên hoặc mã là '%(text)s' ngay trước ngày thay đổi; chọn trong danh sách gợi ý."
        )
        raise InvalidValueError(words % {"text": line.cu}, code="predecessor")
    if not line.moi:
        raise InvalidValueError(_("Chọn nơi mới; lập mới thì ghi mã của nơi mới và tên."), code="successor")
    new = Birth(code_in(line.moi), line.ten) if line.ten else unit_named(model, on, line.moi)
    if new is None or (isinstance(new, Area | Agency) and new.pk == old.pk):
        words = _(
            "Chưa có nơi nào tên hoặc mã là '%(text)s'; lập mới thì ghi mã của nơi mới và tên vào ô bên cạnh."
        )
        raise InvalidValueError(words % {"text": line.moi}, code="successor")
    share, weight = _part(line.phan)
    return Step(old, new, share=share, weight=weight, number=number)


def _part(text: str) -> tuple[float | None, float | None]:
    """ "60%" is a share, "12.500" people or another weight."""
    if not text:
        return None, None
    if text.endswith("%"):
        return parse_number(text.removesuffix("%").strip()) / 100, None
    return None, parse_number(text)


def _with_people(steps: Sequence[Step]) -> list[Step]:
    """Where one is divided without a word on shares: by the people of those that receive, if all are known."""
    ways = Counter(step.predecessor.pk for step in steps)
    silent = {
        pk
        for pk, count in ways.items()
        if count > 1
        and all(step.share is None and step.weight is None for step in steps if step.predecessor.pk == pk)
    }
    people = {
        step.number: step.successor.population
        for step in steps
        if step.predecessor.pk in silent and isinstance(step.successor, Area)
    }
    known = {
        pk for pk in silent if all(people.get(step.number) for step in steps if step.predecessor.pk == pk)
    }
    return [
        replace(step, weight=people[step.number]) if step.predecessor.pk in known else step for step in steps
    ]


def _placed(request: HttpRequest, model: store.Model) -> tuple[Placement, ...]:
    """Where the children of what is divided go: fields "dat-<key>" with the code of a successor."""
    chosen = {
        int(name.removeprefix("dat-")): str(code)
        for name, code in request.POST.items()
        if name.startswith("dat-") and name.removeprefix("dat-").isdecimal() and code
    }
    rows = model._default_manager.filter(pk__in=chosen)
    return tuple(Placement(row, chosen[row.pk]) for row in rows)


def _page(request: HttpRequest, form: SuccessionForm, lines: Sequence[Line], **more: Any) -> HttpResponse:
    filled = [line for line in lines if not line.is_empty]
    seen = more.get("seen")
    model, on = store.MODELS.get(form["cay"].value(), Agency), day_of(str(form["on"].value() or ""))
    context = {
        "old_choices": suggestions(model, on - ONE_DAY),
        "new_choices": suggestions(model, on),
        "form": form,
        "lines": [*filled, *[Line()] * BLANK_ROWS],
        "may_do": seen is not None and not seen.faults and not seen.unplaced,
        "flows": [(full_name(one.predecessor), one) for one in seen.flows] if seen else [],
        "placed": [(one.child.pk, full_name(one.child), one.under) for one in more["order"].placed]
        if "order" in more
        else [],
        **more,
    }
    refused = bool(form.errors or more.get("faults"))
    return render(request, "web/units/succession.html", context, status=422 if refused else 200)
