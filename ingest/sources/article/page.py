"""An article's web page → the text it shows, its blocks and what its head says of it.

Menus, footers and lists of other articles are left out; titles, paragraphs, captions, lists and table cells are kept
in reading order. The text is what a reader sees: runs of white space are one space, no-break spaces stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import SourceError
from ingest.model import BlockKind, Span
from ingest.sources.article import plain
from ingest.values import PartialDate

MOST_ELEMENTS = 200_000
DEEPEST = 500
_LEFT_OPEN = 20_000

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "video",
        "audio",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "form",
        "nav",
        "aside",
        "footer",
        "head",
        "map",
        "datalist",
        "dialog",
    ]
)
_PICTURES = frozenset({"img", "picture"})
# Words in class and id names by which sites mark what is not the article.
_ASIDE = frozenset(
    [
        "menu",
        "nav",
        "navbar",
        "navigation",
        "breadcrumb",
        "breadcrumbs",
        "sidebar",
        "footer",
        "related",
        "relate",
        "lienquan",
        "tinkhac",
        "share",
        "social",
        "comment",
        "comments",
        "comment-list",
        "advert",
        "ads",
        "adv",
        "banner",
        "popup",
        "modal",
        "pagination",
        "pager",
        "widget",
        "toolbar",
        "login",
        "search",
        "tags",
        "tag",
        "subscribe",
        "newsletter",
        "cookie",
        "copyright",
        "hidden",
        "print",
        "rating",
        "vote",
    ]
)
_ASIDE_PHRASES = re.compile(
    r"lien-?quan|tin-?(?:khac|moi|cu|lien|noi-?bat|xem-?nhieu|doc-?nhieu)|bai-?(?:khac|lien)|other-?news|more-?news|"
    r"most-?(?:read|view)|box-?(?:tin|share)|fb-(?:like|comments)|binh-?luan|chia-?se|duong-?dan|thanh-?menu",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"caption|chu-?thich|image-?(?:desc|note|title)|img-?(?:desc|note|title)|pic-?(?:desc|note|title)|photo-?(?:desc|note)|"
    r"figure-?desc|mo-?ta-?anh",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:author|authors|byline|tac-?gia|nguoi-?viet|nguon|source|writer|pen-?name)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:^|[\s_-])(?:date|time|datetime|published|publish-?date|post-?date|ngay|ngay-?dang|thoi-?gian)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Elements that stay open until they are closed: not those without content, nor those that the next one closes.
_TAG = re.compile(
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|d[dt]|t[dhr]|option)\b)[a-z]",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_ROOTS = ("[itemprop=articleBody]", "article", "main", "[role=main]")
_BREAK = "\0"  # stands for <br>; the parser lets no such character through
_BREAKS = re.compile(f" ?{_BREAK} ?")
# A line break within a sentence only lays it out; elsewhere it ends a line.
_LOWER = "".join(letter for letter in map(chr, range(0x1F00)) if letter.islower())
_RUN_ON = re.compile(rf"(?<=[^\W\d_])\n(?=[{_LOWER}])")


@dataclass(frozen=True, slots=True)
class ShownPage:
    """What a page shows and says: text, its parts (kind None where wording must tell), and its head's metadata."""

    text: str
    parts: tuple[tuple[Span, BlockKind | None], ...]
    publisher: str | None
    published: PartialDate | None
    url: str | None


