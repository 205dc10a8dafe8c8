"""Word and Excel files of today under a password: opened with it, then read as what they are."""

from __future__ import annotations

import io

from baocao_extract.errors import Encrypted, UnreadableInput
from baocao_extract.reading import detect, docx, sheet
from baocao_extract.reading.limits import Limits
from baocao_extract.reading.source import SourceText


def read(data: bytes, *, limits: Limits, password: str) -> SourceText:
    """The text of an encrypted DOCX or XLSX file. Raises `Encrypted` for a wrong password."""
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    opened = io.BytesIO()
    try:
        file = OfficeFile(io.BytesIO(data))
        file.load_key(password=password, verify_password=True)
        file.decrypt(opened)
    except InvalidKeyError:
        raise Encrypted("the password is wrong", "give the right one (--password)") from None
    except (DecryptionError, FileFormatError) as fault:
        raise UnreadableInput(
            f"the encrypted file cannot be opened ({fault})", "open it with its password and save it without one"
        ) from None
    match detect.kind(opened.getvalue()):
        case "docx":
            return docx.read(opened.getvalue(), limits=limits)
        case "xlsx":
            return sheet.read(opened.getvalue(), limits=limits)
        case other:
            raise UnreadableInput(f"an encrypted file of a kind that is not read ({other})", "save it without its password")
