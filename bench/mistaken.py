"""Questions as real lists put them: kinds abbreviated, old units or none, words moved, letters wrong, tones lost."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.registers import Cooperative, cooperatives, person
from ontology import units
from ontology.spelling import fold

_SHORT = (
    ("Hợp tác xã", "HTX"), ("Liên hiệp hợp tác xã", "Liên hiệp HTX"), ("Quỹ tín dụng nhân dân", "QTDND"),
    ("Dịch vụ nông nghiệp", "DVNN"), ("Nông nghiệp", "NN"), ("nông nghiệp", "NN"), ("Dịch vụ", "DV"), ("Sản xuất", "SX"),
    ("kinh doanh", "KD"), ("Thương mại", "TM"), ("tổng hợp", "TH"), ("Xây dựng", "XD"),
)  # fmt: skip
_TONES = (("òa", "oà"), ("óa", "oá"), ("ủy", "uỷ"), ("ý", "í"), ("ỹ", "ĩ"), ("ủy", "uỷ"), ("úy", "uý"))
_LETTERS = "abcdeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for, and the code of the entry that is meant (None: none of the register)."""

    name: str
    code: str | None
    place: str | None
    representative: str | None
    date: str | None
    truth: str | None


def questions(register: Sequence[Cooperative], count: int, seed: int) -> Iterator[Question]:
    """Yield questions, every fifth one for a cooperative that is not in the register but could be."""
    chance = random.Random(seed)
    known = {(one.name, one.commune) for one in register}
    absent = (one for one in cooperatives(count * 3, seed + 7) if (one.name, one.commune) not in known)
    for number in range(count):
        if number % 5:
            one = chance.choice(register)
            yield _asked(chance, one, one.code)
        else:
            stranger = next(absent)
            if chance.random() < 0.5:  # one that has its name from an entry in another place
                like = chance.choice(register)
                own, name = like.own, like.name
                stranger = Cooperative(
                    stranger.code, like.kind, like.trade, own, name, stranger.representative, stranger.registered,
                    stranger.house, stranger.commune, stranger.commune_name, stranger.district, stranger.province, 9,
                )  # fmt: skip
            yield _asked(chance, stranger, None)


def _asked(chance: random.Random, one: Cooperative, truth: str | None) -> Question:
    place = _place(chance, one)
    # A list that has no places has something else: a code, or who stands for the cooperative.
    told = place is not None
    return Question(
        _name(chance, one),
        one.code if chance.random() < (0.25 if told else 0.7) else None,
        place,
        _person(chance, one) if chance.random() < (0.4 if told else 0.9) else None,
        (one.registered if chance.random() < 0.5 else one.registered[:4]) if chance.random() < 0.3 else None,
        truth,
    )


def _person(chance: random.Random, one: Cooperative) -> str:
    drawn = chance.random()
    if drawn < 0.12:
        return person(chance)  # the representative has changed since
    return fold(one.representative).title() if drawn < 0.22 else one.representative


def _place(chance: random.Random, one: Cooperative) -> str | None:
    drawn = chance.random()
    parts = [one.commune_name, one.district, one.province]
    if drawn < 0.05:
        return None
    if drawn < 0.3 and one.district is not None:
        found = units.find(one.commune)
        assert found is not None
        if len(found.later) == 1 and (now := units.find(found.later[0])) is not None:
            province = units.province_of(now.iri)
            assert province is not None
            parts = [now.name, None, province.name]  # the units of today for what was registered before
    elif drawn < 0.36:
        parts = [None, one.district, one.province] if one.district else [one.commune_name, None, one.province]
    said = ", ".join(part for part in parts if part)
    return said.replace("Xã ", "xã ").replace("Tỉnh ", "" if chance.random() < 0.4 else "tỉnh ")


def _name(chance: random.Random, one: Cooperative) -> str:
    name = one.name
    if chance.random() < 0.6:
        for whole, short in _SHORT:
            if chance.random() < 0.7:
                name = name.replace(whole, short)
    drawn = chance.random()
    if drawn < 0.08 and one.trade and one.own:
        name = f"{one.kind} {one.own} {one.trade}"
    elif drawn < 0.16:
        name = _mistyped(chance, name)
    elif drawn < 0.24:
        name = fold(name)
    elif drawn < 0.34:
        for left, right in _TONES:
            name = name.replace(left, right)
    elif drawn < 0.38 and one.trade and one.own:
        name = f"{one.kind} {one.own}"  # the trade left out
    return name.upper() if chance.random() < 0.1 else name


def _mistyped(chance: random.Random, name: str) -> str:
    at = chance.randrange(4, len(name)) if len(name) > 5 else 0
    drawn = chance.random()
    if drawn < 0.35:
        return name[:at] + name[at + 1 :]
    if drawn < 0.65:
        return name[:at] + chance.choice(_LETTERS) + name[at + 1 :]
    if drawn < 0.85 and at + 1 < len(name):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + chance.choice(_LETTERS) + name[at:]
