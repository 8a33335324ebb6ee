"""Journeys through the pages as a reader makes them, and each page as assistive technology finds it."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from ontology import iris

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
Visit = Callable[..., Any]

PAGES = {
    "home": "/",
    "search": "/search?q=nguyen",
    "nothing found": "/search?q=khongcoaiten",
    "who awarded whom": "/who-awarded-whom",
    "flow": "/who-awarded-whom?show=flow&group=year",
    "network": "/who-awarded-whom?show=network",
    "conferrals": "/who-awarded-whom?show=conferrals",
    "paths": "/paths",
    "questions": "/questions",
    "question": "/questions/delegated-presentations?ask=1",
    "workbench": "/workbench",
    "person": "/page/person/nguyen-duc-hien-c7efccdc6000",
    "province": "/page/vocab/unit/2025-06-30/province/24",
    "sign in": "/review",
    "ontology": "/ontology",
    "class": "/ontology/Conferral",
    "property": "/ontology/onBehalfOf",
    "reference": "/docs",
    "not here": "/page/person/nobody",
}


NARROW = """() => [...document.querySelectorAll("main .card")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().width < innerWidth / 2)
  .map(one => one.textContent.trim().slice(0, 60))"""
"""Cards that have less than half of the screen's width, by how they begin: on a phone nothing stands beside them."""


def entity(page: Any, name: str) -> None:
    """Go to an entity's page by way of the search that suggests."""
    page.locator("input[type=search]").first.type(name, delay=15)
    page.locator(".suggestions a").first.click()
    page.wait_for_url(re.compile("/page/"))


def check(page: Any, width: int) -> None:
    """Fail where a page is wider than its screen, or hard to reach with assistive technology."""
    told = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in axe.Axe().run(page).response["violations"]]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_accessible_and_not_wider_than_the_screen(path: str, visit: Visit) -> None:
    page = visit(path)
    page.wait_for_load_state("networkidle")
    check(page, 1280)
    page.set_viewport_size({"width": 640, "height": 450})  # as at twice the size
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    check(page, 390)
    assert page.evaluate(NARROW) == []


def test_an_entity_leads_to_the_passage_and_its_picture_is_drawn(visit: Visit) -> None:
    page = visit("/")
    entity(page, "mai dang tinh")
    assert page.locator("h1").inner_text() == "Mai Đăng Tinh"
    page.locator("[data-network]").scroll_into_view_if_needed()
    page.locator("[data-network][data-drawn]").wait_for()
    assert page.locator("[data-network] canvas").count() > 0
    assert page.locator("svg.lanes .mark").count() > 2
    assert axe.Axe().run(page).violations_count == 0
    page.locator(".card article small a").last.click()
    page.locator("blockquote footer a").first.click()
    page.locator("mark.target").first.wait_for()


def test_a_place_is_shown_on_a_map(visit: Visit) -> None:
    page = visit("/page/vocab/unit/2025-06-30/province/24")
    page.locator("[data-map][data-drawn]").wait_for()
    assert page.locator("[data-map] path").count() > 60


def test_who_awarded_whom_is_narrowed_and_each_state_is_a_link(visit: Visit) -> None:
    page = visit("/who-awarded-whom?show=flow")
    page.locator(".facet a", has_text="2022").first.click()
    assert "since=2022" in page.url and "show=flow" in page.url
    page.locator("svg.flow a").first.click(force=True)
    assert "show=conferrals" in page.url
    assert page.locator("article").count() > 0
    again = visit(page.url.partition("/who-awarded-whom")[2].join(("/who-awarded-whom", "")))
    assert again.locator("article").count() == page.locator("article").count()


def test_two_are_connected_hop_by_hop(visit: Visit) -> None:
    page = visit("/paths")
    page.fill("#left", "Mai Đăng Tinh")
    page.fill("#right", "Lương Bạch Vĩ")
    page.locator("main form button").click()
    while page.locator("main form small + ul a").count():
        page.locator("main form small + ul a").first.click()
    assert page.locator("ol.timeline blockquote mark").count() > 0


