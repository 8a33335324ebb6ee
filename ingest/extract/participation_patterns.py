"""How news says that someone took part in an event, as patterns over encoded sentences."""

from __future__ import annotations

import re

from ingest.extract.phrases import PhraseKind
from ingest.extract.tokens import CODES
from ingest.model import ParticipationRole

_PERSON = f"{CODES[PhraseKind.PERSON]}"
_ORGANIZATION = CODES[PhraseKind.ORGANIZATION]
_EVENT = CODES[PhraseKind.EVENT]
_AWARD = CODES[PhraseKind.AWARD]
_AGENT = f"[{_PERSON}{_ORGANIZATION}]"
_ANYONE = f"[{_PERSON}{_ORGANIZATION}{CODES[PhraseKind.NUMBER]}{CODES[PhraseKind.GROUP]}]"
_AND = r"(?:,|;|,? và|,? cùng|,? cùng với| –| -)"
_LIST = rf"{_AGENT}(?:{_AND} (?:các đồng chí |thường trực |lãnh đạo |đại diện )?{_ANYONE}){{0,30}}"
_SEEN = r"(?: \([^()]{0,30}\))?"
_PEOPLE = rf"{_PERSON}(?:{_SEEN}(?:,|;|,? và|,? cùng) {_PERSON}){{0,30}}"
_BODIES = rf"{_AGENT}(?:{_SEEN}(?:,|,? và|,? cùng|,? với) {_AGENT}){{0,30}}"
_CLOSING = r"(?:kết luận|kết thúc|bế mạc|tổng kết)"
_DID = r"[,]?(?: \([^()]{0,30}\))? (?:đã |cũng |vừa |long trọng |trực tiếp )*"
_NO_EVENT = r"(?! (?:án|kiến|thi|thảo|phòng|báo|nợ|toán|trữ))"
_GOES = r"(?:đã |cùng |cũng |đến |tới |về |trực tiếp |vinh dự )*"
_SAYS = (
    r"(?:nêu|kiến nghị|đề nghị|nhấn mạnh|khẳng định|chia sẻ|cho biết|yêu cầu|đánh giá|chúc mừng|biểu dương|đề xuất|thông tin|trao đổi|"
    r"ghi nhận|mong muốn|cảm ơn|bày tỏ|lưu ý|đề cập|gợi mở|giải đáp)"
)
_SIGNS = r"ký(?: kết)?(?: chương trình| giao ước| thỏa thuận| thoả thuận| biên bản| quy chế| kế hoạch| hợp đồng| bản| cam kết| hợp tác| văn bản| ghi nhớ)"

