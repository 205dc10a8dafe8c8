"""What importing the package and asking for help cost, beside `python -c "import pydantic"` in the same run.

Times are the best of several fresh processes, taken in turn, so that a busy machine slows all alike. Fails when something heavy is loaded.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 7
BAOCAO = str(Path(sys.executable).parent / "baocao")
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import pydantic": [sys.executable, "-c", "import pydantic"],
    "import baocao_extract": [sys.executable, "-c", "import baocao_extract"],
    "from baocao_extract import extract": [sys.executable, "-c", "from baocao_extract import extract"],
    "baocao --help": [BAOCAO, "--help"],
}
HEAVY = ("underthesea", "pdfplumber", "pypdfium2", "pyarrow", "numpy", "pandas", "spacy", "requests", "httpx", "urllib.request", "http.client", "ssl")


def seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def loaded(code: str) -> list[str]:
    """The heavy or network modules that are loaded once `code` has run."""
    probe = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint('\\n'.join(m for m in {HEAVY!r} if m in sys.modules), file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    return run.stderr.split()


def main() -> int:
    best = dict.fromkeys(COMMANDS, float("inf"))
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            best[name] = min(best[name], seconds(command))
    for name, value in best.items():
        print(f"{name:<36} {value:6.3f} s   {value / best['import pydantic']:5.2f} × import pydantic")
    faults = 0
    for code in ("import baocao_extract", "from baocao_extract import extract", "import baocao_extract.cli as c, sys; sys.argv = ['baocao', '--help']; c.main()"):
        if heavy := loaded(code):
            print(f"FAIL {code}: loads {', '.join(heavy)}")
            faults += 1
    print("nothing heavy and no network module is loaded" if not faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
