"""Figures that were recognised from a picture: which of them to doubt, and which of those arithmetic bears out.

Recognition says of each word how sure it is. A figure that is unsure, or that a sign was glued to which is no digit, gets a finding,
unless it is part of a sum or a share that comes out. One that contradicts others is doubted sooner.
"""

from __future__ import annotations

from collections.abc import Sequence

from baocao_extract.model import Finding, Indicator

# On test scans nearly all misread figures are below the first; in a contradiction the second applies.
_SURE, _SURE_THOUGH_CONTRADICTED = 0.8, 0.93
_MAY_STAND_BEFORE = frozenset("([{\"“‘'-–—−+/.,;:<>=±~≈≤≥*|")
_EQUAL = 0.0005
_SHARE_EQUAL = 0.06


def findings(indicators: Sequence[Indicator], text: str, contradictions: Sequence[Finding]) -> list[Finding]:
    """A finding for each figure of a scan that is to be doubted, in text order. Empty for text that was not recognised."""
    contradicted = {i: finding.code for finding in contradictions for i in finding.indicators}
    borne_out = _borne_out(indicators)
    found = []
    for indicator in indicators:
        sure = indicator.confidence
        if sure is None or (indicator.id in borne_out and indicator.id not in contradicted):
            continue
        before = text[indicator.start - 1 : indicator.start]
        glued = bool(before) and not before.isspace() and before not in _MAY_STAND_BEFORE
        against = contradicted.get(indicator.id)
        if sure >= (_SURE if against is None else _SURE_THOUGH_CONTRADICTED) and not glued:
            continue
        reasons = [f"recognised with a confidence of {sure:.2f}"]
        reasons += [f"stands directly behind {before!r}"] if glued else []
        reasons += [f"contradicts other figures ({against})"] if against else []
        found.append(
            Finding(
                code="BF201", severity="error" if against else "warning", message=f"{indicator.quote!r} may be misread: " + ", ".join(reasons),
                spans=[(indicator.start, indicator.end)], indicators=[indicator.id], cause="a picture was recognised",
            )
        )  # fmt: skip
    return found


def unread(pages: Sequence[int]) -> list[Finding]:
    """One finding for the pages of a file that were not read: their figures are missing."""
    if not pages:
        return []
    named = ", ".join(map(str, pages))
    return [
        Finding(
            code="BF202", severity="error", message=f"not read, pictures or useless text: page {named}", spans=[], cause="not recognised"
        )
    ]


def _borne_out(indicators: Sequence[Indicator]) -> set[int]:
    """Figures of sums and shares that come out as printed."""
    by_id = {i.id: i for i in indicators}
    parts: dict[int, list[Indicator]] = {}
    for i in indicators:
        if i.part_of is not None and i.upper is None:
            parts.setdefault(i.part_of, []).append(i)
    right: set[int] = set()
    for whole_id, members in parts.items():
        whole = by_id[whole_id]
        if len(members) > 1 and whole.value and abs(sum(m.value for m in members) - whole.value) <= _EQUAL * abs(whole.value):
            right |= {whole_id, *(m.id for m in members)}
    for share in indicators:
        level = by_id.get(share.of) if share.of is not None else None
        if share.role != "share" or share.kind != "percent" or level is None or level.part_of is None:
            continue
        whole = by_id[level.part_of]
        if whole.value and abs(100 * level.value / whole.value - share.value) <= _SHARE_EQUAL:
            right |= {share.id, level.id, whole.id}
    return right
