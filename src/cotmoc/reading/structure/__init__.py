"""Blocks of a document → its logical order: headings, bullets, leaves, tables, and the part each belongs to."""

from cotmoc.reading.structure.build import structure_of

__all__ = ["structure_of"]
