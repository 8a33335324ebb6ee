"""Whatever the history of a data folder, its index says what one made from the documents at once says."""

from __future__ import annotations

import random

import pytest

from bench.faults import digest
from bench.synthetic import documents, persons
from graph_store.archive import Entry
from graph_store.generations import Data
from ingest.load import load, withdraw


@pytest.mark.parametrize("seed", range(3))
def test_loading_changing_withdrawing_and_merging_in_any_order_gives_the_same_index(tmp_path, seed):
    chance = random.Random(seed)
    data = Data(tmp_path / "data")
    there: dict[str, Entry] = {}
    merged: dict[str, str] = {}
    for _ in range(8):
        action = chance.choice(("load", "load", "withdraw", "merge"))
        if action == "load" or not there:
            some = list(documents(3, seed=chance.randrange(3), first=chance.randrange(6), variant=chance.randrange(2)))
            there.update((entry.document, entry) for entry in some)
            load(data, some, survivors=lambda archive, merged=merged: merged)
        elif action == "withdraw":
            gone = chance.choice(sorted(there))
            del there[gone]
            withdraw(data, [gone], "thử", survivors=lambda archive, merged=merged: merged)
        else:
            survivor, *losers = chance.sample(persons(12, 12), 3)
            merged = dict.fromkeys(losers, survivor)
            load(data, [], survivors=lambda archive, merged=merged: merged)
    anew = load(Data(tmp_path / "anew"), there.values(), survivors=lambda archive: merged).generation
    current = data.current()
    assert current is not None
    assert anew is not None
    assert digest(current) == digest(anew)
