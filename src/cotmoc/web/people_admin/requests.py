"""What people ask about their data, the latest answer first due."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cotmoc.actions.personal import answer_request
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.permissions import Verb
from cotmoc.store.language import reason
from cotmoc.store.managing import people_of
from cotmoc.store.models import DataRequest
from cotmoc.web.doors import asks
from cotmoc.web.people import actor

ANSWERED_SHOWN = 50


class AnswerForm(forms.Form):
    """What was done about a request."""

    answer = forms.CharField(
        label=gettext_lazy("Trả lời"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


@asks(Verb.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def data_requests(request: HttpRequest) -> HttpResponse:
    """The requests of the people within the reach; with POST answer one."""
    by = actor(request)
    found = DataRequest.objects.filter(person__in=people_of(by)).select_related(
        "person", "person__agency", "answered_by"
    )
    refused: tuple[int, AnswerForm] | None = None
    if request.method == "POST":
        number = request.POST.get("yeu-cau", "")
        asked = get_object_or_404(found, pk=int(number) if number.isdecimal() else 0)
        form = AnswerForm(request.POST, prefix=f"tra-loi-{asked.pk}")
        if form.is_valid() and _answered(form, asked, request):
            return redirect("data-requests")
        refused = asked.pk, form
    waiting = [
        (
            asked,
            refused[1] if refused and refused[0] == asked.pk else AnswerForm(prefix=f"tra-loi-{asked.pk}"),
        )
        for asked in found.filter(answered_at=None).order_by("due", "pk")
    ]
    context = {
        "waiting": waiting,
        "answered": found.exclude(answered_at=None).order_by("-answered_at")[:ANSWERED_SHOWN],
        "today": timezone.localdate(),
        "open": refused[0] if refused else None,
    }
    return render(request, "web/people/requests.html", context, status=422 if refused else 200)


def _answered(form: AnswerForm, asked: DataRequest, request: HttpRequest) -> bool:
    try:
        answer_request(request=asked, answer=form.cleaned_data["answer"], by=actor(request))
    except InvalidValueError as error:
        form.add_error("answer", reason(error))
        return False
    messages.success(request, _("Đã trả lời %(name)s.") % {"name": asked.person})
    return True
