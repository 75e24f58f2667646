"""A real browser on the page served: what it was told, what it asked for, what it complained of."""

import os
import re
import shutil
from contextlib import contextmanager

import pytest

CHROMIUM = shutil.which("chromium")

OURS = re.compile(r"http://[0-9a-f]{32}\.localhost:\d+/|blob:|data:")

needs_chromium = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="not installed: chromium")


@contextmanager
def chromium():
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # milliseconds: on a machine that others use too
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def visit(browser, address, width=1280, scheme="light", scripts=True):
    """A page that came in by the door; at the end, nothing was asked of another machine, and nothing was refused."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert [url for url in asked if not OURS.match(url)] == []
    assert [text for text in complaints if "Content Security Policy" in text or "Error" in text] == []