# Who does it and what is done, either way round; `who` is the list of those who act.
_SAID: tuple[tuple[ParticipationRole, str], ...] = (
    (
        ParticipationRole.CHAIRED,
        rf"(?P<who>{_LIST})[,]?(?: và [^.;:,]{{0,40}})? (?:đã |đồng |cùng |trực tiếp )*(?:chủ trì|điều hành|chủ tọa)(?!\w)",
    ),
    (
        ParticipationRole.CHAIRED,
        rf"(?:dưới )?sự (?:chủ trì|điều hành|chủ tọa)(?: và điều hành)? của (?P<who>{_PEOPLE})",
    ),
    (
        ParticipationRole.CHAIRED,
        rf"(?:chủ trì|điều hành|chủ tọa)(?: và điều hành)?(?: {_EVENT})?(?: ?(?:là|có|gồm|:)(?: các)?(?: đồng chí)?:?|,) ?(?P<who>{_PEOPLE})",
    ),
    (
        ParticipationRole.CONCLUDED,
        rf"(?P<who>{_PEOPLE}){_DID}(?:có (?:bài )?)?(?:phát biểu )?{_CLOSING}(?= {_EVENT}|[,.]|\Z| hội nghị)",
    ),
    (ParticipationRole.CONCLUDED, rf"(?P<who>{_PEOPLE}){_DID}(?:có (?:bài )?)?phát biểu {_CLOSING}"),
    (ParticipationRole.CONCLUDED, rf"(?:\A|phát biểu ){_CLOSING}(?: (?:tại )?{_EVENT})?, (?P<who>{_PEOPLE})"),
    (ParticipationRole.CONCLUDED, rf"phát biểu {_CLOSING}[^.;:]{{0,40}}?,? (?P<who>{_PEOPLE})"),
    (ParticipationRole.SPOKE, rf"(?P<who>{_PEOPLE}){_DID}(?:có (?:bài |ý kiến )?)?phát biểu(?! {_CLOSING})(?!\w)"),
    (ParticipationRole.SPOKE, rf"(?P<who>{_PEOPLE})[,]? {_GOES}(?:tham dự|dự)[^.;:,]{{0,30}},? (?:và |có )*phát biểu"),
    (ParticipationRole.SPOKE, rf"phát biểu(?! {_CLOSING})[^.;:]{{0,40}}?,? (?P<who>{_PEOPLE})"),
    (ParticipationRole.SPOKE, rf"(?P<who>{_PEOPLE}){_DID}(?:khai mạc(?= {_EVENT})|(?:trình bày |đọc |có )?tham luận)"),
    (
        ParticipationRole.SPOKE,
        rf"(?:\A|[.;] )(?:tham luận|thảo luận|trao đổi|khai mạc)(?: (?:tại )?{_EVENT})?, (?P<who>{_PEOPLE})",
    ),
    (ParticipationRole.SPOKE, rf"(?:\A|[.;] )tại {_EVENT}, (?P<who>{_PEOPLE})[,]? (?:đã |cũng )*{_SAYS}(?!\w)"),
    (
        ParticipationRole.REPORTED,
        rf"(?P<who>{_PEOPLE}){_DID}(?:trình bày|đọc|báo cáo|thông qua)(?: dự thảo)?"
        r"(?: (?:tóm tắt )?(?:báo cáo|kết quả|tình hình)| tờ trình| diễn văn| đề án)",
    ),
    (
        ParticipationRole.REPORTED,
        rf"(?:báo cáo|tờ trình|diễn văn)[^.;:,]{{0,40}} do (?P<who>{_PEOPLE})[^.;:]{{0,20}} trình bày",
    ),
    (
        ParticipationRole.ATTENDED,
        rf"(?P<who>{_LIST})[,]? {_GOES}(?:tham dự|dự)(?= |,|\.|\Z){_NO_EVENT}",
    ),
    (ParticipationRole.ATTENDED, rf"(?:sự (?:tham dự|tham gia|hiện diện|có mặt)|đón tiếp)(?: của)?:? (?P<who>{_LIST})"),
    (
        ParticipationRole.PRESENTED,
        rf"(?P<who>{_PEOPLE})[^.;:,{_AGENT[1:-1]}]{{0,50}}(?<!được )(?<!\w)trao(?: tặng)?(?!\w)[^.;:{_PERSON}]{{0,40}}{_AWARD}",
    ),
    (ParticipationRole.SIGNED, rf"(?P<who>{_BODIES}){_DID}{_SIGNS}"),
    (ParticipationRole.SIGNED, rf"{_SIGNS}[^.;:]{{0,60}}? (?:với|giữa) (?P<who>{_BODIES})"),
)
PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _SAID)
# … or before a list that goes on to the end of the sentence.
ATTENDING = re.compile(
    rf"(?:(?:(?:cùng |đến |tới |về |tham )*dự{_NO_EVENT}(?! đại hội toàn quốc)|có mặt|tham gia đoàn|cùng đi|chung vui)(?!\w)|(?:\A|[.;] )về phía )"
    rf"[^.;{_PERSON}]{{0,70}}?(?:(?<!\w)(?:có|gồm|còn có|cùng)(?: sự (?:tham dự|hiện diện|có mặt) của)?|:)"
    rf"(?: (?:các )?(?:đồng chí|đại biểu|ông|bà|vị|đại diện|lãnh đạo|thường trực))*:? ?(?P<who>{_AGENT}.*)"
)
# An organization in such a list stands for itself, not where a delegate or a post is from.
LISTED = re.compile(
    r"(?:\A|[,;:]|(?<!\w)(?:và|cùng|có|với|gồm|đại diện(?: lãnh đạo)?(?: của)?|lãnh đạo|đại biểu|thường trực|tham dự của|có mặt của))(?: các)? ?\Z"
)
DELEGATES = re.compile(r"(?<!\w)(?:đại biểu|khách mời|học viên|vận động viên)(?!\w)")
ATTEND_WORD = re.compile(
    r"(?<!\w)(?:dự|tham dự|tới dự|về dự|tham gia|có mặt|quy tụ|với sự tham gia của|thu hút|cùng)(?!\w)"
)
NOT = re.compile(r"(?<!\w)(?:không|chưa|sẽ|mời|vắng|dự kiến|giao|phân công|ủy quyền cho|đề nghị)(?!\w)[^.;]{0,20}\Z")
ACTS = re.compile(
    "chủ trì|điều hành|chủ tọa|phát biểu|kết luận|bế mạc|khai mạc|dự|có mặt|trình bày|đọc|báo cáo|thông qua|chung vui|cùng đi|tham gia|quy tụ|"
    "thu hút|cùng|ký|trao|tham luận|thảo luận|về phía|hiện diện|\\Atại"
)
STOP = re.compile(r"[.](?= |\Z)|(?<!\w)(?:phát biểu|trao|tặng|khẳng định|cho biết|nhấn mạnh|báo cáo|đã được)(?!\w)")
