"""The trail: its pages, and what everybody may have of it – checkpoint, keys, and the program that checks a proof."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cotmoc.actions.checkpoints import make_checkpoint
from cotmoc.actions.exports import note_export, note_look
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.permissions import Verb
from cotmoc.store.access import can
from cotmoc.store.keyring import public_keys
from cotmoc.store.language import said
from cotmoc.store.models import Checkpoint, Event, Observation, Person
from cotmoc.store.proofs import APPROVING, proof_of, proof_of_event
from cotmoc.store.scope import figures_seen
from cotmoc.store.trailcheck import check_trail
from cotmoc.store.trailpage import SHOWN, TrailQuery, TrailRow, trail_row, trail_rows, trail_state
from cotmoc.store.trailwords import THINGS, VERBS, field_words, thing_words, value_words, verb_words
from cotmoc.web.doors import asks, find_plan
from cotmoc.web.people import actor

# So many events are read anew while a person waits: about two seconds. The hashes are read from the first one on.
_WHILE_WAITING = 20_000
_VERIFIER = Path(__file__).with_name("verifier.py")
# Words of codes that are something else elsewhere.
_CONTEXTS = {"state": "task", "verdict": "verdict"}
# The page of a thing: its name and the way from the thing to each of its parameters.
_PAGES = {
    "plan": ("plan", ("slug",)),
    "planversion": ("plan", ("plan.slug",)),
    "indicator": ("indicator", ("plan.slug", "code")),
    "task": ("task", ("plan.slug", "code")),
    "report": ("report", ("plan.slug", "pk")),
    "submission": ("figures", ("plan.slug", "period", "unit.code")),
    "reading": ("reading", ("pk",)),
    "person": ("person", ("pk",)),
}


@asks(Verb.VIEW_TRAIL)
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Events, the newest first; `kiem-tra` also checks the tree."""
    person, query = actor(request), _query(request)
    rows = trail_rows(person, query)
    kept = {
        name: value
        for name in ("nguoi", "viec", "doi-tuong", "tu", "den")
        if (value := request.GET.get(name))
    }
    more = rows[SHOWN - 1].event.position if len(rows) > SHOWN else None
    context = {
        "rows": [_shown(row, person) for row in rows[:SHOWN]],
        "state": trail_state(),
        "checked": check_trail(contents_of_last=_WHILE_WAITING) if "kiem-tra" in request.GET else None,
        "older": urlencode({**kept, "truoc": more}) if more is not None else "",
        "newest": urlencode(kept) if query.before is not None else "",
        "is_newest": query.before is None,
        "verbs": sorted(
            ((verb, said(words, "event")) for verb, words in VERBS.items()), key=lambda one: one[1]
        ),
        "things": sorted(
            ((thing, said(words, "event")) for thing, words in THINGS.items()), key=lambda one: one[1]
        ),
        "asked": {name.replace("-", "_"): value for name, value in kept.items()},
    }
    return render(request, "web/trail/list.html", context)


@asks(Verb.VIEW_TRAIL)
@require_safe
def trail_event(request: HttpRequest, position: int) -> HttpResponse:
    """One event with all it holds; `ca-nhan` shows the personal data too, which leaves an event of its own."""
    person = actor(request)
    row = _row(request, position)
    shows_personal = "ca-nhan" in request.GET and row.event.personal is not None
    if shows_personal:
        note_look(event=row.event, by=person)
    context = {
        **_shown(row, person),
        "before": _lines(row.event.before),
        "after": _lines(row.event.after),
        "personal": _lines(row.event.personal or {}) if shows_personal else (),
        "is_erased": row.event.personal is None and bool(row.event.personal_digest),
        "is_approval": row.event.verb in APPROVING,
    }
    return render(request, "web/trail/event.html", context)


@asks(Verb.VIEW_TRAIL)
@require_safe
def trail_proof(request: HttpRequest, position: int) -> HttpResponse:
    """The proof that an event stands in the tree."""
    event = _row(request, position).event
    return _proof(
        proof_of_event(event) or _after_checkpoint(lambda: proof_of_event(event)), f"vet-{position}"
    )


