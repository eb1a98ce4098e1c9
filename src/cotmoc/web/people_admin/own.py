"""What everybody does for oneself: name somebody for the time of absence, see and ask about the own data."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from django import forms
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cotmoc.actions.deputies import end_deputy, name_deputy
from cotmoc.actions.personal import ask_about_data, note_copy
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.personaldata import ANSWER_WITHIN_WORKING_DAYS, HOLDINGS
from cotmoc.store.colleagues import colleagues_of
from cotmoc.store.language import choices, reason
from cotmoc.store.models import DataRequest, Deputy, Person
from cotmoc.store.mydata import Section, sections_of
from cotmoc.web.doors import asks
from cotmoc.web.people import actor
from cotmoc.web.people_admin.forms import DeputyForm


class AskForm(forms.Form):
    """What somebody wants done with the own data."""

    kind = forms.ChoiceField(label=gettext_lazy("Yêu cầu"), choices=choices(DataRequest.Kind.choices))
    words = forms.CharField(
        label=gettext_lazy("Nội dung"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Xin sửa thì ghi: đang ghi gì, đúng là gì."),
    )


@asks(None)
@require_http_methods(["GET", "POST"])
def deputies(request: HttpRequest) -> HttpResponse:
    """Who stands in for me and for whom I stand in; with POST name somebody or end it."""
    person = actor(request)
    form = DeputyForm(colleagues_of(person), None, prefix="thay")
    if request.method == "POST" and request.POST.get("viec") == "thoi-thay":
        number = request.POST.get("luot", "")
        own = Deputy.objects.filter(Q(person=person) | Q(deputy=person))
        end_deputy(standing=get_object_or_404(own, pk=int(number) if number.isdecimal() else 0), by=person)
        messages.success(request, _("Đã kết thúc lượt thay."))
        return redirect("deputies")
    if request.method == "POST":
        form = DeputyForm(colleagues_of(person), request.POST, prefix="thay")
        if form.is_valid() and _named(form, person):
            messages.success(request, _("Đã cử người thay."))
            return redirect("deputies")
    today = timezone.localdate()
    found = Deputy.objects.filter(Q(person=person) | Q(deputy=person)).select_related("person", "deputy")
    context = {
        "form": form,
        "person": person,
        "now": found.filter(valid_to__gte=today).order_by("valid_from"),
        "past": found.filter(valid_to__lt=today)[:20],
        "today": today,
    }
    return render(request, "web/people/deputies.html", context, status=422 if form.errors else 200)


def _named(form: DeputyForm, person: Person) -> bool:
    try:
        name_deputy(person=person, by=person, **form.cleaned_data)
    except (InvalidValueError, ConflictError) as error:
        form.add_error(None, reason(error))
    return not form.errors


@asks(None)
@require_http_methods(["GET", "POST"])
def my_data(request: HttpRequest) -> HttpResponse:
    """What is held on me, why and how long; with POST ask for something."""
    person = actor(request)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind = DataRequest.Kind(form.cleaned_data["kind"])
        try:
            made = ask_about_data(person=person, kind=kind, words=form.cleaned_data["words"], by=person)
        except (InvalidValueError, ConflictError) as error:
            form.add_error("words" if error.code == "words" else None, reason(error))
        else:
            messages.success(
                request, _("Đã gửi yêu cầu. Hạn trả lời: %(day)s.") % {"day": f"{made.due:%-d/%-m/%Y}"}
            )
            return redirect("my-data")
    context = {
        "person": person,
        "holdings": HOLDINGS,
        "requests": person.data_requests.select_related("answered_by"),
        "form": form,
        "days": ANSWER_WITHIN_WORKING_DAYS,
    }
    return render(request, "web/people/my_data.html", context, status=422 if form.errors else 200)


@asks(None)
@require_POST
def my_data_file(request: HttpRequest) -> HttpResponse:
    """A zip with everything held on me: one file for programs, one for people."""
    person = actor(request)
    note_copy(person=person, by=person)
    sections = sections_of(person)
    answer = HttpResponse(_packed(sections, person), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="du-lieu-{person.pk}.zip"'
    return answer


def _packed(sections: tuple[Section, ...], person: Person) -> bytes:
    content: dict[str, Any] = {
        "person": person.pk,
        "made_at": timezone.now(),
        "holdings": [
            {"code": one.code, "purpose": one.purpose, "basis": one.basis, "keep": one.keep}
            for one in HOLDINGS
        ],
        **{section.code: section.records() for section in sections},
    }
    page = render_to_string(
        "web/people/copy.html",
        {"sections": sections, "person": person, "now": timezone.now(), "holdings": HOLDINGS},
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "du-lieu.json", json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        )
        file.writestr("du-lieu.html", page)
    return packed.getvalue()
