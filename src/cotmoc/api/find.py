"""What an address names, or 404."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cotmoc.api.problems import TooLargeError
from cotmoc.store.agencies import current
from cotmoc.store.collection import indicators_in_force
from cotmoc.store.directives import light
from cotmoc.store.models import Agency, Claim, Indicator, Plan, Reading, Report, Task
from cotmoc.store.tasks import tasks_in_force


def find_plan(slug: str) -> Plan:
    """The plan of an address."""
    return get_object_or_404(Plan, slug=slug)


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


def find_reading(pk: int) -> Reading:
    """The reading, without its blocks and draft."""
    return get_object_or_404(light(), pk=pk)


def find_claim(pk: int) -> Claim:
    """The claim with the one it was carried from."""
    return get_object_or_404(Claim.objects.select_related("carried_from"), pk=pk)


def find_indicator(slug: str, code: str) -> Indicator:
    """The indicator in force."""
    return get_object_or_404(indicators_in_force(find_plan(slug)).select_related("owner"), code=code)


def find_task(slug: str, code: str) -> Task:
    """The task in force."""
    return get_object_or_404(tasks_in_force(find_plan(slug)).select_related("lead"), code=code)


def find_report(pk: int) -> Report:
    """The report with its plan."""
    return get_object_or_404(Report.objects.select_related("plan", "created_by", "frozen_by"), pk=pk)


def bytes_of(file: UploadedFile[bytes]) -> tuple[bytes, str]:
    """The content and the name of an uploaded file; TooLargeError above the limit of the settings."""
    if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
        megabytes = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise TooLargeError(f"Tệp nặng quá {megabytes} MB. Tách tệp rồi gửi lại.")
    return file.read(), file.name or ""
