"""Documents: the list, the upload, and the page of one reading."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as mark
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cotmoc.actions.exports import note_export
from cotmoc.actions.readings import (
    edit_identity,
    read_again,
    remove_reading,
    stop_reading,
    upload_document,
)
from cotmoc.core.permissions import Verb
from cotmoc.store.access import can
from cotmoc.store.directives import (
    directives_open_to_change,
    light,
    progress_of,
    reading_rows,
    readings_of,
)
from cotmoc.store.language import choices, plural
from cotmoc.store.models import Directive, PlanVersion, Reading
from cotmoc.store.scope import documents_seen
from cotmoc.web.doors import asks, find_reading
from cotmoc.web.fields import ListField, MilestoneField
from cotmoc.web.people import actor

_TYPES = ".txt,.md,.docx,.pdf,.png,.jpg,.jpeg,.tif,.tiff"
_LEVELS = [
    ("", mark("chưa rõ")),
    *((level, level) for level in (mark("trung ương"), mark("tỉnh"), mark("huyện"), mark("xã"))),
]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp văn bản"),
        widget=forms.ClearableFileInput(attrs={"accept": _TYPES}),
        error_messages={
            "required": _("Chưa chọn tệp. Chọn hoặc kéo một tệp vào khung này rồi tải lên."),
            "empty": _("Tệp rỗng, không có nội dung. Kiểm tra lại tệp rồi tải lại."),
            "max_length": _("Tên tệp dài quá %(max)d chữ. Đặt tên ngắn hơn rồi tải lại."),
        },
        max_length=255,
    )
    directive = forms.ModelChoiceField(
        Directive.objects.none(),
        label=_("Là bản sửa đổi của"),
        required=False,
        empty_label=_("không, văn bản mới"),
    )

    def __init__(self, *args: Any, changeable: QuerySet[Directive], **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["directive"]
        choice.queryset = changeable

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        size = file.size or 0
        if size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(
                _(
                    "Tệp nặng %(size)s, quá cỡ cho phép %(limit)s. "
                    "Tách tệp hoặc quét lại ở 300 dpi, đen trắng."
                )
                % {
                    "size": filesizeformat(size),
                    "limit": filesizeformat(settings.UPLOAD_MAX_BYTES),
                }
            )
        return file


class IdentityForm(forms.Form):
    number = forms.CharField(label=_("Số, ký hiệu"), required=False, max_length=60)
    kind = forms.CharField(label=_("Loại văn bản"), required=False)
    issuer = forms.CharField(label=_("Nơi ban hành"), required=False)
    place = forms.CharField(label=_("Địa danh"), required=False)
    level = forms.ChoiceField(label=_("Cấp"), choices=choices(_LEVELS), required=False)
    date = MilestoneField(label=_("Ngày ban hành"), required=False, years=False)
    title = forms.CharField(label=_("Trích yếu"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    signer_name = forms.CharField(label=_("Người ký"), required=False)
    signer_role = forms.CharField(label=_("Chức vụ người ký"), required=False)
    implements = ListField(
        label=_("Thực hiện"), required=False, help_text=_("Số văn bản, cách nhau bằng dấu chấm phẩy")
    )
    replaces = ListField(label=_("Thay thế"), required=False)

    @classmethod
    def of(cls, identity: dict[str, Any], data: Any = None) -> IdentityForm:
        """The form of what a document is taken to be."""
        signer = identity.get("signer") or {}
        initial = {**identity, "signer_name": signer.get("name"), "signer_role": signer.get("role")}
        return cls(data, initial=initial)

    def identity(self) -> dict[str, Any]:
        """What was filled in, in the plan format; empty fields are null."""
        values = {key: value or None for key, value in self.cleaned_data.items()}
        signer = {"name": values.pop("signer_name"), "role": values.pop("signer_role")}
        lists = {key: values.pop(key) or [] for key in ("implements", "replaces")}
        return {**values, **lists, "signer": signer}


@asks(post=Verb.UPLOAD_DIRECTIVE)
@require_http_methods(["GET", "POST"])
def directives(request: HttpRequest) -> HttpResponse:
    """The documents with the state of their readings; a file is uploaded here."""
    person = actor(request)
    changeable = documents_seen(directives_open_to_change(), person)
    form = UploadForm(changeable=changeable)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, changeable=changeable)
        if form.is_valid():
            file = form.cleaned_data["file"]
            reading = upload_document(
                data=file.read(), filename=file.name, directive=form.cleaned_data["directive"], by=person
            )
            return redirect("reading", pk=reading.pk)
    context = {
        "rows": reading_rows(documents_seen(light(), person)),
        "form": form,
        "limit": settings.UPLOAD_MAX_BYTES,
    }
    return render(request, "web/directives/list.html", context, status=422 if form.errors else 200)


@asks(post=Verb.REVIEW_CLAIMS, of=find_reading)
@require_http_methods(["GET", "POST"])
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """One reading: its progress or its fault, what the document is, what could not be read for certain."""
    shown = find_reading(
        request, pk, Reading.objects.defer("document").select_related("directive", "uploaded_by")
    )
    form = None
    if shown.directive is not None:
        form = IdentityForm.of(shown.directive.identity, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            edit_identity(directive=shown.directive, identity=form.identity(), by=actor(request))
            messages.success(request, _("Đã ghi thông tin văn bản."))
            return redirect("reading", pk=pk)
    context = _of_reading(shown)
    if getattr(request, "htmx", False):
        answer = render(request, "web/directives/progress.html", context)
        if not context["in_work"]:
            answer["HX-Refresh"] = "true"
        return answer
    context |= {
        "form": form,
        "missing": _missing(shown),
        "can_edit": can(request.user, Verb.REVIEW_CLAIMS, shown),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "web/directives/reading.html", context, status=status)


@asks(post=Verb.UPLOAD_DIRECTIVE, of=find_reading)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a reading."""
    stop_reading(reading=find_reading(request, pk), by=actor(request))
    return redirect("reading", pk=pk)


