"""What a convocation tells, for our letter and for the centre's: plain texts by name, and nothing else of anybody.

Of a candidat: his own hours, whatever was granted to him, and no word of it. Of a membre: when and in which jury he
sits; he learns the names of the candidats on site.
"""

from datetime import datetime
from itertools import pairwise
from typing import Any

from tpplanner.domain.plan import Passage
from tpplanner.domain.session import Designation, Role
from tpplanner.export.agenda import Agenda, minutes_entre
from tpplanner.export.designation import designations
from tpplanner.export.safe_text import one_line, safe
from tpplanner.export.summons import Sitting, Summons, sittings, summons
from tpplanner.texts import convocation as texte
from tpplanner.texts.classeur import insecable, phrase_session
from tpplanner.texts.departements import commune_du_site
from tpplanner.texts.temps import date_chiffres, duree, heure

Champs = dict[str, Any]
"""The fields of a letter: texts, lists of texts, lists of fields."""


class Suite(list[Any]):
    """Several things, told one after the other where a letter does not loop over them."""

    def __str__(self) -> str:
        return texte.SEPARATEUR.join(map(str, self))


class Fiche(dict[str, Any]):
    """Fields of one thing, told in one phrase where a letter does not choose among them."""

    def __init__(self, phrase: str, **champs: Any) -> None:
        super().__init__(champs)
        self._phrase = phrase

    def __str__(self) -> str:
        return self._phrase


def champs_du_candidat(agenda: Agenda, candidat: str, designation: Designation = Designation.NUMERO) -> Champs:
    """The fields of a candidat's convocation; `designation` is how the wall names him."""
    connu = agenda.session.candidat(candidat)
    return {
        **_commun(agenda),
        "nom": one_line(connu.nom),
        "prenom": one_line(connu.prenom),
        "contact": insecable(safe(connu.contact)),
        "numero": str(agenda.numeros[candidat]),
        "affichage": designations(agenda, designation)[candidat],
        "numero_ceres": one_line(connu.numero_ceres),
        "convocations": Suite(_half(agenda, c) for c in summons(agenda, candidat)),
        "apporter": _a_apporter(agenda, candidat),
    }


def champs_du_membre(agenda: Agenda, membre: str) -> Champs:
    """The fields of a membre's convocation."""
    connu = agenda.session.membre(membre)
    return {
        **_commun(agenda),
        "nom": one_line(connu.nom),
        "prenom": one_line(connu.prenom),
        "contact": insecable(safe(connu.contact)),
        "convocations": Suite(_sitting(agenda, sitting) for sitting in sittings(agenda, membre)),
        "apporter": Suite(texte.APPORTER_MEMBRE),
    }


def _commun(agenda: Agenda) -> Champs:
    session = agenda.session
    nom, contact = _responsable(agenda)
    signataire, qualite = _signataire(agenda)
    envoi = session.convocations_envoyees
    return {
        "centre": one_line(session.centre),
        "site": one_line(session.site),
        "contact_centre": insecable(one_line(session.contact)),
        "responsable": nom,
        "contact_responsable": contact,
        "joindre": whom_to_reach(agenda),
        "intitule": one_line(session.referentiel.intitule),
        "sigle": one_line(session.referentiel.sigle),
        "code": one_line(session.referentiel.code),
        "millesime": one_line(session.referentiel.millesime),
        "session": one_line(phrase_session(session)),
        "session_ceres": one_line(session.numero_ceres),
        "agrement": one_line(session.agrement),
        "fait_a": one_line(commune_du_site(session.site)) or texte.A_REMPLIR,
        "fait_le": date_chiffres(envoi) if envoi else texte.A_REMPLIR,
        "signataire": signataire or texte.A_REMPLIR,
        "qualite": qualite,
    }


def whom_to_reach(agenda: Agenda) -> str:
    """The responsable and how to reach him, or the centre."""
    nom, contact = _responsable(agenda)
    return texte.responsable(nom or texte.SANS_CONTACT, contact)


def _responsable(agenda: Agenda) -> tuple[str, str]:
    """The name and the contact of the responsable, the centre's contact where he gives none."""
    session = agenda.session
    premier = next((p for p in session.avec_role(Role.RESPONSABLE) if not p.suppleant), None)
    if premier is None:
        return "", insecable(one_line(session.contact))
    return agenda.names.personne(premier.id), insecable(one_line(premier.contact or session.contact))


def _signataire(agenda: Agenda) -> tuple[str, str]:
    """Who signs, and as what: the responsable where the session names nobody else."""
    session = agenda.session
    nom, qualite = one_line(session.signataire), one_line(session.qualite_du_signataire)
    if nom:
        return nom, qualite
    return _responsable(agenda)[0], qualite or texte.RESPONSABLE_DE_SESSION


def _sitting(agenda: Agenda, sitting: Sitting) -> Fiche:
    jour, debut, fin = agenda.names.jour(sitting.debut.date()), heure(sitting.debut), heure(sitting.fin)
    jury = agenda.names.jury(sitting.jury)
    return Fiche(texte.siege(jour, debut, fin, jury), jour=jour, heure=debut, fin=fin, jury=jury)


def _half(agenda: Agenda, convocation: Summons) -> Fiche:
    jour, debut = agenda.names.jour(convocation.jour), heure(convocation.heure)
    epreuves = Suite(_epreuve(agenda, passage) for passage in convocation.passages)
    return Fiche(texte.appel(jour, debut, map(str, epreuves)), jour=jour, heure=debut, epreuves=epreuves)


def _epreuve(agenda: Agenda, passage: Passage) -> Fiche:
    nom = agenda.names.epreuve(passage.epreuve)
    horaire = texte.horaire([(heure(debut), heure(fin)) for debut, fin in _stretches(passage)])
    return Fiche(
        f"{nom} {horaire}",
        nom=nom,
        debut=heure(passage.debut),
        fin=heure(passage.fin),
        horaire=horaire,
        duree=duree(sum(minutes_entre(x.debut, x.fin) for x in passage.parties)),
    )


def _stretches(passage: Passage) -> list[tuple[datetime, datetime]]:
    """Begin and end of each uninterrupted stretch of a passage: two where midday cuts it."""
    cuts = [(x, y) for x, y in pairwise(passage.parties) if x.fin < y.debut]
    begins = [passage.debut, *(y.debut for _, y in cuts)]
    return list(zip(begins, [*(x.fin for x, _ in cuts), passage.fin], strict=True))


def _a_apporter(agenda: Agenda, candidat: str) -> Suite:
    du_re = dict.fromkeys(one_line(chose) for epreuve in agenda.dues(candidat) for chose in epreuve.apporter)
    return Suite([*texte.APPORTER, texte.APPORTER_DOSSIER, *du_re, texte.APPORTER_PREREQUIS])
