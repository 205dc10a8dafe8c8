"""Coded errors: what went wrong and what to do about it."""

from __future__ import annotations


class BaocaoError(Exception):
    """An error with a stable code, a message for people and a remedy. `exit_code` is what the command ends with."""

    code = "BC000"
    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        self.message, self.remedy = message, remedy
        super().__init__(f"{self.code}: {message}" + (f"; {remedy}" if remedy else ""))


class UnreadableInput(BaocaoError):
    """BC101: the bytes are not a document that can be read."""

    code, exit_code = "BC101", 3


class UndecodableText(BaocaoError):
    """BC103: the bytes are not text in an encoding that is known."""

    code, exit_code = "BC103", 3


class TooLarge(BaocaoError):
    """BC104: the input is over a limit."""

    code, exit_code = "BC104", 4


class MissingFile(BaocaoError):
    """BC105: there is no such file, or it may not be read."""

    code, exit_code = "BC105", 2


class PatternError(BaocaoError):
    """BC201: a row of the patterns is wrong; the message names file, row and remedy."""

    code, exit_code = "BC201", 5


class UnknownConcept(BaocaoError):
    """BC202: the catalogue has no concept of that id."""

    code, exit_code = "BC202", 2


class GoldError(BaocaoError):
    """BC301: a gold folder cannot be used."""

    code, exit_code = "BC301", 2