def test_the_workbench_answers_completes_explains_and_shares(visit: Visit) -> None:
    page = visit("/workbench?question=award-counts")
    page.locator("#answer table").wait_for()
    rows = page.locator("#answer tbody tr").count()
    assert rows > 0
    page.click("#tab-chart")
    assert page.locator(".bars tr").count() > 0
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT * { ?s htx:gran")
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint", has_text="htx:grantor").first.click()
    page.locator(".CodeMirror-focused").wait_for()
    page.keyboard.type(" ?o ")
    page.click("#run")
    page.locator("#answer [role=alert]").wait_for()
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("}")
    page.keyboard.press("Control+Enter")
    page.locator("#answer table").wait_for()
    assert "query=" in page.url
    assert axe.Axe().run(page).violations_count == 0


def test_a_query_that_takes_long_can_be_stopped(visit: Visit) -> None:
    page = visit(
        "/workbench?query=SELECT%20%28COUNT%28%2A%29%20AS%20%3Fn%29%20%7B%20%3Fa%20%3Fb%20%3Fc%20.%20%3Fd%20%3Fe%20%3Ff%20.%20%3Fg%20%3Fh%20%3Fi%20%7D"
    )
    page.locator("#answer .skeleton").first.wait_for()
    page.locator("#stop").click()
    page.locator("#answer p", has_text="Đã dừng").wait_for()
    assert page.locator("#answer .skeleton").count() == 0


def test_a_query_that_took_too_long_is_told_why_with_what_to_ask_instead(visit: Visit) -> None:
    page = visit(
        "/workbench?query=SELECT%20%28COUNT%28%2A%29%20AS%20%3Fn%29%20%7B%20%3Fa%20%3Fb%20%3Fc%20.%20%3Fd%20%3Fe%20%3Ff%20%7D"
    )
    page.route("**/sparql", lambda route: route.continue_(post_data=f"{route.request.post_data}&timeout=0.01"))
    page.locator("#run").click()
    told = page.locator("#answer [role=alert]")
    told.locator("code", has_text="?d ?e ?f").first.wait_for()
    assert told.locator("a[href='/.well-known/void']").count() == 1
    assert axe.Axe().run(page).violations_count == 0


def test_a_reviewer_decides_by_keys_and_takes_it_back(visit: Visit, site: Any) -> None:
    page = visit("/review")
    page.fill("#key", site.key)
    page.locator("main form button").first.click()
    page.locator("#verdict").wait_for()
    before = page.locator("main > p small").inner_text()
    page.keyboard.press("d")
    page.locator("td", has_text="Khác nhau").wait_for()
    assert page.locator("main > p small").inner_text() != before
    page.locator("td button").first.click()
    page.locator("td", has_text="Hoàn tác").first.wait_for()
    assert page.locator("main > p small").inner_text() == before
    assert axe.Axe().run(page).violations_count == 0


@pytest.mark.parametrize(("language", "title"), [("vi-VN", "Ai khen ai"), ("en-US", "Who awarded whom")])
def test_everything_can_be_read_without_scripts(language: str, title: str, visit: Visit) -> None:
    page = visit("/", language=language, java_script_enabled=False)
    page.locator("input[type=search]").first.fill("lien minh htx tinh van hac")
    page.locator(".search button").first.click()
    page.locator("main li a[href^='/page/organization']").first.click()
    assert page.locator("h1").inner_text() == "Liên minh HTX tỉnh Vân Hạc"
    page.locator("nav a", has_text=title).first.click()
    assert page.locator("h1").inner_text() == title
    page.locator("td.n a").first.click()
    page.locator("article small a").last.click()
    assert page.locator("blockquote mark").count() > 0


def test_the_language_is_switched_and_kept(visit: Visit) -> None:
    page = visit("/who-awarded-whom")
    page.locator("nav a[hreflang=en]").click()
    assert page.locator("h1").inner_text() == "Who awarded whom"
    page.locator("nav a", has_text="Questions").click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_keyboard_alone_reaches_content_and_suggestions(visit: Visit) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("class") == "skip"
    page.locator("input[type=search]").first.focus()
    page.keyboard.type("luong bach")
    page.locator(".suggestions a").first.wait_for()
    page.keyboard.press("Tab")
    while page.locator(":focus").get_attribute("class") != "" and not page.locator(".suggestions a:focus").count():
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/page/person/"))


def test_a_hostile_name_stays_a_name(visit: Visit, made: Any) -> None:
    page = visit(f"/page/{iris.key(made.HOSTILE)}")
    assert page.locator("h1").inner_text() == made.HOSTILE_NAME
    assert made.HOSTILE_NAME in page.title()  # and nothing has run that takes it
    assert page.locator("a[href^='javascript:']").count() == 0
    page = visit("/search?q=script alert")
    link = page.locator("main a", has_text="javascript:alert").first
    assert link.evaluate("one => getComputedStyle(one).unicodeBidi") == "isolate"


def test_hundreds_of_neighbours_and_long_names_have_room_and_are_read_to_the_end(visit: Visit, made: Any) -> None:
    page = visit(f"/page/{iris.key(made.CROWD)}", width=390)
    page.locator("[data-network]").scroll_into_view_if_needed()
    page.locator("[data-network][data-drawn]").wait_for()
    assert page.locator("main small", has_text=f"100 trong tổng số {made.MEMBERS}").count() == 1
    check(page, 390)
    page.locator("a[href$='list=members']").first.click()
    number = page.locator("main li").count()
    while page.locator("main a.button", has_text="Xem tiếp").count():
        page.locator("main a.button", has_text="Xem tiếp").click()
        number += page.locator("main li").count()
    assert number == made.MEMBERS
    check(page, 390)


def test_on_paper_there_is_the_content_alone(visit: Visit) -> None:
    page = visit("/questions/delegated-presentations?ask=1", color_scheme="dark")
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert page.locator("main h1").is_visible() and page.locator("main table").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_reader_reports_an_error_and_a_reviewer_resolves_it(scripts: bool, visit: Visit, site: Any) -> None:
    page = visit("/", java_script_enabled=scripts)
    page.locator("main a[href^='/page/document/']").first.click()
    page.locator(".claims a[href^='/report']").first.click()
    note = f"Sai ngày ({scripts})"
    page.fill("#note", note)
    if scripts:
        assert axe.Axe().run(page).violations_count == 0
    page.locator("main form button").click()
    assert "Đang chờ duyệt" in page.locator("main").inner_text()
    followed = page.url
    page.goto(f"{site.address}/review")
    page.fill("#key", site.key)
    page.locator("main form button").first.click()
    page.locator("nav.tabs a[href='/review/reports']").click()
    if scripts:
        assert axe.Axe().run(page).violations_count == 0
    report = page.locator("article.card", has_text=note)
    report.locator("input[name=answer]").fill("Đã sửa ngày")
    report.locator("button").first.click()
    page.locator("nav.tabs a[href='/review/quarantine']").click()
    page.goto(followed)
    assert "Đã sửa ngày" in page.locator("main").inner_text()
