"""Which pictures there are of each day of a session: for the responsable, or for a wall."""

from collections.abc import Iterator
from datetime import date

from tpplanner.domain.session import Designation
from tpplanner.export.agenda import Agenda
from tpplanner.export.appels import demi_journees
from tpplanner.export.designation import designations
from tpplanner.export.frise import colonnes
from tpplanner.export.frise_candidats import APPEL, APPEL_NOMME, lignes_des_appels, lignes_des_candidats
from tpplanner.export.labels import sigle
from tpplanner.export.svg.drawing import Picture
from tpplanner.texts import image

MOST_ROWS = 30
"""candidats in one picture: more would be too small on a page"""


def internal_pictures(agenda: Agenda, jour: date) -> tuple[Picture, ...]:
    """Juries and rooms, then candidats, some thirty a picture: names and real hours, for internal documents only."""
    return (*jury_pictures(agenda, jour), *_candidats(agenda, jour))


def jury_pictures(agenda: Agenda, jour: date) -> tuple[Picture, ...]:
    """Juries and rooms alone, for internal documents only; none for a day on which nothing happens."""
    lignes = colonnes(agenda, jour)
    return (Picture(agenda.names.jour(jour), image.JURYS, lignes, sigles=_sigles(agenda, jour)),) if lignes else ()


def _candidats(agenda: Agenda, jour: date) -> Iterator[Picture]:
    lignes = lignes_des_candidats(agenda, jour)
    pages = -(-len(lignes) // MOST_ROWS)
    size = -(-len(lignes) // pages) if pages else 0
    for page in range(pages):
        sujet = image.sur(image.CANDIDATS, page + 1, pages)
        some = lignes[page * size : (page + 1) * size]
        yield Picture(agenda.names.jour(jour), sujet, some, 1, _sigles(agenda, jour))


def posted_pictures(agenda: Agenda, jour: date, designation: Designation = Designation.NUMERO) -> tuple[Picture, ...]:
    """The hours of call, for all to see: nothing that tells of an aménagement, candidats named as on the poster."""
    named = designation is not Designation.NUMERO
    lasting = APPEL_NOMME if named else APPEL
    lignes = lignes_des_appels(agenda, jour, designations(agenda, designation), lasting)
    collective = {appel.epreuve for demi in demi_journees(agenda) if demi.jour == jour for appel in demi.collectifs}
    sigles = {sigle(agenda, epreuve): agenda.names.epreuve(epreuve) for epreuve in collective}
    return (Picture(agenda.names.jour(jour), image.APPELS, lignes, 3 if named else 2, sigles),) if lignes else ()


def _sigles(agenda: Agenda, jour: date) -> dict[str, str]:
    """What is passed on a day, by its few letters."""
    return {sigle(agenda, p.epreuve): agenda.names.epreuve(p.epreuve) for p in agenda.plan.passages if p.jour == jour}
