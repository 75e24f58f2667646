"""What the sheets of a year hold: rows of plain values by field, read back as the same year."""

from collections.abc import Iterable
from datetime import date

from tpplanner.domain.annee import (
    Agenda,
    Annee,
    CandidatPrevu,
    MembrePrevu,
    Periode,
    Programmation,
    Programmee,
    ResponsablePrevu,
    SallePrevue,
    SessionPrevue,
    TitrePrevu,
    Voie,
    par_id,
)
from tpplanner.domain.session import Genre
from tpplanner.sheets.annee import VOIES
from tpplanner.sheets.cadre import GENRES
from tpplanner.texts.annee import periode
from tpplanner.texts.temps import date_chiffres
from tpplanner.workbook.contents import Contents, Fields

SEPARATOR = " ; "


def annee_contents(annee: Annee, programmation: Programmation | None = None) -> Contents:
    """The rows of every sheet; with a programmation, what it decides is written where it was open."""
    noms = par_id([*annee.membres, *annee.responsables])
    decided = {s.session: s for s in programmation.sessions} if programmation else {}
    entered = {
        c.id: tuple(s.session for s in decided.values() if c.id in s.candidats) if decided else c.sessions
        for c in annee.candidats
    }
    return {
        "annee": [_form(annee)],
        "titres": [_titre(titre) for titre in annee.titres],
        "sessions": [_session(s, decided.get(s.id), noms) for s in annee.sessions],
        "candidats": [_candidat(c, entered[c.id]) for c in annee.candidats],
        "membres": [_membre(m) for m in annee.membres],
        "responsables": [_responsable(r) for r in annee.responsables],
        "salles": [_salle(s) for s in annee.salles],
    }


def _responsable(r: ResponsablePrevu) -> Fields:
    who: Fields = {"nom": r.nom, "prenom": r.prenom, "titres": _joined(r.titres)}
    return who | _agenda(r.agenda)


def _salle(s: SallePrevue) -> Fields:
    what: Fields = {"nom": s.id}
    return what | _agenda(s.agenda)


def blank_annee(debut: date, fin: date) -> Contents:
    """The rows of a new workbook: the period, nothing else."""
    return {"annee": [{"debut": debut, "fin": fin}]}


def _form(annee: Annee) -> Fields:
    return {
        "centre": annee.centre,
        "site": annee.site,
        "departement": annee.departement,
        "service_departemental": annee.service_departemental,
        "debut": annee.debut,
        "fin": annee.fin,
        "fermetures": _periods(annee.fermetures),
        "samedis": annee.samedis or None,
        "tarif_km": annee.tarif_km,
    }


def _titre(titre: TitrePrevu) -> Fields:
    return {
        "sigle": titre.id,
        "millesime": titre.millesime,
        "places": titre.places,
        "places_premier": titre.places_premier,
        "capacite": titre.capacite,
        "membres_min": titre.membres_min,
        "expiration": titre.expiration,
        "agrement": titre.agrement,
        "agrement_fin": titre.agrement_fin,
        "salles": _joined(titre.salles),
        "modele": titre.modele,
    }


def _session(prevue: SessionPrevue, decided: Programmee | None, noms: dict[str, str]) -> Fields:
    d = decided or Programmee(prevue.id)
    return {
        "nom": prevue.id,
        "genre": GENRES[prevue.genre is Genre.CCP],
        "titre": prevue.titre,
        "jour": d.jours[0] if d.jours else prevue.jour,
        "duree": prevue.duree,
        "jurys": d.jurys or prevue.jurys,
        "au_plus_tot": prevue.au_plus_tot,
        "au_plus_tard": prevue.au_plus_tard,
        "souhaits": _periods(prevue.souhaits),
        "capacite": prevue.capacite,
        "responsable": noms.get(d.responsable or prevue.responsable, ""),
        "suppleants": _joined(noms[p] for p in d.suppleants or prevue.suppleants),
        "membres": _joined(noms[m] for m in d.membres or prevue.membres),
        "salles": _joined(prevue.salles),
        "creee_le": prevue.creee_le,
        "numero_ceres": prevue.numero_ceres,
        "classeur": prevue.classeur,
    }


def _candidat(c: CandidatPrevu, sessions: Iterable[str]) -> Fields:
    return {
        "nom": c.nom,
        "prenom": c.prenom,
        "titre": c.titre,
        "presente": _joined(c.ccps) if c.genre is Genre.CCP else "titre",
        "dernier_ccp": c.dernier_ccp or None,
        "voie": VOIES[c.voie is Voie.VAE],
        "fin_formation": c.fin_formation,
        "deja": c.deja or None,
        "sessions": _joined(sessions),
        "organisme": c.organisme,
        "employeur": c.employeur,
        "formateurs": _joined(c.formateurs),
        "liens": _joined(c.liens),
    }


def _membre(m: MembrePrevu) -> Fields:
    habilitations = (
        f"{h.titre} {h.millesime} {date_chiffres(h.fin) if h.fin else ''}".strip() for h in m.habilitations
    )
    return {
        "nom": m.nom,
        "prenom": m.prenom,
        "organisme": m.organisme,
        "employeur": m.employeur,
        "habilitations": _joined(habilitations),
        "qualites": _joined(m.qualites),
        "journees_max": m.journees_max,
        "indemnite": m.indemnite or None,
        "km": m.km or None,
    } | _agenda(m.agenda)


def _agenda(agenda: Agenda) -> Fields:
    return {"disponible": _periods(agenda.seulement), "indisponible": _periods(agenda.sauf)}


def _periods(periods: Iterable[Periode]) -> str:
    return SEPARATOR.join(periode(p) for p in periods)


def _joined(texts: Iterable[str]) -> str:
    return SEPARATOR.join(texts)
