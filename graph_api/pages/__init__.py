"""Pages for readers, in Vietnamese and English; everything they show is also there as data."""

from __future__ import annotations

from fastapi import APIRouter

from graph_api.pages import (
    awarding,
    home,
    paths,
    quarantine,
    questions,
    reference,
    reporting,
    reviews,
    terms,
    things,
    workbench,
)

router = APIRouter()
for _one in (home, awarding, paths, quarantine, questions, reference, reporting, reviews, terms, things, workbench):
    router.include_router(_one.router)
