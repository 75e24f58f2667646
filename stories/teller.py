"""Tells a story to a browser and to a person at once: each act is done on the page, and said in French, and counted.

Whatever is asked of the page is asked by the words that a person reads on it: nothing by an id or a class.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

PATIENCE = 90_000
"""Milliseconds for what the page is waited for."""

NARROW = 900
"""Pixels of a screen from which on the page has its wide form."""

BESIDE = """(element) => element.type === "radio" && document.activeElement.type === "radio"
  && document.activeElement.name === element.name"""
"""Whether the round button that has the focus is of the group of another: arrows go from one to the next."""

TOWARDS = """(element) => {
  const here = document.activeElement;
  const grid = element.closest("[role=grid]");
  if (!grid || !grid.contains(here)) return null;
  const places = [...grid.querySelectorAll("td")];
  const days = places.indexOf(element.closest("td")) - places.indexOf(here.closest("td"));
  if (Math.abs(days) >= 7) return days > 0 ? "ArrowDown" : "ArrowUp";
  return days > 0 ? "ArrowRight" : "ArrowLeft";
}"""
"""The arrow that leads nearer to a place of the grid where the focus is; none where it stands elsewhere."""

COLOURS = 96
"""Of a picture that is kept: a page has few, and the guide is read over slow lines."""

LOADED = """() => [...document.images].every((image) =>
  image.complete || image.getBoundingClientRect().top > innerHeight)"""
"""Whether all images in sight are there."""

POINTING, KEYING, THINKING = 1.1, 0.28, 1.35
"""Seconds that a person takes to point at something, to press a key, to think of what to do next: the keystroke-level
model of Card, Moran and Newell (1980), for an average typist."""


@dataclass(slots=True)
class Count:
    """What a story asks of a person: screens seen, clicks, fields filled, keys pressed, seconds."""

    screens: int = 0
    clicks: int = 0
    fields: int = 0
    keys: int = 0
    machine: float = 0.0
    person: float = 0.0

    @property
    def seconds(self) -> float:
        """Of the machine and of the person, one after the other."""
        return self.machine + self.person

    def row(self) -> str:
        """The figures, in one line."""
        return (
            f"{self.screens} screens, {self.clicks} clicks, {self.fields} fields, {self.keys} keys, "
            f"{self.machine:.1f} s of the machine and {self.person:.0f} s of the person: {self.seconds:.0f} s"
        )


@dataclass(slots=True)
class Teller:
    """A story as it goes on: the page, what was said of it, its counts."""

    page: Any
    pictures: Path | None = None
    keyboard: bool = False
    """whether nothing is pointed at: what is clicked is gone to with the Tab key"""
    said: list[str] = field(default_factory=list)
    count: Count = field(default_factory=Count)
    _where: str = ""
    _begun: float = field(default_factory=perf_counter)

    # What a person does.

    def click(self, name: str, role: str = "button", *, within: Any = None) -> None:
        """Press a button, follow a link, choose a tab: by its name."""
        self._say(f"Cliquez sur « {name} ».")
        self._act(self._find(role, name, within))
        self.count.clicks += 1

    def follow(self, name: str, *, within: Any = None) -> None:
        """Follow a link."""
        self.click(name, "link", within=within)

    @property
    def narrow(self) -> bool:
        """Whether the page shows a list in place of a drawing, and folds its tabs."""
        return bool(self.page.viewport_size["width"] < NARROW)

    def tab(self, name: str, here: str) -> None:
        """Choose a tab of the session; on a narrow screen they unfold under the name of the one that is open."""
        if self.narrow:
            self.click(here)
        self.follow(name)

    def unfold(self, name: str) -> None:
        """Open what is folded under a few words."""
        self._say(f"Dépliez « {name} ».")
        found = self.page.locator("summary", has_text=name).first
        found.wait_for(timeout=PATIENCE)
        self._act(found)
        self.count.clicks += 1

    def choose(self, name: str, *, within: Any = None) -> None:
        """Choose one of several: a round button."""
        self._say(f"Choisissez « {name} ».")
        self._act(self._find("radio", name, within), check=True)
        self.count.clicks += 1

    def tick(self, name: str, *, within: Any = None) -> None:
        """Tick a box."""
        self._say(f"Cochez « {name} ».")
        self._act(self._find("checkbox", name, within), check=True)
        self.count.clicks += 1

    def select(self, label: str, option: str, *, within: Any = None) -> None:
        """Choose in a list that unfolds, by how the words of one begin."""
        self._say(f"Dans « {label} », choisissez « {option} ».")
        found = (within or self.page).get_by_label(label).first
        found.wait_for(timeout=PATIENCE)
        offered = found.locator("option").all_inner_texts()
        found.select_option(label=next(words for words in offered if words.startswith(option)))
        self.count.fields += 1
        self._pass(POINTING * 2)

    def type(self, label: str, text: str, *, within: Any = None) -> None:
        """Type in a field; it is left with the Tab key, as people do."""
        self._say(f"Dans « {label} », tapez « {text} ».")
        found = (within or self.page).get_by_label(label).first
        found.wait_for(timeout=PATIENCE)
        self._reach(found)
        found.press("ControlOrMeta+a")
        found.press_sequentially(text)
        found.press("Tab")
        self.count.fields += 1
        self.count.keys += len(text) + 1
        self._pass(KEYING * (len(text) + 1))

    def paste(self, label: str, text: str) -> None:
        """Paste what was copied elsewhere, as the browser does it."""
        lines = len(text.splitlines())
        self._say(f"Dans « {label} », collez votre liste ({lines} lignes).")
        found = self.page.get_by_label(label).first
        found.wait_for(timeout=PATIENCE)
        self._reach(found)
        found.evaluate(
            """(field, text) => {
              const data = new DataTransfer();
              data.setData("text/plain", text);
              field.focus();
              const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
              if (field.dispatchEvent(event)) document.execCommand("insertText", false, text);
            }""",
            text,
        )
        self.count.fields += 1
        self.count.keys += 2
        self._pass(KEYING * 2)

    def print_paper(self, name: str) -> None:
        """Follow a link to pages that are to be printed: they open beside, and are a PDF."""
        self._say(f"Cliquez sur « {name} » : les pages s'ouvrent à côté, prêtes à imprimer.")
        found = self._find("link", name, None)
        address = found.evaluate("link => link.href")
        with self.page.context.expect_page() as opened:
            self._act(found)
        opened.value.close()
        self.count.clicks += 1
        # asked for by the page: the name of its server is known to browsers alone
        kind = self.page.evaluate("async (address) => (await fetch(address)).headers.get('content-type')", address)
        if kind != "application/pdf":
            raise AssertionError(f"{name}: no pages, {kind}")

    def press(self, key: str, says: str) -> None:
        """Press a key; `says`: what it is for, in French."""
        self._say(says)
        self.page.keyboard.press(key)
        self.count.keys += 1
        self._pass(KEYING)

    def drag(self, source: Any, target: Any, says: str) -> None:
        """Press on something, move, let go."""
        self._say(says)
        source.scroll_into_view_if_needed()
        start, end = source.bounding_box(), target.bounding_box()
        self.page.mouse.move(start["x"] + 20, start["y"] + start["height"] / 2)
        self.page.mouse.down()
        for step in range(1, 11):
            x = start["x"] + 20 + (end["x"] + 20 - start["x"] - 20) * step / 10
            y = (
                start["y"]
                + start["height"] / 2
                + (end["y"] + end["height"] / 2 - start["y"] - start["height"] / 2) * step / 10
            )
            self.page.mouse.move(x, y)
        self.page.mouse.up()
        self.count.clicks += 1
        self._pass(POINTING * 2)

    # What a person sees.

    def see(self, text: str | re.Pattern[str], *, says: str = "") -> None:
        """Wait until words are there to be read."""
        from playwright.sync_api import expect

        expect(self.page.get_by_text(text).first).to_be_visible(timeout=PATIENCE)
        self._say(says or f"Vous lisez : « {text if isinstance(text, str) else text.pattern} ».")
        self._looked()

    def wait(self, condition: Callable[[], object], says: str) -> None:
        """Wait until something is so."""
        end = perf_counter() + PATIENCE / 1000
        while not condition():
            if perf_counter() > end:
                raise AssertionError(says)
            self.page.wait_for_timeout(50)
        if says:
            self._say(says)

    def arrive(self, at: str, says: str) -> None:
        """Wait until the page has led somewhere."""
        self.page.wait_for_url(f"**/{at}", timeout=PATIENCE)
        self._say(says)

    def picture(self, name: str, *, whole: bool = False) -> None:
        """Keep a picture of the screen as it is now."""
        if self.pictures is not None:
            from PIL import Image

            self.pictures.mkdir(parents=True, exist_ok=True)
            self.page.evaluate("scrollTo(0, 0)")
            self.wait(lambda: self.page.evaluate(LOADED), "")
            screen = Image.open(BytesIO(self.page.screenshot(full_page=whole))).convert("RGB")
            screen.quantize(COLOURS, dither=Image.Dither.NONE).save(self.pictures / f"{name}.png", optimize=True)

    def end(self) -> Count:
        """The counts, at the end."""
        self.count.machine = perf_counter() - self._begun
        return self.count

    # How it is done.

    def _find(self, role: str, name: str, within: Any) -> Any:
        found = (within or self.page).get_by_role(role, name=name).first
        found.wait_for(timeout=PATIENCE)
        return found

    def _act(self, found: Any, *, check: bool = False) -> None:
        if self.keyboard:
            self._reach(found)
            self.page.keyboard.press("Space" if check else "Enter")
            self.count.keys += 1
        elif check:
            found.check()
        else:
            found.click()
        self._pass(KEYING if self.keyboard else POINTING)

    def _reach(self, found: Any) -> None:
        """Go to something: with the mouse, or with as many Tab keys and arrows as that takes."""
        if not self.keyboard:
            found.click()
            return
        for _ in range(400):
            if found.evaluate("element => element === document.activeElement"):
                return
            beside = "ArrowDown" if found.evaluate(BESIDE) else None
            self.page.keyboard.press(found.evaluate(TOWARDS) or beside or "Tab")
            self.count.keys += 1
            self.count.person += KEYING
        raise AssertionError(f"not reached with the Tab key: {found}")

    def _say(self, words: str) -> None:
        self.said.append(words)
        self._looked()

    def _looked(self) -> None:
        if self.page.url != self._where:
            self._where = self.page.url
            self.count.screens += 1

    def _pass(self, seconds: float) -> None:
        self.count.person += THINKING + seconds
