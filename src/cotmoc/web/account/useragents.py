"""What a browser calls itself, as a person would."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

# The first that fits: many browsers name those they descend from as well.
_BROWSERS = (
    ("CocCoc", r"coc_coc_browser|CocCoc"),
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser"),
    ("Firefox", r"Firefox/|FxiOS"),
    ("Chrome", r"Chrome/|CriOS"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("Windows", r"Windows"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("Linux", r"Linux|X11"),
)


def device_name(user_agent: str) -> str:
    """`Chrome trên Windows`; what cannot be told is left out."""
    browser, system = _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Thiết bị chưa rõ")


def _first(table: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for name, mark in table if re.search(mark, text)), "")
