"""Derive the type the interface needs from the packages: `faces.py NODE_MODULES OUT`.

Two things no package has: digits of one width (Be Vietnam Pro's figures are proportional, and it has no
tabular feature), and Tinos as a light web font with every Vietnamese letter. Called by the Vite build.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

# One advance a weight, in thousandths of the em: wide enough for the widest figure without crowding it.
ADVANCES = {400: 644, 500: 650, 600: 657, 700: 664}
DIGITS = range(0x30, 0x3A)
LESS_EQUAL, GREATER_EQUAL, MINUS = 0x2264, 0x2265, 0x2212
TINOS = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")
# Latin with its extensions, combining marks, Vietnamese, general punctuation, currency, arrows, operators.
QUOTED = [
    *range(0x20, 0x250),
    *range(0x300, 0x324),
    *range(0x1E00, 0x1F00),
    *range(0x2000, 0x2070),
    *range(0x20A0, 0x20C0),
    0x2116,
    0x2122,
    *range(0x2190, 0x2194),
    0x2212,
    0x2260,
    0x2264,
    0x2265,
    0x25CF,
    0x2605,
    0x2606,
]


def subset(font: TTFont, codepoints: list[int]) -> TTFont:
    """Keep only `codepoints`, without kerning or substitutions: the advance is all that may space them."""
    options = Options(
        layout_features=[], hinting=False, name_IDs=[1, 2, 3, 4, 6, 13, 14], notdef_outline=True
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codepoints)
    subsetter.subset(font)
    return font


def redraw(font: TTFont, parts: list[tuple[str, float]], advance: int) -> tuple[object, tuple[int, int]]:
    """One glyph from `parts` (glyph name, shift upwards), centred on `advance` units."""
    glyphs = font.getGlyphSet()
    table = font["glyf"]
    left = min(table[name].xMin for name, _ in parts)
    right = max(table[name].xMax for name, _ in parts)
    shift = round((advance - left - right) / 2)
    pen = TTGlyphPen(None)
    for name, up in parts:
        recording = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(recording)
        recording.replay(TransformPen(pen, (1, 0, 0, 1, shift, up)))
    return pen.glyph(), (advance, left + shift)


def digits(source: Path, weight: int) -> TTFont:
    """The digits face of one weight: 0–9, ≤ and ≥ on one advance; ≤ ≥ are drawn from < > and the minus."""
    font = TTFont(source, recalcTimestamp=False)
    advance = round(ADVANCES[weight] * font["head"].unitsPerEm / 1000)
    names, table = font.getBestCmap(), font["glyf"]
    minus, high = table[names[MINUS]], table[names[0x30]].yMax
    drawn = {code: [(names[code], 0.0)] for code in DIGITS}
    for code, base in ((LESS_EQUAL, "<"), (GREATER_EQUAL, ">")):
        sign = table[names[ord(base)]]
        lift = max(0, round(high * 0.96) - sign.yMax)
        drawn[code] = [(names[ord(base)], lift), (names[MINUS], -minus.yMin)]
    made = {code: redraw(font, parts, advance) for code, parts in drawn.items()}
    # The signs take the slots of < and >, which this face does not otherwise need.
    slots = {code: names[code] for code in DIGITS} | {
        LESS_EQUAL: names[ord("<")],
        GREATER_EQUAL: names[ord(">")],
    }
    for code, (glyph, metrics) in made.items():
        table[slots[code]] = glyph
        font["hmtx"][slots[code]] = metrics
    for cmap in font["cmap"].tables:
        cmap.cmap = dict(slots)
    font = subset(font, list(slots))
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = f"CotMocDigits-{weight}"
    return font


def main() -> None:
    modules, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    faces = {
        f"digits-{weight}": digits(
            modules / f"@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-{weight}-normal.woff2", weight
        )
        for weight in ADVANCES
    } | {
        f"tinos-{style}": subset(
            TTFont(modules / f"@expo-google-fonts/tinos/{style}/Tinos_{style}.ttf", recalcTimestamp=False),
            QUOTED,
        )
        for style in TINOS
    }
    for name, font in faces.items():
        font.flavor = "woff2"
        font.save(out / f"{name}.woff2")


if __name__ == "__main__":
    main()
