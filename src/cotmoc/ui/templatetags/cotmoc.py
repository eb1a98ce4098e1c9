"""Template tags and filters of the interface: `{% load cotmoc %}`. See docs/guide/interface.md."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.core.exceptions import ImproperlyConfigured
from django.forms import BoundField, Textarea
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cotmoc.core.dates import official_date, short_date
from cotmoc.core.numbers import MISSING, format_number
from cotmoc.core.status import STATUS_LABELS
from cotmoc.store.language import said
from cotmoc.ui import glyphs, icons, navigation
from cotmoc.ui.axis import Axis
from cotmoc.ui.legend import legend
from cotmoc.ui.svg import element
from cotmoc.ui.thanh_moc import Mode, ThanhMoc, draw, draw_axis
from cotmoc.ui.vite import assets

register = template.Library()


@register.simple_tag
def vite_if_built(entry: str) -> SafeString:
    """As `vite`, and nothing where the front end is not built: for the page that must never fail."""
    try:
        return vite(entry)
    except ImproperlyConfigured:
        return SafeString("")


@register.simple_tag
def vite(entry: str) -> SafeString:
    """The stylesheet and script of a front-end entry."""
    build = assets(entry)
    return (
        format_html_join(
            "",
            '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
            ((static(f),) for f in build.fonts),
        )
        + format_html_join("", '<link rel="stylesheet" href="{}">', ((static(f),) for f in build.styles))
        + format_html_join(
            "", '<script type="module" src="{}"></script>', ((static(f),) for f in build.scripts)
        )
    )


@register.simple_tag(takes_context=True)
def theme(context: Context) -> SafeString:
    """`data-theme=…` of <html> when the reader has chosen; else the system decides."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme") if request else None
    return format_html('data-theme="{}"', chosen) if chosen in ("light", "dark") else SafeString("")


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    return SafeString(icons.icon(name, size))


@register.simple_tag
def status(code: str, word: str = "", box: bool = False, lag: str = "") -> SafeString:
    """Glyph and word of a status; `box=True` in headers; `lag` ("chậm 5 tháng") on a second line."""
    label = word or said(STATUS_LABELS.get(code))  # type: ignore[call-overload]
    shown = format_html(
        '<span class="status {}{}">{}{}</span>',
        code,
        " box" if box else "",
        SafeString(glyphs.status_glyph(code)),
        label,
    )
    return shown + format_html('<span class="lag">{}</span>', said(lag)) if lag else shown


@register.simple_tag
def status_glyph(code: str, size: int = 15) -> SafeString:
    return SafeString(glyphs.status_glyph(code, size))


@register.simple_tag
def alert(code: str | None, word: str = "", quiet: bool = False) -> SafeString:
    """Flag and word of a task alert (yellow, red, special-red); nothing for none. `quiet=True`: the flag alone."""
    if not code or code == "none":
        return SafeString("")
    label = word or said(glyphs.ALERTS[code][1])
    spoken = format_html('<span class="offscreen">{}</span>', label) if quiet else label
    return format_html(
        '<span class="alert alert-{}">{}{}</span>', code, SafeString(glyphs.alert_flag(code)), spoken
    )


@register.simple_tag
def logo(height: int = 34) -> SafeString:
    return SafeString(glyphs.logo(height))


@register.simple_tag
def stop_stone(active: bool = False) -> SafeString:
    return SafeString(glyphs.stop_stone(active))


@register.simple_tag
def step_stone(state: str) -> SafeString:
    return SafeString(glyphs.step_stone(state))


@register.simple_tag
def empty_stone() -> SafeString:
    return SafeString(glyphs.empty_stone())


@register.simple_tag
def pips(count: int, code: str, size: str = "") -> SafeString:
    """`count` stones of one state: a status, or done, todo, wrong, question."""
    return format_html(
        '<span class="pips {}" aria-hidden="true">{}</span>',
        size,
        SafeString(f'<i class="{code}"></i>' * min(count, 60)),
    )


@register.simple_tag
def meter(share: float | None, kind: str = "") -> SafeString:
    """A thin bar of a share 0–1, capped at its ends; the figure itself must stand beside it."""
    width = max(0.0, min(1.0, share or 0.0)) * 100
    bars = element("rect", class_="all", width=100, height=3) + element(
        "rect", class_="part", width=width, height=3
    )
    return SafeString(
        element(
            "svg",
            bars,
            class_=f"meter {kind}".strip(),
            viewBox="0 0 100 3",
            preserveAspectRatio="none",
            aria_hidden="true",
        )
    )


