"""What a style gives to a paragraph or run: bold, capitals, centring, heading level, numbering, font."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cotmoc.reading.formats.word.package import Element, is_on, number, value, w

_HEADING = re.compile(r"(?:heading|tiêu đề) ?([1-9])$", re.IGNORECASE)


@dataclass(frozen=True)
class Look:
    """Properties that a style or a direct format sets; None where it says nothing."""

    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    font: str | None = None
    centred: bool | None = None
    heading: int | None = None
    number_id: str | None = None
    number_level: int | None = None

    def over(self, base: Look) -> Look:
        """These properties, filled up from `base`."""
        mine = {name: mine for name, mine in vars(self).items() if mine is not None}
        return Look(**{**vars(base), **mine})


def look_of(element: Element | None) -> Look:
    """The properties in the w:pPr and w:rPr below `element` (a w:p, w:r, w:style or w:rPrDefault)."""
    if element is None:
        return Look()
    paragraph, run = element.find(w("pPr")), element.find(w("rPr"))
    return _run_look(run).over(_paragraph_look(paragraph))


def _run_look(run: Element | None) -> Look:
    if run is None:
        return Look()
    fonts = run.find(w("rFonts"))
    raised = value(run.find(w("vertAlign")))
    return Look(
        bold=is_on(run.find(w("b"))),
        caps=is_on(run.find(w("caps"))),
        hidden=is_on(run.find(w("vanish"))),
        raised=None if raised is None else raised == "superscript",
        font=value(fonts, "ascii") or value(fonts, "hAnsi"),
    )


def _paragraph_look(paragraph: Element | None) -> Look:
    if paragraph is None:
        return Look()
    alignment, level = value(paragraph.find(w("jc"))), value(paragraph.find(w("outlineLvl")))
    numbering = paragraph.find(w("numPr"))
    depth = None if numbering is None else value(numbering.find(w("ilvl")))
    return Look(
        centred=None if alignment is None else alignment == "center",
        heading=number(level) + 1 if level and 0 <= number(level, 9) < 9 else None,
        number_id=None if numbering is None else value(numbering.find(w("numId"))),
        number_level=None if depth is None else min(max(number(depth), 0), 8),
    )


class Styles:
    """The styles of a document by id, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._looks: dict[str, Look] = {}
        self._default: str | None = None
        self._base = Look()
        if root is None:
            return
        defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}")
        self._base = look_of(defaults)
        for style in root.findall(w("style")):
            identity = value(style, "styleId") or ""
            self._elements[identity] = style
            if value(style, "type") == "paragraph" and is_on_attribute(style, "default"):
                self._default = identity

    def paragraph(self, element: Element) -> Look:
        """What holds for the runs and the paragraph `element` (w:p) before its runs speak."""
        properties = element.find(w("pPr"))
        style = None if properties is None else value(properties.find(w("pStyle")))
        return _paragraph_look(properties).over(self._look(style or self._default))

    def run(self, element: Element, paragraph: Look) -> Look:
        """What holds for the run `element` (w:r) of a paragraph with the look `paragraph`."""
        properties = element.find(w("rPr"))
        if properties is None:
            return paragraph
        style = value(properties.find(w("rStyle")))
        inherited = self._look(style).over(paragraph) if style else paragraph
        return _run_look(properties).over(inherited)

    def _look(self, identity: str | None) -> Look:
        if identity is None or identity not in self._elements:
            return self._base
        if identity not in self._looks:
            chain, seen = [], set[str]()
            while identity in self._elements and identity not in seen:
                seen.add(identity)
                chain.append(self._elements[identity])
                identity = value(chain[-1].find(w("basedOn"))) or ""
            look = self._base
            for style in reversed(chain):
                look = look_of(style).over(_named_heading(style)).over(look)
            self._looks[value(chain[0], "styleId") or ""] = look
            return look
        return self._looks[identity]


def is_on_attribute(element: Element, name: str) -> bool:
    """Whether a boolean attribute of an element is set."""
    return (value(element, name) or "0").lower() in ("1", "true", "on")


def _named_heading(style: Element) -> Look:
    match = _HEADING.match(value(style.find(w("name"))) or "")
    return Look(heading=int(match.group(1)) if match else None)
