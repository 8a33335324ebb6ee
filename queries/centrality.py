"""How central the entities of a neighbourhood are: betweenness of all of them, exactly, by matrices."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


def betweenness(size: int, links: Iterable[tuple[int, int]]) -> Matrix:
    """Return for each of `size` entities the share of shortest ways between two others that lead over it (0 to 1).

    `links` join entities by number, either way round. This is Brandes' method, from all entities at once and layer by
    layer: for some hundred entities a few products of matrices.
    """
    joined = np.zeros((size, size))
    for left, right in links:
        if left != right:
            joined[left, right] = joined[right, left] = 1
    if size < 3:
        return np.zeros(size)
    layers = [np.eye(size)]  # of each entity, in how many shortest ways others are reached in so many hops
    reached = np.eye(size, dtype=np.bool_)
    while True:
        following = np.where(reached, 0, layers[-1] @ joined)
        if not following.any():
            break
        reached |= following > 0
        layers.append(following)
    ways = sum(layers)
    leading = np.zeros((size, size))  # of each entity, how many ways from it lead on over the others
    for nearer, farther in zip(layers[-2::-1], layers[:0:-1], strict=True):
        share = np.divide(1 + leading, ways, out=np.zeros((size, size)), where=farther > 0)
        leading += (share @ joined) * nearer
    np.fill_diagonal(leading, 0)
    return np.asarray(leading.sum(axis=0) / ((size - 1) * (size - 2)))
