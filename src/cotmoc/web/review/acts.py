"""What a person does in the review: each act reads the posted form, calls one action and says where to go on.

An act that finds faults in the form returns what the page needs to show them, instead of an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cotmoc.actions.review import (
    accept_claim,
    accept_claims,
    add_claim,
    edit_claim,
    merge_claims,
    reject_claim,
    settle_targets,
    split_claim,
    undo_decision,
)
from cotmoc.core.claimmath import merged, without_targets
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.store.highlights import QuoteFinder
from cotmoc.store.language import plural
from cotmoc.store.models import Claim, Reading
from cotmoc.store.reviewing import ClaimView, view
from cotmoc.web.people import actor
from cotmoc.web.review.forms import ClaimForm
from cotmoc.web.review.page import ReviewPage
from cotmoc.web.review.parts import query_string

# The most parts a claim is split into at once.
PARTS = 6
Forms = dict[str, Any]


def page_of(reading: Reading, query: Mapping[str, Any]) -> ReviewPage:
    """The page that an address (or the hidden fields of a form) asks for."""
    wanted = str(query.get("muc", ""))
    return ReviewPage.of(
        reading,
        tab=str(query.get("tab", "")),
        only_changed=query.get("loc") == "thay-doi",
        wanted=int(wanted) if wanted.isdecimal() else None,
    )


def claim_of(reading: Reading, query: Mapping[str, Any]) -> Claim:
    """The claim `muc` names, of this reading only."""
    pk = str(query.get("muc", ""))
    claim = reading.claims.filter(pk=int(pk)).first() if pk.isdecimal() else None
    if claim is None:
        raise Http404
    return claim


def adding(
    kind: str, reading: Reading, query: Mapping[str, Any], data: Mapping[str, Any] | None = None
) -> Forms:
    """The form of a new claim of `kind`, begun with the selected words."""
    base = _new_payload(kind, reading, query)
    return {
        "adding": kind,
        "adding_label": Claim.Kind(kind).label,
        "base": base,
        "form": ClaimForm(kind, base, data),
    }


def to(reading: Reading, query: Mapping[str, Any], claim: object) -> HttpResponse:
    """To the review, its filters kept, with `claim` open."""
    kept = {"tab": query.get("tab"), "loc": query.get("loc"), "muc": claim}
    return HttpResponseRedirect(f"{reverse('review', args=[reading.pk])}{query_string(kept)}")


def _accept(request: HttpRequest, reading: Reading) -> HttpResponse | Forms:
    """Accept, with what was changed in the form."""
    claim, form = _posted(request, reading)
    if not form.is_valid():
        return {"form": form}
    if form.changed:
        edit_claim(claim=claim, payload=form.payload(), by=actor(request))
    else:
        accept_claim(claim=claim, by=actor(request))
    return _on(request, reading, claim)


def _edit(request: HttpRequest, reading: Reading) -> HttpResponse | Forms:
    """Keep what was changed and stay with the claim."""
    claim, form = _posted(request, reading)
    if not form.is_valid():
        return {"form": form}
    if not form.changed:
        raise InvalidValueError(
            _("Chưa có gì thay đổi. Sửa vào các ô rồi bấm lại, hoặc bấm Đồng ý."), code="same"
        )
    edit_claim(claim=claim, payload=form.payload(), by=actor(request))
    return to(reading, request.POST, claim.pk)


def _reject(request: HttpRequest, reading: Reading) -> HttpResponse | Forms:
    claim = claim_of(reading, request.POST)
    reject_claim(claim=claim, reason=request.POST.get("reason", "").strip()[:400], by=actor(request))
    return _on(request, reading, claim)


def _undo(request: HttpRequest, reading: Reading) -> HttpResponse | Forms:
    claim = claim_of(reading, request.POST)
    undo_decision(claim=claim, by=actor(request))
    return to(reading, request.POST, claim.pk)


def _split(request: HttpRequest, reading: Reading) -> HttpResponse | Forms:
    claim = claim_of(reading, request.POST)
    payload = view(claim).payload
    count = min(whole(request.POST.get("phan"), 0), PARTS)
    parts = [ClaimForm(claim.kind, payload, request.POST, prefix=f"p{index}") for index in range(count)]
    if not all([part.is_valid() for part in parts]):  # noqa: C419 - every part shows its faults
        return {"splitting": parts, "more": None}
    made = split_claim(claim=claim, parts=[part.payload() for part in parts], by=actor(request))
    return to(reading, request.POST, made[0].pk)


def _merge(request: HttpRequest, reading: Reading) -> HttpResponse | Forms:
    claim = claim_of(reading, request.POST)
    others = list(reading.claims.filter(pk__in=[pk for pk in request.POST.getlist("cung") if pk.isdecimal()]))
    claims = [claim, *others]
    payload = merged([view(one).payload for one in claims])
    made = merge_claims(claims=claims, payload=payload, by=actor(request))
    return to(reading, request.POST, made.pk)


def _choose(request: HttpRequest, reading: Reading) -> HttpResponse | Forms:
    """Of contradicting targets take one (`lay` = claim-index), or keep them all."""
    claim = claim_of(reading, request.POST)
    page = page_of(reading, request.POST)
    wanted = request.POST.get("lay", "")
    found = next(
        (
            one
            for one in page.conflicts
            if wanted in {f"{choice.key}-{choice.index}" for choice in one.choices}
        ),
        None,
    )
    if found is None:
        raise ConflictError(_("Mâu thuẫn này đã được xử lý; xem lại mục."), code="settled")
    views = {one.claim.pk: one for one in page.claims}
    dropped: dict[int, list[int]] = {}
    for choice in found.choices:
        if f"{choice.key}-{choice.index}" != wanted:
            dropped.setdefault(choice.key, []).append(choice.index)
    kept = int(wanted.partition("-")[0])
    others = [
        (views[key].claim, _left(views[key], indexes)) for key, indexes in dropped.items() if key != kept
    ]
    payload = _left(views[kept], dropped.get(kept, []))
    settle_targets(keep=views[kept].claim, payload=payload, others=others, by=actor(request))
    return _on(request, reading, claim)


def _left(shown: ClaimView, indexes: list[int]) -> dict[str, Any]:
    return without_targets(shown.payload, indexes)


def _accept_all(request: HttpRequest, reading: Reading) -> HttpResponse | Forms:
    count = accept_claims(claims=page_of(reading, {}).sure, by=actor(request))
    messages.success(request, plural("Đã đồng ý %(count)s mục; hoàn tác từng mục khi cần.", count))
    return to(reading, request.POST, None)


def _add(request: HttpRequest, reading: Reading) -> HttpResponse | Forms:
    kind = request.POST.get("them", "")
    if kind not in Claim.Kind.values:
        raise InvalidValueError(_("Chọn loại mục: chỉ tiêu, nhiệm vụ hay chế độ báo cáo."), code="kind")
    forms = adding(kind, reading, request.POST, request.POST)
    form: ClaimForm = forms["form"]
    if not form.is_valid():
        return forms
    claim = add_claim(reading=reading, kind=kind, payload=form.payload(), by=actor(request))
    return to(reading, request.POST, claim.pk)


def _posted(request: HttpRequest, reading: Reading) -> tuple[Claim, ClaimForm]:
    """The claim and its form as posted. Raises ConflictError when somebody decided on it in the meantime."""
    claim = claim_of(reading, request.POST)
    shown = view(claim)
    seen = request.POST.get("seen", "")
    if seen != str(shown.decision.pk if shown.decision else ""):
        raise ConflictError(
            _("Mục này vừa được quyết định ở nơi khác; xem lại rồi quyết định tiếp."), code="stale"
        )
    return claim, ClaimForm(claim.kind, shown.payload, request.POST)


def _on(request: HttpRequest, reading: Reading, claim: Claim) -> HttpResponse | Forms:
    """To the next waiting claim."""
    return to(reading, request.POST, page_of(reading, request.POST).after(claim.pk) or claim.pk)


def _new_payload(kind: str, reading: Reading, query: Mapping[str, Any]) -> dict[str, Any]:
    """What a claim added from selected words begins with: the words and their place."""
    quote = " ".join(str(query.get("quote", "")).split())[:2000]
    base = {"quote": quote, "confidence": 1, "section": "", **_place(quote, reading, query)}
    said: dict[str, Any]
    if kind == Claim.Kind.INDICATOR:
        said = {
            "name": quote,
            "unit": None,
            "higher_is_better": True,
            "owner": [],
            "targets": [],
            "baselines": [],
        }
    elif kind == Claim.Kind.TASK:
        said = {
            "text": quote,
            "kind": "nhiệm vụ",
            "lead": [],
            "coordinate": [],
            "due": None,
            "deliverables": [],
        }
    else:
        said = {"kind": "báo cáo", "who": None, "to": None, "every": [], "due": []}
    return {**said, **base}


def _place(quote: str, reading: Reading, query: Mapping[str, Any]) -> dict[str, int]:
    """Where the words were selected, else where they are found first."""
    blocks = reading.document.get("blocks", [])
    place = {
        key: whole(query.get(key), 0)
        for key in ("block", "row", "column")
        if str(query.get(key, "")).isdecimal()
    }
    if "block" not in place and (found := QuoteFinder(blocks).find(quote, {})):
        unit = found[0].unit
        cell = {"row": unit.row, "column": unit.column} if unit.row >= 0 else {}
        place = {"block": unit.block, **cell}
    here = blocks[place["block"]] if place.get("block", len(blocks)) < len(blocks) else {}
    return place | {key: here[key] for key in ("line", "page") if key in here}


def whole(text: object, default: int) -> int:
    """The whole number a query holds, else `default`."""
    return int(str(text)) if str(text).isdecimal() else default


ACTS: dict[str, Callable[[HttpRequest, Reading], HttpResponse | Forms]] = {
    "accept": _accept,
    "edit": _edit,
    "reject": _reject,
    "undo": _undo,
    "split": _split,
    "merge": _merge,
    "choose": _choose,
    "accept-all": _accept_all,
    "add": _add,
}
