"""All that is posted of a plan, as what it is made of; small sessions to see it of, whoever has a majoration."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from builders import TOUTES, cda, session
from drawing import seeded
from export.xlsx import parts
from tpplanner.audit import check
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Candidat, Session
from tpplanner.export.calendars import ics, salle_calendars
from tpplanner.export.documents import Matter, pages
from tpplanner.export.excel import write_affichage
from tpplanner.export.pictures import svg_file


def on_the_wall(s: Session, plan: Plan) -> dict[str, Any]:
    """Posters and doors as told to the engine, the Excel poster's parts, pictures and calendars of rooms as files."""
    matter = Matter(s, plan, check(s, plan))
    with patch.object(pages, "typeset", lambda template, _, audience, titre, **data: (template, audience, titre, data)):
        typeset = {"a3": pages.affichage("a3")(matter), "a4": pages.affichage("a4")(matter)}
        typeset |= {copy.nom: copy.contenu for copy in pages.portes(matter)}
    with TemporaryDirectory() as folder:
        excel = parts(write_affichage(Path(folder) / "affichage.xlsx", s, plan).path)
    images = {copy.nom: copy.contenu for copy in pages.images_des_appels(svg_file)(matter)}
    rooms = {table.nom: ics(s, table) for table in salle_calendars(matter.agenda)}
    return {"typeset": typeset, "excel": excel, "images": images, "rooms": rooms}


def drawn(seed: int) -> Session:
    """Two to six candidats of CDA with drawn numbers, before one jury or two; nobody has a majoration."""
    draw = seeded(f"wall {seed}")
    n = draw.randint(2, 6)
    reglages = Reglages(
        deliberation=draw.choice((5, 10, 15)), battement=draw.choice((5, 10)), lecture=draw.choice((10, 15))
    )
    base = session(cda(), n, 2 if n <= 3 else 4, reglages=reglages)
    numbers = draw.sample(range(1, n + 1), n)
    gens = zip(base.candidats, numbers, strict=True)
    return replace(base, candidats=tuple(replace(c, numero_tire=number) for c, number in gens))


def granted(seed: int) -> tuple[tuple[Nature, Fraction], ...]:
    """A third on everything, or another part on orals or on what is written alone."""
    draw = seeded(f"granted {seed}")
    part = Fraction(1, draw.choice((2, 3, 4)))
    return draw.choice((TOUTES, TOUTES, ((Nature.ORAL, part),), ((Nature.ECRIT, part),)))


def held_by_each(s: Session, majorations: tuple[tuple[Nature, Fraction], ...]) -> Iterator[tuple[Candidat, Session]]:
    """The session in which each candidat in turn, and nobody else, has these majorations."""
    for one in s.candidats:
        gens = (replace(c, majorations=majorations if c.id == one.id else ()) for c in s.candidats)
        yield one, replace(s, candidats=tuple(gens))
