"""A known world for measuring identity: who is who in it is the truth that articles about it are told from.

It has what makes identity hard: namesakes, names of which one begins the other or differs by a tone, wives and husbands
of one surname, posts that change, provinces that merge on 2025-07-01, cooperatives of one name in two districts.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from ontology import units

MERGER = date(2025, 7, 1)
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lý", "Nông", "Lương")
_MALE = ("Văn", "Đức", "Hữu", "Quang", "Minh", "Xuân", "Ngọc", "Công")
_FEMALE = ("Thị", "Thị Thu", "Thị Minh", "Thị Thanh", "Ngọc")
_MEN = (
    "Hùng",
    "Hưng",
    "Dũng",
    "Nam",
    "Hòa",
    "Thúy",
    "Tuấn",
    "Tuân",
    "Sơn",
    "Thắng",
    "Hải",
    "Long",
    "Quân",
    "Bình",
    "Toàn",
)
_WOMEN = (
    "Hương",
    "Hường",
    "Thúy",
    "Thủy",
    "Lan",
    "Hòa",
    "Dung",
    "Nga",
    "Hiền",
    "Hạnh",
    "Mai",
    "Yến",
    "Nhung",
    "Loan",
    "Vân",
)
_SECTORS = (
    "Nông nghiệp", "Dịch vụ nông nghiệp", "Nông nghiệp sạch", "Sản xuất và Tiêu thụ chè", "Chăn nuôi", "Thủy sản",
    "Nông sản an toàn", "Dịch vụ tổng hợp", "Rau sạch", "",
)  # fmt: skip
_PROPER = (
    "Tân Tiến", "Đồng Tâm", "Sao Mai", "Quyết Thắng", "Thành Công", "Hưng Thịnh", "Phú Quý", "Tân Tiến Phát",
    "Đại Đồng", "Hồng Phong", "Minh Khai", "Bình Minh", "Tiền Phong", "Hương Rừng", "Lộc Xuân", "An Khang",
    "Thanh Hà", "Kim Ngân", "Việt Cường", "Hải Âu", "Trường Sinh", "Ngọc Thạch", "Suối Mơ", "Đồi Xanh",
)  # fmt: skip
PROVINCES = ("Bắc Giang", "Bắc Ninh", "Phú Thọ", "Vĩnh Phúc", "Cao Bằng", "Lào Cai", "Yên Bái", "Nghệ An")
_AWARDS = (
    ("Bằng khen", "committee"), ("Giấy khen", "alliance"), ("Bằng khen", "national"), ("Cờ thi đua", "committee"),
    ("Kỷ niệm chương “Vì sự nghiệp phát triển Hợp tác xã”", "national"), ("Bằng khen", "committee"),
)  # fmt: skip


@dataclass(eq=False, slots=True)
class Person:
    """A person of the world; `key` tells who it is."""

    key: str
    name: str
    female: bool
    home: str | None


@dataclass(eq=False, slots=True)
class Body:
    """An organization: its forms from the fullest on, its province and, of cooperatives, district and commune."""

    key: str
    kind: str
    name: str
    province: str | None = None
    district: str | None = None
    commune: str | None = None
    seats: list[Seat] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Seat:
    """Who held which post from when until when."""

    person: Person
    role: str
    body: Body
    since: date
    until: date

    def held(self, on: date) -> bool:
        """Tell whether it was held on a day."""
        return self.since <= on <= self.until


@dataclass(eq=False, slots=True)
class Giving:
    """An award given at a happening: to bodies, to persons (with whom they work for), or to so many unnamed."""

    key: str
    award: str
    grantor: Body
    recipients: tuple[Person | Body, ...]
    counted: tuple[int, str] | None
    presenter: Seat | None
    principal: str | None


@dataclass(eq=False, slots=True)
class Happening:
    """An event: what it is for, when, by whom, who was there, and what was given."""

    key: str
    noun: str
    about: str
    on: date
    organizer: Body
    chair: Seat
    guests: tuple[Seat, ...]
    givings: tuple[Giving, ...]


@dataclass(slots=True)
class World:
    """Everything there is."""

    chance: random.Random
    people: list[Person] = field(default_factory=list)
    bodies: dict[str, Body] = field(default_factory=dict)
    cooperatives: list[Body] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)

    def body(self, key: str) -> Body:
        """Return an organization by its key."""
        return self.bodies[key]

    def holder(self, body: Body, role: str, on: date) -> Seat | None:
        """Return who held a post on a day."""
        return next((seat for seat in body.seats if seat.role == role and seat.held(on)), None)


def now(province: str) -> str:
    """Return the name of the province of today that a province became."""
    old = units.unit(province, units.Level.PROVINCE, units.LAST_DAY)
    assert old is not None
    later = units.find(units.province_now(old.iri) or "")
    assert later is not None
    return later.bare


def build(seed: int, *, cooperatives: int = 24) -> World:
    """Return the world of a seed: the same for the same seed."""
    world = World(random.Random(seed))
    _national(world)
    for province in PROVINCES:
        _province(world, province, cooperatives)
    for province in PROVINCES:
        world.happenings += _happenings(world, province)
    return world


def _name(world: World, female: bool) -> str:
    chance = world.chance
    middle = chance.choice(_FEMALE if female else _MALE)
    return f"{chance.choice(_FAMILIES)} {middle} {chance.choice(_WOMEN if female else _MEN)}"


def _person(world: World, home: str | None, *, like: Person | None = None) -> Person:
    """Make a person: often a namesake of one elsewhere, or with a name that begins, or nearly is, another's."""
    chance = world.chance
    female = chance.random() < 0.4
    name = _name(world, female)
    # Few of one name work in one province; in the country there are many.
    others = [one for one in world.people if one.home not in (home, None)] or world.people
    if like is not None:  # wife or husband of one surname
        female = not like.female
        name = f"{like.name.split()[0]} {_name(world, female).partition(' ')[2]}"
    elif others and home is not None and (lot := chance.random()) < 0.3:
        other = chance.choice(others if chance.random() < 0.93 else world.people)
        female = other.female
        if lot < 0.18:
            name = other.name
        elif lot < 0.24 and female:
            name = f"{other.name} {chance.choice(_WOMEN)}"
        else:
            name = f"{other.name.rpartition(' ')[0]} {chance.choice(_WOMEN if female else _MEN)}"
    person = Person(f"person {len(world.people)}", name, female, home)
    world.people.append(person)
    return person


