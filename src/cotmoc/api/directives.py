"""Documents and the readings of their files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, UploadedFile
from pydantic import BaseModel, Field

from cotmoc.actions.readings import edit_identity, read_again, stop_reading, upload_document
from cotmoc.api.asking import asks
from cotmoc.api.fields import In, PersonRef
from cotmoc.api.find import bytes_of, find_directive, find_reading
from cotmoc.api.openapi import located
from cotmoc.api.paging import Page, Paging, each, paged
from cotmoc.api.planformat import Identity, PlanContent
from cotmoc.api.session import actor
from cotmoc.core.permissions import Verb
from cotmoc.store.directives import light, progress_of
from cotmoc.store.models import Directive, PlanVersion, Reading
from cotmoc.store.scope import directives_seen, documents_seen

router = Router(tags=["Văn bản"])
ReadingState = Literal["waiting", "running", "done", "failed", "stopped"]


class DirectiveOut(BaseModel):
    """Một văn bản chỉ đạo."""

    id: int
    number: str = Field(examples=["18-CTr/TU"])
    title: str
    identity: Identity
    plan: str | None = Field(description="Kế hoạch lập từ văn bản này, khi đã duyệt", examples=["18-ctr-tu"])
    created_at: datetime
    created_by: PersonRef | None

    @classmethod
    def of(cls, row: Directive) -> DirectiveOut:
        """The directive; `plan` must be selected with it."""
        plan = getattr(row, "plan", None)
        return cls(
            id=row.pk,
            number=row.number,
            title=row.title,
            identity=row.identity,
            plan=plan.slug if plan else None,
            created_at=row.created_at,
            created_by=PersonRef.of(row.created_by),
        )


class ProgressOut(BaseModel):
    """Đã xong bao nhiêu trên bao nhiêu."""

    done: int
    total: int
    what: str = Field(default="", description="Đang làm gì", examples=["Nhận dạng trang 3"])


class VersionRef(BaseModel):
    """Bản kế hoạch lập từ một lần đọc."""

    plan: str = Field(examples=["18-ctr-tu"])
    number: int


class ReadingOut(BaseModel):
    """Một lần đọc một tệp."""

    id: int
    directive: int | None = Field(description="Văn bản, khi đã đọc xong")
    filename: str = Field(examples=["18-ctr-tu.docx"])
    sha256: str
    size: int = Field(description="Cỡ tệp, byte")
    state: ReadingState
    progress: ProgressOut = Field(description="Tiến độ đọc")
    error: str = Field(description="Vì sao không đọc được và phải làm gì")
    review: ProgressOut | None = Field(description="Tiến độ rà soát, khi đã đọc xong")
    version: VersionRef | None = Field(description="Bản kế hoạch đã duyệt từ lần đọc này")
    uploaded_at: datetime
    uploaded_by: PersonRef | None
    finished_at: datetime | None


class ReadingFilter(BaseModel):
    """Which readings are asked for."""

    directive: int | None = Field(None, ge=1, description="Chỉ các lần đọc của văn bản này")
    state: ReadingState | None = Field(None, description="Chỉ các lần đọc ở trạng thái này")


class IdentityIn(In):
    """Các trường cần sửa; trường không nêu thì giữ nguyên."""

    identity: Identity


def reading_items(rows: Sequence[Reading]) -> list[ReadingOut]:
    """Readings with the progress of their review, in three queries for all of them."""
    done = [row.pk for row in rows if row.state == Reading.State.DONE]
    reviews = progress_of(done) if done else {}
    versions = {
        version.reading_id: VersionRef(plan=version.plan.slug, number=version.number)
        for version in PlanVersion.objects.filter(reading__in=done).defer("content").select_related("plan")
    }
    return [
        ReadingOut(
            id=row.pk,
            directive=row.directive_id,
            filename=row.filename,
            sha256=row.sha256,
            size=row.size,
            state=row.state,  # type: ignore[arg-type]
            progress=ProgressOut(done=row.progress_done, total=row.progress_total, what=row.progress_what),
            error=row.error,
            review=ProgressOut(done=found.done, total=found.total)
            if (found := reviews.get(row.pk))
            else None,
            version=versions.get(row.pk),
            uploaded_at=row.uploaded_at,
            uploaded_by=PersonRef.of(row.uploaded_by),
            finished_at=row.finished_at,
        )
        for row in rows
    ]


def _shown(request: HttpRequest, pk: int) -> ReadingOut:
    return reading_items([find_reading(request, pk)])[0]


@router.get("/directives", response=Page[DirectiveOut], **asks(Verb.VIEW))
def list_directives(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Các văn bản, mới nhất trước."""
    rows = directives_seen(actor(request)).select_related("plan", "created_by")
    return paged(request, paging, rows, each(DirectiveOut.of))


