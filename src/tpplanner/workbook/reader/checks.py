"""What looks wrong in a session that can be planned all the same: warnings, each at its cell."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from tpplanner.domain.noms import cle
from tpplanner.domain.referentiel import Surveillance
from tpplanner.domain.session import Candidat, Membre, MotifLien, Personne, Role, Session
from tpplanner.sheets import CONVOCATIONS, RESPONSABLES, SESSION, SURVEILLANTS
from tpplanner.texts import controles
from tpplanner.workbook.index import key
from tpplanner.workbook.reader.nearness import near
from tpplanner.workbook.reader.notes import Place
from tpplanner.workbook.reader.source import Source

_ONE_YEAR = timedelta(days=366)


def check_session(source: Source, session: Session, *, known: bool = True) -> None:
    """Note every warning that needs the whole session; `known`: whether its référentiel was read."""
    _check_dates(source, session)
    _check_candidats(source, session)
    if known:
        _check_habilitations(source, session)
    _check_liens(source, session)
    _check_responsables(source, session)
    _check_quota(source, session)
    _check_rooms(source, session)
    _check_spellings(source, session)
    _check_to_be_found(source, session)


def place_of(source: Source, *sujet: str) -> Place:
    """Where a subject or field stands, with its sheet alone where it has no cell."""
    feuille, _, cellule = source.cells.get(sujet, "").partition("!")
    return Place(feuille, cellule)


def _check_to_be_found(source: Source, session: Session) -> None:
    """Who and what `explain --appliquer` added, and nobody has named yet."""
    humains = [(("membres", m.id), m.nom_complet) for m in session.membres]
    humains += [((f"{p.roles[0].value}s", p.id), p.nom_complet) for p in session.personnes]
    salles = [(("salles", s.id), s.nom) for s in session.salles]
    for sujet, nom in (*humains, *salles):
        if controles.A_TROUVER in nom.casefold():
            source.notes.warning(controles.a_trouver(nom), place_of(source, *sujet))


def _check_dates(source: Source, session: Session) -> None:
    premier, dernier = session.jours[0].date, session.jours[-1].date
    notes = source.notes
    if not session.fictive:
        for jour in session.jours:
            if jour.date.weekday() >= 5:
                notes.warning(controles.fin_de_semaine(jour.date), place_of(source, "jours", jour.date.isoformat()))
    if dernier - premier > _ONE_YEAR:
        notes.warning(controles.jours_eloignes(premier, dernier), place_of(source, "jours", dernier.isoformat()))
    if session.agrement_fin and session.agrement_fin < dernier:
        notes.warning(controles.agrement_fini(session.agrement_fin), place_of(source, "session", "agrement_fin"))
    if session.re_verifie_par and not session.re_verifie_le:
        notes.warning(controles.verifie_sans_date(), place_of(source, "session", "re_verifie_par"))
    expiration = session.referentiel.expiration
    if expiration and expiration < dernier and not session.fictive:
        dans_l_annee = dernier - expiration <= _ONE_YEAR
        texte = controles.titre_expire(session.referentiel.sigle, expiration, dans_l_annee)
        notes.warning(texte, place_of(source, "session", "sigle"))
    envoyees = session.convocations_envoyees
    if envoyees and not session.convocations:
        notes.warning(controles.convocations_sans_heures(), Place(CONVOCATIONS.titre))
    if envoyees and envoyees > premier:
        notes.warning(controles.convocations_tardives(), place_of(source, "session", "convocations_envoyees"))


def _check_candidats(source: Source, session: Session) -> None:
    premier, dernier = session.jours[0].date, session.jours[-1].date
    for candidat in session.candidats:
        fin = candidat.fin_formation
        if fin is None or session.fictive:
            continue
        place = place_of(source, "candidats", candidat.id, "fin_formation")
        if fin > dernier:
            source.notes.warning(controles.formation_apres(fin), place)
        elif _a_year_later(fin) < premier:
            source.notes.warning(controles.formation_ancienne(fin), place)


def _a_year_later(jour: date) -> date:
    return date(jour.year + 1, jour.month, 28 if (jour.month, jour.day) == (2, 29) else jour.day)


def _check_habilitations(source: Source, session: Session) -> None:
    """Membres who cannot sit on some day, for want of a habilitation that is valid then."""
    referentiel = session.referentiel
    titre = f"{referentiel.sigle} {referentiel.millesime}"
    noms = {cle(nom) for nom in (referentiel.sigle, referentiel.code)}
    dernier = session.jours[-1].date
    for membre in session.membres:
        if membre.observateur or not membre.habilitations:
            continue
        du_titre = [h for h in membre.habilitations if cle(h.titre) in noms]
        siennes = [h for h in du_titre if h.millesime.lstrip("0") == referentiel.millesime.lstrip("0")]
        if not siennes:
            champ = "millesime" if du_titre else "habilitation"
            source.notes.warning(controles.pas_habilite(titre), place_of(source, "membres", membre.id, champ))
            continue
        fins = [h.fin for h in siennes]
        derniere = max((fin for fin in fins if fin), default=None)
        if None not in fins and derniere and derniere < dernier:
            jamais = derniere < session.jours[0].date
            fin = place_of(source, "membres", membre.id, "habilitation_fin")
            source.notes.warning(controles.habilitation_courte(derniere, jamais), fin)


def _check_liens(source: Source, session: Session) -> None:
    """Rows that release a link which nothing deduces, or which cannot be released."""
    for lien in session.liens:
        if not lien.leve:
            continue
        motif = _deduced(session.candidat(lien.candidat), session.membre(lien.membre))
        place = place_of(source, "liens", lien.candidat, lien.membre, "leve")
        if motif is MotifLien.FORMATEUR:
            source.notes.warning(controles.lien_de_formateur(), place)
        elif motif is None:
            source.notes.warning(controles.rien_a_lever(), place)


def _deduced(candidat: Candidat, membre: Membre) -> MotifLien | None:
    if membre.id in candidat.formateurs:
        return MotifLien.FORMATEUR
    if candidat.organisme and cle(candidat.organisme) == cle(membre.organisme):
        return MotifLien.ORGANISME
    if candidat.employeur and cle(candidat.employeur) == cle(membre.employeur):
        return MotifLien.EMPLOYEUR
    return None


def _check_responsables(source: Source, session: Session) -> None:
    responsables = session.avec_role(Role.RESPONSABLE)
    notes = source.notes
    if not responsables:
        notes.warning(controles.sans_responsable(), _of_responsables(source, "responsable"))
    elif len(responsables) == 1:
        forms = source.records(SESSION)
        if forms and forms[0].has("suppleants"):
            texte = controles.suppleant_responsable(responsables[0].nom_complet)
            notes.warning(texte, forms[0].place("suppleants"))
        else:
            notes.warning(controles.sans_suppleant(), _of_responsables(source, "suppleants"))
    for un, autre in combinations(responsables, 2):
        if un.contact and key(un.contact) == key(autre.contact):
            place = place_of(source, "responsables", autre.id, "contact")
            notes.warning(controles.meme_contact(un.nom_complet, autre.nom_complet), _or_session(source, place))
    formes = {f: c for c in session.candidats for f in reversed(c.formateurs)}
    for responsable in responsables:
        if responsable.id in formes:
            texte = controles.responsable_formateur(responsable.nom_complet, formes[responsable.id].nom_complet)
            place = place_of(source, "responsables", responsable.id)
            notes.warning(texte, _or_session(source, place))


def _of_responsables(source: Source, champ: str) -> Place:
    """Their sheet; without it, the field of the form *Session* where they are named."""
    return Place(RESPONSABLES.titre) if source.sheets.has(RESPONSABLES) else place_of(source, "session", champ)


def _or_session(source: Source, place: Place) -> Place:
    """A responsable may have been named in the form *Session* alone."""
    return place if place.feuille else place_of(source, "session", "responsable")


def _check_quota(source: Source, session: Session) -> None:
    saisi, du_re = session.reglages.quota, session.referentiel.quota
    if saisi is not None and du_re is not None and saisi > du_re:
        source.notes.warning(controles.quota_releve(saisi, du_re), place_of(source, "reglages", "quota"))


def _check_rooms(source: Source, session: Session) -> None:
    phases = [phase for epreuve in session.referentiel.epreuves() for phase in epreuve.phases]
    surveillees = any(phase.presence is Surveillance.SURVEILLANT for phase in phases)
    if surveillees and not session.avec_role(Role.SURVEILLANT):
        source.notes.warning(controles.sans_surveillant(), Place(SURVEILLANTS.titre))
    if not any(salle.accessible for salle in session.salles):
        for candidat in session.candidats:
            if candidat.salle_accessible:
                place = place_of(source, "candidats", candidat.id, "salle_accessible")
                source.notes.warning(controles.aucune_salle_accessible(), place)


def _check_spellings(source: Source, session: Session) -> None:
    """Names that may well be one; nobody is named in a fictive session."""
    if session.fictive:
        return
    for champ, texte in (("organisme", controles.organismes_proches), ("employeur", controles.employeurs_proches)):
        vus: dict[str, tuple[str, Place]] = {}
        for feuille, qui in _with_both(session):
            nom = getattr(qui, champ)
            if nom:
                vus.setdefault(key(nom), (nom, place_of(source, feuille, qui.id, champ)))
        for (nom, place), (autre, autre_place) in combinations(vus.values(), 2):
            if near(nom, autre):
                source.notes.warning(texte(nom, autre, str(place)), autre_place)
    _check_near_names(source, session)


def _with_both(session: Session) -> Iterator[tuple[str, Candidat | Membre]]:
    yield from (("candidats", candidat) for candidat in session.candidats)
    yield from (("membres", membre) for membre in session.membres)


def _check_near_names(source: Source, session: Session) -> None:
    """A candidat who bears, or nearly bears, the name of a membre or of somebody else."""
    membres = {m.id for m in session.membres}
    autres: list[Membre | Personne] = [*session.membres, *(p for p in session.personnes if p.id not in membres)]
    for candidat in session.candidats:
        for autre in autres:
            meme = key(candidat.nom_complet) == key(autre.nom_complet)
            if meme or near(candidat.nom_complet, autre.nom_complet):
                texte = controles.candidat_et_autre(candidat.nom_complet, autre.nom_complet, meme)
                source.notes.warning(texte, place_of(source, "candidats", candidat.id, "nom"))
    for un, autre in combinations(autres, 2):
        if near(un.nom_complet, autre.nom_complet):
            feuille = next((f for f, *sujet in source.cells if sujet == [autre.id, "nom"]), "")
            texte = controles.noms_proches(un.nom_complet, autre.nom_complet)
            source.notes.warning(texte, place_of(source, feuille, autre.id, "nom"))
