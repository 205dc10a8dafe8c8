"""Tables that contradict themselves: totals of columns, stated percentages and differences, units that jump.

Like `audit`, it sees the finished records only, corrects nothing, and takes a stated figure for an interval of half its last digit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from baocao_extract.audit import sum_finding
from baocao_extract.model import Finding, Indicator, Table

# A jump of this factor between figures that else stay together is one of units (nghìn for triệu), not of the matter.
_JUMP = 1000.0
_JUMP_ROOM = 3.0
# Stated percentages of a column that come out as fractions (0,0327 for 3,27%).
_HUNDRED = 100.0
_FEWEST = 4


def findings(tables: Sequence[Table], indicators: Sequence[Indicator]) -> list[Finding]:
    """All contradictions within the tables of a document, in text order."""
    found: list[Finding] = []
    by_table: dict[int, list[Indicator]] = defaultdict(list)
    for i in indicators:
        if i.table is not None:
            by_table[i.table].append(i)
    for table in tables:
        grid = _grid(table, by_table[table.id])
        found += [*_sums(grid), *_comparisons(table, grid), *_jumps_in_columns(table, grid), *_jumps_in_rows(table, grid)]
    found.sort(key=lambda f: f.spans[0])
    return found


def _grid(table: Table, members: Sequence[Indicator]) -> dict[tuple[int, int], Indicator]:
    places = {(c.start, c.end): (c.row, c.column) for c in table.cells}
    starts = sorted((c.start, c.end) for c in table.cells if c.end > c.start)
    out: dict[tuple[int, int], Indicator] = {}
    k = 0
    for i in sorted(members, key=lambda i: i.start):
        while k < len(starts) and starts[k][1] < i.end:
            k += 1
        if k < len(starts) and starts[k][0] <= i.start:
            out[places[starts[k]]] = i
    return out


def _sums(grid: dict[tuple[int, int], Indicator]) -> Iterator[Finding]:
    """BF101: the parts of a figure in its own column, and those in its own row, each sum to it."""
    by_id = {i.id: (place, i) for place, i in grid.items()}
    divisions: dict[tuple[int, bool], list[Indicator]] = defaultdict(list)
    for place, part in sorted(grid.items()):
        if part.part_of in by_id:
            divisions[part.part_of, by_id[part.part_of][0][1] == place[1]].append(part)
    for (whole, _), parts in divisions.items():
        if (found := sum_finding(by_id[whole][1], parts)) is not None:
            yield found


def _digit(indicator: Indicator) -> float:
    """What one unit of the last printed digit is worth, in the figure's own unit."""
    shown = indicator.quote.strip("-–+() %\xa0")
    for mark in (",", "."):
        whole, found, decimals = shown.rpartition(mark)
        if found and whole and (len(decimals) != 3 or mark == ",") and decimals.isdigit():
            bare = whole.replace(".", "").replace(",", "").replace(" ", "")
            printed = float(f"{bare or 0}.{decimals}")
            factor = abs(indicator.value) / printed if printed else 1.0
            return factor * 10.0 ** -len(decimals)
    return 1.0


def _comparisons(table: Table, grid: dict[tuple[int, int], Indicator]) -> Iterator[Finding]:
    """BF104: a stated percentage or difference that does not follow from the two figures that the heading names."""
    for c, column in enumerate(table.columns):
        if column.of is None or column.versus is None or column.role not in ("share", "change"):
            continue
        wrong: list[tuple[Indicator, Indicator, Indicator, float]] = []
        right = 0
        for r in sorted({row for row, at in grid if at == c}):
            stated, over, under = grid.get((r, c)), grid.get((r, column.of)), grid.get((r, column.versus))
            if stated is None or over is None or under is None or not under.value or over.kind != under.kind:
                continue
            expected = _expected(stated, over, under)
            room = _room(stated, over, under)
            if abs(expected - stated.value) <= room:
                right += 1
            else:
                wrong.append((stated, over, under, expected))
        if not right and len(wrong) >= _FEWEST:
            continue  # the column compares something else than we think
        for stated, over, under, expected in wrong:
            cause = _cause(stated, expected)
            yield Finding(
                code="BF104", severity="warning", cause=cause, indicators=[stated.id, over.id, under.id],
                message=f"{over.quote} against {under.quote} is {expected:.2f}{'%' if stated.kind == 'percent' else ''}, not {stated.quote}",
                spans=[(i.start, i.end) for i in (stated, over, under)],
            )  # fmt: skip