def _national(world: World) -> None:
    alliance = Body("alliance Việt Nam", "national", "Liên minh Hợp tác xã Việt Nam")
    _reign(world, alliance, "Chủ tịch", date(2020, 1, 1), date(2026, 6, 30))
    _reign(world, alliance, "Phó Chủ tịch", date(2019, 1, 1), date(2026, 6, 30))
    world.bodies[alliance.key] = alliance


def _reign(world: World, body: Body, role: str, since: date, until: date, person: Person | None = None) -> Seat:
    seat = Seat(person or _person(world, body.province), role, body, since, until)
    body.seats.append(seat)
    return seat


def _province(world: World, province: str, cooperatives: int) -> None:
    chance, end = world.chance, MERGER - timedelta(days=1)
    after = now(province)
    bodies = [
        Body(f"{kind} {province}", kind, f"{name} tỉnh {province}", province)
        for kind, name in (
            ("committee", "Ủy ban nhân dân"), ("alliance", "Liên minh Hợp tác xã"), ("farmers", "Hội Nông dân"),
            ("department", "Sở Nông nghiệp và Phát triển nông thôn"),
        )
    ]  # fmt: skip
    for body in bodies:
        world.bodies[body.key] = body
        head = "Giám đốc" if body.kind == "department" else "Chủ tịch"
        last = date(2026, 6, 30) if after == province else end
        # The deputy follows the head one day, who may go to the committee: two posts in two bodies, one person.
        turn = date(chance.choice((2022, 2023)), chance.randint(3, 11), 1)
        first = _reign(world, body, head, date(2019, 1, 1), turn)
        rising = _reign(world, body, f"Phó {head}", date(2019, 1, 1), turn)
        _reign(world, body, head, turn + timedelta(days=1), last, rising.person)
        _reign(world, body, f"Phó {head}", turn + timedelta(days=1), last)
        _reign(world, body, f"Phó {head}", date(2020, 1, 1), last)
        if body.kind == "alliance":
            _reign(world, bodies[0], "Phó Chủ tịch", turn + timedelta(days=1), last, first.person)
    districts = [one for one in units.districts() if (of := units.province_of(one.iri)) and of.bare == province]
    taken: set[tuple[str, str]] = set()
    for number in range(cooperatives):
        _cooperative(world, province, number, districts, taken)


