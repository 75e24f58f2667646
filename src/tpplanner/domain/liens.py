"""Links between candidats and membres: declared by the user, or deduced from what he typed."""

from dataclasses import dataclass

from tpplanner.domain.noms import cle
from tpplanner.domain.session import Candidat, Membre, MotifLien, Session


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why a membre may not judge a candidat; `texte` is the user's own reason for a declared link."""

    candidat: str
    membre: str
    motif: MotifLien
    texte: str = ""


def exclusions(session: Session) -> tuple[Exclusion, ...]:
    """The links in force, at most one a pair, in the order of candidats and membres.

    A deduced link is released by a row `leve` with a motif; having trained the candidat never is. An observateur
    judges nobody, so his links exclude nothing.
    """
    declares = {(lien.candidat, lien.membre): lien.motif for lien in session.liens if not lien.leve}
    leves = {(lien.candidat, lien.membre) for lien in session.liens if lien.leve and lien.motif}
    en_vigueur = []
    for candidat in session.candidats:
        for membre in session.membres:
            paire = (candidat.id, membre.id)
            motif = MotifLien.DECLARE if paire in declares else _deduit(candidat, membre)
            if membre.observateur or motif is None:
                continue
            if paire in leves and motif in (MotifLien.ORGANISME, MotifLien.EMPLOYEUR):
                continue
            en_vigueur.append(Exclusion(*paire, motif, declares.get(paire, "")))
    return tuple(en_vigueur)


def _deduit(candidat: Candidat, membre: Membre) -> MotifLien | None:
    if membre.id in candidat.formateurs:
        return MotifLien.FORMATEUR
    if candidat.organisme and cle(candidat.organisme) == cle(membre.organisme):
        return MotifLien.ORGANISME
    if candidat.employeur and cle(candidat.employeur) == cle(membre.employeur):
        return MotifLien.EMPLOYEUR
    return None
