"""What a request sends: its body up to a size, its parameters, its media type."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from email.message import Message
from urllib.parse import parse_qs

from fastapi import Request

from graph_api.errors import BodyTooLarge, UnsupportedMediaType
from queries.errors import BadParameter

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_CHARSETS = ("utf-8", "utf-16", "ascii", "iso8859-1", "cp1252", "cp1258")
Given = dict[str, list[str]]
"""Parameters by name, with all their values."""
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*\Z")


async def body(request: Request, most: int) -> bytes:
    """Return the body; BodyTooLarge when it has more than `most` bytes."""
    told = request.headers.get("content-length", "")
    found = bytearray()
    if told.isdigit() and int(told) > most:
        raise BodyTooLarge(f"the body has {int(told):,} bytes; at most {most:,} are taken")
    async for chunk in request.stream():
        found += chunk
        if len(found) > most:
            raise BodyTooLarge(f"the body is larger than {most:,} bytes")
    return bytes(found)


def media_type(header: str) -> tuple[str, str]:
    """Return media type and charset (UTF-8 when none is named) of a Content-Type."""
    message = Message()
    message["content-type"] = header or "application/octet-stream"
    return (message.get_content_type() if header.strip() else ""), message.get_content_charset("utf-8")


def text(content: bytes, charset: str) -> str:
    """Return the body as text; BadParameter when it is not in that charset, UnsupportedMediaType for an unknown one."""
    try:
        known = codecs.lookup(charset).name in _CHARSETS  # Python knows packed and escaped ones as well
    except LookupError:
        known = False
    if not known:
        raise UnsupportedMediaType(f"the charset {charset!r} is not read; {', '.join(_CHARSETS)} are")
    try:
        return content.decode(charset)
    except UnicodeDecodeError:
        raise BadParameter(f"the body is not {charset.upper()}") from None


def address(request: Request) -> Given:
    """Return the parameters of the request's address."""
    return parse_qs(request.url.query, keep_blank_values=True)


def one(given: Mapping[str, list[str]], name: str) -> str:
    """Return a parameter's value; BadParameter unless there is exactly one."""
    values = given.get(name, [])
    if len(values) != 1:
        raise BadParameter(f"{name}: exactly one is needed, there are {len(values)}")
    return values[0]


def iris(given: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
    """Return a parameter's values; BadParameter for one that is no absolute IRI."""
    return tuple(absolute(value, name) for value in given.get(name, ()))


def absolute(value: str, name: str) -> str:
    """Return an IRI that is absolute; BadParameter for anything else."""
    if not _IRI.match(value):
        raise BadParameter(f"{name}: {value!r} is not an absolute IRI")
    return value
