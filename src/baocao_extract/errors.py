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


class Encrypted(BaocaoError):
    """BC106: the file is encrypted, and no password or a wrong one was given."""

    code, exit_code = "BC106", 3


class MissingComponent(BaocaoError):
    """BC107: a program or package that this kind of file needs is not installed; the remedy names it."""

    code, exit_code = "BC107", 6


class OutOfTime(BaocaoError):
    """BC108: the file could not be read within the limit of seconds."""

    code, exit_code = "BC108", 4


class TooManyPages(BaocaoError):
    """BC111: the file has more pages than the limit."""

    code, exit_code = "BC111", 4


class TooManyPixels(BaocaoError):
    """BC112: a picture or a page as a picture is larger than the limit."""

    code, exit_code = "BC112", 4


class NoText(BaocaoError):
    """BC114: the file can be opened and holds no text."""

    code, exit_code = "BC114", 3


class PatternError(BaocaoError):
    """BC201: a row of the patterns is wrong; the message names file, row and remedy."""

    code, exit_code = "BC201", 5


class GoldError(BaocaoError):
    """BC301: a gold folder cannot be used."""

    code, exit_code = "BC301", 2
