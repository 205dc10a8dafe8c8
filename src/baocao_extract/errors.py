"""Coded errors: what went wrong and what to do about it."""

from __future__ import annotations


class BaocaoError(Exception):
    """An error with a stable code, a message for people and a remedy. `exit_code` is what the command ends with."""

    code = "BC000"
    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        self.message, self.remedy = message, remedy
        super().__init__(f"{self.code}: {message}" + (f"; {remedy}" if remedy else ""))

    def __reduce__(self) -> tuple[type[BaocaoError], tuple[str, str]]:
        return type(self), (self.message, self.remedy)


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


class OutOfMemory(BaocaoError):
    """BC109: the file could not be read within the limit of memory."""

    code, exit_code = "BC109", 4


class ReaderDied(BaocaoError):
    """BC110: the process that read the file ended without an answer."""

    code, exit_code = "BC110", 3


class TooManyPages(BaocaoError):
    """BC111: the file has more pages than the limit."""

    code, exit_code = "BC111", 4


class TooManyPixels(BaocaoError):
    """BC112: a picture or a page as a picture is larger than the limit."""

    code, exit_code = "BC112", 4


class UnpacksTooLarge(BaocaoError):
    """BC113: what the file holds in packed form is over the limit when unpacked."""

    code, exit_code = "BC113", 4


class NoText(BaocaoError):
    """BC114: the file can be opened and holds no text."""

    code, exit_code = "BC114", 3


class PatternError(BaocaoError):
    """BC201: a row of the patterns is wrong; the message names file, row and remedy."""

    code, exit_code = "BC201", 5


class UnknownConcept(BaocaoError):
    """BC202: the catalogue has no concept of that id."""

    code, exit_code = "BC202", 2


class GoldError(BaocaoError):
    """BC301: a gold folder cannot be used."""

    code, exit_code = "BC301", 2


class NotAHistory(BaocaoError):
    """BC401: the file is no history database, or there is none."""

    code, exit_code = "BC401", 2


class HistoryTooNew(BaocaoError):
    """BC402: a later version of the program made the database."""

    code, exit_code = "BC402", 6


class HistoryLocked(BaocaoError):
    """BC403: another import is writing to the database."""

    code, exit_code = "BC403", 6


class HistoryNotWritable(BaocaoError):
    """BC404: the database may not be written to."""

    code, exit_code = "BC404", 6


class DiskFull(BaocaoError):
    """BC405: there is no room left for the database."""

    code, exit_code = "BC405", 6


class HistoryDamaged(BaocaoError):
    """BC406: the database is damaged."""

    code, exit_code = "BC406", 6


class NothingFound(BaocaoError):
    """BC407: no fact answers the question."""

    code, exit_code = "BC407", 1


class CorrectionRefused(BaocaoError):
    """BC408: a correction names no figure, no field, or a value that the field cannot take."""

    code, exit_code = "BC408", 2


class ArchiveRefused(BaocaoError):
    """BC409: an archive is damaged, encrypted, or unpacks to more than is believable."""

    code, exit_code = "BC409", 4


class WorkerDied(BaocaoError):
    """BC410: the process that read the file died over it."""

    code, exit_code = "BC410", 70


class NotCarried(BaocaoError):
    """BC413: a series cannot be carried to other borders: rates are never added, and only whole provinces are."""

    code, exit_code = "BC413", 2


class SeveralPlaces(BaocaoError):
    """BC414: figures of several places, which make no series."""

    code, exit_code = "BC414", 2


class NoSuchValue(BaocaoError):
    """BC415: a filter asks for a value that no figure can have."""

    code, exit_code = "BC415", 2


class MissingExtra(BaocaoError):
    """BC411: a package that this command needs is not installed."""

    code, exit_code = "BC411", 2
