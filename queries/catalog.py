"""The named queries: found by looking into `queries/sparql`, their parameters read strictly and bound by the engine."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources

from ontology import iris, units
from ontology.terms import XSD
from queries import syntax
from queries.errors import BadParameter, UnknownQuery

_HEADER = "#+"
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?\Z")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+\Z")
_LARGEST_TEXT = 2000


class Kind(StrEnum):
    """What a parameter takes: an entity (IRI or key), a text, a date of any precision, a whole number."""

    IRI = "iri"
    TEXT = "text"
    DATE = "date"
    INTEGER = "integer"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query; without a default it must be given, unless it is optional (any value then)."""

    name: str
    kind: Kind
    about: str
    default: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with its text. `claims` are the variables whose claims carry a row's evidence.

    `rule` tells what infers the rows where they are no claims themselves, such as a count; `example` holds parameter
    values that give an answer on the shipped samples.
    `finding` says what its rows are examples of, where each is something that may be wrong. A query that `compares` is
    asked of two generations, and its rows are those that differ; the columns named tell which rows are the same one.
    """

    name: str
    summary: str
    question: str
    text: str
    operation: syntax.Operation
    parameters: tuple[Parameter, ...] = ()
    claims: tuple[str, ...] = ()
    rule: str | None = None
    example: Mapping[str, str] = field(default_factory=dict)
    finding: str | None = None
    compares: tuple[str, ...] = ()


@cache
def catalog() -> Mapping[str, NamedQuery]:
    """Return all named queries by name, in the order of their names. Raises BadQuery for a file that is not sound."""
    folder = resources.files("queries") / "sparql"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".rq")), key=lambda file: file.name)
    return {file.name[:-3]: read(file.name[:-3], file.read_text(encoding="utf-8")) for file in files}


def find(name: str) -> NamedQuery:
    """Return the named query of a name; UnknownQuery when there is none."""
    try:
        return catalog()[name]
    except KeyError:
        raise UnknownQuery(f"there is no named query {name!r}; there are {', '.join(catalog())}") from None


def read(name: str, content: str) -> NamedQuery:
    """Return the named query that a file's content says; BadQuery when a parameter would not bind."""
    lines = content.splitlines()
    header = tomllib.loads("\n".join(line[len(_HEADER) :] for line in lines if line.startswith(_HEADER)))
    text = "\n".join(line for line in lines if not line.startswith(_HEADER)).strip()
    parameters = tuple(_parameters(header.get("params", {})))
    checked = syntax.check(text)
    if checked.operation is syntax.Operation.SELECT:
        syntax.projected(text, [parameter.name for parameter in parameters])
    return NamedQuery(
        name,
        header["summary"],
        header["question"],
        text,
        checked.operation,
        parameters,
        tuple(header.get("claims", ())),
        header.get("rule"),
        header.get("example", {}),
        header.get("finding"),
        tuple(header.get("compares", ())),
    )


def bind(query: NamedQuery, given: Mapping[str, str], base: str = iris.DEFAULT_BASE) -> dict[str, str]:
    """Return the query's variables with their terms as N-Triples writes them.

    Raises BadParameter, naming the parameter and what it takes, for one that is unknown, missing or unreadable.
    """
    known = {parameter.name for parameter in query.parameters}
    for name in given:
        if name not in known:
            takes = ", ".join(sorted(known)) or "none"
            raise BadParameter(f"{query.name} has no parameter {name!r}; its parameters: {takes}")
    bound: dict[str, str] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name)
        if value is None or (value == "" and parameter.kind is Kind.TEXT):  # a field of a form left empty
            value = parameter.default
        if value is None and not parameter.optional:
            raise BadParameter(f"{query.name} needs the parameter {parameter.name}: {parameter.about}")
        if value is not None:
            bound[parameter.name] = term(parameter, value, base)
    return bound


def term(parameter: Parameter, value: str, base: str = iris.DEFAULT_BASE) -> str:
    """Return a parameter's value as a term in N-Triples; BadParameter when it is not of the parameter's kind."""
    match parameter.kind:
        case Kind.IRI:
            if _IRI.match(value):
                return f"<{value}>"
            try:
                return f"<{iris.iri(value, base)}>"
            except ValueError:
                told = units.undated_code(value) or f"{value!r} is neither an IRI nor an entity's key"
                raise BadParameter(f"{parameter.name}: {told}") from None
        case Kind.DATE:
            if not _DATE.match(value):
                raise BadParameter(f"{parameter.name}: {value!r} is no date of the form 2022, 2022-03 or 2022-03-22")
            return f'"{value}"'
        case Kind.INTEGER:
            if not re.fullmatch(r"-?\d{1,15}", value):
                raise BadParameter(f"{parameter.name}: {value!r} is no whole number")
            return f'"{int(value)}"^^<{XSD.integer}>'
        case Kind.TEXT:
            if len(value) > _LARGEST_TEXT:
                raise BadParameter(f"{parameter.name}: at most {_LARGEST_TEXT} characters")
            return literal(value)


def literal(text: str) -> str:
    """Return a plain text as N-Triples writes it."""
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    )
    return f'"{escaped}"'


def _parameters(header: Mapping[str, object]) -> Iterator[Parameter]:
    for name, said in header.items():
        about = said if isinstance(said, Mapping) else {"kind": said}
        yield Parameter(
            name,
            Kind(str(about["kind"])),
            str(about.get("about", name)),
            str(about["default"]) if "default" in about else None,
            bool(about.get("optional", False)),
        )


def names(queries: Iterable[NamedQuery]) -> list[str]:
    """Return the names of queries."""
    return [query.name for query in queries]
