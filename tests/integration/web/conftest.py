"""What tests of pages share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def static_root() -> Path:
    """WhiteNoise warns about a folder that is not there; the files themselves come from the build."""
    from django.conf import settings

    folder = Path(settings.STATIC_ROOT or settings.FRONTEND_DIST)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
