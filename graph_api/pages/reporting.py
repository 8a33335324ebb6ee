"""Report an error: a form for anybody, the state of a report by its number, and the list for reviewers."""

from __future__ import annotations

import hmac
import math
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import limits
from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from graph_api.errors import Forbidden, problem
from graph_api.pages import session
from graph_api.pages.view import View, ViewDep
from graph_api.reports import LONGEST, Outcome, Report, Reports, Wrong
from queries.documents import Article, Documents
from queries.errors import BadParameter, UnknownEntity

router = APIRouter(include_in_schema=False)
RATE = limits.parse("10/hour")
"""Reports taken from one address."""
_COOKIE, _HOUR = "report", 3600
_SHOWN, _LONGEST_NAME, _LONGEST_QUOTE = 200, 100, 1000
Key = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True, slots=True)
class About:
    """What a report is about: a document and, where they are given, a claim and a passage with its words."""

    document: str
    title: str
    claim: str | None
    start: int | None
    end: int | None
    quote: str | None


def limiter() -> SlidingWindowCounterRateLimiter:
    """Return what counts reports by address."""
    return SlidingWindowCounterRateLimiter(MemoryStorage())


@router.get("/report", response_class=HTMLResponse)
def report(
    request: Request,
    view: ViewDep,
    document: Key,
    claim: Key = "",
    start: Annotated[int | None, Query(alias="from", ge=0, lt=1 << 31)] = None,
    end: Annotated[int | None, Query(alias="to", ge=0, lt=1 << 31)] = None,
) -> HTMLResponse:
    """Show the form in which a reader says what is wrong with a document, a passage or a claim."""
    about = _about(view, document, claim, start, end)
    secret = request.cookies.get(_COOKIE) or secrets.token_urlsafe(24)
    page = view.render(
        "report.html", about=about, wrongs=list(Wrong), csrf=session.csrf(secret), longest=LONGEST, name=_LONGEST_NAME
    )
    page.set_cookie(
        _COOKIE,
        secret,
        max_age=_HOUR * 12,
        path="/report",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return session.private(page)


@router.post("/report")
async def send(request: Request, view: ViewDep) -> Response:
    """Keep what a reader reports, and lead to where it can be followed."""
    form = await session.form(request)
    secret = request.cookies.get(_COOKIE, "")
    if not secret or not hmac.compare_digest(form.get("csrf", ""), session.csrf(secret)):
        raise Forbidden("this form is not one of this site's, or is of an earlier visit: open it again")
    note = _plain(form.get("note", ""))
    if not note:
        raise BadParameter("note: say what is wrong")
    try:
        wrong = Wrong(form.get("wrong", ""))
    except ValueError:
        raise BadParameter(f"wrong: one of {', '.join(Wrong)}") from None
    if not form.get("document"):
        raise BadParameter("document: of which document is it?")
    return await run_in_threadpool(_keep, request, view, form, wrong, note[:LONGEST])


def _keep(request: Request, view: View, form: dict[str, str], wrong: Wrong, note: str) -> Response:
    about = _about(view, form["document"], form.get("claim", ""), _place(form, "from"), _place(form, "to"))
    if (wait := _wait(request)) is not None:
        return wait
    kept = _reports(request).add(
        about.document,
        wrong,
        note,
        by=_plain(form.get("by", ""))[:_LONGEST_NAME] or None,
        claim=about.claim,
        start=about.start,
        end=about.end,
        quote=about.quote,
    )
    return RedirectResponse(f"/report/{kept.id}", 303)


@router.get("/report/{number}", response_class=HTMLResponse)
def reported(request: Request, view: ViewDep, number: str) -> HTMLResponse:
    """Show a report to whoever has its number: what it says, and what became of it; not by whom it is."""
    found = _reports(request).find(number)
    return session.private(view.render("reported.html", report=found, title=_titles(view, [found])[found.document]))


@router.get("/review/reports", response_class=HTMLResponse)
def reports(
    request: Request,
    view: ViewDep,
    state: Annotated[str, Query(max_length=20)] = "open",
    most: Annotated[int, Query(ge=1)] = _SHOWN,
) -> HTMLResponse:
    """Show reviewers what readers report, what waits first; the form to sign in for whoever has not."""
    token = session.token(request)
    if token is None:
        return session.private(view.render("signin.html", wrong=False))
    every = _reports(request).all()
    waiting = [one for one in every if one.outcome is None]
    listed = waiting if state == "open" else [one for one in reversed(every) if one.outcome is not None]
    page = view.render(
        "reports.html",
        reports=listed[:most],
        next=2 * most,
        count=len(listed),
        waiting=len(waiting),
        state=state,
        titles=_titles(view, listed[:most]),
        outcomes=list(Outcome),
        csrf=session.csrf(token),
    )
    return session.private(page)


@router.post("/review/reports/{number}")
async def resolve(request: Request, number: str) -> Response:
    """Log what a reviewer made of a report; the graph is changed, where it must be, by reviewing and ingest alone."""
    key, form = await session.known(request)
    try:
        outcome = Outcome(form.get("outcome", ""))
    except ValueError:
        raise BadParameter(f"outcome: one of {', '.join(Outcome)}") from None
    answer = _plain(form.get("answer", ""))[:LONGEST]
    await run_in_threadpool(_reports(request).resolve, number, outcome, key.name, answer)
    return RedirectResponse("/review/reports", 303)


def _about(view: View, document: str, claim: str, start: int | None, end: int | None) -> About:
    """Return what a report is about; UnknownEntity for a document that is not in the archive."""
    documents: Documents = view.request.app.state.documents
    article: Article = documents.article(view.graph.iri(document), view.generation)
    if claim and all(one.claim != view.graph.iri(claim) for one in article.said):
        raise UnknownEntity(f"the document says nothing with the key {claim}")
    shown = start is not None and end is not None and 0 <= start < end <= len(article.text)
    title = article.metadata.get("title") or view.labels([article.iri]).get(article.iri, article.iri)
    return About(
        article.iri,
        title,
        view.graph.iri(claim) if claim else None,
        start if shown else None,
        end if shown else None,
        article.text[start:end][:_LONGEST_QUOTE] if shown else None,
    )


def _wait(request: Request) -> Response | None:
    """Count a report of whoever asks; return the problem that tells when to come again, if there were too many."""
    counted: SlidingWindowCounterRateLimiter = request.app.state.reporters
    who = request.client.host if request.client else "unknown"
    if counted.hit(RATE, who):
        return None
    seconds = max(1, math.ceil(counted.get_window_stats(RATE, who).reset_time - time.time()))
    answer = problem(429, "Too many reports", f"more than {RATE} from one address", f"Try again in {seconds} s.")
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _titles(view: View, listed: list[Report]) -> dict[str, str]:
    found = view.labels({one.document for one in listed})
    return {one.document: found.get(one.document, one.document) for one in listed}


def _reports(request: Request) -> Reports:
    kept: Reports = request.app.state.reports
    return kept


def _plain(text: str) -> str:
    """Return what was typed without signs that steer a terminal or the direction of writing."""
    return "".join(_printable(text)).strip()


def _printable(text: str) -> Iterator[str]:
    for sign in text.replace("\r\n", "\n"):
        if sign == "\n" or (sign.isprintable() or sign.isspace()):
            yield sign


def _place(form: dict[str, str], name: str) -> int | None:
    given = form.get(name, "")
    return int(given) if given.isdecimal() and given.isascii() and len(given) < 10 else None
