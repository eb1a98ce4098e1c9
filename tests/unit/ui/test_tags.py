"""Template tags, filters and partials, rendered as pages use them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory


def render(source: str, **context: Any) -> str:
    return Template("{% load cotmoc %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ v|num }}", 1234.5, "1.234,5"),
        ("{{ v|num:1 }}", 90, "90,0"),
        ("{{ v|num }}", None, "–"),
        ("{{ v|percent }}", 0.614, "61,4 %"),
        ("{{ v|percent:0 }}", 0.614, "61 %"),
        ("{{ v|percent }}", None, "–"),
        ("{{ v|vndate }}", date(2026, 2, 5), "5/2/2026"),
        ('{{ v|vndate:"official" }}', date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        ("{{ v|vndate }}", None, "–"),
        ("{{ v|vndate }}", datetime(2026, 2, 4, 18, 30, tzinfo=UTC), "5/2/2026"),
        ("{{ v|vntime }}", datetime(2026, 2, 5, 7, 5, tzinfo=UTC), "14.05, 5/2/2026"),
        ("{{ v|vntime }}", datetime(2026, 2, 5, 7, 5), "07.05, 5/2/2026"),  # noqa: DTZ001
        ("{{ v|vntime }}", None, "–"),
    ],
)
def test_filters(source: str, value: object, shown: str) -> None:
    assert render(source, v=value) == shown


def test_a_status_is_glyph_and_word() -> None:
    shown = render('{% status "late" lag="chậm 5 tháng" %}')
    assert '<span class="status late"><svg' in shown
    assert "Chậm</span>" in shown
    assert '<span class="lag">chậm 5 tháng</span>' in shown
    assert "status reached box" in render('{% status "reached" box=True word="Đã đạt mục tiêu 2027" %}')


def test_a_status_escapes_its_word() -> None:
    assert "<i>" not in render("{% status 'late' word=w %}", w="<i>")


def test_an_alert_shows_nothing_when_there_is_none() -> None:
    assert render('{% alert "none" %}') == ""
    assert render("{% alert code %}", code=None) == ""
    assert "Đỏ đặc biệt" in render('{% alert "special-red" %}')
    assert '<span class="offscreen">Vàng</span>' in render('{% alert "yellow" quiet=True %}')


@pytest.mark.parametrize(("share", "width"), [(0.5, "50"), (1.7, "100"), (-1, "0"), (None, "0")])
def test_only_the_bar_is_capped(share: float | None, width: str) -> None:
    assert f'class="part" width="{width}"' in render("{% meter share %}", share=share)


def test_progress_of_nothing_is_empty_and_machine_readable() -> None:
    assert 'class="done" width="0.00"' in render("{% progress done=0 total=0 %}")
    assert 'class="done" width="59.38"' in render('{% progress done=38 total=64 label="38/64" %}')


def test_pips_are_bounded() -> None:
    assert render('{% pips 500 "late" %}').count('<i class="late">') == 60


class OneForm(forms.Form):
    number = forms.IntegerField(label="Giá trị", help_text="Lũy kế")
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A")], widget=forms.RadioSelect, required=False)
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea, required=False)


def test_a_field_ties_label_help_and_error_to_its_control() -> None:
    form = OneForm({"number": "x"})
    form.is_valid()
    shown = render("{% field form.number figures=True %}", form=form)
    assert '<label for="id_number">Giá trị' in shown
    assert 'aria-describedby="id_number_helptext id_number_error"' in shown
    assert 'id="id_number_helptext"' in shown
    assert '<ul class="errors" id="id_number_error">' in shown
    assert 'aria-invalid="true"' in shown


def test_a_group_of_choices_has_a_legend() -> None:
    shown = render("{% field form.kind %}{% field form.note label='Vì sao' %}", form=OneForm())
    assert "<legend>Loại" in shown
    assert ">Vì sao</label>" in shown


def test_the_theme_is_the_readers_choice_or_the_systems() -> None:
    request = RequestFactory().get("/")
    assert render("{% theme %}", request=request) == ""
    request.COOKIES["theme"] = "dark"
    assert render("{% theme %}", request=request) == 'data-theme="dark"'
    request.COOKIES["theme"] = '"><script>'
    assert render("{% theme %}", request=request) == ""
    assert render("{% theme %}") == ""


def test_pages_keep_the_other_parameters() -> None:
    paginator = Paginator(range(46), 14)
    context = {"page": paginator.page(2), "pages": list(paginator.get_elided_page_range(2)), "query": "q=so&"}
    shown = render_to_string("ui/pagination.html", context)
    assert 'href="?q=so&amp;trang=3"' in shown
    assert "15–28 trong 46" in shown
    assert 'aria-current="page">2<' in shown
    assert render_to_string("ui/pagination.html", {"page": Paginator([1], 5).page(1)}).strip() == ""


def test_a_notice_carries_its_kind() -> None:
    shown = render_to_string(
        "ui/notice.html", {"kind": "error", "title": "Chưa gửi được.", "text": "<b>", "alert": True}
    )
    assert 'class="notice error" role="alert"' in shown
    assert "&lt;b&gt;" in shown


def test_the_bar_and_its_axis_are_drawn_by_tags() -> None:
    from tests.unit.ui.test_thanh_moc import AXIS, BAR

    assert '<svg class="thanh-moc row at-risk"' in render("{% thanh_moc bar %}", bar=BAR)
    assert 'tabindex="0"' in render('{% thanh_moc bar "large" %}', bar=BAR)
    assert "hôm nay" in render("{% path_axis axis %}", axis=AXIS)
    assert "mốc tới" in render("{% legend_signs %}")


def test_the_rail_marks_where_the_page_is_and_counts() -> None:
    request = RequestFactory().get("/gallery")
    user = SimpleNamespace(
        is_authenticated=True,
        username="ha",
        full_name="Lê Thị Hà",
    )
    shown = render(
        "{% rail %}{% phone_bar %}",
        request=request,
        user=user,
        user_role="Đầu mối · Sở Y tế",
        province_name="Tỉnh An Hải",
    )
    assert "Tỉnh An Hải" in shown
    assert "Lê Thị Hà</b>" in shown
    assert "Đầu mối · Sở Y tế" in shown


@pytest.mark.parametrize("template", ["403.html", "404.html", "ui/refused.html"])
def test_error_pages_say_what_to_do(template: str) -> None:
    shown = render_to_string(template, {"reason": "Kế hoạch đã duyệt."})
    assert '<html lang="vi"' in shown
    assert 'href="/"' in shown


def test_the_page_of_a_broken_system_needs_nothing() -> None:
    assert "Những gì đã lưu vẫn còn nguyên" in render_to_string("500.html")
