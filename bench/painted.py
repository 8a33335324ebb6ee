"""When a browser first paints something of pages: `python -m bench.painted CHROMIUM TIMES ADDRESS…`, a JSON list of ms."""

from __future__ import annotations

import json
import sys
from statistics import median

from playwright.sync_api import Browser, sync_playwright

_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_PAINTED = """() => new Promise((told) => {
  const seen = performance.getEntriesByName("first-contentful-paint")[0];
  if (seen) told(seen.startTime);
  else new PerformanceObserver((list) => {
    const one = list.getEntriesByName("first-contentful-paint")[0];
    if (one) told(one.startTime);
  }).observe({ type: "paint", buffered: true });
})"""


def main() -> None:
    """Print the median of several visits to each page, each with an empty cache."""
    chromium, times, *addresses = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_OPTIONS)
        print(json.dumps([median(_painted(browser, one) for _ in range(int(times))) for one in addresses]))
        browser.close()


def _painted(browser: Browser, address: str) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    try:
        page = context.new_page()
        page.goto(address, wait_until="load")
        return float(page.evaluate(_PAINTED))
    finally:
        context.close()


if __name__ == "__main__":
    main()
