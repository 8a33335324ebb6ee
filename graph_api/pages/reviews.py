"""The review page: pairs side by side, one key a decision, who decided what; behind a key, kept in a strict cookie."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import ValidationError

from graph_api import deciding
from graph_api.pages import session
from graph_api.pages.view import View, ViewDep
from queries.errors import BadParameter

router = APIRouter(include_in_schema=False)
_SHOWN = 50
Kind = Literal["person", "organization", "event", "conferral"]


@router.get("/review", response_class=HTMLResponse)
async def review(
    request: Request,
    view: ViewDep,
    kind: Kind = "person",
    at: Annotated[int, Query(ge=0)] = 0,
    wrong: bool = False,
    most: Annotated[int, Query(ge=1)] = _SHOWN,
) -> HTMLResponse:
    """Show the next pair that waits, and what was decided; the form to sign in for whoever has not."""
    token = session.token(request)
    if token is None:
        return session.private(view.render("signin.html", wrong=wrong))
    waiting = await deciding.waiting(request, kind)
    at = min(at, max(0, len(waiting) - 1))
    pair = None
    if waiting:
        pair = await run_in_threadpool(deciding.side_by_side, view.graph, waiting[at], view.generation)
    decided = deciding.logged(view.graph)
    page = await run_in_threadpool(
        view.render,
        "review.html",
        pair=pair,
        at=at,
        total=len(waiting),
        kind=kind,
        decided=[(row, _names(view, row)) for row in reversed(decided[-most:])],
        logged=len(decided),
        next=2 * most,
        csrf=session.csrf(token),
        seat_iris=lambda one: [seat["post"] for side in (one.left, one.right) for seat in side.posts],
    )
    return session.private(page)


@router.post("/review/session")
async def enter(request: Request) -> Response:
    """Take the key of a reviewer; it is kept in a cookie that scripts and other sites cannot read or send."""
    given = (await session.form(request)).get("key", "").strip()
    if session.reviewer(request, given) is None:
        return RedirectResponse("/review?wrong=true", 303)
    answer = RedirectResponse("/review", 303)
    session.begin(request, answer, given)
    return answer


@router.post("/review/leave")
async def leave(request: Request) -> Response:
    """Forget the key."""
    await session.known(request)
    answer = RedirectResponse("/", 303)
    session.end(answer)
    return answer


@router.post("/review/decide")
async def decide(request: Request) -> Response:
    """Log what is decided of a pair, publish what follows, and go on to the next."""
    key, form = await session.known(request)
    verdict = form.get("verdict", "")
    if verdict not in ("same", "different", "unsure"):
        raise BadParameter(f"a verdict is same, different or unsure, not {verdict!r}")
    batch = f"{key.name} {datetime.now(UTC).isoformat(timespec='seconds')}"
    told = {name: form.get(name, "") for name in ("left", "right", "verdict", "why")}
    await deciding.decided(request, key.name, _verdicts(told, batch))
    return RedirectResponse(f"/review?kind={_kind(form)}&at={_place(form)}", 303)


@router.post("/review/undo")
async def undo(request: Request) -> Response:
    """Take back what was decided of a pair."""
    key, form = await session.known(request)
    told = {name: form.get(name, "") for name in ("left", "right")}
    await deciding.decided(request, key.name, _verdicts({**told, "verdict": "undo"}))
    return RedirectResponse(f"/review?kind={_kind(form)}", 303)


def _verdicts(told: dict[str, str], batch: str | None = None) -> deciding.Verdicts:
    try:
        return deciding.Verdicts.model_validate({"decisions": [told], "batch": batch})
    except ValidationError as error:
        first = error.errors()[0]
        raise BadParameter(f"{first['loc'][-1]}: {first['msg']}") from None


def _kind(form: dict[str, str]) -> str:
    told = form.get("kind", "")
    return told if told in get_args(Kind) else "person"


def _place(form: dict[str, str]) -> int:
    return int(form["at"]) if form.get("at", "").isdecimal() and len(form["at"]) < 9 else 0


def _names(view: View, row: dict[str, Any]) -> tuple[str, str]:
    found = view.labels((row["left"], row["right"]))
    return found.get(row["left"], row["left"]), found.get(row["right"], row["right"])
