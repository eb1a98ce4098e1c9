"""The review: the document at the left, what was read of it at the right, a person's word on each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cotmoc.actions.plans import approve_plan
from cotmoc.core.errors import CotmocError, ForbiddenError, InvalidValueError, NotFoundError
from cotmoc.core.permissions import Verb
from cotmoc.store.language import reason
from cotmoc.store.models import Claim, PlanVersion, Reading
from cotmoc.store.reviewing import view
from cotmoc.web.doors import asks, find_reading
from cotmoc.web.people import actor
from cotmoc.web.review.acts import ACTS, PARTS, Forms, adding, claim_of, page_of, to, whole
from cotmoc.web.review.forms import ClaimForm
from cotmoc.web.review.page import ReviewPage
from cotmoc.web.review.paper import paper


@asks(post=Verb.REVIEW_CLAIMS, of=find_reading)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the review of a reading, or take a decision (`act`) about one of its claims (`muc`)."""
    # The blocks are fetched when the paper is drawn: most answers are the list only.
    readings = Reading.objects.select_related("directive").defer("document")
    reading = find_reading(request, pk, readings, state=Reading.State.DONE)
    if request.method == "GET":
        return _show(request, reading, page_of(reading, request.GET), _asked(reading, request.GET))
    act = ACTS.get("choose" if "lay" in request.POST else request.POST.get("act", ""))
    if act is None:
        raise InvalidValueError(_("Không rõ việc cần làm; tải lại trang rồi bấm lại."), code="act")
    try:
        answer = act(request, reading)
    except (ForbiddenError, NotFoundError):
        raise
    except CotmocError as error:
        messages.error(request, reason(error))
        return to(reading, request.POST, request.POST.get("muc"))
    if isinstance(answer, dict):
        return _show(request, reading, page_of(reading, request.POST), answer, status=422)
    return answer


@asks(post=Verb.APPROVE_PLAN, of=find_reading)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the reviewed reading in force."""
    reading = find_reading(request, pk)
    version = approve_plan(reading=reading, by=actor(request))
    messages.success(
        request, _("Đã duyệt: kế hoạch có hiệu lực, bản %(number)s.") % {"number": version.number}
    )
    return redirect("plan", slug=version.plan.slug)


def _show(
    request: HttpRequest, reading: Reading, page: ReviewPage, forms: Forms, *, status: int = 200
) -> HttpResponse:
    """The whole page; for HTMX the right-hand side only (always 200, or it would not be shown)."""
    version = PlanVersion.objects.filter(reading=reading).select_related("plan").defer("content").first()
    context: dict[str, Any] = {
        "reading": reading,
        "directive": reading.directive,
        "page": page,
        "version": version,
        "address": page.address(),
        "tabs": [(*tab, page.address(tab=tab[0]).rstrip("&")) for tab in page.tabs],
        "warnings_address": page.address(tab="canh-bao").rstrip("&"),
        "changed_address": page.address(loc=None if page.only_changed else "thay-doi").rstrip("&"),
        **forms,
    }
    if page.current and "form" not in forms and "adding" not in forms:
        context["form"] = ClaimForm(page.current.view.claim.kind, page.current.view.payload)
    htmx = getattr(request, "htmx", None)
    if htmx and not htmx.history_restore_request:
        return render(request, "web/review/panel.html", {**context, "partial": True})
    context["sheets"] = paper(reading.document, page.claims, reading.draft.get("outline", []))
    return render(request, "web/review/page.html", context, status=status)


def _asked(reading: Reading, query: QueryDict) -> Forms:
    """What the address asks for besides the list: to add (`them`), to split (`mo=tach`), to merge (`mo=gop`)."""
    if (kind := str(query.get("them", ""))) in Claim.Kind.values:
        return adding(kind, reading, query)
    if query.get("mo") == "tach":
        claim = claim_of(reading, query)
        payload = view(claim).payload
        count = min(max(2, whole(query.get("phan"), 2)), PARTS)
        parts = [ClaimForm(claim.kind, payload, prefix=f"p{index}") for index in range(count)]
        return {"splitting": parts, "more": count + 1 if count < PARTS else None}
    return {"merging": True} if query.get("mo") == "gop" else {}
