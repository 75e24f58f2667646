"""What the input sheets hold for a session: rows of plain values by field. No Excel library here.

What is written here is what the reader reads back: a session made into sheets and read again is the same session
(its pins and its reference plan stand in *Planning*, not here).
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from tpplanner.domain.duties import taking_back
from tpplanner.domain.referentiel import Epreuve, Nature, Referentiel
from tpplanner.domain.reglages import Reglages, sans_reserve
from tpplanner.domain.session import (
    NOON,
    Candidat,
    Designation,
    Fuseau,
    Genre,
    Membre,
    Personne,
    Plage,
    Role,
    Salle,
    Session,
    Suivi,
    cle,
)
from tpplanner.rules import PREFERENCES
from tpplanner.sheets.cadre import (
    AFFICHAGES,
    CHAMPS,
    FUSEAUX,
    GENRES,
    NATURES_D_EPREUVE,
    ORDRES,
    PRESENCES_D_EPREUVE,
    USAGES_DU_CLASSEUR,
    champ_niveau,
    champ_poids,
)
from tpplanner.sheets.personnes import MOMENTS
from tpplanner.texts import referentiels as textes
from tpplanner.texts.lecture import salle_designee
from tpplanner.texts.noms import LUNDI_FICTIF, Noms, date_chiffres, etiquette_du_jour
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
        "jours": list(_jours(session)),
        "epreuves": epreuve_rows(session.referentiel),
        "candidats": [_candidat(noms, candidat) for candidat in session.candidats],
        "membres": [_membre(membre) for membre in session.membres],
        "jurys": list(_jurys(session, noms)),
        "liens": list(_liens(session, noms)),
        "salles": [_salle(salle) for salle in session.salles],
        **{f"{role.value}s": list(_personnes(session, role)) for role in Role},
        "indisponibilites": list(_absences(session, noms)),
        "convocations": list(_convocations(session, noms)),
        "reglages": [_reglages(session.reglages)],
    }


def blank_contents(referentiel: Referentiel, genre: Genre = Genre.TITRE) -> Contents:
    """The rows of a new workbook: the titre and its épreuves, nobody yet."""
    form: Fields = {
        "genre": GENRES[genre is Genre.CCP],
        "usage": USAGES_DU_CLASSEUR[0],
        "sigle": referentiel.sigle,
        "millesime": referentiel.millesime,
    }
    return {"session": [form], "epreuves": epreuve_rows(referentiel)}


def _session_form(session: Session) -> Fields:
    responsables = session.avec_role(Role.RESPONSABLE)
    return {
        "genre": GENRES[session.genre is Genre.CCP],
        "usage": USAGES_DU_CLASSEUR[session.fictive],
        "sigle": session.referentiel.sigle,
        "millesime": session.referentiel.millesime,
        "re_verifie_le": session.re_verifie_le,
        "re_verifie_par": session.re_verifie_par,
        "affichage": AFFICHAGES[session.affichage] if session.affichage is not Designation.NUMERO else None,
        "numero_ceres": session.numero_ceres,
        "convocations_envoyees": session.convocations_envoyees,
        "version_planning": session.version_planning if session.version_planning != 1 else None,
        "centre": session.centre,
        "site": session.site,
        "fuseau": FUSEAUX[session.fuseau] if session.fuseau is not Fuseau.METROPOLE else None,
        "contact": session.contact,
        "agrement": session.agrement,
        "agrement_fin": session.agrement_fin,
        "service_departemental": session.service_departemental,
        "responsable": _joined(p.nom_complet for p in responsables if not p.suppleant),
        "suppleants": _joined(p.nom_complet for p in responsables if p.suppleant),
        "signataire": session.signataire,
        "qualite_du_signataire": session.qualite_du_signataire,
        "departement": session.departement,
        "contact_service": session.contact_service,
        "bail_fin": session.bail_fin,
        **{f.name: getattr(session.suivi, f.name) for f in fields(Suivi)},
    }


def _jours(session: Session) -> Iterator[Fields]:
    for jour in session.jours:
        yield {
            "date": _date(session, jour.date),
            "etiquette": jour.etiquette,
            "ouverture": jour.ouverture,
            "accueil": jour.accueil,
            "fin": jour.fin,
            "pause_debut": jour.pause_debut,
            "pause_fin": jour.pause_fin,
        }


def _date(session: Session, jour: date) -> date | str:
    """A day as its cell shows it: in a fictive session that counts from its Monday, ``Jour 2``."""
    depuis = (jour - LUNDI_FICTIF).days + 1
    return etiquette_du_jour(depuis) if session.fictive and 0 < depuis < 100 else jour


_COLUMN_OF = {
    "phases": "phase",
    "apres": "ordre",
    "aussitot_apres": "ordre",
    "jours_min": "ordre",
    "separee": "ordre",
    "ressource": "autres",
    "partage": "autres",
    "simultanes": "autres",
    "comedien": "autres",
    "correction": "autres",
    "coupure_midi": "autres",
    "plis": "autres",
}
"""Where a value « à confirmer » shows, when not in a column of its own name."""


def to_confirm(referentiel: Referentiel) -> list[frozenset[str]]:
    """For each of the `epreuve_rows`, the columns whose value the source of the référentiel does not state."""
    marks = []
    for epreuve in referentiel.epreuves():
        columns = frozenset(_COLUMN_OF.get(champ, champ) for champ in epreuve.a_confirmer)
        first = columns | {"a_confirmer", "confirme"} if columns else columns
        of_a_phase = columns & {"phase", "presence", "usage", "partagee"}
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
    natures = dict(zip(Nature, NATURES_D_EPREUVE, strict=True))
    presences = dict(zip(PRESENCES_D_EPREUVE, PRESENCES_D_EPREUVE, strict=True))
    for rang, phase in enumerate(epreuve.phases, 1):
        row: Fields = {
            "table": table,
            "epreuve": epreuve.nom,
            "phase": rang,
            "minutes": phase.minutes,
            "presence": presences[phase.presence.value],
            "usage": textes.usage_affiche(phase.usage),
            "partagee": phase.partagee,
            "id": epreuve.id,
        }
        if rang == 1:
            row |= {
                "modalite": epreuve.modalite,
                "nature": natures[epreuve.nature],
                "collective": epreuve.collective,
                "ordre": textes.ordre(referentiel, epreuve),
                "autres": textes.autres(referentiel, epreuve),
                "a_confirmer": textes.a_confirmer(epreuve),
            }
        yield row


def _candidat(noms: Noms, candidat: Candidat) -> Fields:
    return {
        "nom": candidat.nom,
        "prenom": candidat.prenom,
        "presente": _joined(candidat.ccps) if not candidat.titre else "titre",
        "dernier_ccp": candidat.dernier_ccp or None,
        "dispenses": _joined(noms.etiquette_epreuve(epreuve) for epreuve in candidat.dispenses),
        "vae": candidat.vae or None,
        "numero_ceres": candidat.numero_ceres,
        "presentation": candidat.presentation,
        "debut_formation": candidat.debut_formation,
        "fin_formation": candidat.fin_formation,
        "organisme": candidat.organisme,
        "employeur": candidat.employeur,
        "formateurs": _joined(noms.etiquette(formateur) for formateur in candidat.formateurs),
        "majoration_ecrit": candidat.majoration(Nature.ECRIT) or None,
        "majoration_oral": candidat.majoration(Nature.ORAL) or None,
        "majoration_pratique": candidat.majoration(Nature.PRATIQUE) or None,
        "aide": noms.etiquette(candidat.aide),
        "salle_a_part": candidat.salle_a_part or None,
        "salle_accessible": candidat.salle_accessible or None,
        "passer_tot": candidat.passer_tot or None,
        "numero_tire": candidat.numero_tire,
        "contact": candidat.contact,
        "id": candidat.id,
    }


def _membre(membre: Membre) -> Fields:
    premiere = membre.habilitations[0] if membre.habilitations else None
    return {
        "nom": membre.nom,
        "prenom": membre.prenom,
        "organisme": membre.organisme,
        "employeur": membre.employeur,
        "habilitation": premiere.titre if premiere else "",
        "millesime": premiere.millesime if premiere else "",
        "habilitation_fin": premiere.fin if premiere else None,
        "autres_habilitations": _joined(
            " ".join(filter(None, (h.titre, h.millesime, date_chiffres(h.fin) if h.fin else "")))
            for h in membre.habilitations[1:]
        ),
        "qualites": _joined(membre.qualites),
        "observateur": membre.observateur or None,
        "contact": membre.contact,
        "id": membre.id,
    }


def _jurys(session: Session, noms: Noms) -> Iterator[Fields]:
    for jury in session.jurys:
        sieges = [noms.etiquette(membre) for membre in jury.membres]
        row: Fields = {"nom": jury.id, "autres": _joined(sieges[3:])}
        yield row | {f"membre_{rang}": nom for rang, nom in enumerate(sieges[:3], 1)}


def _liens(session: Session, noms: Noms) -> Iterator[Fields]:
    for lien in session.liens:
        yield {
            "candidat": noms.etiquette(lien.candidat),
            "membre": noms.etiquette(lien.membre),
            "motif": lien.motif,
            "leve": lien.leve or None,
        }


def _salle(salle: Salle) -> Fields:
    return {
        "nom": salle.nom,
        "usages": _joined(textes.usage_affiche(usage) for usage in salle.usages),
        "postes": salle.postes,
        "ressources": _joined(f"{nom} : {nombre}" for nom, nombre in salle.ressources),
        "accessible": salle.accessible,
        "id": salle.id,
    }


def _personnes(session: Session, role: Role) -> Iterator[Fields]:
    for personne in session.avec_role(role):
        yield {
            "nom": personne.nom,
            "prenom": personne.prenom,
            "organisme": personne.organisme,
            "contact": personne.contact,
            "id": personne.id,
        } | ({"suppleant": personne.suppleant or None} if role is Role.RESPONSABLE else {})


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


def _rows_of(session: Session, plages: Iterable[Plage]) -> Iterator[Fields]:
    for plage in plages:
        for debut, fin in _by_day(plage):
            row: Fields = {"jour": _date(session, debut.date())}
            de = debut.time() if debut.time() != time(0) else None
            a = fin.time() if fin.time() != time(0) else None
            moment = {(None, None): MOMENTS[0], (None, NOON): MOMENTS[1], (NOON, None): MOMENTS[2]}.get((de, a))
            yield row | ({"moment": moment} if moment else {"de": de, "a": a})


def _by_day(plage: Plage) -> Iterator[tuple[datetime, datetime]]:
    debut = plage.debut
    while debut < plage.fin:
        minuit = datetime.combine(debut.date() + timedelta(days=1), time(0))
        yield debut, min(plage.fin, minuit)
        debut = minuit


def _convocations(session: Session, noms: Noms) -> Iterator[Fields]:
    for convocation in session.convocations:
        yield {
            "personne": noms.etiquette(convocation.personne),
            "jour": _date(session, convocation.jour),
            "heure": convocation.heure,
            "accord": convocation.accord or None,
        }


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


def _joined(textes_: Iterable[str]) -> str:
    return SEPARATOR.join(textes_)
