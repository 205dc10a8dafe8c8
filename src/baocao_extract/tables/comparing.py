"""Which columns a share or change column compares: by its formula, its words, and the arithmetic of its figures."""

from __future__ import annotations

from baocao_extract.tables.columns import Column
from baocao_extract.tables.layout import Layout
from baocao_extract.tables.matrix import Matrix
from baocao_extract.tables.rows import Row, figure
from baocao_extract.tables.vocabulary import Vocabulary
from baocao_extract.times import algebra
from baocao_extract.times.algebra import Context, Interval

# A stated percentage may be rounded, and levels with it: so far off it still follows from them.
_ROOM = 0.006
_LEAST = 0.6
# What the words or the formula name is taken before a pair that fits a little better.
_SAID = 0.15


def link(matrix: Matrix, layout: Layout, columns: list[Column], rows: list[Row], words: Vocabulary, around: Context) -> None:
    """Fills `of`, `versus`, `baseline`, and the time and status of comparison columns from the levels that they compare."""
    levels = [c for c in columns if c.part == "value" and c.role == "level"]
    for column in columns:
        if column.part != "value" or column.role == "level":
            continue
        low = " ; ".join(words.spelled_out(t) for t in column.lows)
        by_formula(column, columns, layout)
        if column.of is None or column.versus is None:
            _by_words(column, levels, words, low)
        _by_figures(column, levels, columns, rows, matrix)
        _settle(column, columns, words, low, around)


def by_formula(column: Column, columns: list[Column], layout: Layout) -> None:
    if column.formula is None:
        return
    a, op, b = column.formula
    pair = [layout.labels.get(x, int(x) - 1 if not layout.labels else None) for x in (a, b)]
    if any(p is None or not 0 <= p < len(columns) or columns[p].part != "value" for p in pair):
        return
    over, under = pair
    assert over is not None
    assert under is not None
    if columns[over].role == "change" and op == "/":
        # `(9)/(7)` where (9) is the difference from (7): the rate of change
        column.role, column.percent = "change", True
        over = columns[over].of if columns[over].of is not None else over
    elif op == "-":
        column.role = "change"
    column.of, column.versus = over, under


def _by_words(column: Column, levels: list[Column], words: Vocabulary, low: str) -> None:
    before = [c for c in levels if c.at < column.at] or levels
    if not before:
        return
    under: Column | None = None
    if words.says("attained", low) or words.says("plan", low):
        under = next((c for c in reversed(before) if c.status == "plan" and (not column.own_period or c.period == column.period)), None)
        under = under or next((c for c in reversed(before) if c.status == "plan"), None)
    elif words.says("same-period", low):
        under = next((c for c in before if c.same), None)
    elif column.compares and column.against is not None:
        under = next((c for c in before if c.period == column.against and c.status != "plan"), None)
    if under is None and (column.previous or words.says("previous", low)):
        under = next((c for c in before if c.previous), None)
    may = [c for c in reversed(before) if c is not under and c.status != "plan" and not c.same and not c.previous and c.whole is None]
    over = next((c for c in may if column.own_period and c.period == column.period), None)
    if over is None and not (column.own_period and column.period is not None):
        over = next(iter(may), None)
    if over is None or not (under is not None or _compares(column, words, low)):
        return
    column.of = over.at if column.of is None else column.of
    if column.versus is None and under is not None and under.at != column.of:
        column.versus = under.at


def _compares(column: Column, words: Vocabulary, low: str) -> bool:
    return column.role == "change" or column.compares or words.says("compared", low) or words.says("attained", low)


def _by_figures(column: Column, levels: list[Column], columns: list[Column], rows: list[Row], matrix: Matrix) -> None:
    """Arithmetic decides between share and change, and finds the pair where words leave it open."""
    pairs = [(a.at, b.at) for a in reversed(levels) for b in levels if a.at != b.at]
    said = (column.of, column.versus)
    best: tuple[float, int, int, str] | None = None
    for a, b in [*[p for p in pairs if p == said], *[p for p in pairs if p != said]][:60]:
        for way, fit in _fits(column, columns[a], columns[b], rows, matrix):
            score = fit + (_SAID if (a, b) == said else 0.0)
            if fit >= _LEAST and (best is None or score > best[0] + 1e-9):
                best = (score, a, b, way)
    if best is None:
        return
    _, column.of, column.versus, way = best
    if way == "share":
        column.role = "share"
        column.percent = True
    else:
        column.role = "change"
        column.percent = way == "rate"


def _fits(column: Column, over: Column, under: Column, rows: list[Row], matrix: Matrix) -> list[tuple[str, float]]:
    tried = share = rate = gap = told = 0
    for row in rows:
        stated, a, b = (figure(matrix, row.at, c) for c in (column, over, under))
        if stated is None or a is None or not b:
            continue
        tried += 1
        told += a != b
        room = max(_ROOM * max(1.0, abs(stated)), 0.06)
        share += abs(100 * a / b - stated) <= room
        rate += abs(100 * a / b - 100 - stated) <= room
        gap += abs(a - b - stated) <= max(1e-6 * abs(a), 0.011) if column.unit is None or not column.percent else 0
    if tried < 2 or told < max(1, tried // 4):
        return []
    return [("share", share / tried), ("rate", rate / tried), ("gap", gap / tried)]


def _settle(column: Column, columns: list[Column], words: Vocabulary, low: str, around: Context) -> None:
    """Time and status of what is compared; a change bears the time that it is counted from."""
    of = columns[column.of] if column.of is not None else None
    versus = columns[column.versus] if column.versus is not None else None
    if of is not None and (versus is not None or _compares(column, words, low)):
        column.period, column.own_period, column.unknown_period = of.period, of.own_period, of.unknown_period
        column.status = of.status
    elif column.own_period is False or column.period is None:
        column.status = "actual" if words.says("compared", low) else column.status
    if column.role != "change":
        return
    if versus is not None:
        column.baseline = versus.period if versus.status != "plan" and versus.own_period else None
    elif column.compares:
        column.baseline = column.against
    if column.baseline is None and versus is None and words.says("same-period", low):
        base = column.period or (Interval(around.first, around.last) if around.last is not None else None)
        column.baseline = algebra.shifted(base, -1) if base is not None else None
