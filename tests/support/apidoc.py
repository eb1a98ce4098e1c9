"""Writes docs/reference/api.md from the API."""

from __future__ import annotations

import os
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"


def page() -> str:
    """The page as the API of today describes itself."""
    from cotmoc.api.api import api
    from cotmoc.api.describe import markdown

    return markdown(api.get_openapi_schema())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cotmoc.config.settings_test")
    import django

    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
