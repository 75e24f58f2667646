"""A file that is checked: all its days on one page, what is broken leads to the day where it is seen."""

import re
from dataclasses import replace

from builders import jours
from export.rich import candidats, deux_jurys, plan_de
from tpplanner.audit import check
from tpplanner.commands.check import Checked
from tpplanner.domain.answers import Reading
from tpplanner.web.pages.verifier import page_of
from tpplanner.web.sessions.judged import judged
from web.test_planning import earlier


def test_what_is_broken_leads_to_its_day_on_a_page_whose_names_are_there_once():
    session = replace(deux_jurys(amenages=False), jours=jours(2), candidats=candidats(8))
    plan = earlier(plan_de(session, 2), "C2", 60)
    report = check(session, plan)
    assert report.violations
    checked = Checked(Reading(session, edite=(plan,)), report, ())
    page = page_of(judged=judged(checked), nom="planning.xlsx").body.decode()
    names, days = re.findall(r' id="([^"]+)"', page), {f"jour-{jour}" for jour in plan.jours()}
    assert len(days) == 2
    assert len(names) == len(set(names)), "each is there once"
    assert days <= {*names}
    addresses = re.findall(r'<a href="([^"]+)">montrer', page)
    assert addresses
    assert {address.removeprefix("#") for address in addresses} <= days