@asks(post=Verb.UPLOAD_DIRECTIVE, of=find_reading)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed or stopped file again."""
    read_again(reading=find_reading(request, pk), by=actor(request))
    return redirect("reading", pk=pk)


@asks(post=Verb.UPLOAD_DIRECTIVE, of=find_reading)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a failed or stopped file off the list."""
    shown = find_reading(request, pk)
    remove_reading(reading=shown, by=actor(request))
    messages.success(request, _("Đã bỏ tệp %(filename)s khỏi danh sách.") % {"filename": shown.filename})
    return redirect("directives")


@asks(of=find_reading)
@require_GET
def original(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was uploaded; always as a download, whatever is in it."""
    shown = find_reading(request, pk)
    note_export(what="document", thing=shown, by=actor(request))
    return FileResponse(
        shown.file.open("rb"),
        as_attachment=True,
        filename=shown.filename,
        content_type="application/octet-stream",
    )


def _of_reading(shown: Reading) -> dict[str, Any]:
    done = shown.state == Reading.State.DONE
    version = PlanVersion.objects.filter(reading=shown).select_related("plan").defer("content").first()
    others = readings_of(shown.directive).exclude(pk=shown.pk) if shown.directive else []
    progress = progress_of([shown.pk])[shown.pk] if done else None
    return {
        "reading": shown,
        "in_work": shown.state in {Reading.State.WAITING, Reading.State.RUNNING},
        "can_retry": shown.state in {Reading.State.FAILED, Reading.State.STOPPED},
        "done": done,
        "progress": progress,
        "progress_label": _("%(done)s/%(total)s mục đã rà") % {"done": progress.done, "total": progress.total}
        if progress
        else "",
        "progress_note": plural("còn %(count)s mục", progress.left) if progress and progress.left else "",
        "pages_note": f"{shown.progress_done}/{shown.progress_total}",
        "warnings": shown.draft.get("warnings", []) if done else [],
        "counts": [len(shown.draft.get(key, [])) for key in ("indicators", "tasks", "obligations")],
        "version": version,
        "others": others,
    }


def _missing(shown: Reading) -> list[str]:
    """What a document should say of itself and the reader did not find."""
    if shown.directive is None:
        return []
    labels = {
        "number": _("số"),
        "kind": _("loại"),
        "issuer": _("nơi ban hành"),
        "date": _("ngày"),
        "title": _("trích yếu"),
    }
    identity = shown.directive.identity
    missing = [str(label) for key, label in labels.items() if not identity.get(key)]
    return missing + ([] if (identity.get("signer") or {}).get("name") else [str(_("người ký"))])
