"""The page of a document: its text with what it names marked, and what it says beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from fastapi import Response

from graph_api.pages.view import View
from graph_store.rows import EntityRow, RelationKind, RelationRow
from queries.documents import Article, Documents, Said

NAMED = ("person", "organization", "post", "award", "event")
"""Kinds of entity whose names are marked in the text."""
TELLING = (
    (RelationKind.HOLDS,),
    (RelationKind.MEMBERSHIP,),
    (RelationKind.PRESENTS, RelationKind.STANDS_IN),
    (RelationKind.GRANTS, RelationKind.PROPOSED),
    (RelationKind.RECEIVES,),
)
"""Of the relations that one claim stands for, those that tell it, the plainest first."""
_TOLD = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text: plain, a name of an entity, within the passage asked for (`shown`), or its first (`first`)."""

    text: str
    kind: str | None = None
    link: str | None = None
    shown: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What a document says: its first passage, the kind of claim, the words, and a few of the relations they tell."""

    said: Said
    kind: str
    quote: str
    told: tuple[RelationRow, ...]


def page(view: View, card: EntityRow, start: int | None, end: int | None) -> Response:
    """Return a document's page; `start` and `end` are the passage to show, in code points of the text."""
    documents: Documents = view.request.app.state.documents
    article = documents.article(card.iri, view.generation)
    names = [one for one in article.said if _kind(view, one) in NAMED]
    shown = (start, end) if start is not None and end is not None and start < end <= len(article.text) else None
    claims = _claims(view, article)
    return view.show(
        "document.html",
        {
            "card": card,
            "text": article.text,
            "metadata": article.metadata,
            "content": article.content,
            "extractor": article.extractor,
            "names": names,
            "claims": claims,
        },
        key=view.key(card.iri),
        paragraphs=list(_paragraphs(_pieces(view, article, names, shown))),
        marked=NAMED,
        passage=shown,
        kinds=list(dict.fromkeys(one.kind for one in claims)),
        web=(article.metadata.get("url") or "").startswith(("https://", "http://")),
    )


def _kind(view: View, said: Said) -> str:
    return (view.key(said.claim) or "").partition("/")[0]


def _claims(view: View, article: Article) -> list[Claim]:
    first = list(_first(article.said, view))
    with view.graph.generation(view.generation).index() as index:
        related = index.relations_of(one.claim for one in first)
    return [
        Claim(one, _kind(view, one), article.text[one.start : one.end], telling(related.get(one.claim, ())))
        for one in first
    ]


def telling(rows: Iterable[RelationRow]) -> tuple[RelationRow, ...]:
    """Return the relations that say most plainly what a claim tells."""
    kept = list(rows)
    for kinds in TELLING:
        if found := [row for row in kept if row.kind in kinds]:
            return tuple(found[:_TOLD])
    return tuple(kept[:_TOLD])


def _first(said: Iterable[Said], view: View) -> Iterator[Said]:
    """Yield what a document says, each claim at its first passage; names of entities are left to the text."""
    seen: set[str] = set()
    for one in said:
        if one.claim not in seen and _kind(view, one) not in NAMED:
            seen.add(one.claim)
            yield one


def _pieces(view: View, article: Article, names: list[Said], shown: tuple[int, int] | None) -> Iterator[Piece]:
    """Yield the whole text in pieces, cut where a name or the passage shown begins or ends."""
    marks: list[Said] = []
    for one in names:
        if not marks or one.start >= marks[-1].end:
            marks.append(one)
    cuts = {0, len(article.text), *(shown or ()), *(at for one in marks for at in (one.start, one.end))}
    places = sorted(cuts)
    following = iter([*marks, None])
    mark = next(following)
    begun = False
    for left, right in pairwise(places):
        while mark is not None and mark.end <= left:
            mark = next(following)
        inside = shown is not None and shown[0] <= left < shown[1]
        named = mark if mark is not None and mark.start <= left else None
        yield Piece(
            article.text[left:right],
            _kind(view, named) if named else None,
            view.link(named.claim) if named else None,
            inside,
            inside and not begun,
        )
        begun = begun or inside


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the text's lines that hold anything, each in its pieces."""
    line: list[Piece] = []
    for piece in pieces:
        first = piece.first
        parts = piece.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for number, text in enumerate(parts):
            if number and any(one.text.strip() for one in line):
                yield line
            if number:
                line = []
            if text:
                line.append(Piece(text, piece.kind, piece.link, piece.shown, first))
                first = False
    if any(one.text.strip() for one in line):
        yield line
