"""Identifiers of organizations as others write them."""

from __future__ import annotations

from stdnum.vn import mst


def org_id(code: str) -> str | None:
    """Return a code as org-id.guide writes it (`VN-TIN-0100112437`); None for what is no tax code by its check digit."""
    plain = mst.compact(code)
    return f"VN-TIN-{mst.format(plain)}" if mst.is_valid(plain) else None
