"""Documents for people: a table with colours in a terminal, plain tab-separated lines everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, TextIO

from baocao_extract.export import codes_by_indicator, heading
from baocao_extract.model import Document, Indicator

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = ("value", "unit", "name", "period", "place", "section", "findings")
_SIGNS = {"exact": "", "over": "> ", "nearly": "≲ ", "about": "≈ ", "at_least": "≥ ", "at_most": "≤ ", "under": "< "}
_STATUS_STYLES = {"actual": "", "estimate": "yellow", "plan": "cyan", "norm": "magenta"}
_HEADER = ("issuer", "number", "date", "period", "province", "place", "signer_title", "signer", "author", "source")


def show_document(document: Document, target: TextIO) -> None:
    """Header, figures and findings of a document."""
    if target.isatty():
        _show_rich(document, target)
    else:
        target.writelines(f"{line}\n" for line in _plain_lines(document))


def show_numbers(document: Document) -> None:
    """Every number in text order: its place, the figure that it states or the reason why it states none."""
    lines = ["start\tend\tnumber\ttaken for\taround"]
    by_id = {i.id: i for i in document.indicators}
    for n in document.numbers:
        fact = by_id.get(n.indicator) if n.indicator is not None else None
        taken = f"figure: {fact.kind}, {fact.unit}" if fact else f"{n.reason}"
        around = " ".join(document.text[max(0, n.start - 25) : n.end + 20].split())
        lines.append(f"{n.start}\t{n.end}\t{' '.join(document.text[n.start : n.end].split())}\t{taken}\t{around}")
    reasons: dict[str, int] = {}
    for n in document.numbers:
        if n.indicator is None:
            reasons[str(n.reason)] = reasons.get(str(n.reason), 0) + 1
    counted = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items(), key=lambda r: (-r[1], r[0])))
    lines.append(f"# {len(document.numbers)} numbers: {len(document.indicators)} figures; {counted or 'no others'}")
    sys.stdout.writelines(f"{line}\n" for line in lines)


def short_period(period: str | None) -> str:
    """An ISO interval as people say it: `2020`, `Q1/2020`, `02/2020`, `01–09/2020`, `≤ 2019-12-31`; other intervals whole."""
    if not period:
        return ""
    start, _, end = period.partition("/")
    if start == "..":
        return f"≤ {end}"
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return period
    if first == last:
        return start
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return f"{start} – {end}"
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.month == 1 and months % 12 == 0:
        return str(first.year) if months == 12 else f"{first.year}–{last.year}"
    if months == 1:
        return f"{first.month:02}/{first.year}"
    if months == 3 and first.month % 3 == 1:
        return f"Q{first.month // 3 + 1}/{first.year}"
    if first.year == last.year:
        return f"{first.month:02}–{last.month:02}/{first.year}"
    return f"{first.month:02}/{first.year}–{last.month:02}/{last.year}"


def stated(indicator: Indicator) -> str:
    """The figure as printed, without its unit; the sign of a change and of a modifier before it."""
    words = " ".join(indicator.quote.split())
    if words.lower().endswith(indicator.unit.lower()) and len(words) > len(indicator.unit):
        words = words[: -len(indicator.unit)].rstrip()
    change = ("−" if indicator.value < 0 else "+") if indicator.role == "change" else ""
    return f"{_SIGNS[indicator.modifier]}{change}{words}"


def _cells(document: Document) -> Iterator[tuple[Indicator, tuple[str, ...]]]:
    codes = codes_by_indicator(document)
    sections = {s.id: heading(s) for s in document.sections}
    for i in document.indicators:
        section = sections.get(i.section, "") if i.section is not None else ""
        cells = (stated(i), i.unit, i.name, short_period(i.period), i.place or "", section, " ".join(codes.get(i.id, ())))
        yield i, tuple(" ".join(cell.split()) for cell in cells)


def _header(document: Document) -> Iterator[tuple[str, str]]:
    for field in _HEADER:
        if value := getattr(document.metadata, field):
            yield field.replace("_", " "), short_period(value) if field == "period" else value


def _summary(document: Document) -> str:
    figures, findings = len(document.indicators), len(document.findings)
    unknown = sum(n.reason == "unknown" for n in document.numbers)
    return f"{figures} figures of {len(document.numbers)} numbers ({unknown} unaccounted for), {findings} findings"


def _plain_lines(document: Document) -> Iterator[str]:
    yield f"# {document.source.path or 'standard input'}"
    if document.metadata.title:
        yield f"# {' '.join(document.metadata.title.split())}"
    for name, value in _header(document):
        yield f"# {name}: {value}"
    yield "\t".join(COLUMNS)
    for _, cells in _cells(document):
        yield "\t".join(cells)
    for finding in document.findings:
        yield f"# {finding.severity} {finding.code}: {finding.message}" + (f" ({finding.cause})" if finding.cause else "")
    yield f"# {_summary(document)}"


def _show_rich(document: Document, target: TextIO) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=target, highlight=False)
    console.print(Text(" ".join((document.metadata.title or document.source.path or "standard input").split()), style="bold"))
    for name, value in _header(document):
        console.print(Text.assemble((f"{name}: ", "dim"), value))
    _print_table(document, console)
    for finding in document.findings:
        style = {"error": "bold red", "warning": "yellow", "info": "dim"}[finding.severity]
        cause = f" ({finding.cause})" if finding.cause else ""
        console.print(Text.assemble((finding.code, style), f" {finding.message}{cause}"))
    console.print(Text(_summary(document), style="dim"))
    console.print(Text.assemble(*[(f"{status} ", style) for status, style in _STATUS_STYLES.items() if style]))


def _print_table(document: Document, console: Console) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    # A narrow terminal keeps the columns that make a figure readable.
    wide = console.width >= 110
    shown = [c for c in COLUMNS if wide or c != "section"]
    if not any(i for f in document.findings for i in f.indicators):
        shown.remove("findings")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in shown:
        if column == "section":
            table.add_column(column, no_wrap=True, overflow="ellipsis", max_width=28)
        else:
            table.add_column(column, justify="right" if column == "value" else "left", no_wrap=column in ("value", "period"))
    for indicator, cells in _cells(document):
        style = _STATUS_STYLES[indicator.status]
        named = dict(zip(COLUMNS, cells, strict=True))
        if indicator.part_of is not None:
            named["name"] = f"  {named['name']}"
        table.add_row(*(Text(named[c], style="red" if c == "findings" else style) for c in shown))
    console.print(table)
