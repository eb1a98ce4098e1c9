"""Keys of the API: the list, making one, revoking one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cotmoc.actions.keys import LONGEST, make_key, revoke_key
from cotmoc.core.errors import ForbiddenError, InvalidValueError
from cotmoc.core.permissions import Verb
from cotmoc.store.keys import beyond, keys_managed_by, last_day, own_verbs, people_for_keys, state_of
from cotmoc.store.language import choices, reason
from cotmoc.store.models import ApiKey, Person, Plan
from cotmoc.store.scope import plans_seen
from cotmoc.web.doors import asks
from cotmoc.web.people import actor

_USUAL = timedelta(days=180)
_FIELDS = {"name": "name", "expires": "expires_on", "verbs": "verbs"}


class KeyForm(forms.Form):
    """What a key is for. Only what its person may do, and whoever makes it too, is offered."""

    name = forms.CharField(
        label=gettext_lazy("Tên hệ thống"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: Trục liên thông văn bản của tỉnh"),
    )
    verbs = forms.MultipleChoiceField(
        label=gettext_lazy("Được làm"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Khóa luôn được xem. Chỉ chọn thêm những gì hệ thống đó thật sự cần."),
    )
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label=gettext_lazy("Kế hoạch"),
        required=False,
        empty_label=gettext_lazy("mọi kế hoạch"),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Dùng đến hết ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Nhiều nhất một năm."),
    )
    is_test = forms.BooleanField(
        label=gettext_lazy("Khóa thử"),
        required=False,
        help_text=gettext_lazy("Mọi việc diễn ra như thật rồi được hoàn lại; dùng khi xây dựng kết nối."),
    )

    def __init__(self, *args: Any, by: Person, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = own_verbs(person)
        offered -= beyond(by, person, offered) | {Verb.VIEW, Verb.VIEW_PUBLISHED}
        self.fields["verbs"].choices = choices((verb, verb.label) for verb in Verb if verb in offered)  # type: ignore[attr-defined]
        self.fields["plan"].queryset = plans_seen(person)  # type: ignore[attr-defined]
        today = timezone.localdate()
        self.initial.setdefault("expires_on", today + _USUAL)
        self.fields["expires_on"].widget.attrs |= {
            "min": today.isoformat(),
            "max": (today + LONGEST).isoformat(),
        }

    @property
    def wanted(self) -> list[Verb]:
        """The verbs that were ticked."""
        return [Verb(value) for value in self.cleaned_data["verbs"]]


@asks(Verb.MANAGE_KEYS)
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The keys, the newest first; `trang-thai=het` are those that open nothing any more."""
    now, person = timezone.now(), actor(request)
    every = keys_managed_by(person)
    usable = every.filter(revoked_at=None, expires_at__gt=now, person__is_active=True)
    ended = every.exclude(pk__in=usable.order_by().values("pk"))
    shows_ended = request.GET.get("trang-thai") == "het"
    paginator = Paginator(ended if shows_ended else usable, 50)
    page = paginator.get_page(request.GET.get("trang"))
    rows = [
        {
            "key": key,
            "state": state_of(key, now),
            "last_day": last_day(key),
            "verbs": [Verb(verb).label for verb in key.verbs],
        }
        for key in page
    ]
    context = {
        "rows": rows,
        "page": page,
        "pages": paginator.get_elided_page_range(page.number),
        "query": "trang-thai=het&" if shows_ended else "",
        "shows_ended": shows_ended,
        "usable": usable.count(),
        "ended": ended.count(),
    }
    return render(request, "web/keys/list.html", context)


@asks(Verb.MANAGE_KEYS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def key_make(request: HttpRequest) -> HttpResponse:
    """First whom the key acts as, then what it may do; its text is shown in the answer, and never again."""
    by = actor(request)
    people = people_for_keys(by)
    chosen = request.POST.get("nguoi") or request.GET.get("nguoi", "")
    if not chosen.isdecimal():
        return render(request, "web/keys/make.html", {"people": people})
    person = get_object_or_404(people, pk=int(chosen))
    form = KeyForm(request.POST if request.method == "POST" else None, by=by, person=person)
    if form.is_valid() and (made := _made(form, person, by)):
        return render(
            request, "web/keys/made.html", {"key": made[0], "text": made[1], "last_day": last_day(made[0])}
        )
    status = 422 if form.is_bound else 200
    return render(request, "web/keys/make.html", {"form": form, "person": person}, status=status)


def _made(form: KeyForm, person: Person, by: Person) -> tuple[ApiKey, str] | None:
    data = form.cleaned_data
    try:
        return make_key(
            name=data["name"],
            person=person,
            verbs=form.wanted,
            expires_on=data["expires_on"],
            plan=data["plan"],
            is_test=data["is_test"],
            by=by,
        )
    except (InvalidValueError, ForbiddenError) as error:
        form.add_error(_FIELDS.get(error.code), reason(error))
        return None


@asks(Verb.MANAGE_KEYS)
@require_POST
def key_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on the key opens nothing."""
    by = actor(request)
    key = revoke_key(key=get_object_or_404(keys_managed_by(by), pk=pk), by=by)
    messages.success(request, _("Đã thu hồi khóa %(name)s.") % {"name": key.name})
    return redirect("keys")
