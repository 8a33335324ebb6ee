"""Bytes of an article are read by the table they were written in, or refused with a reason."""

import unicodedata

import pytest
from viparse.normalize.tcvn3 import TCVN3
from viparse.normalize.vni import VNI

from ingest.errors import SourceError
from ingest.sources.article.encoding import decode

TEXT = (
    "Hội nghị tổng kết của Liên minh hợp tác xã huyện Sương Lam\n\n"
    "Sáng 14/01/2022, ông Lương Bạch Vĩ trao bằng khen cho các tập thể và cá nhân tiêu biểu.\n"
    "Năm qua, các đơn vị vượt khó, giữ vững sản xuất, doanh thu đạt 3,4 tỷ đồng, thu nhập ổn định.\n"
)
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def by_table(text, pairs):
    table = {new: old for old, new in reversed(pairs)}
    return "".join(table.get(letter, letter) for letter in text)


def windows_1258(text):
    parts = []
    for letter in text:
        marks = [mark for mark in unicodedata.normalize("NFD", letter) if mark in TONES]
        rest = "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in TONES)
        parts.append(unicodedata.normalize("NFC", rest) + "".join(marks))
    return "".join(parts).encode("cp1258")


@pytest.mark.parametrize(
    ("data", "encoding", "assumed"),
    [
        (TEXT.encode(), "utf-8", False),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8", False),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le", False),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be", False),
        (TEXT.encode("utf-16-le"), "utf-16-le", True),
        (TEXT.encode("utf-16-be"), "utf-16-be", True),
        (windows_1258(TEXT), "windows-1258", True),
        (b'<meta charset="windows-1258">' + windows_1258(TEXT), "windows-1258", True),
    ],
)
def test_unicode_and_windows_encodings_are_read(data, encoding, assumed):
    found = decode(data, "a.txt")
    assert (found.encoding, found.assumed) == (encoding, assumed)
    assert unicodedata.normalize("NFC", found.text).endswith(TEXT)


def test_tcvn3_is_read_and_said_to_be_assumed():
    found = decode(by_table(TEXT, TCVN3.pairs).encode("latin-1"), "a.txt")
    assert (found.encoding, found.assumed) == ("tcvn3", True)
    assert found.text.lower() == TEXT.lower()


def test_vni_is_read_and_said_to_be_assumed():
    found = decode(by_table(TEXT, VNI.pairs).encode("cp1252"), "a.txt")
    assert (found.encoding, found.assumed) == ("vni", True)
    assert found.text == TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(400), "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4, "binary"),
        (b"\xff\xfe\x41", "not valid"),
        ("Las niñas españolas están aquí; mañana también, señor. ".encode("latin-1") * 20, "not UTF-8"),
        (bytes(range(128, 256)) * 30, "not UTF-8"),
    ],
)
def test_what_is_no_vietnamese_text_is_refused_by_name_and_place(data, reason):
    with pytest.raises(SourceError, match=reason) as refused:
        decode(data, "thư mục/a.txt")
    assert refused.value.source == "thư mục/a.txt"
    assert refused.value.where.startswith("byte ")
