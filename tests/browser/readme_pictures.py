"""`make pictures`: takes the README's two pictures of the demo, with the tests' own browser.

The name of this file does not begin with `test_`, so that `make test` leaves the pictures alone.
"""

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page

from serving import free_port, stop, until

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
STORY = "/politics/night-ferries-return"
SIZE = {"width": 760, "height": 700}
MOST_BYTES = 60_000
REPORTS = {
    1: ("off-topic", "It says nothing about the cost."),
    4: ("attack", "That is about the writer, not the ferries."),
}
"""Which of the first comments a reader reports, and why."""


def test_the_pictures_are_taken(chromium, tmp_path) -> None:
    PICTURES.mkdir(exist_ok=True)
    printed = tmp_path / "printed.txt"
    url = f"http://127.0.0.1:{free_port()}"
    process = _serve(tmp_path, printed, url)
    try:
        until(lambda: urlopen(f"{url}/health/ready"), OSError, within=120)  # noqa: S310
        _take_discussion(_page(chromium, url))
        _report(_page(chromium, url), _printed(printed, "Reader"))
        _take_desk(_page(chromium, url), printed)
    finally:
        stop(process)
    assert all(len(each.read_bytes()) < MOST_BYTES for each in PICTURES.iterdir())


def _serve(folder: Path, printed: Path, url: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "BELOWLINE_DATA_DIR": str(folder),
        "BELOWLINE_SITE_URL": url,
        "PYTHONUNBUFFERED": "1",
    }
    with printed.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "belowline", "demo", "--port", url.rpartition(":")[2]],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _page(browser: Browser, url: str) -> Page:
    return browser.new_context(base_url=url, viewport=SIZE, color_scheme="light").new_page()


def _take_discussion(page: Page) -> None:
    page.goto(f"{STORY}?order=best#discussion")
    page.locator("#discussion").scroll_into_view_if_needed()
    _take(page, "discussion")


def _report(page: Page, address: str) -> None:
    """A reader reports two comments, so that the desk has something to do."""
    _log_in(page, address)
    page.goto(f"{STORY}?order=best")
    comments = page.locator("#list .comment[id]")
    for place, (reason, note) in REPORTS.items():
        number = (comments.nth(place).get_attribute("id") or "").removeprefix("c")
        page.request.post(
            f"/api/v1/comments/{number}/reports",
            data={"reason": reason, "note": note},
            headers={"Origin": page.url.partition("/politics")[0]},
        )


def _take_desk(page: Page, printed: Path) -> None:
    address = _printed(printed, "Moderator")
    _log_in(page, address, then="/desk/")
    page.locator("[name=code]").fill(_printed(printed, address).split()[0])
    page.locator("form.write button.primary").click()
    page.wait_for_url("**/desk/")
    page.goto("/desk/queues/now")
    page.locator("#show-keys").wait_for()
    _take(page, "desk")


def _log_in(page: Page, address: str, then: str = "/me") -> None:
    page.goto(f"/accounts/login/?next={then}")
    page.locator("[name=login]").fill(address)
    page.locator("[name=password]").fill("harbour-lights")
    page.locator("form.write button.primary").click()
    page.wait_for_load_state()


def _printed(printed: Path, label: str) -> str:
    """What the demo has printed behind these words."""
    found = re.search(rf"^  {re.escape(label)} +(\S.*)$", printed.read_text(), re.MULTILINE)
    assert found is not None
    return found[1]


def _take(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready")
    drawn = Image.open(BytesIO(page.screenshot()))
    drawn.convert("RGB").save(PICTURES / f"{name}.webp", quality=72, method=6)
