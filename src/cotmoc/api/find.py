"""What an address names, or 404."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cotmoc.api.problems import TooLargeError
from cotmoc.api.session import actor
from cotmoc.core.permissions import Verb
from cotmoc.store.access import require
from cotmoc.store.agencies import current
from cotmoc.store.collection import indicators_in_force
from cotmoc.store.directives import light
from cotmoc.store.models import (
    Agency,
    Claim,
    Directive,
    FigureImport,
    Indicator,
    Plan,
    Reading,
    Report,
    Task,
)
from cotmoc.store.scope import directives_seen, documents_seen, imports_seen, plans_seen
from cotmoc.store.tasks import tasks_in_force


def find_plan(request: HttpRequest, slug: str) -> Plan:
    """The plan of an address, for who takes part in it."""
    known = getattr(request, "thing", None)
    if isinstance(known, Plan) and known.slug == slug:
        return known
    return get_object_or_404(plans_seen(actor(request)), slug=slug)


def find_unit(code: str) -> Agency:
    """The unit of that code today; codes are used again, the newest bearer counts."""
    found = (
        current(timezone.localdate())
        .filter(code=code)
        .select_related("parent")
        .order_by("-valid_from")
        .first()
    )
    if found is None:
        raise Http404(code)
    return found


def find_directive(request: HttpRequest, pk: int) -> Directive:
    """The document."""
    return get_object_or_404(directives_seen(actor(request)).select_related("plan", "created_by"), pk=pk)


def find_reading(request: HttpRequest, pk: int) -> Reading:
    """The reading, without its blocks and draft."""
    return get_object_or_404(documents_seen(light(), actor(request)), pk=pk)


def find_claim(request: HttpRequest, pk: int) -> Claim:
    """The claim with its reading and the one it was carried from."""
    rows = Claim.objects.select_related("carried_from", "reading").defer(
        "reading__document", "reading__draft"
    )
    claim = get_object_or_404(rows, pk=pk)
    require(actor(request), Verb.VIEW, claim)
    return claim


def find_indicator(request: HttpRequest, slug: str, code: str) -> Indicator:
    """The indicator in force."""
    plan = find_plan(request, slug)
    return get_object_or_404(indicators_in_force(plan).select_related("owner"), code=code)


def find_task(request: HttpRequest, slug: str, code: str) -> Task:
    """The task in force."""
    plan = find_plan(request, slug)
    return get_object_or_404(tasks_in_force(plan).select_related("lead"), code=code)


def find_report(request: HttpRequest, pk: int) -> Report:
    """The report with its plan."""
    report = get_object_or_404(Report.objects.select_related("plan", "created_by", "frozen_by"), pk=pk)
    require(actor(request), Verb.VIEW, report)
    return report


def find_import(request: HttpRequest, pk: int) -> FigureImport:
    """The file of figures, for who uploaded it and who answers for all of the plan."""
    return get_object_or_404(imports_seen(actor(request)).select_related("plan", "by"), pk=pk)


# What the first part of an address finds by the next one.
_FINDERS: dict[str, Callable[[HttpRequest, Any], Model]] = {
    "plans": find_plan,
    "directives": find_directive,
    "readings": find_reading,
    "claims": find_claim,
    "reports": find_report,
    "imports": find_import,
}


def thing_of(request: HttpRequest) -> Model | None:
    """The thing an address names, once for the request; None for a list. 404 for whom it is none of theirs."""
    first = request.path.removeprefix("/api/").partition("/")[0]
    values = request.resolver_match.kwargs if request.resolver_match else {}
    names = [name for name in ("slug", "pk", "code") if name in values]
    if not names or first not in _FINDERS:
        return None
    thing = _FINDERS[first](request, values[names[0]])
    request.thing = thing  # type: ignore[attr-defined]
    return thing


def bytes_of(file: UploadedFile[bytes]) -> tuple[bytes, str]:
    """The content and the name of an uploaded file; TooLargeError above the limit of the settings."""
    if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
        megabytes = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise TooLargeError(f"Tệp nặng quá {megabytes} MB. Tách tệp rồi gửi lại.")
    return file.read(), file.name or ""
