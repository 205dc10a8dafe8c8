"""Holds the accuracy floors of floors.toml: on corpus/ always, on the shared gold folder where it lies beside the checkout."""

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"
BAOCAO = Path(sys.executable).with_name("baocao")


def main() -> int:
    floors = tomllib.loads((ROOT / "floors.toml").read_text(encoding="utf-8"))
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        runs = {"corpus": [str(BAOCAO), "evaluate", str(ROOT / "corpus"), "--save", str(out / "corpus.json")]}
        if GOLD.is_dir():
            extract = ["--", str(BAOCAO), "extract", "--format", "json"]
            runs["dev"] = [sys.executable, str(GOLD / "tools" / "score.py"), str(GOLD / "dev"), "--json", str(out / "dev.json"), *extract]
            runs["check"] = [sys.executable, str(GOLD / "tools" / "check.py"), "--json", str(out / "check.json"), *extract]
        for name, command in runs.items():
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            figures = json.loads((out / f"{name}.json").read_text(encoding="utf-8"))
            figures = figures.get("figures", figures)
            for measure, floor in floors[name].items():
                value = figures[measure][2]
                verdict = "ok" if value >= floor else "BELOW THE FLOOR"
                print(f"{name} {measure} F1 {value:.4f} (floor {floor}) {verdict}")
                failed = failed or value < floor
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
