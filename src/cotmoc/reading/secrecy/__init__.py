"""Marks of state secrecy: whether a file or a text bears one in the places where the rules put it.

`letters` tells what an eye reads, `marks` knows the rule on lines of text, `peek` gets those lines out of the bytes of
a file without reading it all.
"""

from cotmoc.reading.secrecy.marks import (
    Mark,
    is_lifted,
    mark_at_edge,
    mark_in_document,
    mark_in_text,
    may_bear_mark,
)
from cotmoc.reading.secrecy.peek import mark_in_file

__all__ = [
    "Mark",
    "is_lifted",
    "mark_at_edge",
    "mark_in_document",
    "mark_in_file",
    "mark_in_text",
    "may_bear_mark",
]
