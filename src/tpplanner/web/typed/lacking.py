"""What a session that is typed still lacks: what cannot be read, what counting proves too little, what is asked.

Each has the step and the field where it is made good.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tpplanner.domain.answers import Infeasible, Reading
from tpplanner.domain.questions import Question, open_questions
from tpplanner.domain.referentiel import Referentiel
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.session import CANDIDATS, FEUILLES, SESSION
from tpplanner.texts import page as textes
from tpplanner.texts.majorations import accordees
from tpplanner.texts.phrases import Avis
from tpplanner.web.typed.intake import intake_of
from tpplanner.web.typed.saisie import BY_CLE, CLE, FIELDS, Form
from tpplanner.workbook.contents import Contents
from tpplanner.workbook.entered import Field, field_of, read_entered


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say of the form: whether nothing can be planned without its cure, the step and field of that."""

    erreur: bool
    message: str
    conseil: str = ""
    place: str = ""
    cible: str = ""
    question: bool = False
    manquant: bool = False
    """whether nothing is lost by writing what there is: something is not there, nothing is there that cannot be read"""
    decompte: bool = False
    """whether counting says it: a search says it too, and what would be enough"""

    @property
    def etape(self) -> str:
        """The step that has the field."""
        table = self.cible.partition("-")[0]
        return table if table in ("jours", "candidats") else "jurys" if table in BY_CLE else "titre"


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is to be said of a form, and the session that it tells where there is one."""

    manques: tuple[Remark, ...]
    reading: Reading | None = None

    @property
    def erreurs(self) -> list[Remark]:
        """Without whose cure nothing can be planned."""
        return [m for m in self.manques if m.erreur]

    @property
    def remarques(self) -> list[Remark]:
        """What is good to know, beside the questions."""
        return [m for m in self.manques if not m.erreur and not m.question]

    @property
    def questions(self) -> list[Question]:
        """What is asked and nobody has answered."""
        return list(open_questions(self.reading.session.questions)) if self.reading is not None else []

    @property
    def calculable(self) -> bool:
        """Whether a search can answer: with a planning, or with why there is none and what would be enough."""
        return self.reading is not None and all(m.decompte for m in self.erreurs)

    @property
    def accordes(self) -> list[str]:
        """What is granted to each candidat, in minutes."""
        return accordees(self.reading.session) if self.reading is not None else []

    @property
    def enregistrable(self) -> bool:
        """Whether what there is can be written, to go on with later: all of it can be read, and it has days."""
        return all(m.manquant for m in self.erreurs)


def checked(form: Form, contents: Contents | None, referentiel: Referentiel | None) -> Assessment:
    """Read what is typed, count whether that is enough, and say all of it at once."""
    first = [] if form.nom else [_of(textes.SANS_NOM, "nom")]
    if referentiel is None or contents is None:
        return Assessment((*first, _of(textes.SANS_TITRE, "titre")))
    try:
        reading = read_entered(contents, referentiel)
    except UserError as refusal:
        return Assessment((*first, *_ordered(_manque(issue, form) for issue in refusal.issues)))
    from tpplanner.commands.remarks import missing_for_documents, on_public_holidays

    issues = dict.fromkeys((*reading.avertissements, *on_public_holidays(reading), *missing_for_documents(reading)))
    return Assessment((*first, *_shortages(reading), *_ordered(_manque(issue, form) for issue in issues)), reading)


def complete_steps(form: Form, verdict: Assessment) -> frozenset[str]:
    """The steps in which something is typed, nothing is missing, and no line of a list is left to be settled."""
    begun = {"titre": bool(form.nom and form.titre), "jours": bool(form.present("jours"))}
    begun["candidats"] = bool(form.present("candidats")) and not intake_of(form, "candidats").open
    begun["jurys"] = all(form.present(t) for t in ("membres", "salles")) and not intake_of(form, "membres").open
    lacking = {m.etape for m in verdict.erreurs}
    return frozenset(etape for etape, there in begun.items() if there and etape not in lacking)


def _of(avis: Avis, cible: str) -> Remark:
    texte = avis()
    return Remark(True, texte.message, texte.conseil, cible=cible)


def _ordered(manques: Iterable[Remark]) -> list[Remark]:
    return sorted(manques, key=lambda m: not m.erreur)


def _manque(issue: Issue, form: Form) -> Remark:
    where = field_of(issue)
    erreur = issue.severity is Severity.ERROR
    question = issue.severity is Severity.QUESTION
    if where is None:
        return Remark(erreur, issue.message, issue.hint, question=question)
    if erreur and where.rang is None and where.feuille in textes.VIDES:
        nobody = where.feuille == CANDIDATS.cle
        return replace(_of(textes.VIDES[where.feuille], where.feuille), manquant=nobody)
    feuille = next(f for f in FEUILLES if f.cle == where.feuille)
    colonne = feuille.colonne(where.champ).titre if where.champ else ""
    rang = None if feuille is SESSION else where.rang
    place = textes.ou(feuille.titre, rang, colonne)
    return Remark(erreur, issue.message, issue.hint, place, _target(where, form), question)


def _target(where: Field, form: Form) -> str:
    """The id of the field on the page, or of what is nearest to it."""
    if where.feuille == "session":
        return f"session-{where.champ}" if where.champ in FIELDS else "titre"
    if where.feuille == "responsables":
        return "session-responsable"
    if where.feuille not in BY_CLE:
        return ""
    rows = form.rows.get(where.feuille, [])
    if where.rang is None or where.rang >= len(rows):
        return where.feuille
    return f"{where.feuille}-{rows[where.rang][CLE]}-{where.champ}"


_LACKING = {
    **dict.fromkeys(("membres", "qualites", "membres_candidat", "minutes_jury", "places"), "membres"),
    **dict.fromkeys(("quota", "duree_epreuve", "minutes_candidat"), "jours"),
    **dict.fromkeys(("salles", "salles_accessibles", "salles_debut", "postes", "moyens_debut"), "salles"),
    "surveillants_debut": "surveillants",
    **dict.fromkeys(("comediens", "comediens_candidat"), "comediens"),
    "vehicules": "vehicules",
}
"""Where on the form a lack is made good."""


_FOR_WANT_OF_MEMBRES = ("minutes_jury", "places", "quota", "membres_candidat")


def _shortages(reading: Reading) -> list[Remark]:
    """What counting proves to be too little."""
    from tpplanner.diagnosis import shortages
    from tpplanner.diagnosis.why import why_not

    lacks = shortages(reading.session)
    if any(lack.quoi == "membres" for lack in lacks):  # all that follows from it is one lack
        lacks = tuple(lack for lack in lacks if lack.quoi not in _FOR_WANT_OF_MEMBRES)
    rooms = {lack.sujet[0]: lack for lack in reversed(lacks) if lack.quoi == "salles"}  # each type once
    lacks = tuple(lack for lack in lacks if lack.quoi != "salles" or lack in rooms.values())
    if not lacks:
        return []
    points = why_not(reading, Infeasible(lacks)).points
    pairs = zip(lacks, points, strict=True)
    return [
        Remark(True, phrase, cible=_LACKING.get(lack.quoi, ""), manquant=True, decompte=True)
        for lack, (phrase, _) in pairs
    ]
