"""Tables to indicators: finds them, reads heading and rows, and makes facts of their cells.

Works in the coordinates of the source text: `blanked` takes what was read as a table out of the text that the prose stages see,
without moving anything.
"""

from baocao_extract.tables.facts import read
from baocao_extract.tables.finding import Read, blanked, find
from baocao_extract.tables.records import merged, tables

__all__ = ["Read", "blanked", "find", "merged", "read", "tables"]
