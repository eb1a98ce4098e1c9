"""Property tests: small by default, long on request (HYPOTHESIS_MAX_EXAMPLES=2000), never failed by a slow machine."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile(
    "cotmoc", deadline=None, max_examples=int(os.environ.get("HYPOTHESIS_MAX_EXAMPLES", "60"))
)
settings.load_profile("cotmoc")
