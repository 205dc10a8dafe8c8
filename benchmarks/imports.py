"""Import of the package and `baocao --help` as ratios to `python -c "import pydantic"`; fails when either touches a heavy module."""

import subprocess
import sys
import time

HEAVY = {"underthesea", "pdfplumber", "spacy", "numpy", "pandas", "requests", "httpx"}


def seconds(code: str) -> float:
    times = []
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return sorted(times)[3]


def main() -> None:
    base = seconds("import pydantic")
    for name, code in (
        ("import baocao_extract", "import baocao_extract"),
        ("baocao --help", "import sys; sys.argv = ['baocao', '--help']\nfrom baocao_extract.cli import main\nmain()"),
    ):
        took = seconds(code)
        print(f"{name}: {took:.3f} s, {took / base:.2f} times import pydantic ({base:.3f} s)")
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, baocao_extract, baocao_extract.cli; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    touched = HEAVY & {m.partition(".")[0] for m in loaded}
    if touched:
        sys.exit(f"heavy modules loaded: {', '.join(sorted(touched))}")
    print("no heavy module loaded")


if __name__ == "__main__":
    main()
