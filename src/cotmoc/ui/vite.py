"""The front end's build as seen from templates: which files an entry needs, by Vite's manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Assets:
    """Addresses of one entry, relative to the static root."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    fonts: tuple[str, ...]


def assets(entry: str) -> Assets:
    """What `src/<entry>.ts` needs. ImproperlyConfigured, with the remedy, when the front end is not built."""
    path = Path(settings.FRONTEND_DIST) / "manifest.json"
    if not path.exists():
        raise ImproperlyConfigured(f"Chưa dựng giao diện ({path} chưa có): chạy 'make setup'.")
    return _read(path, path.stat().st_mtime_ns, entry)


@lru_cache(maxsize=16)
def _read(path: Path, changed: int, entry: str) -> Assets:
    """`changed` is only the cache's key: a new build is seen without a restart."""
    manifest = json.loads(path.read_text(encoding="utf-8"))
    try:
        chunk = manifest[f"src/{entry}.ts"]
    except KeyError:
        raise ImproperlyConfigured(
            f"Giao diện không có lối vào '{entry}'; xem frontend/vite.config.ts."
        ) from None
    # The letters of nearly every page: asked for at once, so that text does not change its face.
    fonts = tuple(
        item["file"]
        for source, item in manifest.items()
        if source.endswith(("vietnamese-400-normal.woff2", "latin-400-normal.woff2"))
        and "-ext-" not in source
    )
    return Assets(scripts=(chunk["file"],), styles=tuple(chunk.get("css", ())), fonts=fonts)
