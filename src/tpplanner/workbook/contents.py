"""What the input sheets hold for a session: rows of plain values by field. No Excel library here.

What is written here is what the reader reads back: a session made into sheets and read again is the same session
(its pins and its reference plan stand in *Planning*, not here).
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from tpplanner.domain.duties import taking_back
from tpplanner.domain.questions import Question, Sujet
from tpplanner.domain.referentiel import Epreuve, Nature, Referentiel
from tpplanner.domain.reglages import Reglages, sans_reserve
from tpplanner.domain.session import (
    NOON,
    Candidat,
    Designation,
    Fuseau,
    Genre,
    Habilitation,
    Membre,
    Personne,
    Plage,
    Role,
    Salle,
    Session,
    cle,
)
from tpplanner.rules import PREFERENCES
from tpplanner.sheets import session as sheets
from tpplanner.sheets.colonne import OUI_NON, Feuille
from tpplanner.sheets.session import (
    AFFICHAGES,
    CHAMPS,
    FUSEAUX,
    MOMENTS,
    ORDRES,
    REPONSES,
    USAGES_DU_CLASSEUR,
    champ_majoration,
    champ_niveau,
    champ_poids,
)
from tpplanner.texts import referentiels as textes
from tpplanner.texts.classeur import aide_pour
from tpplanner.texts.lecture import heures_de_la_plage, salle_designee, vehicule_designe
from tpplanner.texts.majorations import accordee_a
from tpplanner.texts.noms import GENRES, LUNDI_FICTIF, Noms, date_chiffres, etiquette_du_jour
from tpplanner.texts.questions import SUJETS
from tpplanner.workbook.imprevus import rows_of_imprevus
from tpplanner.workbook.majorations import Majoration
from tpplanner.workbook.majorations import shown as majoration_shown
from tpplanner.workbook.people import ROLE_SHEETS
from tpplanner.workbook.planning_rows import SEPARATOR
from tpplanner.workbook.records import key

Value = str | int | float | bool | date | time | Fraction | None
"""What a cell shows; None and the empty string leave it empty, True and False show yes and no."""

Fields = dict[str, Value]
"""The cells of a row, by field."""

Contents = dict[str, list[Fields]]
"""The rows of each sheet, by its key; a form has one row."""


def contents_of(session: Session) -> Contents:
    """The rows of every input sheet for a session; whom a planning leaves out stands there like the others."""
    session = taking_back(session)
    noms = Noms(session)
    return {
        "session": [_session_form(session)],
        "jours": [shown(sheets.JOURS, jour, date=_date(session, jour.date)) for jour in session.jours],
        "epreuves": epreuve_rows(session.referentiel),
        "candidats": [_candidat(session, noms, candidat) for candidat in session.candidats],
        "membres": [_membre(membre) for membre in session.membres],
        "jurys": list(_jurys(session, noms)),
        "liens": list(_liens(session, noms)),
        "salles": [_salle(salle) for salle in session.salles],
        "vehicules": [shown(sheets.VEHICULES, vehicule) for vehicule in session.vehicules],
        **{f.cle: [shown(f, personne) for personne in session.avec_role(role)] for role, f in ROLE_SHEETS},
        "indisponibilites": list(_absences(session, noms)),
        "convocations": [
            shown(sheets.CONVOCATIONS, c, personne=noms.etiquette(c.personne), jour=_date(session, c.jour))
            for c in session.convocations
        ],
        "remises": list(_remises(session, noms)),
        "imprevus": list(rows_of_imprevus(session, noms, lambda jour: _date(session, jour))),
        "questions": [_question(question) for question in session.questions],
        "reglages": [_reglages(session.reglages)],
    }


def _remises(session: Session, noms: Noms) -> Iterator[Fields]:
    """Those of people who are there still."""
    people = {x.id for some in (session.candidats, session.membres, session.personnes) for x in some}
    for remise in session.remises:
        if remise.personne in people:
            accepte = None if remise.accepte is None else ("non", "oui")[remise.accepte]
            yield shown(sheets.REMISES, remise, personne=noms.etiquette(remise.personne), accepte=accepte)


def contents_by_row(session: Session) -> Contents:
    """The same, but the absences of somebody or of a room stand in its own row, and none in a sheet of their own."""
    contents = contents_of(session)
    session = taking_back(session)
    whose: list[tuple[Feuille, Iterable[Any]]] = [
        *((sheets.CANDIDATS, session.candidats), (sheets.MEMBRES, session.membres), (sheets.SALLES, session.salles)),
        (sheets.VEHICULES, session.vehicules),
        *((feuille, session.avec_role(role)) for role, feuille in ROLE_SHEETS),
    ]
    for feuille, things in whose:
        rows = zip(contents[feuille.cle], things, strict=True)
        absent = ((row, thing.indisponibilites) for row, thing in rows)
        contents[feuille.cle] = [row | {"indisponible": plages_shown(session, plages)} for row, plages in absent]
    return contents | {"indisponibilites": []}


def plages_shown(session: Session, plages: Iterable[Plage]) -> str:
    """``14/06/2027 matin ; 15/06/2027 de 09h00 à 11h00``, as the cell of a row takes it."""
    return joined(
        f"{_day_shown(_date(session, debut.date()))} {_moment(de, a) or heures_de_la_plage(de, a)}"
        for plage in plages
        for debut, de, a in _hours_by_day(plage)
    )


def _day_shown(jour: date | str) -> str:
    return jour if isinstance(jour, str) else date_chiffres(jour)


def blank_contents(referentiel: Referentiel, genre: Genre = Genre.TITRE) -> Contents:
    """The rows of a new workbook: the titre and its épreuves, nobody yet."""
    form: Fields = {
        "genre": GENRES[genre],
        "usage": USAGES_DU_CLASSEUR[0],
        "sigle": referentiel.sigle,
        "millesime": referentiel.millesime,
        "date_entete": referentiel.date_entete,
    }
    return {"session": [form], "epreuves": epreuve_rows(referentiel)}


def shown(feuille: Feuille, thing: object, **code: Value) -> Fields:
    """The cells of a row: those that `code` gives, else what the thing holds under the name of the column."""
    champs = [c.champ for c in feuille.colonnes if c.champ not in code and hasattr(thing, c.champ)]
    return {champ: _cell(getattr(thing, champ)) for champ in champs} | code


def _cell(value: Any) -> Value:
    """A value as its cell shows it: a list on one line, and nothing for no."""
    if isinstance(value, tuple):
        return joined(value)
    return None if value is False else value


def joined(noms: Iterable[str]) -> str:
    """What a cell lists."""
    return SEPARATOR.join(noms)


def _session_form(session: Session) -> Fields:
    responsables = session.avec_role(Role.RESPONSABLE)
    return shown(sheets.SESSION, session.suivi) | shown(
        sheets.SESSION,
        session,
        genre=GENRES[session.genre],
        usage=USAGES_DU_CLASSEUR[session.fictive],
        sigle=session.referentiel.sigle,
        millesime=session.referentiel.millesime,
        date_entete=session.referentiel.date_entete,
        affichage=AFFICHAGES[session.affichage] if session.affichage is not Designation.NUMERO else None,
        version_planning=session.version_planning if session.version_planning != 1 else None,
        fuseau=FUSEAUX[session.fuseau] if session.fuseau is not Fuseau.METROPOLE else None,
        ceres_par_ccp=joined(f"{ccp} : {numero}" for ccp, numero in session.ceres_par_ccp),
        responsable=joined(p.nom_complet for p in responsables if not p.suppleant),
        suppleants=joined(p.nom_complet for p in responsables if p.suppleant),
    )


def _date(session: Session, jour: date) -> date | str:
    """A day as its cell shows it: in a fictive session that counts from its Monday, ``Jour 2``."""
    depuis = (jour - LUNDI_FICTIF).days + 1
    return etiquette_du_jour(depuis) if session.fictive and 0 < depuis < 100 else jour


_ORDRE = ("apres", "aussitot_apres", "jours_min", "separee")
_AUTRES = ("ressource", "partage", "simultanes", "comediens", "vehicules", "correction", "coupure_midi", "plis")
_COLUMN_OF = {"phases": "phase"} | dict.fromkeys(_ORDRE, "ordre") | dict.fromkeys(_AUTRES, "autres")
"""Where a value « à confirmer » shows, when not in a column of its own name."""


def to_confirm(referentiel: Referentiel) -> list[frozenset[str]]:
    """For each of the `epreuve_rows`, the columns whose value the source of the référentiel does not state."""
    marks = []
    for epreuve in referentiel.epreuves():
        columns = frozenset(_COLUMN_OF.get(champ, champ) for champ in epreuve.a_confirmer)
        first = columns | {"a_confirmer", "confirme"} if columns else columns
        of_a_phase = columns & {"phase", "presence", "usage", "partagee", "nature"}
        marks += [frozenset(first), *(of_a_phase for _ in epreuve.phases[1:])]
    return marks


def epreuve_rows(referentiel: Referentiel) -> list[Fields]:
    """The rows of *Épreuves*: one a phase; what is told once for an épreuve stands on its first."""
    return [
        row
        for table in referentiel.tables
        for epreuve in table.epreuves
        for row in _phases(referentiel, textes.nom_de_table(referentiel, table), epreuve)
    ]


def _phases(referentiel: Referentiel, table: str, epreuve: Epreuve) -> Iterator[Fields]:
    for rang, phase in enumerate(epreuve.phases, 1):
        row: Fields = {
            "table": table,
            "epreuve": epreuve.nom,
            "phase": rang,
            "minutes": phase.minutes,
            "presence": textes.PRESENCES[phase.presence],
            "usage": textes.usage_affiche(phase.usage),
            "partagee": phase.partagee,
            "nature": textes.NATURES[epreuve.nature_de(phase)],
            "id": epreuve.id,
        }
        if rang == 1:
            row |= {
                "modalite": epreuve.modalite,
                "collective": epreuve.collective,
                "ordre": textes.ordre(referentiel, epreuve),
                "autres": textes.autres(referentiel, epreuve),
                "a_confirmer": textes.a_confirmer(epreuve),
            }
        yield row


def _candidat(session: Session, noms: Noms, candidat: Candidat) -> Fields:
    majorations: Fields = {champ_majoration(nature): _majoration(session, noms, candidat, nature) for nature in Nature}
    return majorations | shown(
        sheets.CANDIDATS,
        candidat,
        presente="titre" if candidat.titre else joined(candidat.ccps),
        dispenses=joined(noms.etiquette_epreuve(epreuve) for epreuve in candidat.dispenses),
        formateurs=joined(noms.etiquette(formateur) for formateur in candidat.formateurs),
        aide=noms.etiquette(candidat.aide),
        aide_pour=joined(aide_pour(noms, candidat)),
    )


def _majoration(session: Session, noms: Noms, candidat: Candidat, nature: Nature) -> Value:
    """As it was typed: a fraction, with its mark where it was to be confirmed, whatever was answered since."""
    granted = accordee_a(noms.etiquette(candidat.id), nature)
    typed = (q.ecrit for q in session.questions if q.sujet is Sujet.MAJORATION and q.autre == granted)
    lue = Majoration(candidat.majoration(nature), nature in candidat.majorations_a_confirmer)
    return next(typed, majoration_shown(lue)) or None


def _membre(membre: Membre) -> Fields:
    premiere, *autres = membre.habilitations or (Habilitation("", ""),)
    return shown(
        sheets.MEMBRES,
        membre,
        habilitation=premiere.titre,
        millesime=premiere.millesime,
        habilitation_fin=premiere.fin,
        autres_habilitations=habilitations_shown(autres),
        reponse=REPONSES[membre.reponse] if membre.reponse is not None else None,
    )


def habilitations_shown(habilitations: Iterable[Habilitation]) -> str:
    """``DWWM 04 31/08/2028 ; CDA 03``."""
    return joined(
        " ".join(filter(None, (h.titre, h.millesime, date_chiffres(h.fin) if h.fin else ""))) for h in habilitations
    )


def _liens(session: Session, noms: Noms) -> Iterator[Fields]:
    """The rows as they were typed: one may name several who may be meant, an answer has none."""
    rows: set[tuple[str, str, bool]] = set()
    for lien in session.liens:
        candidat = lien.candidat_ecrit or noms.etiquette(lien.candidat)
        membre = lien.membre_ecrit or noms.etiquette(lien.membre)
        if not lien.deduit and (candidat, membre, lien.leve) not in rows:
            rows.add((candidat, membre, lien.leve))
            yield shown(sheets.LIENS, lien, candidat=candidat, membre=membre)


def _question(question: Question) -> Fields:
    reponse = None if question.reponse is None else OUI_NON[not question.reponse]
    return shown(sheets.QUESTIONS, question, sujet=SUJETS[question.sujet], reponse=reponse)


def _jurys(session: Session, noms: Noms) -> Iterator[Fields]:
    for jury in session.jurys:
        sieges = [noms.etiquette(membre) for membre in jury.membres]
        remplacants = joined(noms.etiquette(membre) for membre in jury.remplacants)
        row: Fields = {"nom": jury.id, "autres": joined(sieges[3:]), "remplacants": remplacants}
        yield row | {f"membre_{rang}": nom for rang, nom in enumerate(sieges[:3], 1)}


def _salle(salle: Salle) -> Fields:
    return shown(
        sheets.SALLES,
        salle,
        usages=joined(textes.usage_affiche(usage) for usage in salle.usages),
        ressources=joined(f"{nom} : {nombre}" for nom, nombre in salle.ressources),
        accessible=salle.accessible,
    )


def _absences(session: Session, noms: Noms) -> Iterator[Fields]:
    """One row a day and absence; somebody of two roles is told once."""
    membres = {m.id for m in session.membres}
    humains: list[Candidat | Membre | Personne] = [*session.candidats, *session.membres]
    humains += [p for p in session.personnes if p.id not in membres]
    for humain in humains:
        qui: Fields = {"qui": noms.etiquette(humain.id)}
        for row in _rows_of(session, humain.indisponibilites):
            yield qui | row
    portes = {key(noms.etiquette(h.id)) for h in humains} | {key(h.nom_complet) for h in humains}
    for salle in session.salles:
        nom = noms.etiquette_salle(salle.id)
        lieu: Fields = {"qui": salle_designee(nom) if key(nom) in portes else nom}
        for row in _rows_of(session, salle.indisponibilites):
            yield lieu | row
    portes |= {key(noms.etiquette_salle(salle.id)) for salle in session.salles}
    for vehicule in session.vehicules:
        nom = vehicule.nom
        quoi: Fields = {"qui": vehicule_designe(nom) if key(nom) in portes else nom}
        for row in _rows_of(session, vehicule.indisponibilites):
            yield quoi | row


def _rows_of(session: Session, plages: Iterable[Plage]) -> Iterator[Fields]:
    for plage in plages:
        for debut, de, a in _hours_by_day(plage):
            row: Fields = {"jour": _date(session, debut.date())}
            moment = _moment(de, a)
            yield row | ({"moment": moment} if moment else {"de": de, "a": a})


def _hours_by_day(plage: Plage) -> Iterator[tuple[datetime, time | None, time | None]]:
    """For each day, when it begins there, and its hours: None for midnight."""
    for debut, fin in _by_day(plage):
        yield debut, debut.time() if debut.time() != time(0) else None, fin.time() if fin.time() != time(0) else None


def _moment(de: time | None, a: time | None) -> str:
    """The name of a whole day or a half-day; empty for other hours."""
    return {(None, None): MOMENTS[0], (None, NOON): MOMENTS[1], (NOON, None): MOMENTS[2]}.get((de, a), "")


def _by_day(plage: Plage) -> Iterator[tuple[datetime, datetime]]:
    debut = plage.debut
    while debut < plage.fin:
        minuit = datetime.combine(debut.date() + timedelta(days=1), time(0))
        yield debut, min(plage.fin, minuit)
        debut = minuit


def _reglages(reglages: Reglages) -> Fields:
    """Only what differs from the usual values, which stand beside: an empty cell is the usual value."""
    usuels = Reglages()
    changed: Fields = {}
    for champ in (f.name for f in fields(Reglages) if f.name in CHAMPS):
        valeur = getattr(reglages, champ)
        if valeur != getattr(usuels, champ):
            changed[champ] = next(o for o in ORDRES if cle(o) == valeur) if champ == "ordre" else valeur
    niveaux = sans_reserve(reglages.niveaux)
    if niveaux != usuels.niveaux:
        places = {t.regle: (niveau.nom, t.poids) for niveau in niveaux for t in niveau.termes}
        for carte in PREFERENCES:
            niveau, poids = places.get(carte.name, ("non", None))
            changed |= {champ_niveau(carte.name): niveau, champ_poids(carte.name): poids}
    return changed
