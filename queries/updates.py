"""What an update changes, told from its text: its operations, the graphs each can write to, and whose default graph.

Where the default graph is merged from all graphs, nobody writes to it: what an update says of the default graph it
says of a graph of its own then. `USING` parameters of the protocol are written into the operations they are for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from queries.errors import BadQuery
from queries.tokens import Token, TokenKind, place, tokens

_ABSOLUTE = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*:[^\\<>]*)>\Z")
_LOAD = re.compile(r"LOAD (?:SILENT )?iri (?:INTO GRAPH iri )?")
_BLANKED = re.compile(r"[^\r\n]")
_IRIS = (TokenKind.IRI, TokenKind.NAME)
_TWO_GRAPHS = ("ADD", "MOVE", "COPY")
_ONE_GRAPH = ("CLEAR", "DROP", "CREATE")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its text, all declarations before it, and the graphs it can change.

    "" is the default graph; None means that only running it can tell.
    """

    bare: str
    declarations: tuple[str, ...]
    touched: tuple[str, ...] | None

    @property
    def text(self) -> str:
        """Return it as an update of its own."""
        return f"{' '.join(self.declarations)}\n{self.bare}"


@dataclass(frozen=True, slots=True)
class Dataset:
    """What the protocol's parameters say an update's WHERE is about."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def clauses(self) -> str:
        """Return them as an update writes them."""
        return "".join([*(f"USING <{one}> " for one in self.default), *(f"USING NAMED <{one}> " for one in self.named)])


def operations(
    text: str, *, prefixes: Mapping[str, str], default_graph: str = "", dataset: Dataset | None = None
) -> list[Operation]:
    """Return an update's operations, one by one, with what is written to the default graph going to `default_graph`.

    `prefixes` are known without being declared. Whether the text is an update is for the engine to tell; BadQuery only
    where it cannot be cut, or where it names a dataset that the parameters name, too.
    """
    known = dict(prefixes)
    declared: list[str] = []
    found: list[Operation] = []
    for cut, _ in _operations(list(tokens(text))):
        declarations, rest = _prologue(cut)
        declared += [" ".join(token.text for token in one) for one in _apart(declarations)]
        known |= _names(declarations)
        if rest:
            one = _Reader(text, rest, known, default_graph, dataset or Dataset())
            one.read()
            found.append(Operation(one.text(), tuple(declared), one.touched()))
    return found


def without_silent_loads(text: str) -> str:
    """Return an update with blanks for every `LOAD SILENT`: nothing is fetched here, and that is to be no error then."""
    out, at = [], 0
    for operation, separator in _operations(list(tokens(text))):
        rest = _prologue(operation)[1]
        if len(rest) > 1 and rest[1].upper == "SILENT" and _is_load(rest):
            end = _end(separator or rest[-1])
            out += [text[at : rest[0].start], _BLANKED.sub(" ", text[rest[0].start : end])]
            at = end
    return "".join([*out, text[at:]])


def refuse_bad_loads(text: str) -> None:
    """Raise BadQuery where a LOAD is not as the grammar has it, or an operation is missing or not separated.

    An update with a LOAD is not shown to the engine, which would tell so otherwise.
    """
    for operation, separator in _operations(list(tokens(text))):
        rest = _prologue(operation)[1]
        if not rest and separator is not None:
            raise BadQuery("an operation is missing before this ';'", place(text, separator.start))
        for at, token in enumerate(rest):
            if at and token.upper == "LOAD":
                raise BadQuery("expected ';' before LOAD", place(text, token.start))
        if rest and rest[0].upper == "LOAD" and not _is_load(rest):
            raise BadQuery("LOAD takes an address and, after INTO GRAPH, a graph's name", place(text, rest[0].start))


def _is_load(cut: Sequence[Token]) -> bool:
    said = "".join(
        f"{token.upper} " if token.kind is TokenKind.WORD else "iri " if token.kind in _IRIS else "other "
        for token in cut
    )
    return _LOAD.fullmatch(said) is not None


def together(found: Sequence[Operation]) -> list[Operation]:
    """Return operations as one request, in which blank nodes of one name are one; apart where declarations differ.

    The engine reads declarations before the first operation only (SPARQL 1.1 has them before each).
    """
    declared = found[-1].declarations if found else ()
    names = [one.split()[1].upper() if one.upper().startswith("PREFIX") else "BASE" for one in dict.fromkeys(declared)]
    late = declared[len(found[0].declarations) :] if found else ()
    if len(names) > len(set(names)) or any(one.upper().startswith("BASE") for one in late):
        return list(found)
    touched: dict[str, None] | None = {}
    for one in found:
        touched = None if touched is None or one.touched is None else touched | dict.fromkeys(one.touched)
    bare = " ;\n".join(one.bare for one in found)
    return [Operation(bare, tuple(dict.fromkeys(declared)), None if touched is None else tuple(touched))]


def gathered(text: str) -> tuple[str, int]:
    """Return an update with all its declarations in front, as the engine wants them, everything else at its place.

    Also returns by how much its first line is longer then.
    """
    moved: list[str] = []
    out, at = [], 0
    for number, (operation, _) in enumerate(_operations(list(tokens(text)))):
        declarations = _prologue(operation)[0]
        if number and declarations:
            moved += [" ".join(token.text for token in one) for one in _apart(declarations)]
            start, end = declarations[0].start, _end(declarations[-1])
            out += [text[at:start], _BLANKED.sub(" ", text[start:end])]
            at = end
    if not moved:
        return text, 0
    front = f"{' '.join(moved)} "
    return "".join([front, *out, text[at:]]), len(front)


def _apart(declarations: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield declarations one by one."""
    at = 0
    while at < len(declarations):
        size = 3 if declarations[at].upper == "PREFIX" else 2
        yield declarations[at : at + size]
        at += size