@router.post("/directives", response={202: ReadingOut}, **asks(Verb.UPLOAD_DIRECTIVE, located(202)))
def upload_directive(
    request: HttpRequest,
    response: HttpResponse,
    file: File[UploadedFile],
    directive: Annotated[
        int | None, Form(None, ge=1, description="Văn bản mà tệp này là bản sửa đổi")
    ] = None,
) -> Any:
    """Tải một văn bản lên để đọc.

    Tệp .txt, .md, .docx, .pdf hoặc ảnh. Việc đọc chạy nền: xem tiến độ ở địa chỉ trong đầu mục Location.
    Với `directive`, tệp là bản sửa đổi của văn bản đó: mục không đổi giữ quyết định cũ.
    """
    changed = find_directive(request, directive) if directive else None
    data, name = bytes_of(file)
    reading = upload_document(data=data, filename=name, by=actor(request), directive=changed)
    response["Location"] = f"/api/readings/{reading.pk}"
    return _shown(request, reading.pk)


@router.get("/directives/{int:pk}", response=DirectiveOut, **asks(Verb.VIEW))
def get_directive(request: HttpRequest, pk: int) -> Any:
    """Một văn bản."""
    return DirectiveOut.of(find_directive(request, pk))


@router.patch("/directives/{int:pk}", response=DirectiveOut, **asks(Verb.REVIEW_CLAIMS))
def edit_directive(request: HttpRequest, pk: int, body: IdentityIn) -> Any:
    """Sửa số, loại, nơi ban hành, ngày… của văn bản; lời máy đọc vẫn giữ trong lần đọc."""
    directive = find_directive(request, pk)
    return DirectiveOut.of(edit_identity(directive=directive, identity=body.identity, by=actor(request)))


@router.get("/readings", response=Page[ReadingOut], **asks(Verb.VIEW))
def list_readings(request: HttpRequest, paging: Query[Paging], filters: Query[ReadingFilter]) -> Any:
    """Các lần đọc, mới nhất trước, kèm tiến độ đọc và rà soát."""
    rows = (
        documents_seen(light(), actor(request))
        .order_by("-pk")
        .filter(**filters.model_dump(exclude_none=True))
    )
    return paged(request, paging, rows, reading_items)


@router.get("/readings/{int:pk}", response=ReadingOut, **asks(Verb.VIEW))
def get_reading(request: HttpRequest, pk: int) -> Any:
    """Một lần đọc: trạng thái, tiến độ, lỗi."""
    return _shown(request, pk)


@router.get("/readings/{int:pk}/draft", response=PlanContent, **asks(Verb.VIEW))
def get_draft(request: HttpRequest, pk: int) -> Any:
    """Kế hoạch như máy đọc được, theo định dạng cotmoc-plan/1; 404 khi chưa đọc xong."""
    rows = documents_seen(Reading.objects.defer("document"), actor(request))
    reading = get_object_or_404(rows, pk=pk, state=Reading.State.DONE)
    return reading.draft


@router.post("/readings/{int:pk}/stop", response=ReadingOut, **asks(Verb.UPLOAD_DIRECTIVE))
def stop_one_reading(request: HttpRequest, pk: int) -> Any:
    """Dừng một lần đọc đang chờ hoặc đang chạy."""
    stop_reading(reading=find_reading(request, pk), by=actor(request))
    return _shown(request, pk)


@router.post("/readings/{int:pk}/retry", response={202: ReadingOut}, **asks(Verb.UPLOAD_DIRECTIVE))
def retry_reading(request: HttpRequest, pk: int) -> Any:
    """Đọc lại một tệp đọc hỏng hoặc đã dừng."""
    read_again(reading=find_reading(request, pk), by=actor(request))
    return _shown(request, pk)
