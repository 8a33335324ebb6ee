"""Articles that tell of a known world, each paper in its own way, with the truth by mention: who is meant where.

A mention is a stretch of the text; several stretches of one article that mean one thing are one mention of it.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from bench.newsworld import MERGER, Body, Giving, Happening, Person, Seat, World, now
from ontology import units

_OLD_TONES = {"òa": "oà", "óa": "oá", "ủy": "uỷ", "úy": "uý", "ũy": "uỹ", "Ủy": "Uỷ"}
_OPEN = re.compile(r"(?<![qQ])(?:òa|óa|ủy|úy|ũy|Ủy)(?!\w)")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A paper or site: what it is called, how it abbreviates and spells, and how often it gives posts and places."""

    name: str
    local: bool
    short: bool
    old_tones: bool
    courtesy: tuple[str, str]
    posts: float
    places: float


_OUTLETS = (
    Outlet("Liên minh HTX tỉnh {province}", True, True, False, ("đồng chí", "đồng chí"), 0.95, 0.55),
    Outlet("Báo {province}", True, False, True, ("ông", "bà"), 0.9, 0.7),
    Outlet("Đài Phát thanh và Truyền hình {province}", True, True, True, ("đồng chí", "đồng chí"), 0.9, 0.6),
    Outlet("Thời báo Kinh Doanh", False, False, False, ("ông", "bà"), 0.9, 0.7),
    Outlet("Báo Nông nghiệp Việt Nam", False, True, False, ("ông", "bà"), 0.9, 0.75),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A thing as an article names it."""

    kind: str
    key: str
    words: str


Said = str | Named


@dataclass(slots=True)
class Article:
    """An article with its truth: by (kind, key), where it is meant."""

    name: str
    outlet: str
    published: date
    text: str = ""
    means: dict[tuple[str, str], list[tuple[int, int]]] = field(default_factory=dict)

    def say(self, *parts: Said, about: tuple[str, str] | None = None) -> None:
        """Go on with these words; all of them are where `about` is told."""
        start = len(self.text)
        for part in parts:
            if isinstance(part, Named):
                place = (len(self.text), len(self.text) + len(part.words))
                self.means.setdefault((part.kind, part.key), []).append(place)
                self.text += part.words
            else:
                self.text += part
        if about is not None:
            self.means.setdefault(about, []).append((start, len(self.text)))

    def write(self, folder: Path) -> Path:
        """Write the article with its side file; return where."""
        path = folder / f"{self.name}.txt"
        path.write_text(self.text, encoding="utf-8")
        stated = {
            "publisher": self.outlet,
            "published": self.published.isoformat(),
            "url": f"https://example.org/{self.name}",
        }
        path.with_name(f"{path.name}.meta.json").write_text(json.dumps(stated, ensure_ascii=False), encoding="utf-8")
        return path


def articles(world: World, seed: int, *, features: int = 120) -> list[Article]:
    """Return the articles of a seed on a world: happenings told once to four times, and features on cooperatives."""
    chance = random.Random(f"{seed} articles")
    found: list[Article] = []
    for happening in world.happenings:
        for outlet in chance.sample(_OUTLETS, chance.choice((1, 2, 2, 3, 4))):
            found.append(_Writer(world, chance, outlet, f"tin-{len(found):05}").report(happening))
    for _ in range(features):
        outlet = chance.choice(_OUTLETS)
        found.append(_Writer(world, chance, outlet, f"tin-{len(found):05}").feature(chance.choice(world.cooperatives)))
    return found


class _Writer:
    """Writes one article in the manner of its outlet."""

    def __init__(self, world: World, chance: random.Random, outlet: Outlet, name: str) -> None:
        self._world, self._chance, self._outlet, self._name = world, chance, outlet, name
        self._province = ""
        self._on = date(2020, 1, 1)
        self._named: set[str] = set()

    def report(self, happening: Happening) -> Article:
        """Report a happening."""
        chance = self._chance
        self._on = happening.on
        self._province = happening.organizer.province or ""
        article = self._begin(happening.on + timedelta(days=chance.choice((0, 1, 1, 2))))
        noun = "Lễ" if happening.noun == "Lễ" else "Hội nghị"
        article.say(self._headline(happening), "\n\n")
        for part in self._lead(happening, noun):
            article.say(*part)
        article.say(
            *chance.choice(((" Hơn 200 đại biểu tham dự.",), (" Tham dự có đại diện các sở, ngành của tỉnh.",), ("",)))
        )
        if chance.random() < 0.85:
            article.say(" ", *self._chaired(happening, noun))
        if happening.guests and chance.random() < 0.8:
            article.say(" ", *self._attended(happening))
        article.say("\n\n", chance.choice(_FILLERS), "\n\n")
        some = [one for one in happening.givings if self._outlet.local or chance.random() < 0.8]
        for giving in some:
            about = ("conferral", giving.key)
            article.say(*self._given(giving, noun), about=about)
            article.say("\n\n")
        if some and chance.random() < 0.4:
            giving = chance.choice(some)
            if giving.presenter is not None:
                article.say(*self._caption(giving), about=("conferral", giving.key))
                article.say("\n")
        return self._end(article)

    def feature(self, body: Body) -> Article:
        """Write of a cooperative and the one who directs it."""
        chance = self._chance
        self._on = date(chance.randint(2021, 2026), chance.randint(1, 5), chance.randint(1, 28))
        self._province = body.province or ""
        article = self._begin(self._on)
        director = self._world.holder(body, "Giám đốc", self._on) or body.seats[0]
        article.say(
            chance.choice(("Làm giàu từ nông sản sạch", "Điểm sáng kinh tế tập thể", "Liên kết để đi xa")), "\n\n"
        )
        where = f"tỉnh {self._now()}" if not self._outlet.local or chance.random() < 0.5 else "địa phương"
        article.say(
            *chance.choice(
                (
                    (
                        "Những năm gần đây, ",
                        *self._cooperative(body),
                        f" là điểm sáng của {where} về liên kết sản xuất.",
                    ),
                    (
                        "Được thành lập năm 2016, ",
                        *self._cooperative(body),
                        f" hiện có 35 thành viên, tiêu thụ nông sản cho bà con {where}.",
                    ),
                    (f"Ở {where}, nhiều người biết đến ", *self._cooperative(body), " nhờ sản phẩm OCOP."),
                )
            )
        )
        article.say(
            *chance.choice(
                (
                    ("\n\n", *self._holder(director), " cho biết, doanh thu năm qua đạt trên 5 tỷ đồng."),
                    ("\n\nTheo ", *self._holder(director, lower=True), ", đầu ra ổn định là điều quan trọng nhất."),
                    (
                        "\n\nChia sẻ với phóng viên, ",
                        *self._holder(director, lower=True),
                        " khẳng định sẽ mở rộng vùng nguyên liệu.",
                    ),
                )
            )
        )
        given = [(one, giving) for one in self._world.happenings for giving in one.givings if body in giving.recipients]
        given = [(one, giving) for one, giving in given if one.on < self._on]
        if given and chance.random() < 0.6:
            one, giving = chance.choice(given)
            day = f"Ngày {one.on.day}/{one.on.month}/{one.on.year}" if chance.random() < 0.5 else f"Năm {one.on.year}"
            told = (
                f"{day}, ",
                Named("organization", body.key, self._spelled(body.name)),
                " được ",
                self._body(giving.grantor),
            )
            article.say("\n\n")
            article.say(*told, f" tặng {self._award(giving)}.", about=("conferral", giving.key))
        deputy = self._world.holder(body, "Phó Giám đốc", self._on)
        if deputy is not None and chance.random() < 0.5:
            article.say("\n\n", *self._holder(deputy), " nói thêm: các hộ đều yên tâm sản xuất.")
        return self._end(article)

    # --- sentences

    def _headline(self, happening: Happening) -> str:
        return self._chance.choice(
            (
                f"{self._now()}: {happening.about[0].upper()}{happening.about[1:]}",
                f"{happening.about[0].upper()}{happening.about[1:]}",
                f"{happening.noun} {happening.about}",
            )
        )

    def _lead(self, happening: Happening, noun: str) -> Iterator[tuple[Said, ...]]:
        chance, day = self._chance, self._day()
        event = Named("event", happening.key, f"{noun} {self._called(happening.about)}")
        host = self._body(happening.organizer)
        city = f"tại thành phố {self._province}, " if chance.random() < 0.3 else ""
        if chance.random() < 0.12:  # told without who held it
            yield (chance.choice((f"Ngày {day}, {city}đã diễn ra ", f"Sáng {day}, {city}diễn ra ")), event, ".")
            return
        yield chance.choice(
            (
                (f"Ngày {day}, {city}", host, " tổ chức ", event, "."),
                (f"Sáng {day}, {city}", host, " đã tổ chức ", event, "."),
                (f"Chiều ngày {day}, ", host, " long trọng tổ chức ", event, "."),
                (f"Vừa qua, ngày {day}, ", host, " tổ chức ", event, "."),
            )
        )

    def _called(self, about: str) -> str:
        """Return what a happening is called: papers shorten names, go on with them, or use other words."""
        lot = self._chance.random()
        if lot < 0.2:
            return about.split(" năm ")[0]
        if lot < 0.35 and about.startswith("tổng kết"):
            return f"{about}, triển khai nhiệm vụ năm {self._on.year}"
        if lot < 0.5:
            return about.replace("hoạt động", "công tác").replace("6 tháng đầu năm", "6 tháng năm")
        return about

    def _chaired(self, happening: Happening, noun: str) -> tuple[Said, ...]:
        short = noun if noun == "Hội nghị" else "buổi lễ"
        ending = self._chance.choice(
            (f" chủ trì {short}.", f" chủ trì và phát biểu kết luận {short}.", f" phát biểu khai mạc {short}.", "")
        )
        if ending:
            return (*self._holder(happening.chair), ending)
        return (
            f"Phát biểu tại {short}, ",
            *self._holder(happening.chair, lower=True),
            " đánh giá cao kết quả đạt được.",
        )

    def _attended(self, happening: Happening) -> tuple[Said, ...]:
        parts: list[Said] = [self._chance.choice(("Dự hội nghị có ", "Tham dự có ", "Đến dự có "))]
        for number, seat in enumerate(happening.guests):
            parts += ["; "] if number else []
            parts += self._holder(seat, lower=True)
        return (*parts, ".")

    def _given(self, giving: Giving, noun: str) -> tuple[Said, ...]:
        recipients = self._recipients(giving)
        award, grantor = self._award(giving), self._body(giving.grantor)
        at = self._chance.choice((f"Tại {noun}, ", "Nhân dịp này, ", "Dịp này, ", f"Tại {noun.lower()}, "))
        presenter, way = giving.presenter, self._chance.randint(0, 3 if giving.presenter is None else 4)
        if way == 0:
            return (at, grantor, f" tặng {award} cho ", *recipients, ".")
        if way == 1:
            return (at, *recipients, f" được nhận {award} của ", grantor, ".")
        if way == 2 or presenter is None:
            return (at, grantor, f" đã trao {award} cho ", *recipients, ".")
        who = self._holder(presenter, lower=giving.principal is not None)
        if giving.principal is not None:
            return (
                "Thừa ủy quyền của ",
                giving.principal,
                " ",
                grantor,
                ", ",
                *who,
                f" trao {award} cho ",
                *recipients,
                ".",
            )
        return (*who, f" trao {award} của ", grantor, " cho ", *recipients, ".")

    def _caption(self, giving: Giving) -> tuple[Said, ...]:
        assert giving.presenter is not None
        grantor = self._body(giving.grantor)
        return (
            *self._holder(giving.presenter),
            f" trao {self._award(giving)} của ",
            grantor,
            " cho ",
            *self._recipients(giving),
        )

    def _recipients(self, giving: Giving) -> list[Said]:
        if giving.counted is not None:
            count, kind = giving.counted
            return [f"{count:02} {kind}" if self._chance.random() < 0.7 else f"{count} {kind}"]
        parts: list[Said] = []
        for number, one in enumerate(giving.recipients):
            if number:
                parts.append(" và " if number == len(giving.recipients) - 1 else ", ")
            parts += self._cooperative(one) if isinstance(one, Body) else self._holder(self._seat(one), lower=True)
        return parts

    # --- names

    def _seat(self, person: Person) -> Seat:
        seats = [seat for body in self._world.cooperatives for seat in body.seats if seat.person is person]
        return next((seat for seat in seats if seat.held(self._on)), seats[0])

    def _holder(self, seat: Seat, *, lower: bool = False) -> list[Said]:
        """Name a person with the post held, before or after the name; known ones at times without."""
        person, chance = seat.person, self._chance
        word = self._outlet.courtesy[person.female]
        word = word if lower else word[0].upper() + word[1:]
        named = Named("person", person.key, self._spelled(person.name))
        if person.key in self._named or chance.random() > self._outlet.posts:
            self._named.add(person.key)
            return [word, " ", named]
        self._named.add(person.key)
        if seat.body.kind not in ("cooperative", "national") and chance.random() < 0.2:
            return [seat.role, " ", self._body(seat.body), " ", named]
        body = self._cooperative(seat.body) if seat.body.kind == "cooperative" else [self._body(seat.body)]
        return [word, " ", named, chance.choice((", ", ", ", " - ")), f"{seat.role} ", *body]

    def _cooperative(self, body: Body) -> list[Said]:
        name = (
            body.name.replace("Hợp tác xã", "HTX", 1)
            if self._outlet.short or self._chance.random() < 0.5
            else body.name
        )
        if self._outlet.short and self._chance.random() < 0.3:
            name = name.replace("Dịch vụ nông nghiệp", "DVNN")
        if self._chance.random() < 0.15:
            name = name.replace("Nông nghiệp", "nông nghiệp")
        named = Named("organization", body.key, self._spelled(name))
        if body.key in self._named or self._chance.random() > self._outlet.places:
            return [named]
        self._named.add(body.key)
        return [named, *self._place(body)]

    def _place(self, body: Body) -> list[Said]:
        if self._on >= MERGER:
            return [f" ({_commune_now(body)})"]
        commune = f"{body.commune}, " if self._chance.random() < 0.4 else ""
        district = body.district or ""
        bare = district if district.startswith("thành phố") else re.sub(r"\A(?:huyện|quận|thị xã) ", "", district)
        told = (f" ({commune}{body.district})", f", {commune}{body.district}", f" ({bare})")
        return [self._chance.choice(told)]

    def _body(self, body: Body) -> Named:
        """Name an organization: in full at first, by its short form where it has been named."""
        name = body.name
        if self._outlet.short or self._chance.random() < 0.4:
            for long, short in (
                ("Ủy ban nhân dân", "UBND"),
                ("Hợp tác xã", "HTX"),
                ("Phát triển nông thôn", "PTNT"),
            ):
                name = name.replace(long, short)
        known = body.key in self._named or (self._outlet.local and self._chance.random() < 0.5)
        if body.province is not None and body.province == self._now() and known:
            name = name.removesuffix(f" {body.province}")
        self._named.add(body.key)
        return Named("organization", body.key, self._spelled(name))

    def _award(self, giving: Giving) -> str:
        award = giving.award
        if self._outlet.short:
            award = award.replace("Hợp tác xã", "HTX")
        return award if self._chance.random() < 0.8 or "“" in award else award[0].lower() + award[1:]

    # --- the rest

    def _begin(self, published: date) -> Article:
        return Article(self._name, self._outlet.name.format(province=self._now()), published)

    def _end(self, article: Article) -> Article:
        article.say("\n", self._chance.choice(("Minh Phương", "Thu Trang", "PV", "Hải An")), "\n")
        return article

    def _now(self) -> str:
        return now(self._province) if self._on >= MERGER else self._province

    def _day(self) -> str:
        on = self._on
        return self._chance.choice(
            (f"{on.day}/{on.month}/{on.year}", f"{on.day:02}/{on.month:02}/{on.year}", f"{on.day}/{on.month}/{on.year}")
        )

    def _spelled(self, words: str) -> str:
        return _OPEN.sub(lambda found: _OLD_TONES[found.group()], words) if self._outlet.old_tones else words


_FILLERS: Sequence[str] = (
    "Năm qua, kinh tế tập thể của tỉnh tiếp tục phát triển cả về số lượng và chất lượng.",
    "Các ý kiến tập trung thảo luận về khó khăn trong tiếp cận vốn, đất đai và thị trường tiêu thụ.",
    "Trong thời gian tới, các đơn vị sẽ đẩy mạnh ứng dụng công nghệ, xây dựng vùng nguyên liệu gắn với truy xuất nguồn gốc.",
    "Đây là dịp để nhìn lại kết quả, rút ra bài học và bàn giải pháp cho giai đoạn mới.",
)


def _commune_now(body: Body) -> str:
    found = units.unit(body.commune or "", units.Level.COMMUNE, units.LAST_DAY, body.province)
    later = units.find(found.later[0]) if found is not None and found.later else None
    return f"{later.kind.lower()} {later.bare}" if later is not None else body.commune or ""