@dataclass(slots=True)
class _Shown:
    """The text being gathered: finished parts, and the one that is open."""

    parts: list[tuple[str, BlockKind | None]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    kind: BlockKind | None = None
    after_picture: bool = False

    def close(self) -> None:
        text = _BREAKS.sub("\n", _SPACE.sub(" ", "".join(self.open)).strip(" "))
        # A picture's own text follows it directly, shorter than a paragraph and often in a cell or line of its own.
        kind = self.kind
        if text.strip("\u00a0 "):
            if (
                kind is None
                and self.after_picture
                and len(text) <= plain.LONGEST_CAPTION
                and not text.endswith((".", ":"))
            ):
                kind = BlockKind.CAPTION
            for line in _RUN_ON.sub(" ", text).split("\n"):
                if line.strip("\u00a0 "):
                    self.parts.append((line.strip("\u00a0 "), kind))
            self.after_picture = False
        self.open.clear()


def read(html: str, name: str) -> ShownPage:
    """Return what a page shows; SourceError when it is too large or too deep to be an article, or shows no text."""
    _balance(html, name)
    tree = LexborHTMLParser(html)
    body = tree.body
    if body is None:
        raise SourceError(name, "", "an HTML page without a body")
    _measure(body, name)
    head = _Head.of(tree)
    shown = _Shown()
    root = root_of(tree, body)
    title = _title(tree, root, head)
    if title is not None:
        shown.parts.append((title, BlockKind.TITLE))
    _gather(root, shown, title)
    text, parts = _joined(shown.parts)
    if not any(kind is not BlockKind.TITLE for _, kind in parts):
        raise SourceError(name, "", "an HTML page that shows no article text (is it made by a script?)")
    return ShownPage(text, parts, head.publisher, head.published, head.url)


def _balance(html: str, name: str) -> None:
    """Refuse what leaves very many elements open before it is parsed: the parser's time grows with their square."""
    left_open = 0
    for tag in _TAG.finditer(html):
        left_open = max(0, left_open - 1) if tag[1] else left_open + 1
        if left_open > _LEFT_OPEN:
            raise SourceError(name, "", f"an HTML page nested deeper than {DEEPEST} elements is no article")


def _measure(body: LexborNode, name: str) -> None:
    """Refuse hostile pages before anything walks them; iterative, as the page chooses its own depth."""
    count = 0
    stack = [(body, 1)]
    while stack:
        node, depth = stack.pop()
        count += 1
        if count > MOST_ELEMENTS:
            raise SourceError(name, "", f"an HTML page of more than {MOST_ELEMENTS:,} elements is no article")
        if depth > DEEPEST:
            raise SourceError(name, "", f"an HTML page nested deeper than {DEEPEST} elements is no article")
        child = node.child
        while child is not None:
            if child.is_element_node:
                stack.append((child, depth + 1))
            child = child.next


def _joined(parts: list[tuple[str, BlockKind | None]]) -> tuple[str, tuple[tuple[Span, BlockKind | None], ...]]:
    spans: list[tuple[Span, BlockKind | None]] = []
    position = 0
    for line, kind in parts:
        spans.append((Span(position, position + len(line)), kind))
        position += len(line) + 2
    return "\n\n".join(line for line, _ in parts), tuple(spans)


def children(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the nodes right within a node, in order."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _gather(root: LexborNode, shown: _Shown, title: str | None) -> None:
    """Walk the root in reading order; a `None` on the stack closes the block that was open."""
    stack: list[tuple[LexborNode | None, BlockKind | None]] = [(root, None)]
    while stack:
        node, kind = stack.pop()
        if node is None:
            shown.close()
            shown.kind = kind
            continue
        if node.is_text_node:
            shown.open.append(node.text_content or "")
            continue
        if not node.is_element_node:
            continue
        tag = node.tag or ""
        if tag == "br":
            shown.open.append(_BREAK)
        elif tag in _PICTURES:
            _picture(node, shown, kind)
        elif node is root or not left_out(node, tag):
            _enter(node, tag, kind, shown, stack, title)
    shown.close()


def _enter(
    node: LexborNode,
    tag: str,
    kind: BlockKind | None,
    shown: _Shown,
    stack: list[tuple[LexborNode | None, BlockKind | None]],
    title: str | None,
) -> None:
    own = _kind(node, tag) or kind
    if tag == "h1" and title is not None and _words(node) == title:
        return
    within = list(children(node))
    if tag in BLOCKS or own is not kind:
        shown.close()
        shown.kind = own
        stack.append((None, kind))
    stack.extend((child, own) for child in reversed(within))


def _picture(node: LexborNode, shown: _Shown, kind: BlockKind | None) -> None:
    shown.close()
    shown.kind = kind
    shown.after_picture = True
    said = (node.attributes.get("data-caption") or node.attributes.get("data-desc") or "").strip()
    if said:
        shown.parts.append((_SPACE.sub(" ", said), BlockKind.CAPTION))
        shown.after_picture = False


_KINDS = {
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), BlockKind.PARAGRAPH),
    "li": BlockKind.LIST_ITEM,
    "time": BlockKind.DATELINE,
}


def _kind(node: LexborNode, tag: str) -> BlockKind | None:
    if tag in _KINDS:
        return _KINDS[tag]
    if tag in ("td", "th"):
        return _cell(node)
    names = _names(node)
    if not names:
        return None
    if _CAPTION.search(names):
        return BlockKind.CAPTION
    words = _words(node)
    if len(words) <= plain.LONGEST_BYLINE:
        if _BYLINE.search(names) or node.attributes.get("rel") == "author":
            return BlockKind.BYLINE
        if _DATELINE.search(names) and plain.date_of(words) is not None:
            return BlockKind.DATELINE
    return None


def _cell(node: LexborNode) -> BlockKind | None:
    """Tell a table's cell from one that only lays the page out (alone in its row, or holding whole blocks)."""
    row = node.parent
    alone = row is None or sum(1 for cell in children(row) if cell.tag in ("td", "th")) < 2
    if alone or node.css_first("p, div, img, table, ul, h1, h2, h3") is not None:
        return None
    return BlockKind.TABLE_CELL


def _names(node: LexborNode) -> str:
    attributes = node.attributes
    return " ".join(filter(None, (attributes.get("class"), attributes.get("id"), attributes.get("itemprop"))))


def _words(node: LexborNode) -> str:
    return _SPACE.sub(" ", node.text(separator="")).strip(" \u00a0")