@register.simple_tag
def thanh_moc(bar: ThanhMoc, mode: Mode = "row") -> SafeString:
    """The bar of one indicator: row (268×37), phone (334×36) or large (full width, with labels)."""
    drawn = SafeString(draw(bar, mode))
    # The large one scrolls sideways on a phone rather than becoming unreadable.
    wrap = '<div class="thanh-moc-wrap" tabindex="0" role="group" aria-label="{}">{}</div>'
    return format_html(wrap, _("Thanh mốc"), drawn) if mode == "large" else drawn


@register.simple_tag
def legend_signs() -> SafeString:
    """The signs of a bar with their meaning, for the foot of a board."""
    return format_html_join("", "<span>{}{}</span>", ((SafeString(sign), word) for sign, word in legend()))


@register.simple_tag
def path_axis(axis: Axis) -> SafeString:
    """The years and *hôm nay* for the head of a column of bars."""
    return SafeString(draw_axis(axis))


@register.inclusion_tag("ui/progress.html")
def progress(done: int, total: int, label: str = "", note: str = "", other: int = 0) -> dict[str, Any]:
    """A bar of work done out of a total; `other` counts what was settled otherwise (hatched grey)."""
    share = 100 / total if total else 0
    return {
        "done": done,
        "total": total,
        "label": label,
        "note": note,
        "done_width": done * share,
        "other_width": other * share,
    }


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, label: str = "", figures: bool = False) -> dict[str, Any]:
    """A form field with its label, help and errors."""
    return {
        "field": bound,
        "label": label or said(getattr(bound, "label", "")),
        "figures": figures,
        "long": isinstance(bound.field.widget, Textarea),
    }


@register.inclusion_tag("ui/rail.html", takes_context=True)
def rail(context: Context, active: str = "") -> dict[str, Any]:
    return _navigation(context, active)


@register.inclusion_tag("ui/phone_bar.html", takes_context=True)
def phone_bar(context: Context, active: str = "") -> dict[str, Any]:
    found = _navigation(context, active)
    first = [link for link in found["links"] if link.stop.key in navigation.PHONE]
    first.sort(key=lambda link: navigation.PHONE.index(link.stop.key))
    rest = [link for link in found["links"] if link not in first]
    return found | {"first": first, "rest": rest}


def _navigation(context: Context, active: str) -> dict[str, Any]:
    request = context.get("request")
    path = request.path if request else "/"
    plan = context.get("rail_plan") or ""
    may = context.get("rail_may") or context.get("may") or {}
    found = navigation.links(
        path,
        active=active,
        plan=plan,
        counts=context.get("rail_counts"),
        alerts=context.get("rail_alerts"),
        may=may,
    )
    names = ("request", "user", "province_name", "user_role", "csrf_token")
    # Who signed in and may not look at anything has the own account only.
    sees = may.get("view") or not getattr(context.get("user"), "is_authenticated", False)
    return {name: context.get(name) for name in names} | {
        "links": found if sees else [],
        "search": navigation.address("board", plan) if sees else None,
        "account": navigation.address("account"),
        "logout": navigation.address("logout"),
    }


@register.filter(name="said")
def said_filter(text: object, context: str = "") -> str:
    """A word of the lower layers, or the label of a model, in the language of the reader."""
    return said(text, context)


@register.filter
def num(value: float | None, decimals: int | None = None) -> str:
    """1234.5 → "1.234,5"; missing → "–"."""
    return format_number(None if value is None else float(value), decimals)


@register.filter
def percent(value: float | None, decimals: int | None = None) -> str:
    """A share 0–1 as "61,4 %"; missing → "–"."""
    return MISSING if value is None else f"{format_number(float(value) * 100, decimals)} %"


@register.filter
def vndate(value: date | None, form: str = "short") -> str:
    """A day as "5/2/2026", or `|vndate:"official"` "ngày 05 tháng 02 năm 2026"; missing → "–"."""
    if value is None:
        return MISSING
    day = (
        (timezone.localtime(value) if timezone.is_aware(value) else value).date()
        if isinstance(value, datetime)
        else value
    )
    return official_date(day) if form == "official" else short_date(day)


@register.filter
def vntime(value: datetime | None) -> str:
    """A moment as "14.05, 5/2/2026"; missing → "–"."""
    if value is None:
        return MISSING
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{moment:%H.%M}, {short_date(moment.date())}"