def _cooperative(
    world: World, province: str, number: int, districts: list[units.Unit], taken: set[tuple[str, str]]
) -> None:
    chance = world.chance
    ours = [one for one in world.cooperatives if one.province == province]
    if ours and chance.random() < 0.2:
        name = chance.choice(ours).name  # of one name in two districts
    else:
        name = " ".join(part for part in ("Hợp tác xã", chance.choice(_SECTORS), chance.choice(_PROPER)) if part)
    free = [one for one in districts if (name, one.iri) not in taken]
    district = chance.choice(free)
    taken.add((name, district.iri))
    commune = chance.choice([one for one in units.communes() if one.within == district.iri])
    place = f"{district.kind.lower()} {district.bare}"
    body = Body(
        f"htx {province} {number}", "cooperative", name, province, place, f"{commune.kind.lower()} {commune.bare}"
    )
    turn = date(2022, 6, 1) if chance.random() < 0.25 else date(2026, 6, 30)
    director = _reign(world, body, "Giám đốc", date(2018, 1, 1), turn)
    if turn.year < 2026:
        _reign(world, body, "Giám đốc", turn + timedelta(days=1), date(2026, 6, 30))
    spouse = _person(world, province, like=director.person) if chance.random() < 0.5 else None
    _reign(world, body, "Phó Giám đốc", date(2018, 1, 1), date(2026, 6, 30), spouse)
    world.bodies[body.key] = body
    world.cooperatives.append(body)


_KINDS = (
    ("Hội nghị", "tổng kết hoạt động năm {before}", 1), ("Hội nghị", "tổng kết phong trào thi đua năm {before}", 1),
    ("Lễ", "kỷ niệm Ngày Hợp tác xã Việt Nam 11/4", 4), ("Hội nghị", "sơ kết công tác 6 tháng đầu năm {year}", 7),
    ("Hội nghị", "tập huấn chuyển đổi số cho các hợp tác xã", 9),
)  # fmt: skip


def _happenings(world: World, province: str) -> Iterator[Happening]:
    chance = world.chance
    for year in range(2021, 2027):
        for number, (noun, about, month) in enumerate(_KINDS):
            on = date(year, month, chance.randint(3, 27))
            if chance.random() < 0.35 or on > date(2026, 5, 30):
                continue
            if on >= MERGER and now(province) != province:
                continue
            found = _happening(world, province, f"event {province} {year} {number}", noun, about, on)
            if found is None:
                continue
            yield found
            if chance.random() < 0.15:  # the same host on the same day, for something else
                other = chance.choice(("ký giao ước thi đua năm {year}", "tập huấn kỹ năng quản trị hợp tác xã"))
                second = _happening(world, province, f"{found.key} too", "Hội nghị", other, on)
                if second is not None:
                    yield second


def _happening(world: World, province: str, key: str, noun: str, about: str, on: date) -> Happening | None:
    chance = world.chance
    alliance, committee = world.body(f"alliance {province}"), world.body(f"committee {province}")
    host = world.body(f"farmers {province}") if "phong trào" in about else alliance
    chair = world.holder(host, "Chủ tịch", on)
    if chair is None:
        return None
    bodies = (committee, world.body("alliance Việt Nam"), world.body(f"department {province}"), alliance)
    offered = [seat for body in bodies for seat in body.seats if seat.held(on) and seat.person is not chair.person]
    guests = tuple(chance.sample(offered, min(len(offered), chance.randint(1, 3))))
    givings = (
        []
        if "tập huấn" in about
        else [_giving(world, f"{key} giving {n}", province, on, chair, guests, n) for n in range(chance.randint(1, 3))]
    )
    about = about.format(before=on.year - 1, year=on.year)
    return Happening(key, noun, about, on, host, chair, guests, tuple(givings))


def _giving(
    world: World, key: str, province: str, on: date, chair: Seat, guests: tuple[Seat, ...], number: int
) -> Giving:
    chance = world.chance
    award, whose = _AWARDS[(number * 2 + chance.randint(0, 1)) % len(_AWARDS)]
    grantor = world.body("alliance Việt Nam" if whose == "national" else f"{whose} {province}")
    around = [one for one in world.cooperatives if one.province is not None and now(one.province) == now(province)]
    ours = around if on >= MERGER else [one for one in around if one.province == province]
    counted: tuple[int, str] | None = None
    recipients: tuple[Person | Body, ...] = ()
    lot = chance.random()
    if lot < 0.45 and not award.startswith("Kỷ niệm"):
        recipients = tuple(chance.sample(ours, chance.randint(1, 3)))
    elif lot < 0.7:
        seats = [seat for body in chance.sample(ours, 3) for seat in body.seats if seat.held(on)]
        recipients = tuple(dict.fromkeys(seat.person for seat in chance.sample(seats, min(len(seats), 2))))
    else:
        counted = (
            chance.randint(2, 30),
            "cá nhân" if award.startswith("Kỷ niệm") or chance.random() < 0.5 else "tập thể",
        )
    presenter = chance.choice((chair, *guests)) if chance.random() < 0.6 else None
    principal = None
    if presenter is not None and presenter.body is not grantor and chance.random() < 0.7:
        principal = "Chủ tịch"
    return Giving(key, award, grantor, recipients, counted, presenter, principal)
