"""Every template of every page: styled by what there is, and nothing inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted((ROOT / "src" / "cotmoc").rglob("templates/**/*.html"))
STYLES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "frontend" / "src").rglob("*.css"))
KNOWN = set(re.findall(r"\.([a-zA-Z][\w-]*)", STYLES))
# Classes that scripts or tests look for, without a style of their own.
HOOKS = {"claims"}


def markup(path: Path) -> str:
    """The template without its tags; a value it fills in is a §."""
    text = re.sub(
        r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", "", path.read_text(encoding="utf-8"), flags=re.S
    )
    return re.sub(r"\{\{.*?\}\}", "§", re.sub(r"\{%.*?%\}", " ", text, flags=re.S), flags=re.S)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT / "src" / "cotmoc"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_class_has_a_style(path: Path) -> None:
    used = {word for classes in re.findall(r'\sclass="([^"]*)"', markup(path)) for word in classes.split()}
    unknown = {word for word in used if "§" not in word} - KNOWN - HOOKS
    assert not unknown, f"no style for {sorted(unknown)}: see docs/guide/interface.md"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_inline(path: Path) -> None:
    """The content policy allows scripts from files only; styles belong to frontend/src/css."""
    text = markup(path)
    assert not re.search(r"\son[a-z]+=|\sstyle=|<style|<script(?![^>]*type=\"application/json\")", text)


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) > 10
