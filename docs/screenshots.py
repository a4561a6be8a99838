"""Take the pictures of README.md: needs Playwright and Debian's chromium.

make demo && python docs/screenshots.py out/graph.html
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent / "images"


def overview(page: Page) -> None:
    page.wait_for_timeout(1000)
    page.screenshot(path=IMAGES / "graph.png")


def entity(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("王毅")
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    page.locator("#card .chip", has_text="Meet").first.click()
    page.wait_for_timeout(1500)
    page.screenshot(path=IMAGES / "evidence.png")


def main() -> None:
    html = Path(sys.argv[1]).resolve()
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(html.as_uri())
        overview(page)
        entity(page)
        browser.close()


if __name__ == "__main__":
    main()
