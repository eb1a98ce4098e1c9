"""English complete: every message has its English, and no template says anything past the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.utils import translation
from scripts import messages
from tests.support.templatewords import untranslated

ROOT = messages.ROOT
# Official papers are Vietnamese; the table of components is for those who build pages.
VIETNAMESE = {"web/reports/paper.html", "web/reports/block.html", "web/gallery.html"}
# Names, file kinds, and the two languages each in its own words.
NAMES = {"km²", "Cột Mốc", "· Cột Mốc", "Tiếng Việt", "English", "JSON", "openapi.json", "cotmoc-plan/1"}
_PLACE = re.compile(r"%\(\w+\)[sd]")
TEMPLATES = sorted(messages.SOURCES.rglob("templates/**/*.html"))
RENEW = "run `python scripts/messages.py update` and fill in the empty msgstr"


def name(path: Path) -> str:
    return path.relative_to(messages.SOURCES).as_posix().partition("/templates/")[2]


def keys(catalog: Catalog) -> set[tuple[str, str]]:
    return {(message.context or "", str(message.id)) for message in catalog if message.id}


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_says_nothing_past_the_catalogue(path: Path) -> None:
    if name(path) not in VIETNAMESE:
        assert set(untranslated(path.read_text(encoding="utf-8"))) <= NAMES


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Chưa có</p>", ["Chưa có"]),
        ('<p>{% translate "Chưa có" %}</p>', []),
        ("<p>{% blocktranslate %}Còn {{ n }} mục{% endblocktranslate %}</p>", []),
        ('<a title="Xem">{{ name }}</a>', ["Xem"]),
        ('<a class="xanh" title="{% translate \'Xem\' %}">{{ name }}</a>', []),
        ('{{ name|default:"chưa có" }}', ['"chưa có"']),
        ('{{ name|default:_("chưa có") }}', []),
        ('{% include "ui/empty.html" with title="Chưa có" only %}', ['"Chưa có"']),
        ("<p>{{ n }} · {{ m }} &nbsp; 12</p>", []),
        ("<code>cotmoc units</code><!-- chú thích --><b>Tên</b>", ["Tên"]),
        ("{% comment %}chú thích{% endcomment %}<b>{{ name }}</b>", []),
    ],
)
def test_the_lexer_sees_what_a_reader_sees(template: str, found: list[str]) -> None:
    assert untranslated(template) == found


def test_every_message_has_its_english() -> None:
    with translation.override(None):
        wanted = keys(messages.collect())
    known = keys(messages.read())
    assert sorted(wanted - known) == [], RENEW
    assert sorted(known - wanted) == [], RENEW
    assert not messages.missing(messages.read()), RENEW


def test_the_english_has_the_places_of_the_vietnamese() -> None:
    for message in messages.read():
        if not message.id:
            continue
        ids = (message.id,) if isinstance(message.id, str) else message.id
        strings = (message.string,) if isinstance(message.string, str) else message.string
        for vietnamese, english in zip(ids, strings, strict=True):
            told = f"{vietnamese!r} → {english!r}"
            assert sorted(set(_PLACE.findall(english))) == sorted(set(_PLACE.findall(vietnamese))), told
            assert "%" in vietnamese or "%" not in english, told
            assert vietnamese[:1].isspace() == english[:1].isspace(), told
