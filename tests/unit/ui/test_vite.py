"""The manifest of the front end's build."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from cotmoc.ui.vite import assets


def build(folder: Path, script: str) -> None:
    manifest = {
        "src/main.ts": {"file": script, "css": ["assets/main.css"]},
        "x/be-vietnam-pro-latin-400-normal.woff2": {"file": "assets/latin.woff2"},
        "x/be-vietnam-pro-latin-ext-400-normal.woff2": {"file": "assets/ext.woff2"},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_an_entry_names_its_files(tmp_path: Path, settings: Any) -> None:
    settings.FRONTEND_DIST = tmp_path
    build(tmp_path, "assets/main-1.js")
    found = assets("main")
    assert (found.scripts, found.styles) == (("assets/main-1.js",), ("assets/main.css",))
    assert found.fonts == ("assets/latin.woff2",)


def test_a_new_build_is_seen_at_once(tmp_path: Path, settings: Any) -> None:
    settings.FRONTEND_DIST = tmp_path
    build(tmp_path, "assets/main-1.js")
    assert assets("main").scripts == ("assets/main-1.js",)
    build(tmp_path, "assets/main-2.js")
    os.utime(tmp_path / "manifest.json", ns=(1, 1))
    assert assets("main").scripts == ("assets/main-2.js",)


def test_a_missing_build_says_what_to_run(tmp_path: Path, settings: Any) -> None:
    settings.FRONTEND_DIST = tmp_path
    with pytest.raises(ImproperlyConfigured, match="make setup"):
        assets("main")


def test_an_unknown_entry_says_where_to_look(tmp_path: Path, settings: Any) -> None:
    settings.FRONTEND_DIST = tmp_path
    build(tmp_path, "assets/main-1.js")
    with pytest.raises(ImproperlyConfigured, match=r"vite\.config\.ts"):
        assets("admin")
