"""Journeys through the pages as a reader makes them, and each page as assistive technology finds it."""

import re
from collections.abc import Callable
from typing import Any

import pytest

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
    "province": "/page/vocab/unit/2025-06-30/province/24",
    "review": "/review",
    "reference": "/docs",
    "not here": "/page/person/nobody",
}


def entity(page: Any, name: str) -> None:
    """Go to an entity's page by way of the search that suggests."""
    page.locator("input[type=search]").first.type(name, delay=15)
    page.locator(".suggestions a").first.click()
    page.wait_for_url(re.compile("/page/"))


@pytest.mark.parametrize("width", [1280, 390], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_accessible_and_not_wider_than_the_screen(path: str, width: int, visit: Visit) -> None:
    page = visit(path, width=width, color_scheme="dark" if width == 390 else "light")
    page.wait_for_load_state("networkidle")
    found = axe.Axe().run(page)
    told = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


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
    page.locator("#stop").click()
    page.locator("#answer p", has_text="Đã dừng").wait_for()


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
