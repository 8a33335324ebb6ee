"""Patterns for any of many words, as trees of letters: `re` tries a choice of words one after the other otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

_Tree: TypeAlias = dict[str, "_Tree"]
_END: _Tree = {"": {}}
_FEW = 3


def either(words: Iterable[str], space: str = " ") -> str:
    """Return `re` text for any of the words, the longest that fits first; a space in one is written as `space`."""
    wanted = set(words)
    tree: _Tree = {}
    for word in wanted:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    if _in_both_cases(tree):  # where case does not count, a shorter word could come first
        longest = sorted(wanted, key=lambda word: (-len(word), word))
        return "|".join("".join(_written(letter, space) for letter in word) for word in longest)
    first = "".join(map(re.escape, sorted(tree)))
    return f"(?=[{first}]){_pattern(tree, space)}" if len(tree) > _FEW and "" not in tree else _pattern(tree, space)


def _pattern(tree: _Tree, space: str) -> str:
    last = [letter for letter, following in sorted(tree.items()) if following == _END and letter != " "]
    options = [
        _written(letter, space) + _pattern(following, space)
        for letter, following in sorted(tree.items())
        if letter and letter not in last
    ]
    if last:
        options.append(f"[{''.join(map(re.escape, last))}]" if len(last) > 1 else re.escape(last[0]))
    if options and "" in tree:
        options.append("")
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})" if options else ""


def _written(letter: str, space: str) -> str:
    return space if letter == " " else re.escape(letter)


def _in_both_cases(tree: _Tree) -> bool:
    return len({letter.lower() for letter in tree}) < len(tree) or any(map(_in_both_cases, tree.values()))
