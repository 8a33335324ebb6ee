"""What a figure measures, in reading form: *số HTX thành lập mới*, *doanh thu bình quân mỗi HTX*, *tỷ lệ … trong …*."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from importlib import resources

from ingest.extract.choice import either
from ingest.extract.numbers import NumberValue
from ingest.extract.phrases import Phrase

COUNTED = frozenset({"sector", "people", "bodies", "things", "places"})
"""The sorts of units that are counted in heads."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its sentence before and after it, as published."""

    phrase: Phrase
    value: NumberValue
    before: str
    after: str
    wording: str
    clause: str
    """What stands before the number in its own clause, in lower case."""

    @property
    def noun(self) -> str:
        """What is counted, without the scale word that the unit begins with."""
        return _SCALE.sub("", self.value.unit)

    @property
    def exceeds(self) -> bool:
        """Tell whether the number is by how much a goal is exceeded (*vượt 24% kế hoạch*)."""
        return (
            self.wording.lower().startswith("vượt ") and self.value.unit == "%" and _PLAN.match(self.after) is not None
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What the figures of a sentence so far leave understood for the next: subject, what was done, per what."""

    subject: str = ""
    deed: str = ""
    sort: str = ""
    average: str = ""


def _words(key: str) -> list[str]:
    lexicon = tomllib.loads((resources.files("ingest.extract") / "lexicon" / "measures.toml").read_text("utf-8"))
    words: list[str] = lexicon["measures"][key]
    return sorted(words, key=lambda word: (-len(word), word))


_I = re.IGNORECASE
CLAUSE = re.compile(r";|\.(?!\d)")
"""Where one clause of a sentence ends; the dot within a number ends none."""

_SCALE = re.compile(r"\A(?:(?:trăm|nghìn|ngàn|triệu|tỷ|tỉ|vạn|chục) )+(?!đồng|usd)", _I)
_DEEDS = either(_words("deeds"))
_OWN_DEEDS = frozenset(_words("own_deeds"))
_DEED = re.compile(
    rf"(?<!\w)(?P<deed>{_DEEDS})(?P<how>(?: được| mới| thêm| thường xuyên| ổn định| thành công| trực tiếp| tổng cộng| lại)*)"
    r"(?: cho)?(?: tổng số| các)? ?\Z",
    _I,
)
_SOME_DEED = re.compile(rf"(?<!\w)(?P<deed>{_DEEDS})(?!\w)", _I)
_ASPECTS = (
    r"hiện|nay|đến nay|năm nay|ước|chỉ|đều|đã|là|đạt|lên|còn|tới|đến|khoảng|trên|hơn|gần|ở mức|lên đến|lên tới|tăng lên|"
    r"tăng từ|nhờ đó|cả năm|có|từ|chiếm|ước tính|xấp xỉ|bằng|thành"
)
_NOUNS = either(_words("nouns"))
_NAMED = re.compile(
    rf"(?<!\w)(?P<noun>(?:{_NOUNS})(?!\w)(?:[^,;:.()\d]|, (?:giỏi|tốt|yếu|kém)(?!\w)|(?<=năm )(?:19|20)\d\d(?!\d)){{0,80}}?)(?:,? ?(?<!\w)(?:{_ASPECTS})(?!\w))* ?\Z",
    _I,
)
_OF_YEAR = re.compile(r",? (?:trong |của )?năm \d{4}(?!\d)")
_WITHIN = re.compile(
    rf" (?:với|và|hoặc|trên(?= tổng)|bao gồm|cùng|trong đó|nâng|đưa|đạt|góp phần) (?:có )?(?=(?:{_NOUNS})(?!\w))", _I
)
_DONE = re.compile(r"(?<!\w)(?:đã|đang|sẽ|để)(?!\w)", _I)
_HANGING = re.compile(r"(?<!\w)(?:của|cho|trong|với|tại)(?: các)? ?\Z", _I)
_TOTALS = frozenset({"số", "tổng số", "số lượng", "tổng"})
_SUMS = frozenset(_words("sums"))
_CHANGE = re.compile(
    r"(?<!\w)(?P<way>tăng|giảm|nhiều hơn|ít hơn|cao hơn|thấp hơn|vượt)(?: thêm| được)?(?P<than>(?: so với| cùng kỳ| giai đoạn| năm)?[^,;:()]{0,40}? là)?"
    r"(?: hơn| trên| gần| khoảng)? ?\Z",
    _I,
)
_UPWARD = {"tăng": "tăng", "nhiều hơn": "tăng", "cao hơn": "tăng", "vượt": "vượt"}
_AVERAGE = re.compile(
    r"(?<!\w)(?:bình quân |trung bình )?(?:mỗi|một|1) (?P<each>htx|hợp tác xã|năm|tháng|hộ|thành viên|lao động|đơn vị|quỹ|huyện|xã)(?!\w)",
    _I,
)
_ON_AVERAGE = re.compile(r"(?<!\w)(?:bình quân|trung bình)(?!\w)", _I)
_SHARE = re.compile(r"(?<!\w)(?:chiếm|đạt|bằng|tương đương|tương ứng)(?: tỷ lệ| tỉ lệ| khoảng)? ?\Z|\( ?\Z", _I)
_OF_IT = re.compile(r"\A(?:trong )?(?:số đó|số này|tổng số này|trong đó)(?: là)? ", _I)
_PLAN = re.compile(r"\A ?(?:so với )?(?:kế hoạch|chỉ tiêu|mục tiêu|chỉ tiêu kế hoạch)(?!\w)", _I)
_COMPARED = re.compile(r"\A ?\(?(?P<than>so với [^,;:()]{3,50}?)(?=[,;:()]|\.(?!\d)|\Z| và | trong đó )", _I)

_RIGHT_STOP = re.compile(
    r"[,;:()…/]|\.(?!\d)| [-–—] |(?<!\w)(?:chiếm|trong đó|nâng|đưa|tăng|giảm|thu hút|so với|bằng|lên|gồm|là|của năm|năm \d{4}|trong năm|trong tháng|trong nhiệm kỳ|"
    r"trong giai đoạn|giai đoạn|trên địa bàn|toàn tỉnh|trên toàn|góp phần|nhiều hơn|ít hơn|nhờ|phải|trên tổng số|cho biết|theo kế hoạch|nói chung|tại hội nghị|"
    r"cho(?! vay| thuê)|(?<!liên kết )(?<!hợp tác )(?<!gắn )(?<!kết )(?<!phối hợp )với|từ(?! \d sao)|đạt(?! \d sao| chuẩn| tiêu chuẩn| loại| chứng nhận| mức| yêu cầu| hiệu quả| danh hiệu)|"
    r"có(?= (?:\S+ ){0,2}\d)|và(?= (?:\S+ ){0,5}?\d)|cùng(?= (?:\S+ ){0,2}\d))(?!\w)|\d(?! sao)",
    _I,
)
_LEFT_STOP = re.compile(
    r"[,;:.()–]| - |(?<!\w)(?:đã|đang|được|có|gồm|là|đạt|trên|hơn|gần|khoảng|nâng|đưa|tăng|giảm|với|và|cùng|cho|còn|thì|mà|trong đó|"
    r"lên|thu hút|tạo|giải quyết|hiện|nay|đến nay|toàn tỉnh|cả nước|toàn quốc|thêm|cho biết|trong|nhận|chỉ|qua|các|những|năm|tháng)(?!\w)",
    _I,
)
_FIELD = re.compile(
    r"(?:\A|[,;:.(–] ?|trong đó |và )(?P<field>(?:lĩnh vực|ngành|khối|loại hình|nhóm) [^,;:()\d]{2,50}?)(?: hiện)?(?: có| gồm| là)?(?: hơn| trên| gần| khoảng)? ?\Z",
    _I,
)
# The alliance's own members are not the sector's.
_BODY = re.compile(
    r"(?<!\w)(?P<body>liên minh (?:htx|hợp tác xã)[^,;:.()\d]{0,40}?|liên minh)(?: hiện| đã| nay)*(?: có| gồm) ?\Z", _I
)
_LOOSE = frozenset(
    [
        "trong",
        "của",
        "với",
        "và",
        "cho",
        "được",
        "đã",
        "là",
        "có",
        "từ",
        "tại",
        "ở",
        "do",
        "để",
        "nhằm",
        "vào",
        "trên",
        "đạt",
        "hơn",
        "gần",
        "khoảng",
        "tới",
        "đến",
        "về",
        "theo",
        "thì",
        "mà",
        "các",
        "những",
        "còn",
        "hiện",
    ]
)
_LOOSE_WORD = re.compile(
    r"(?<!\w)(?:đã|đang|được|có|gồm|là|đạt|nâng|đưa|với|và|cùng|cho|còn|thì|mà|đó|lên|hiện|nay|tỉnh|nước|huyện|xã|toàn|thêm|biết|trong|"
    r"chỉ|qua|các|những|năm|tháng|như|nhất|từ|đến|bình quân|mỗi)(?!\w)"
)
_MOST_WORDS = 14
_LABEL_WORDS = 8
_REACH = 140


def measure(figure: Figure, told: Told) -> tuple[str | None, Told]:
    """Return what a figure measures, None when the text does not say, and what it leaves understood."""
    told = _averaged(figure, told)
    if figure.value.unit == "%":
        grown = _CHANGE.search(figure.before[-_REACH:])
        base = _named(figure.before[-_REACH:][: grown.start()]) if grown is not None else None
        return _ratio(figure, told), replace(told, subject=base) if base else told
    named = _amount(figure, told)
    if named is None:
        return None, told
    carried = told.deed if told.sort == figure.value.sort and _coordinated(figure) else ""
    return named, replace(told, subject=named, deed=_deed(figure) or carried, sort=figure.value.sort)


def _averaged(figure: Figure, told: Told) -> Told:
    """Return what is understood with the *bình quân mỗi …* that the clause opens with, if it does."""
    if not _ON_AVERAGE.search(figure.clause) and not _AVERAGE.search(figure.clause):
        return replace(told, average="")
    each = list(_AVERAGE.finditer(CLAUSE.split(figure.before)[-1]))
    return replace(told, average=f"bình quân mỗi {tidy(each[-1]['each'])}") if each else told


def _amount(figure: Figure, told: Told) -> str | None:
    change = _CHANGE.search(figure.before[-_REACH:])
    if change is not None:
        return _changed(figure, told, change)
    noun = _named(figure.before)
    if noun is not None:
        return _completed(figure, told, noun)
    if figure.value.sort in COUNTED:
        return _with_average(_count(figure, told), told)
    right, deed = _right(figure.after), _deed(figure)
    if deed and figure.value.sort in ("money", "scale"):
        return f"{deed.removeprefix('được ')} {right}".strip()
    if right or deed:
        return f"{right} {deed}".strip()
    left = _left(figure.before)
    if _ON_AVERAGE.fullmatch(left) and told.subject:
        return f"{told.subject} bình quân"
    return _with_average(left, told) if left else None


def _changed(figure: Figure, told: Told, change: re.Match[str]) -> str | None:
    """Return the measure of a growth or fall: of what it says just before, else of the figure before it."""
    before = figure.before[-_REACH:][: change.start()]
    base = _named(before) or told.subject or _left(before)
    if not base:
        return None
    way = _UPWARD.get(change["way"].lower(), "giảm")
    than = (change["than"] or "").strip().removesuffix(" là").strip()
    after = _COMPARED.match(figure.after)
    than = than or (after["than"] if after else "")
    than = than if not than or than.lower().startswith("so với") else f"so với {than}"
    base = base if _right(figure.after) == "" or told.subject else f"{base} {_right(figure.after)}"
    return tidy(f"{base} {way} {than}", most=_MOST_WORDS + 8)


def _named(before: str) -> str | None:
    """Return the noun of measure that ends the words before a number (*tổng vốn điều lệ của các HTX*)."""
    found = _NAMED.search(before[-_REACH:])
    if found is None:
        return None
    noun = _OF_YEAR.sub("", _WITHIN.split(found["noun"])[-1])
    return None if _DONE.search(noun) or _HANGING.search(noun) else tidy(noun) or None


def _completed(figure: Figure, told: Told, noun: str) -> str:
    small = noun.lower()
    if small in _TOTALS:
        noun = f"{'tổng số' if small == 'tổng' else small} {tidy(figure.noun)} {_right(figure.after)}".strip()
    elif small in _SUMS:
        deeds = [told.deed.removeprefix("được ")] if told.deed else _SOME_DEED.findall(figure.clause[: -len(noun)])
        noun = f"{noun} {deeds[-1]}" if deeds else noun
    if _ON_AVERAGE.search(figure.before[-24:]) and "bình quân" not in noun:
        noun = f"{noun} bình quân"
    return _with_average(noun, told)


def _with_average(noun: str, told: Told) -> str:
    if not told.average or told.average in noun:
        return noun
    each = told.average.removeprefix("bình quân ")
    named = any(word in noun for word in (each, "mỗi", "một", " 1 "))
    return noun if named else f"{noun} {each if 'bình quân' in noun else told.average}"


def _count(figure: Figure, told: Told) -> str:
    """Return the measure of what is counted in heads: with what is done to it, where it belongs or what it is of."""
    noun, right, deed = tidy(figure.noun), _right(figure.after), _deed(figure)
    if not deed and figure.before.lower().endswith("với ") and told.subject:
        return f"số {noun} {right} của {_bare(told.subject).removesuffix(told.deed).strip()}".replace("  ", " ")
    if not deed and not right and told.deed and told.sort == figure.value.sort and _coordinated(figure):
        deed = told.deed
    if not deed and not right:
        right = _field(figure)
    return " ".join(part for part in ("số", noun, right, deed) if part)


def _coordinated(figure: Figure) -> bool:
    """Tell whether only *,* or *và* stands between the figure before and this one."""
    return re.search(r"\d[^;:.()\d]{1,50}(?:,| và| cùng) ?\Z", figure.before) is not None


def _field(figure: Figure) -> str:
    """Return the branch a count is of: *lĩnh vực nông nghiệp có 380 HTX*, *vận tải 21 HTX*."""
    body = _BODY.search(figure.before[-_REACH:])
    if body is not None:
        return f"của {tidy(body['body'])}"
    field = _FIELD.search(figure.before[-_REACH:])
    if field is not None:
        return tidy(field["field"])
    if figure.value.sort not in ("sector", "people", "bodies"):
        return ""
    last = re.split(r"[,;:()]|\.(?!\d)| [–—] ", figure.before)[-1].strip()
    words = last.split()
    plain = 0 < len(words) <= _LABEL_WORDS and last[:1].islower() and not _LOOSE_WORD.search(last)
    plain = plain and not _SOME_DEED.search(last)
    return tidy(last) if plain else ""


def _deed(figure: Figure) -> str:
    """Return what is done to what a number counts, as said of it: *thành lập mới*, *được hỗ trợ*."""
    found = _DEED.search(figure.before[-80:])
    if found is None:
        return ""
    deed = found["deed"].lower()
    new = " mới" if " mới" in found["how"] and not deed.endswith("mới") else ""
    return f"{deed}{new}" if deed in _OWN_DEEDS else f"được {deed}{new}"


def _ratio(figure: Figure, told: Told) -> str | None:
    before, after = figure.before, figure.after
    subject = _bare(told.subject)
    if _PLAN.match(after):
        plan = _right(after.lower().replace("so với ", "", 1))
        link = "vượt" if figure.exceeds else "so với"
        return f"tỷ lệ {subject or 'thực hiện'} {link} {plan or 'kế hoạch'}"
    change = _CHANGE.search(before[-_REACH:])
    if change is not None:
        base = _changed(figure, replace(told, subject=subject), change)
        return f"tỷ lệ {base}" if base else None
    noun = _named(before)
    if noun is not None and noun.lower().startswith(("tỷ lệ", "tỉ lệ", "lãi suất", "tốc độ")):
        return noun
    right = _right(_OF_IT.sub("", after.lstrip()))
    shared = _SHARE.search(before)
    if shared is not None:
        about = subject if told.subject and _near(before) else _left(_SHARE.sub("", before)) or subject
        return (
            f"tỷ lệ {about} trong {right}" if right and about else f"tỷ lệ {about or right}" if about or right else None
        )
    if _OF_IT.match(after.lstrip()):
        return f"tỷ lệ {subject} {right}".replace("  ", " ") if right else None
    if right and (deed := _deed(figure)) in _OWN_DEEDS:
        return f"tỷ lệ {deed} {right}"
    if right:
        inside = re.search(r"trong (?:đó|số đó)[^;.]{0,20}\Z", before, _I)
        return f"tỷ lệ {right} trong {subject}" if inside and subject and subject not in right else f"tỷ lệ {right}"
    left = noun or _left(before)
    return f"tỷ lệ {left}" if left else None


def _near(before: str) -> bool:
    """Tell whether a figure stands within the last words: a share is of that one."""
    return re.search(r"\d[^;\d]{0,90}\Z", before) is not None


def _bare(subject: str) -> str:
    return re.sub(r"\A(?:mục tiêu |tổng số |số lượng |số )+", "", subject)


def _right(after: str) -> str:
    stop = _RIGHT_STOP.search(after)
    return tidy(after[: stop.start()] if stop else after)


def _left(before: str) -> str:
    before = before[-_REACH:].rstrip()
    for _ in range(3):
        last = next(reversed(list(_LEFT_STOP.finditer(before))), None)
        text = tidy(before[last.end() :] if last else before)
        if (text and not text[0].isdigit()) or last is None:
            return "" if text[:1].isdigit() else text
        if last.group().strip() in (";", ".", ":"):
            return ""
        before = before[: last.start()].rstrip()
    return ""


def tidy(text: str, *, most: int = _MOST_WORDS) -> str:
    """Return words of the text in reading form: a small first letter, no loose words at the end, not too long."""
    words = text.strip(" ,;:–-./").split()[:most]
    while words and words[-1].lower() in _LOOSE:
        words.pop()
    if words and words[0][1:].islower():
        words[0] = words[0].lower()
    return " ".join(words)
