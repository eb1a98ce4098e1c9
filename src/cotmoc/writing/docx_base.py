"""An empty Word document of ours: the template of python-docx without what a Vietnamese paper must not have."""

from __future__ import annotations

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from cotmoc.writing.docx_styles import apply_styles
from cotmoc.writing.style import LANGUAGE, Style

# Parts that nothing of ours uses: a picture of an empty page, lists in styles that are gone, a bibliography.
_UNUSED = {
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
# What Word 2013 and later write; an older number opens the paper in "compatibility mode".
_WORD_MODE = "15"


def blank_document(style: Style) -> Document:
    """A document with the styles of `style`, Vietnamese settings and nothing on its pages."""
    document = docx.Document()
    apply_styles(document, style)
    for relations in (document.part.package.rels, document.part.rels):
        for name in [name for name, relation in relations.items() if relation.reltype in _UNUSED]:
            del relations[name]
    _vietnamese(document)
    return document


def _vietnamese(document: Document) -> None:
    """The language of the text, a decimal comma, and the mode of today's Word."""
    settings = document.settings.element
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    language = settings.find(qn("w:themeFontLang"))
    language.set(qn("w:val"), LANGUAGE)
    language.set(qn("w:eastAsia"), LANGUAGE)
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_MODE)
