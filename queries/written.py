"""A named query written out as plain SPARQL, its parameters filled in: what an analyst copies, changes and runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ontology import iris
from queries import catalog, substitution
from queries.catalog import NamedQuery


def written(query: NamedQuery, given: Mapping[str, str], base: str = iris.DEFAULT_BASE) -> str:
    """Return the text of a named query that answers, without parameters, what `given` asks.

    What is not given, and has no default, stays a variable: anything. Each parameter's variable gives way to its value; where the variable is selected or grouped by, the value keeps its
    name; where the query binds it, a filter compares it with the value. Raises BadParameter for what is unreadable.
    """
    open_ended = replace(query, parameters=tuple(replace(one, optional=True) for one in query.parameters))
    values = catalog.bind(open_ended, given, base)
    return substitution.substituted(query.text, values)
