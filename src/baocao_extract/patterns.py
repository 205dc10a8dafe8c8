"""The language as data: loads the rows of `patterns/`, checks their form and their proof, compiles each family once.

A family is one TOML file of `[[row]]` tables (the catalogue: a folder of them). Every row has

- `id`: its name, unique in the family, shown by `baocao patterns explain`;
- `words`: a list of words or phrases, matched whole on the canonical lower-case text, or `regex`: one regular expression
  (blanks stand for any run of blanks; `{name}` is replaced by the row `name` of the family `macros`);
- `examples`: texts in which the row must match exactly the stretch in [brackets];
- `not`: texts in which the row must not match anywhere;
- the fields that the family declares below, and nothing else.

A user's folder (`--patterns DIR`) is laid over ours: its rows come first, and a row with the id of one of ours replaces it.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import regex

from baocao_extract.errors import PatternError
from baocao_extract.language.folding import canonical

# family → the fields that its rows may carry besides the common ones
FIELDS: dict[str, frozenset[str]] = {
    "macros": frozenset(),
    "numerals": frozenset({"value", "role"}),
    "quantities": frozenset({"use"}),
    "units": frozenset({"kind", "factor", "currency", "abbreviations", "open"}),
    "modifiers": frozenset({"modifier", "side"}),
    "reasons": frozenset({"reason", "yields"}),
    "roles": frozenset({"role", "sign"}),
    "links": frozenset({"link"}),
    "naming": frozenset({"use"}),
    "periods": frozenset({"use", "value"}),
    "places": frozenset({"use", "level", "official"}),
    "status": frozenset({"status", "use"}),
    "structure": frozenset({"use"}),
    "metadata": frozenset({"use"}),
    "concept_words": frozenset({"use", "full", "dimension", "value"}),
    "catalogue": frozenset(
        {
            "label_vi",
            "label_en",
            "definition",
            "kind",
            "unit",
            "measure",
            "loose",
            "heading",
            "with",
            "without",
            "per",
            "share",
            "open",
            "dimensions",
            "codes",
            "never",
        }
    ),
    "tables": frozenset({"use", "stands_for"}),
    "history": frozenset({"use"}),
}
# A blank in a regular expression, and one that may be missing (` ?`).
_BLANK = regex.compile(r" (\?)?")
# Families of many rows: a folder of their name holds one file per field, `catalogue/labour.toml`.
IN_FOLDERS = frozenset({"catalogue"})
COMMON = frozenset({"id", "words", "regex", "examples", "not"})


@dataclass(frozen=True, slots=True)
class Row:
    family: str
    id: str
    words: tuple[str, ...]
    regex: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    fields: dict[str, Any]
    origin: str

    def __getitem__(self, key: str) -> Any:
        return self.fields[key]

    def get(self, key: str, default: Any = None) -> Any:
        return self.fields.get(key, default)


def alternation(words: Sequence[str]) -> str:
    """A regular expression for any of `words` (longest first), blanks as runs of blanks, on canonical lower-case text."""
    ordered = sorted({canonical(w) for w in words}, key=lambda w: (-len(w), w))
    return "|".join(
        regex.escape(w, special_only=True, literal_spaces=True).replace(" ", " +") + (r"(?!\w)" if w[-1:].isalnum() else "")
        for w in ordered
    )


# A word may follow a digit (`30kg`) but not another letter.
_LEFT = r"(?<![^\W\d_])"


@dataclass(frozen=True, eq=False)
class Patterns:
    """All rows of all families, in order; `source` of a row is its regular expression with macros filled in."""

    families: dict[str, tuple[Row, ...]]

    def rows(self, family: str, **wanted: Any) -> list[Row]:
        """The rows of a family whose fields have the `wanted` values."""
        # Asked for again with every document: looked for once.
        asked = (family, *wanted.items())
        if asked not in self._found:
            self._found[asked] = tuple(r for r in self.families.get(family, ()) if all(r.get(k) == v for k, v in wanted.items()))
        return list(self._found[asked])

    def words(self, family: str, **wanted: Any) -> list[str]:
        return [w for r in self.rows(family, **wanted) for w in r.words]

    @functools.cached_property
    def _found(self) -> dict[tuple[Any, ...], tuple[Row, ...]]:
        return {}

    def source(self, row: Row) -> str:
        """The regular expression of one row: whole words, or its `regex` with macros filled in."""
        if row.words:
            return rf"{_LEFT}(?:{alternation(row.words)})"
        return self.fill(row.regex, row)

    def fill(self, expression: str, row: Row | None = None) -> str:
        macros = self._macros
        where = f"{row.origin}, row {row.id!r}" if row else "macro"

        def replace(m: regex.Match[str]) -> str:
            if m.group(1) not in macros:
                raise PatternError(f"{where}: no macro {{{m.group(1)}}}", "define it in macros.toml or escape the brace")
            return macros[m.group(1)]

        return _BLANK.sub(lambda m: " *" if m.group(1) else " +", str(regex.sub(r"\{([a-z_]+)\}", replace, expression)))

    @functools.cached_property
    def _macros(self) -> dict[str, str]:
        filled: dict[str, str] = {}
        for row in self.families.get("macros", ()):
            body = f"(?:{alternation(row.words)})" if row.words else f"(?:{row.regex})"
            filled[row.id] = regex.sub(r"\{([a-z_]+)\}", lambda m: filled[m.group(1)], body)
        return filled

    def any_of(self, family: str, **wanted: Any) -> str:
        """One regular expression that matches whatever any of the wanted rows matches."""
        rows = self.rows(family, **wanted)
        words = [w for r in rows for w in r.words]
        parts = [self.source(r) for r in rows if not r.words]
        if words:
            parts.append(rf"{_LEFT}(?:{alternation(words)})")
        if not parts:
            raise PatternError(f"{family}: no row with {wanted}", "restore the row that the program needs")
        return "(?:" + "|".join(parts) + ")"

    @functools.cache  # noqa: B019 - the patterns live as long as the process
    def compiled(self, family: str, **wanted: Any) -> regex.Pattern[str]:
        return compile_pattern(self.any_of(family, **wanted))

    def proofs(self) -> Iterator[tuple[Row, str]]:
        """Every fault of the rows' own examples: (row, what is wrong). Nothing is yielded when all hold."""
        for rows in self.families.values():
            for row in rows:
                yield from ((row, fault) for fault in self._faults(row))

    def _faults(self, row: Row) -> Iterator[str]:
        if not row.examples:
            yield "no example exercises it; add one with the matched stretch in [brackets]"
        try:
            pattern = compile_pattern(self.source(row))
        except regex.error as fault:
            yield f"not a regular expression: {fault}"
            return
        for example in row.examples:
            before, bracket, rest = example.partition("[")
            wanted, closed, after = rest.partition("]")
            if not bracket or not closed:
                yield f"example without [brackets]: {example!r}"
                continue
            text = canonical(before + wanted + after)
            spans = [m.span() for m in pattern.finditer(text)]
            if (len(before), len(before) + len(wanted)) not in spans:
                got = ", ".join(repr(text[a:b]) for a, b in spans) or "nothing"
                yield f"example {example!r}: matches {got}"
        for example in row.counter_examples:
            if hit := pattern.search(canonical(example)):
                yield f"counter-example {example!r}: matches {hit.group()!r}"
        for word in row.words:
            if canonical(word) != word:
                yield f"word {word!r} is not in canonical form (lower case, old tone placement): write {canonical(word)!r}"