def left_out(node: LexborNode, tag: str) -> bool:
    """Tell whether an element is a menu, a footer, a list of other pages, or not shown."""
    if tag in _SILENT:
        return True
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if _HIDDEN_STYLE.search(attributes.get("style") or ""):
        return True
    if attributes.get("role") in ("navigation", "banner", "contentinfo", "complementary", "search", "menu"):
        return True
    names = " ".join(filter(None, (attributes.get("class"), attributes.get("id"))))
    if names and tag in BLOCKS | {"span"} and _marked_aside(names):
        return True
    if tag == "header" and node.css_first("h1") is None:
        return True
    return tag in ("ul", "ol", "div", "table", "section") and _only_links(node)


def _marked_aside(names: str) -> bool:
    if _ASIDE_PHRASES.search(names):
        return True
    # Only whole class names' first and last words count: "content-header" holds the article, "main-menu" does not.
    for name in names.split():
        parts = [part.lower() for part in re.split(r"[-_]|(?<=[a-z])(?=[A-Z])", name) if part]
        if parts and (parts[-1] in _ASIDE or (parts[0] in _ASIDE and len(parts) <= 2)):
            return True
    return False


def _only_links(node: LexborNode) -> bool:
    """Tell a menu or list of other articles: three links or more that make up nearly all of its text."""
    links = node.css("a[href]")
    if len(links) < 3:
        return False
    linked = sum(len(_words(link)) for link in links)
    return linked > 0.7 * len(_words(node))


def root_of(tree: LexborHTMLParser, body: LexborNode) -> LexborNode:
    """Return the smallest marked container that holds most of the page's paragraphs, else the body."""
    whole = _prose(body)
    for selector in _ROOTS:
        best = max(tree.css(selector), key=_prose, default=None)
        if best is not None and whole and _prose(best) >= 0.5 * whole:
            return best
    return body


def _prose(node: LexborNode) -> int:
    return sum(len(_words(paragraph)) for paragraph in node.css("p"))


def _title(tree: LexborHTMLParser, root: LexborNode, head: _Head) -> str | None:
    """Return the article's title: a heading of the root, else the page's only h1, else what the head says."""
    for place in (root, tree.body):
        headings = [words for h1 in (place.css("h1") if place else ()) if (words := _words(h1))]
        if headings:
            return headings[0]
    for heading in root.css("h2, [class*=title]"):
        words = _words(heading)
        if words and head.title and words in head.title:
            return words
    return head.title


@dataclass(frozen=True, slots=True)
class _Head:
    """What a page's head says of the article."""

    title: str | None
    publisher: str | None
    published: PartialDate | None
    url: str | None

    @classmethod
    def of(cls, tree: LexborHTMLParser) -> _Head:
        meta: dict[str, str] = {}
        for node in tree.css("meta[content]"):
            name = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop")
            if name:
                meta.setdefault(name.lower(), (node.attributes.get("content") or "").strip())
        linked = _linked_data(tree)
        title = tree.css_first("title")
        canonical = tree.css_first("link[rel=canonical]")
        shown = tree.css_first("time[datetime]")
        dates = (
            meta.get("article:published_time"),
            linked.get("datePublished"),
            meta.get("datepublished"),
            meta.get("pubdate"),
            meta.get("dc.date.issued"),
            shown.attributes.get("datetime") if shown else None,
        )
        publisher = linked.get("publisher") or meta.get("og:site_name") or meta.get("dc.publisher")
        url = (canonical.attributes.get("href") if canonical else None) or meta.get("og:url")
        return cls(
            meta.get("og:title") or (_words(title) if title else None) or None,
            publisher or None,
            next((day for said in dates if said and (day := _day(said))), None),
            url if url and url.startswith(("http://", "https://")) else None,
        )


def _day(said: str) -> PartialDate | None:
    try:
        return PartialDate.read(said[:10])
    except ValueError:
        return plain.date_of(said)


def _linked_data(tree: LexborHTMLParser) -> dict[str, str]:
    """Return publisher's name and date of publication from the page's JSON-LD, if it has any."""
    found: dict[str, str] = {}
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            said = json.loads(script.text() or "")
        except (ValueError, RecursionError):
            continue  # a site's broken metadata says nothing
        for entry in _entries(said):
            publisher = entry.get("publisher")
            name = publisher.get("name") if isinstance(publisher, dict) else publisher
            if isinstance(name, str) and name.strip():
                found.setdefault("publisher", name.strip())
            if isinstance(entry.get("datePublished"), str):
                found.setdefault("datePublished", entry["datePublished"])
    return found


def _entries(said: object) -> Iterator[dict[str, Any]]:
    for entry in said if isinstance(said, list) else [said]:
        if isinstance(entry, dict):
            yield entry
            yield from (inner for inner in entry.get("@graph") or () if isinstance(inner, dict))
