"""`baocao`: the command line. Thin: every command imports what it needs when it runs, so that `baocao --help` is instant."""

from __future__ import annotations

from baocao_extract.cli.app import main

__all__ = ["main"]