@asks()
@require_safe
def figure_proof(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The proof of one approved figure."""
    plan, person = find_plan(request, slug), actor(request)
    figures = Observation.objects.filter(indicator__plan=plan, state=Observation.State.APPROVED)
    figure = get_object_or_404(figures_seen(figures, person, plan).select_related("indicator", "unit"), pk=pk)
    proof = proof_of(figure) or _after_checkpoint(lambda: proof_of(figure))
    note_export(what="figure-proof", thing=figure, by=person)
    return _proof(proof, f"{slug}-{figure.indicator.code}-{figure.unit.code}-{figure.period}")


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint, for everybody to keep."""
    newest = Checkpoint.objects.order_by("-size").first()
    if newest is None:
        raise Http404
    return HttpResponse(newest.note, content_type="text/plain; charset=utf-8")


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys, one a line, the newest last."""
    return HttpResponse(
        "".join(f"{key}\n" for key in public_keys()), content_type="text/plain; charset=utf-8"
    )


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The program that checks a proof, as it stands in our source."""
    headers = {"Content-Disposition": 'attachment; filename="kiem-chung.py"'}
    return HttpResponse(_VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8", headers=headers)


def _after_checkpoint(again: Any) -> bytes:
    """The proof of what no checkpoint covers yet: one is made for it."""
    make_checkpoint()
    proof = again()
    if not isinstance(proof, bytes):
        raise ConflictError(_("Chưa lập được điểm kiểm cho sự kiện này; thử lại sau một phút."))
    return proof


def _proof(proof: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="bang-chung-{name}.json"'}
    return HttpResponse(proof, content_type="application/json; charset=utf-8", headers=headers)


def _row(request: HttpRequest, position: int) -> TrailRow:
    try:
        return trail_row(actor(request), position)
    except Event.DoesNotExist:
        raise Http404(position) from None


def _query(request: HttpRequest) -> TrailQuery:
    asked = request.GET
    before = asked.get("truoc", "")
    return TrailQuery(
        who=asked.get("nguoi", "").strip()[:80],
        verb=asked.get("viec", "")[:60],
        thing=asked.get("doi-tuong", "")[:60],
        since=_day(asked.get("tu", "")),
        until=_day(asked.get("den", "")),
        before=int(before) if before.isdecimal() and len(before) < 16 else None,
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidValueError(
            _("Ngày '%(text)s' không đúng; chọn ngày trong lịch.") % {"text": text[:20]}
        ) from None


def _shown(row: TrailRow, reader: Person) -> dict[str, Any]:
    """A row with its words and the address of its thing."""
    event = row.event
    return {
        "event": event,
        "verb": said(verb_words(event.verb), "event"),
        "kind": said(thing_words(event.thing), "event"),
        "thing": str(row.thing) if row.thing is not None else "",
        "href": _address(row, reader),
    }


def _address(row: TrailRow, reader: Person) -> str:
    """The page of the thing, for who may open it."""
    if row.thing is None or row.event.thing not in _PAGES:
        return ""
    if not can(reader, Verb.MANAGE_PEOPLE if isinstance(row.thing, Person) else Verb.VIEW, row.thing):
        return ""
    view, ways = _PAGES[row.event.thing]
    try:
        return reverse(view, args=[_follow(row.thing, way) for way in ways])
    except NoReverseMatch:
        return ""


def _follow(thing: object, way: str) -> object:
    for step in way.split("."):
        thing = getattr(thing, step)
    return thing


def _lines(content: dict[str, Any]) -> list[tuple[str, str]]:
    """Names and values, lists and tables as one line each."""
    return [(_(field_words(name)), _value(value, name)) for name, value in content.items()]


def _value(value: Any, name: str = "") -> str:
    """A value of the part `name` as it was written, with a comma before decimals: nothing is rounded in a trail."""
    if isinstance(value, dict):
        return "; ".join(f"{_(field_words(name))}: {_value(one, name)}" for name, one in value.items())
    if isinstance(value, list):
        return " · ".join(_value(one, name) for one in value)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if value is None or value == "":
        return "–"
    return said(value_words(name, str(value)), _CONTEXTS.get(name, ""))