def compile_pattern(source: str) -> regex.Pattern[str]:
    return regex.compile(source)


def folder() -> Path:
    """The folder of our own rows: inside the installed package, or beside `src/` in a checkout."""
    packaged = Path(str(resources.files("baocao_extract"))) / "patterns"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / "patterns"


def _read(path: Path, family: str) -> list[Row]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise PatternError(f"{path.name}: {fault}", "mend the TOML") from None
    rows: list[Row] = []
    allowed = COMMON | FIELDS[family]
    for n, raw in enumerate(data.pop("row", []), 1):
        name = raw.get("id")
        where = f"{path.name}, row {name!r}" if name else f"{path.name}, row number {n}"
        if not name:
            raise PatternError(f"{where}: no id", "give it one")
        if unknown := set(raw) - allowed:
            raise PatternError(f"{where}: unknown key {min(unknown)!r}", f"allowed: {', '.join(sorted(allowed))}")
        if bool(raw.get("words")) == bool(raw.get("regex")):
            raise PatternError(f"{where}: needs either words or regex", "give one of them")
        if any(r.id == name for r in rows):
            raise PatternError(f"{where}: the id stands twice", "rename one")
        rows.append(Row(
            family, name, tuple(raw.get("words", ())), raw.get("regex", ""), tuple(raw.get("examples", ())), tuple(raw.get("not", ())),
            {k: v for k, v in raw.items() if k not in COMMON}, path.name,
        ))  # fmt: skip
    if data:
        raise PatternError(f"{path.name}: unknown table {min(data)!r}", "only [[row]] is allowed")
    return rows


def _files(place: Path) -> dict[str, list[Path]]:
    """Family → its files in one folder of patterns."""
    files: dict[str, list[Path]] = {}
    for path in sorted(place.glob("*.toml")):
        if path.stem not in FIELDS:
            raise PatternError(f"{path.name}: no family of that name", f"one of: {', '.join(sorted(FIELDS))}")
        files[path.stem] = [path]
    for family in sorted(IN_FOLDERS):
        if paths := sorted((place / family).glob("*.toml")):
            files[family] = files.get(family, []) + paths
    return files


def read(*folders: Path) -> Patterns:
    """The rows of `folders`, later ones laid over earlier ones."""
    families: dict[str, list[Row]] = {}
    for place in folders:
        if not place.is_dir():
            raise PatternError(f"{place}: no such folder", "name a folder of TOML files")
        for family, paths in _files(place).items():
            new: list[Row] = []
            for path in paths:
                for row in _read(path, family):
                    if other := next((r for r in new if r.id == row.id), None):
                        raise PatternError(f"{path.name}, row {row.id!r}: the id stands in {other.origin} too", "rename one")
                    new.append(row)
            named = {r.id for r in new}
            families[family] = new + [r for r in families.get(family, []) if r.id not in named]
    return Patterns({k: tuple(v) for k, v in families.items()})


@functools.cache
def load(*extra: Path) -> Patterns:
    """Our own rows with the user's folders laid over them; read once per process."""
    return read(folder(), *extra)
