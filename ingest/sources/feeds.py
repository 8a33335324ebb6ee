"""Feeds and sitemaps: the addresses of documents that they list, each with the time at which it last changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from ingest.errors import SourceError
from ingest.sources.article.encoding import decode

MOST = 50_000
"""Addresses of one list; a sitemap has no more."""

_ITEM = re.compile(r"<(url|sitemap|item|entry)\b[^>]*>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_LOC = re.compile(r"<loc\b[^>]*>\s*(.*?)\s*</loc\s*>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<link\b([^>]*?)(?:/>|>\s*(.*?)\s*</link\s*>)", re.DOTALL | re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(["'])(.*?)\1""", re.DOTALL)
_REL = re.compile(r"""\brel\s*=\s*(["'])(.*?)\1""", re.DOTALL)
_CHANGED = re.compile(r"<(?:lastmod|pubDate|updated|published)\b[^>]*>\s*(.*?)\s*</", re.DOTALL | re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Listed:
    """One address that a list names; `changed` is what the list says of when, as it says it; `further` for a list."""

    address: str
    changed: str | None
    further: bool


def listed(data: bytes, address: str) -> list[Listed]:
    """Return what an RSS or Atom feed, a sitemap or an index of sitemaps lists. SourceError for what is none of them."""
    text = decode(data, address).text
    if not re.search(r"<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", text[:5000], re.IGNORECASE):
        raise SourceError(address, "", "no feed (RSS, Atom) and no sitemap")
    found: dict[str, Listed] = {}
    for item in _ITEM.finditer(text):
        target = _target(item[2])
        if target is not None and len(found) < MOST:
            told = _CHANGED.search(item[2])
            whole = urljoin(address, target)
            further = item[1].lower() == "sitemap"
            found.setdefault(whole, Listed(whole, _plain(told[1]) if told else None, further))
    return list(found.values())


def _target(item: str) -> str | None:
    if (loc := _LOC.search(item)) is not None:
        return _plain(loc[1])
    for link in _LINK.finditer(item):
        rel, href = _REL.search(link[1]), _HREF.search(link[1])
        if href is not None and (rel is None or rel[2] == "alternate"):
            return _plain(href[2])
        if link[2]:
            return _plain(link[2])
    return None


def _plain(text: str) -> str:
    """Return a text without its CDATA and references."""
    inner = _CDATA.sub(lambda found: found[1], text).strip()
    return LexborHTMLParser(f"<p>{inner}</p>").text(strip=True) if "&" in inner else inner
