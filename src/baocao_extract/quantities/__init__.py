"""Finds every number and says what it is: a quantity, or one reason why not."""

from baocao_extract.quantities.scan import find

__all__ = ["find"]
