"""What is still missing of a session that is being typed: what cannot be read, what counting proves too little."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tpplanner.domain.answers import Infeasible, Reading
from tpplanner.domain.referentiel import Referentiel
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.session import CANDIDATS, FEUILLES, SESSION
from tpplanner.texts import page as textes
from tpplanner.texts.phrases import Avis
from tpplanner.web.saisie import BY_CLE, FIELDS
from tpplanner.workbook.contents import Contents
from tpplanner.workbook.typed import Field, field_of, read_typed


@dataclass(frozen=True, slots=True)
class Manque:
    """Something to say of the form: whether nothing can be planned without its cure, and the field it speaks of."""

    erreur: bool
    message: str
    conseil: str = ""
    place: str = ""
    cible: str = ""
    manquant: bool = False
    """whether nothing is lost by writing what there is: something is not there, nothing is there that cannot be read"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a form, and the session that it tells where there is one."""

    manques: tuple[Manque, ...]
    reading: Reading | None = None

    @property
    def complet(self) -> bool:
        """Whether it can be planned, as far as counting says."""
        return self.reading is not None and not any(m.erreur for m in self.manques)

    @property
    def enregistrable(self) -> bool:
        """Whether what there is can be written, to go on with later: all of it can be read, and it has days."""
        return all(m.manquant for m in self.manques if m.erreur)


def checked(nom: str, contents: Contents | None, referentiel: Referentiel | None) -> Verdict:
    """Read what is typed, count whether that is enough, and say all of it at once."""
    first = [] if nom else [_of(textes.SANS_NOM, "nom")]
    if referentiel is None or contents is None:
        return Verdict((*first, _of(textes.SANS_TITRE, "titre")))
    try:
        reading = read_typed(contents, referentiel)
    except UserError as refusal:
        return Verdict((*first, *_ordered(map(_manque, refusal.issues))))
    from tpplanner.steps import missing_for_documents, on_public_holidays

    known = (*reading.avertissements, *on_public_holidays(reading), *missing_for_documents(reading))
    return Verdict((*first, *_shortages(reading), *_ordered(map(_manque, dict.fromkeys(known)))), reading)


def _of(avis: Avis, cible: str) -> Manque:
    texte = avis()
    return Manque(True, texte.message, texte.conseil, cible=cible)


def _ordered(manques: Iterable[Manque]) -> list[Manque]:
    return sorted(manques, key=lambda m: not m.erreur)


def _manque(issue: Issue) -> Manque:
    where = field_of(issue)
    erreur = issue.severity is Severity.ERROR
    if where is None:
        return Manque(erreur, issue.message, issue.hint)
    if erreur and where.rang is None and where.feuille in textes.VIDES:
        nobody = where.feuille == CANDIDATS.cle
        return replace(_of(textes.VIDES[where.feuille], where.feuille), manquant=nobody)
    feuille = next(f for f in FEUILLES if f.cle == where.feuille)
    colonne = feuille.colonne(where.champ).titre if where.champ else ""
    rang = None if feuille is SESSION else where.rang
    place = textes.ou(feuille.titre, rang, colonne)
    return Manque(erreur, issue.message, issue.hint, place, _target(where))


def _target(where: Field) -> str:
    """The id of the field on the page, or of what is nearest to it."""
    if where.feuille == "session":
        return f"session-{where.champ}" if where.champ in FIELDS else ""
    if where.feuille == "responsables":
        return "session-responsable"
    if where.feuille not in BY_CLE:
        return ""
    return where.feuille if where.rang is None else f"{where.feuille}-{where.rang}-{where.champ}"


_LACKING = {
    **dict.fromkeys(("membres", "qualites", "membres_candidat", "minutes_jury", "places"), "membres"),
    **dict.fromkeys(("quota", "duree_epreuve", "minutes_candidat"), "jours"),
    **dict.fromkeys(("salles", "salles_accessibles", "salles_debut", "postes", "moyens_debut"), "salles"),
    "surveillants_debut": "surveillants",
    "comediens": "comediens",
}
"""Where on the form a lack is made good."""


_FOR_WANT_OF_MEMBRES = ("minutes_jury", "places", "quota", "membres_candidat")


def _shortages(reading: Reading) -> list[Manque]:
    """What counting proves to be too little."""
    from tpplanner.diagnosis import shortages
    from tpplanner.steps import why_not

    found = shortages(reading.session)
    if any(lack.quoi == "membres" for lack in found):  # all that follows from it is one lack
        found = tuple(lack for lack in found if lack.quoi not in _FOR_WANT_OF_MEMBRES)
    rooms = {lack.sujet[0]: lack for lack in reversed(found) if lack.quoi == "salles"}  # each type once
    found = tuple(lack for lack in found if lack.quoi != "salles" or lack in rooms.values())
    if not found:
        return []
    points = why_not(reading, Infeasible(found)).points
    told = zip(found, points, strict=True)
    return [Manque(True, phrase, cible=_LACKING.get(lack.quoi, ""), manquant=True) for lack, (phrase, _) in told]