@dataclass(slots=True)
class _Reader:
    """Reads one operation; collects what it touches and how its text is to be changed."""

    whole: str
    cut: Sequence[Token]
    prefixes: Mapping[str, str]
    default_graph: str
    dataset: Dataset
    _graphs: dict[str, None] = field(default_factory=dict)
    _any: bool = False
    _edits: list[tuple[int, int, str]] = field(default_factory=list)

    def touched(self) -> tuple[str, ...] | None:
        return None if self._any else tuple(self._graphs)

    def text(self) -> str:
        start, end = self.cut[0].start, _end(self.cut[-1])
        out, at = [], start
        for begin, finish, new in sorted(self._edits, key=lambda edit: edit[:2]):
            out += [self.whole[at:begin], new]
            at = finish
        return "".join([*out, self.whole[at:end]])

    def read(self) -> None:
        first = self.cut[0].upper
        if first in _ONE_GRAPH:
            self._manage()
        elif first in _TWO_GRAPHS:
            self._transfer()
        else:
            self._modify()

    def _manage(self) -> None:
        silent = any(token.upper == "SILENT" for token in self.cut)
        for at, token in enumerate(self.cut):
            match token.upper:
                case "GRAPH":
                    self._touch(self.cut[at + 1] if at + 1 < len(self.cut) else None)
                case "DEFAULT":
                    self._default(token, "" if silent else "SILENT ")
                case "NAMED":
                    self._any = True
                case "ALL":
                    self._any = True
                    if self.default_graph:
                        self._replace(token, "NAMED")

    def _transfer(self) -> None:
        moves, silent = self.cut[0].upper == "MOVE", any(token.upper == "SILENT" for token in self.cut)
        to = False
        for token in self.cut[1:]:
            if token.upper == "TO":
                to = True
            elif token.upper == "DEFAULT":
                if to or moves:
                    self._default(token, "")
            elif token.kind in (TokenKind.IRI, TokenKind.NAME) and (to or moves):
                self._touch(token)
        if moves and self.default_graph and not silent:
            self._edits.append((_end(self.cut[0]), _end(self.cut[0]), " SILENT"))

    def _modify(self) -> None:
        own = self.default_graph
        target = next((self.cut[at + 1] for at, one in enumerate(self.cut[:-1]) if one.upper == "WITH"), None)
        names = next((one for one in self.cut if one.upper in ("WITH", "USING") and one.kind is TokenKind.WORD), None)
        if names is not None and (self.dataset.default or self.dataset.named):
            raise BadQuery(
                "the dataset is named by using-graph-uri parameters already",
                place(self.whole, names.start),
                "leave out either the parameters or WITH and USING",
            )
        depth, at = 0, 0
        while at < len(self.cut):
            token = self.cut[at]
            if depth == 0 and token.text == "{":
                close = _closing(self.cut, at)
                before = self.cut[at - 1].upper if at else ""
                if before in ("INSERT", "DELETE", "DATA"):
                    self._template(at, close, target, own)
                elif before == "WHERE" and at >= 2 and self.cut[at - 2].upper == "DELETE":
                    self._delete_where(at, close, own)
                at = close
            elif depth == 0 and token.upper == "WHERE" and self.cut[at - 1].upper != "DELETE":
                self._edits.append((token.start, token.start, self.dataset.clauses))
            at += 1

    def _template(self, opening: int, close: int, target: Token | None, own: str) -> None:
        for start, end in self._stretches(opening, close):
            if target is not None:
                self._touch(target)
            else:
                self._graphs[own] = None
                if own:
                    self._edits.append((self.cut[start].start, self.cut[start].start, f"GRAPH <{own}> {{ "))
                    self._edits.append((_end(self.cut[end]), _end(self.cut[end]), " }"))

    def _delete_where(self, opening: int, close: int, own: str) -> None:
        pattern = self.whole[self.cut[opening].start : _end(self.cut[close])]
        self._template(opening, close, None, own)
        if (own and own in self._graphs) or self.dataset.clauses:
            where = self.cut[opening - 1]
            self._edits.append((where.start, _end(where), ""))
            self._edits.append(
                (_end(self.cut[close]), _end(self.cut[close]), f" {self.dataset.clauses}WHERE {pattern}")
            )

    def _stretches(self, opening: int, close: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of tokens between two braces that stand in no GRAPH; notes the graphs of the others."""
        start, at = None, opening + 1
        while at < close:
            token = self.cut[at]
            if token.upper == "GRAPH":
                if start is not None:
                    yield start, at - 1
                start = None
                self._touch(self.cut[at + 1])
                at = _closing(self.cut, at + 2)
            elif start is None and token.text != ".":
                start = at
            at += 1
        if start is not None:
            yield start, close - 1

    def _default(self, token: Token, silent: str) -> None:
        self._graphs[self.default_graph] = None
        if self.default_graph:
            self._replace(token, f"{silent}GRAPH <{self.default_graph}>")

    def _replace(self, token: Token, new: str) -> None:
        self._edits.append((token.start, _end(token), new))

    def _touch(self, token: Token | None) -> None:
        name = self._iri(token) if token is not None else None
        if name is None:
            self._any = True
        else:
            self._graphs[name] = None

    def _iri(self, token: Token) -> str | None:
        """Return what an IRI is for certain: neither relative nor with escapes or dots to be resolved."""
        if token.kind is TokenKind.NAME and "\\" not in token.text:
            prefix, _, local = token.text.partition(":")
            whole = f"<{self.prefixes[prefix]}{local}>" if prefix in self.prefixes else ""
        else:
            whole = token.text if token.kind is TokenKind.IRI else ""
        found = _ABSOLUTE.match(whole)
        return found.group(1) if found and "/." not in whole else None


def _operations(cut: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Token | None]]:
    """Yield operations, each with the sign that ends it; the last one has none."""
    depth = start = 0
    for at, token in enumerate(cut):
        if token.kind is TokenKind.SIGN:
            depth += (token.text == "{") - (token.text == "}")
            if token.text == ";" and depth == 0:
                yield cut[start:at], token
                start = at + 1
    yield cut[start:], None


def _prologue(cut: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    at = 0
    while at < len(cut) and cut[at].upper in ("PREFIX", "BASE", "VERSION"):
        at += 3 if cut[at].upper == "PREFIX" else 2
    return cut[:at], cut[at:]


def _names(declarations: Sequence[Token]) -> dict[str, str]:
    """Return the prefixes declared; an IRI that is not certain declares nothing that could be relied on."""
    return {
        declarations[at + 1].text[:-1]: declarations[at + 2].text[1:-1]
        for at, token in enumerate(declarations[:-2])
        if token.upper == "PREFIX"
    }


def _closing(cut: Sequence[Token], opening: int) -> int:
    """Return where the brace that opens at a token closes; the last token where it does not."""
    depth = 0
    for at in range(opening, len(cut)):
        depth += (cut[at].text == "{") - (cut[at].text == "}")
        if depth == 0 and at > opening:
            return at
    return len(cut) - 1


def _end(token: Token) -> int:
    return token.start + len(token.text)
