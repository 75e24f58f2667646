"""The stories of ``stories/``, told in a real browser: each comes to its end within what may be asked of a person."""

import pytest
from stories.served import told_to
from stories.tales import TALES

from web.browsing import needs_chromium

pytestmark = [needs_chromium, pytest.mark.proof]

MOST_ACTS, MOST_SECONDS = 25, 120
"""Clicks and fields of the first planning; what they take of a person, of three minutes with the machine's part."""


def test_a_first_planning_of_twelve_asks_for_few_clicks_and_fields(browser):
    with told_to(browser) as (teller, home):
        TALES["premier-planning"](teller, home)
    count = teller.count
    assert count.clicks + count.fields <= MOST_ACTS
    assert count.person <= MOST_SECONDS


def test_a_first_planning_of_twelve_is_made_by_the_keyboard_alone(browser):
    with told_to(browser, keyboard=True) as (teller, home):
        TALES["premier-planning"](teller, home)


@pytest.mark.parametrize("keyboard", [False, True])
@pytest.mark.parametrize("name", [name for name in TALES if name != "premier-planning"])
def test_every_other_story_comes_to_its_end_by_the_mouse_and_by_the_keyboard_alone(browser, name, keyboard):
    with told_to(browser, keyboard=keyboard) as (teller, home):
        TALES[name](teller, home)
