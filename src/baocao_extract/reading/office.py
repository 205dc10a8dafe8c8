"""Files that only an office program reads (DOC, RTF, ODT, ODS): LibreOffice turns them into DOCX or XLSX, whose readers know the fonts.

LibreOffice runs without a window, with a profile of its own in a temporary folder (macros off, nothing fetched), for a bounded time,
and is ended together with everything that it started.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Literal

from baocao_extract.errors import MissingComponent, OutOfTime, TooLarge, UnreadableInput
from baocao_extract.reading.limits import Limits

_PROGRAMS = ("soffice", "libreoffice")
_LONGEST_MESSAGE = 200
# What the profile says before the first start: no macro runs, no link is followed, no first-start wizard, no recovery.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""


def convert(data: bytes, suffix: str, target: Literal["docx", "xlsx"], limits: Limits) -> bytes:
    """The file as DOCX or XLSX. `suffix` is its kind (`doc`, `rtf`, `odt`).

    Raises `MissingComponent` without LibreOffice, `OutOfTime`, and `UnreadableInput` when LibreOffice cannot read it.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        package = "libreoffice-writer" if target == "docx" else "libreoffice-calc"
        raise MissingComponent(
            "LibreOffice, which reads this kind of file, is not installed", f"install {package} (or save the file as {target})"
        )
    with tempfile.TemporaryDirectory(prefix="baocao-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source, out, profile = home / f"document.{suffix}", home / "out", home / "profile"
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        said = _run(
            [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo", "--convert-to", target,
             "--outdir", str(out), str(source)], home, limits,
        )  # fmt: skip
        converted = out / f"document.{target}"
        if not converted.is_file():
            raise UnreadableInput(
                f"LibreOffice cannot read the file ({said or 'it gave no result'})", "it may be damaged or encrypted; save it anew"
            )
        if converted.stat().st_size > limits.unpacked:
            raise TooLarge("the converted file is over the limit", "split the file")
        return converted.read_bytes()


def _run(command: list[str], home: Path, limits: Limits) -> str:
    """Runs LibreOffice in a process group of its own; what it said last."""
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home), "SAL_USE_VCLPLUGIN": "svp", "http_proxy": "", "https_proxy": ""}
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=home, env=environment, start_new_session=True
    )  # fmt: skip
    try:
        said, _ = process.communicate(timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        raise OutOfTime(f"LibreOffice did not read the file within {limits.seconds:g} seconds", "give it more time (--timeout)") from None
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].replace(str(home), "")[:_LONGEST_MESSAGE] if lines else ""