def _expected(stated: Indicator, over: Indicator, under: Indicator) -> float:
    if stated.kind != "percent" or (over.kind == "percent" and stated.role == "change"):
        return over.value - under.value
    ratio = 100 * over.value / under.value
    return ratio - 100 if stated.role == "change" else ratio


def _room(stated: Indicator, over: Indicator, under: Indicator) -> float:
    own = _digit(stated) * 1.01
    a, b = _digit(over) / 2, _digit(under) / 2
    if stated.kind != "percent" or over.kind == "percent":
        return own + a + b
    return own + 100 * (a / abs(under.value) + abs(over.value) * b / under.value**2)


def _cause(stated: Indicator, expected: float) -> str | None:
    if stated.value and abs(expected / stated.value - _HUNDRED) < 0.6:
        return "a fraction where a percentage is announced"
    if stated.value and abs(expected + stated.value) <= max(0.06, 0.006 * abs(expected)):
        return "the sign is the other way round"
    if stated.kind == "percent" and abs(abs(stated.value - expected) - 100) < 0.06:
        return "a change where a share is announced, or the other way round"
    a, b = (
        f"{abs(stated.value):g}".replace(".", ""),
        f"{abs(expected):g}".replace(".", "")[: len(f"{abs(stated.value):g}".replace(".", ""))],
    )
    if len(a) == len(b) and a != b and Counter(a) == Counter(b):
        return f"digits transposed: {stated.quote} for {expected:.2f}"
    return None


def _jumps_in_rows(table: Table, grid: dict[tuple[int, int], Indicator]) -> Iterator[Finding]:
    """BF105: figures of one row and one measure that differ by a factor of a thousand."""
    for r in sorted({row for row, _ in grid}):
        levels = [
            i for (row, c), i in sorted(grid.items()) if row == r and i.role == "level" and table.columns[c].place is None and i.value > 0
        ]
        by_name: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
        for i in levels:
            by_name[i.name, i.kind].append(i)
        for same in by_name.values():
            yield from (_jump(i, others) for i in same if (others := _jumped(i, [o for o in same if o is not i])))


def _jumps_in_columns(table: Table, grid: dict[tuple[int, int], Indicator]) -> Iterator[Finding]:
    """BF105: one price or rate of a column that is a thousand times off all the others of its unit."""
    for c in range(len(table.columns)):
        members = [
            i for (_, at), i in sorted(grid.items()) if at == c and i.role == "level" and i.value > 0 and i.kind in ("price", "rate")
        ]
        by_unit: dict[str, list[Indicator]] = defaultdict(list)
        for i in members:
            by_unit[i.unit].append(i)
        for same in by_unit.values():
            if len(same) < _FEWEST:
                continue
            for i in same:
                others = [o for o in same if o is not i]
                if all(o.value / i.value > _JUMP / 20 or i.value / o.value > _JUMP / 20 for o in others) and _jumped(i, others):
                    yield _jump(i, others)


def _jumped(one: Indicator, others: Sequence[Indicator]) -> list[Indicator]:
    """Those of the others that it is about a thousand times off, when it is off most of them and they stay together."""
    off = [
        o
        for o in others
        if 1 / _JUMP_ROOM < one.value * _JUMP / o.value < _JUMP_ROOM or 1 / _JUMP_ROOM < one.value / o.value / _JUMP < _JUMP_ROOM
    ]
    if len(others) < 2 or len(off) * 2 <= len(others):
        return []
    values = sorted(o.value for o in others)
    return off if values[-1] / values[0] < _JUMP / 10 else []


def _jump(one: Indicator, others: Sequence[Indicator]) -> Finding:
    other = others[0]
    return Finding(
        code="BF105", severity="warning", cause="a factor of 1000: another unit, or a mark between digits misread",
        message=f"{one.quote} beside {other.quote}: a jump by about a thousand",
        spans=[(one.start, one.end), (other.start, other.end)], indicators=[one.id, other.id],
    )  # fmt: skip
