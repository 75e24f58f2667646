"""Convocations: one a candidat, one a membre; our letter (.pdf), or the centre's own (.docx) where it gives one.

With that of a membre, what he declares of his links: there the candidats are named, and nothing else is told of them.
"""

from collections.abc import Iterator

from tpplanner.domain.noms import cle
from tpplanner.export.documents.centre_letter import CentreLetter
from tpplanner.export.documents.letters import champs_du_candidat, champs_du_membre
from tpplanner.export.documents.typeset import typeset
from tpplanner.export.matter import Audience, Copy, Matter
from tpplanner.export.summons import summoned_candidats, summoned_membres
from tpplanner.texts import convocation as texte


def convocations_des_candidats(matter: Matter) -> Iterator[Copy]:
    """A PDF a candidat; none where the centre has its own letter."""
    if matter.modele is not None:
        return
    for candidat in summoned_candidats(matter.agenda):
        champs = champs_du_candidat(matter.agenda, candidat, matter.designation)
        pdf = typeset("convocation", matter, Audience.CANDIDAT, texte.TITRE_CANDIDAT, **champs)
        yield Copy(matter.agenda.names.candidat(candidat), pdf)


def convocations_des_membres(matter: Matter) -> Iterator[Copy]:
    """A PDF a membre; none where the centre has its own letter."""
    if matter.modele_membre is not None:
        return
    for membre in summoned_membres(matter.agenda):
        champs = champs_du_membre(matter.agenda, membre)
        pdf = typeset("convocation-membre", matter, Audience.JURY, texte.TITRE_MEMBRE, **champs)
        yield Copy(matter.agenda.names.personne(membre), pdf)


def declarations_des_membres(matter: Matter) -> Iterator[Copy]:
    """A PDF a membre: the names of all candidats in alphabetical order, and a declaration to sign."""
    agenda = matter.agenda
    candidats = sorted(map(agenda.names.candidat, summoned_candidats(agenda)), key=cle)
    for membre in summoned_membres(agenda):
        champs = champs_du_membre(agenda, membre)
        champs |= {"candidats": candidats, "a_remplir": texte.A_REMPLIR}
        pdf = typeset("declaration", matter, Audience.JURY, texte.TITRE_DECLARATION, **champs)
        yield Copy(agenda.names.personne(membre), pdf)


def lettres_aux_candidats(matter: Matter) -> Iterator[Copy]:
    """The centre's own letter, filled for each candidat; none where it gives none."""
    if matter.modele is None:
        return
    letter = CentreLetter(matter.modele)
    for candidat in summoned_candidats(matter.agenda):
        champs = champs_du_candidat(matter.agenda, candidat, matter.designation)
        yield Copy(matter.agenda.names.candidat(candidat), letter.filled(champs))


def lettres_aux_membres(matter: Matter) -> Iterator[Copy]:
    """The centre's own letter, filled for each membre; none where it gives none."""
    if matter.modele_membre is None:
        return
    letter = CentreLetter(matter.modele_membre)
    for membre in summoned_membres(matter.agenda):
        yield Copy(matter.agenda.names.personne(membre), letter.filled(champs_du_membre(matter.agenda, membre)))
