"""Units from a file: upload, look at what it changes row by row, then enter it as a whole."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark
from django.views.decorators.http import require_http_methods

from cotmoc.actions.unitrows import read_units
from cotmoc.actions.units import UnitsPreview, preview_units, put_agencies
from cotmoc.core.errors import CotmocError, RefusedRowsError, UnreadableError
from cotmoc.core.permissions import Verb
from cotmoc.reading.sheets import read_sheets
from cotmoc.store.language import reason, said
from cotmoc.web.doors import asks
from cotmoc.web.people import actor

SHOWN = 300
STATES = {
    "added": mark("Mới"),
    "changed": mark("Sửa"),
    "ended": mark("Kết thúc"),
    "unchanged": mark("Không đổi"),
}


@asks(Verb.MANAGE_UNITS)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_import(request: HttpRequest) -> HttpResponse:
    """The file is looked at first; it travels back with the page, so that what was seen is what is entered."""
    if request.method != "POST":
        return _page(request)
    try:
        data, name = _file(request)
        table = read_units(read_sheets(data, name))
        if request.POST.get("viec") == "nhap":
            put_agencies(rows=table.rows, faults=table.faults, by=actor(request))
            words = _("Đã nhập %(count)s đơn vị từ tệp %(name)s.")
            messages.success(request, words % {"count": len(table.rows), "name": name})
            return redirect("units")
        preview = preview_units(table.rows, table.faults)
    except RefusedRowsError as error:
        return _page(request, faults=error.faults[:SHOWN], count=len(error.faults), filename=name)
    except CotmocError as error:
        return _page(request, fault=reason(error))
    if preview.faults:
        return _page(request, faults=preview.faults[:SHOWN], count=len(preview.faults), filename=name)
    return _page(request, **_preview(request, preview, data, name))


def _file(request: HttpRequest) -> tuple[bytes, str]:
    """What was uploaded now, or what the page of the preview brings back."""
    if request.POST.get("viec") == "nhap":
        try:
            data = base64.b64decode(request.POST.get("noi-dung", ""), validate=True)
        except binascii.Error:
            data = b""
        if data:
            return data, request.POST.get("ten", "")[:200]
    file = request.FILES.get("tep")
    if not isinstance(file, UploadedFile):
        raise UnreadableError(_("Chưa chọn tệp. Chọn tệp .xlsx hoặc .csv rồi bấm Xem trước."), code="no-file")
    if (file.size or 0) > settings.UPLOAD_MAX_BYTES // 2:  # it comes back with the page, a third longer
        raise UnreadableError(_("Tệp quá nặng; hãy tách thành nhiều tệp."), code="too-large")
    return file.read(), file.name or ""


def _preview(request: HttpRequest, preview: UnitsPreview, data: bytes, name: str) -> dict[str, Any]:
    listed = [one for state in STATES if state != "unchanged" for one in preview.of(state)]  # type: ignore[arg-type]
    return {
        "preview": preview,
        "filename": name,
        "content": base64.b64encode(data).decode(),
        "counts": [
            (state, said(word), count)
            for state, word in STATES.items()
            if (count := len(preview.of(state)))  # type: ignore[arg-type]
        ],
        "rows": [(one, said(STATES[one.state])) for one in listed[:SHOWN]],
        "hidden": max(0, len(listed) - SHOWN),
    }


def _page(request: HttpRequest, **more: Any) -> HttpResponse:
    refused = "fault" in more or "faults" in more
    context = {"limit": settings.UPLOAD_MAX_BYTES // 2, **more}
    return render(request, "web/units/import.html", context, status=422 if refused else 200)
