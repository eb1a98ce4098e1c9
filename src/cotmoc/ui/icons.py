"""Line icons on a grid of 16, drawn in the colour of the text around them."""

from __future__ import annotations

from cotmoc.ui.svg import element

# Each icon: what is drawn inside `viewBox="0 0 16 16"` with a round 1.4 px pen.
ICONS: dict[str, str] = {
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="M10.5 10.5 14 14"/>',
    "document": '<path d="M4 1.8h5.5l3 3.2v9.2H4z"/><path d="M6 7.5h4.5M6 10h4.5"/>',
    "download": '<path d="M8 2v8.5M4.5 7 8 10.5 11.5 7M2.5 13.5h11"/>',
    "upload": '<path d="M8 10.5V2M4.5 5.5 8 2l3.5 3.5M2.5 13.5h11"/>',
    "chevron-down": '<path d="m4.5 6.5 3.5 3.5 3.5-3.5"/>',
    "chevron-up": '<path d="m4.5 9.5 3.5-3.5 3.5 3.5"/>',
    "chevron-right": '<path d="M6.5 4.5 10 8l-3.5 3.5"/>',
    "chevron-left": '<path d="M9.5 4.5 6 8l3.5 3.5"/>',
    "arrow-right": '<path d="M2.5 8h10M9 4.5 12.5 8 9 11.5"/>',
    "check": '<path d="m3 8.5 3.3 3.3L13 5"/>',
    "cross": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "edit": '<path d="M3 13h2.5L13 5.5 10.5 3 3 10.5z"/>',
    "clip": '<path d="M11.5 6.5 7 11a1.8 1.8 0 0 1-2.6-2.6L9.7 3A2.7 2.7 0 0 1 13.5 7L8 12.6"/>',
    "clock": '<circle cx="8" cy="8" r="5.8"/><path d="M8 4.8V8l2.3 1.6"/>',
    "lock": '<rect x="3.5" y="7" width="9" height="6.5" rx="1"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>',
    "bell": '<path d="M3.5 11.5h9L11.3 10V7a3.3 3.3 0 0 0-6.6 0v3zM6.8 13.6h2.4"/>',
    "phone": '<path d="M3 3.5 5.5 3 7 6 5.6 7.2a7 7 0 0 0 3.2 3.2L10 9l3 1.5-.5 2.5C7.5 13.5 2.5 8.5 3 3.5z"/>',
    "map": '<path d="m2 4 4-1.5 4 1.5 4-1.5v9.5L10 13.5 6 12l-4 1.5zM6 2.5V12M10 4v9.5"/>',
    "settings": '<circle cx="8" cy="8" r="2.2"/>'
    '<path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M3.6 12.4 5 11M11 5l1.4-1.4"/>',
    "warning": '<path d="M8 2.5 14.2 13.5H1.8z"/><path d="M8 6.5v3.2M8 11.4v.6"/>',
    "question": '<circle cx="8" cy="8" r="6"/><path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1.2M8 11.2v.5"/>',
    "information": '<circle cx="8" cy="8" r="6"/><path d="M8 7.3v3.9M8 4.8v.4"/>',
    "print": '<path d="M4.5 6V2.5h7V6M4.5 11.5H2.8V6h10.4v5.5h-1.7M4.5 9.5h7v4h-7z"/>',
    "link": '<path d="M7 9a2.5 2.5 0 0 0 3.6 0l2-2A2.5 2.5 0 0 0 9 3.4l-.6.6"/>'
    '<path d="M9 7a2.5 2.5 0 0 0-3.6 0l-2 2A2.5 2.5 0 0 0 7 12.6l.6-.6"/>',
    "message": '<path d="M2.5 3h11v8H8l-3 2.7V11H2.5z"/>',
    "user": '<circle cx="8" cy="5.5" r="2.7"/><path d="M2.8 13.8c.6-3 2.6-4.3 5.2-4.3s4.6 1.3 5.2 4.3"/>',
    "list": '<path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.5M2.5 8h.5M2.5 12h.5"/>',
    "filter": '<path d="M2 3.5h12L9.4 8.7v4.5l-2.8-1.4V8.7z"/>',
    "split": '<path d="M3 3v4.5h10V13M3 13V8"/>',
    "merge": '<path d="M3 3v2.5L8 9v5M13 3v2.5L8 9"/>',
    "flag": '<path d="M4 14V2.5M4 3h8.5l-2 3 2 3H4"/>',
    "database": '<ellipse cx="8" cy="4" rx="5" ry="2"/>'
    '<path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2"/>',
    "undo": '<path d="M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6"/>',
    "columns": '<path d="M2.5 3h11v10h-11zM6 3v10M10 3v10"/>',
    "theme": '<circle cx="8" cy="8" r="5.8"/><path d="M8 2.2v11.6a5.8 5.8 0 0 0 0-11.6z" fill="currentColor"/>',
    "leave": '<path d="M9 2.5H3.5v11H9M7 8h7M11.5 5.5 14 8l-2.5 2.5"/>',
    "more": '<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.4"/>',
}


def icon(name: str, size: int = 16) -> str:
    """The icon as inline SVG, hidden from screen readers: the word beside it speaks.

    KeyError with the names there are when `name` is not one of them.
    """
    if name not in ICONS:
        raise KeyError(f"No icon '{name}'; there are: {', '.join(sorted(ICONS))}.")
    return element(
        "svg",
        ICONS[name],
        class_="icon",
        width=size,
        height=size,
        viewBox="0 0 16 16",
        fill="none",
        stroke="currentColor",
        stroke_width=1.4,
        stroke_linecap="round",
        stroke_linejoin="round",
        aria_hidden="true",
    )
