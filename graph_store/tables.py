"""Rows as a Parquet table: numbers as numbers, dates as dates.

It is loaded by a reader only when a table is asked for, as its library takes longer to load than most queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from ontology.terms import XSD

_XSD = XSD.NAMESPACE

_WHOLE = frozenset(
    f"{_XSD}{name}"
    for name in [
        "integer",
        "int",
        "long",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
        "nonPositiveInteger",
        "negativeInteger",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
        "unsignedByte",
    ]
)
_EXACT = _WHOLE | {f"{_XSD}decimal"}
_NUMBERS = _EXACT | {f"{_XSD}double", f"{_XSD}float"}
_DIGITS = 38
_LARGEST_WHOLE = 1 << 63

Term = NamedNode | BlankNode | Literal | Triple | None


def parquet(result: QuerySolutions | QueryBoolean) -> bytes:
    """Return a table with a column for each variable, or of one boolean; open values are null.

    A column whose values are all integers, decimals, doubles, booleans, days or moments is of that type; every other
    one holds texts (IRIs and literals as written).
    """
    if isinstance(result, QueryBoolean):
        table = pa.table({"boolean": pa.array([bool(result)])})
    else:
        names = [variable.value for variable in result.variables]
        columns: list[list[Term]] = [[] for _ in names]
        for row in result:
            for at, column in enumerate(columns):
                column.append(row[at])
        table = pa.table([_array(column) for column in columns], names=names)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _array(column: Sequence[Term]) -> pa.Array:
    kinds = {one.datatype.value if isinstance(one, Literal) else "" for one in column if one is not None}
    for fits, make in _TYPES:
        if kinds and fits(kinds):
            try:
                return make([one.value if isinstance(one, Literal) else None for one in column])
            except (ValueError, ArithmeticError, pa.ArrowException):
                continue  # no number, no day of our calendar, or too large: as it is written
    return pa.array([None if one is None else _text(one) for one in column], type=pa.string())


def _text(one: NamedNode | BlankNode | Literal | Triple) -> str:
    return str(one.value) if isinstance(one, NamedNode | Literal) else str(one)


def _whole(texts: Sequence[str | None]) -> pa.Array:
    numbers = [None if text is None else int(text) for text in texts]
    if any(number is not None and not -_LARGEST_WHOLE <= number < _LARGEST_WHOLE for number in numbers):
        return _exact(texts)
    return pa.array(numbers, type=pa.int64())


def _exact(texts: Sequence[str | None]) -> pa.Array:
    numbers = [None if text is None else Decimal(text) for text in texts]
    scale = max((-_exponent(number) for number in numbers if number is not None), default=0)
    return pa.array(numbers, type=pa.decimal128(_DIGITS, max(0, scale)))


def _exponent(number: Decimal) -> int:
    found = number.as_tuple().exponent
    if not isinstance(found, int):
        raise ValueError(f"not a number: {number}")
    return found


def _real(texts: Sequence[str | None]) -> pa.Array:
    return pa.array([None if text is None else float(text) for text in texts], type=pa.float64())


def _boolean(texts: Sequence[str | None]) -> pa.Array:
    return pa.array([None if text is None else text in ("true", "1") for text in texts], type=pa.bool_())


def _day(texts: Sequence[str | None]) -> pa.Array:
    return pa.array([None if text is None else date.fromisoformat(text) for text in texts], type=pa.date32())


def _moment(texts: Sequence[str | None]) -> pa.Array:
    moments = [None if text is None else datetime.fromisoformat(text) for text in texts]
    zoned = {moment.tzinfo is not None for moment in moments if moment is not None}
    if len(zoned) > 1:
        raise ValueError("some have a time zone, some have none")
    return pa.array(moments, type=pa.timestamp("us", tz="UTC" if True in zoned else None))


_TYPES: Iterable[tuple[Callable[[set[str]], bool], Callable[[Sequence[str | None]], pa.Array]]] = (
    (_WHOLE.issuperset, _whole),
    (_EXACT.issuperset, _exact),
    (_NUMBERS.issuperset, _real),
    ({f"{_XSD}boolean"}.issuperset, _boolean),
    ({f"{_XSD}date"}.issuperset, _day),
    ({f"{_XSD}dateTime", f"{_XSD}dateTimeStamp"}.issuperset, _moment),
)
