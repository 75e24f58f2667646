"""What is to be said of what was read and of its plan, and refuses nothing: warnings, each in its cell."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from itertools import pairwise
from math import ceil

from tpplanner.domain.affichage import given_away
from tpplanner.domain.answers import Reading
from tpplanner.domain.duties import called_by, called_in
from tpplanner.domain.plan import Passage, Plan, Travail, minutes_between
from tpplanner.domain.reglages import MARGE_DU_JOUR
from tpplanner.domain.session import Genre, Membre, Personne, Reponse, Role, Session
from tpplanner.errors import Issue, Severity
from tpplanner.export.agenda import Agenda
from tpplanner.export.posters import kept_longer
from tpplanner.sheets.session import REMISES, SESSION
from tpplanner.texts import lecture, reponses
from tpplanner.texts.documents import il_manque
from tpplanner.texts.noms import Noms, Texte
from tpplanner.year.echeances import WorkingDays, place_of


def missing_for_documents(reading: Reading, pour: Collection[str] = ()) -> tuple[Issue, ...]:
    """What the form *Session* does not tell, and documents for those audiences (none given: all) would have to."""
    session = reading.session
    responsables = [p for p in session.avec_role(Role.RESPONSABLE) if not p.suppleant]
    reached = session.contact or any(p.contact for p in responsables[:1])
    letters, everybody = {"candidat", "jury"}, {"affichage", "candidat", "jury", "agrement"}
    needed = (
        ("centre", session.centre, everybody),
        ("site", session.site, everybody - {"affichage"}),
        ("responsable", responsables, letters),
        ("contact_responsable", reached, letters),
    )
    asked = {"agrement"} if session.fictive else everybody
    asked &= set(pour) or everybody
    issues = []
    for champ, value, audiences in needed:
        if not value and audiences & asked:
            texte = il_manque(SESSION.colonne(champ).titre, champ)
            issues.append(_warning(reading, texte, ("session", champ), SESSION.titre))
    return tuple(issues)


def on_public_holidays(reading: Reading) -> tuple[Issue, ...]:
    """A warning for each day of a session that is a public holiday where it is held, in its cell."""
    session = reading.session
    if session.fictive:
        return ()
    departement, _ = place_of(session)
    calendar = WorkingDays(departement)
    issues = []
    for jour in session.jours:
        if nom := calendar.holiday(jour.date):
            texte = lecture.jour_ferie(jour.date, nom, departement=bool(departement))
            issues.append(_warning(reading, texte, ("jours", jour.date.isoformat())))
    return tuple(issues)


def called_though_declined(reading: Reading) -> tuple[Issue, ...]:
    """A warning for each membre who declined and whom the plan calls still, in the cell of their answer."""
    plan = reading.edite[0]
    issues = []
    for membre in reading.session.membres:
        if membre.reponse is Reponse.DECLINE and membre.id in called_in(plan):
            texte = lecture.decline_et_appele(membre.nom_complet)
            issues.append(_warning(reading, texte, ("membres", membre.id, "reponse")))
    return tuple(issues)


def still_to_agree(reading: Reading) -> tuple[Issue, ...]:
    """A warning that a planning is provisional: it counts on agreements that nobody has given yet."""
    noms = Noms(reading.session)
    names = [noms.etiquette(id_) for id_ in reading.session.attendus]
    return (Issue(Severity.WARNING, *reponses.provisoire(names)),) if names else ()


def called_from_reserve(session: Session, plan: Plan) -> tuple[Issue, ...]:
    """A warning for those in réserve whom a plan calls."""
    called = called_by(plan)
    everybody: tuple[Membre | Personne, ...] = (*session.membres, *session.personnes)
    people = {x.id: x.nom_complet for x in everybody if x.reserve and x.id in called}
    texte = lecture.reserve_appelee(", ".join(people.values()), lecture.APPELLE[len(people) > 1])
    return (Issue(Severity.WARNING, *texte),) if people else ()


def not_handed(reading: Reading) -> tuple[Issue, ...]:
    """Warnings for those who do not have the documents of this version, once the centre notes who has which.

    Whoever has an earlier one lacks those of this one where the change that made it is to be told to them.
    """
    session, plan = reading.session, reading.edite[0]
    if not session.remises:
        return ()
    noms, version = Noms(session), session.version_planning
    last = {r.personne: r for r in sorted(session.remises, key=lambda r: r.version)}
    concerned = {message.personne for message in reading.changements.messages}
    called = called_by(plan) | {passage.candidat for passage in plan.passages}
    lacking = [id_ for id_ in called if id_ not in last or (last[id_].version < version and id_ in concerned)]
    refusing = [id_ for id_ in called if id_ in last and last[id_].version == version and last[id_].accepte is False]
    warnings = ((lecture.a_remettre, lacking), (lecture.pas_acceptee, refusing))
    return tuple(
        Issue(Severity.WARNING, *avis(version=version, noms=sorted(map(noms.etiquette, people))), REMISES.titre)
        for avis, people in warnings
        if people
    )


def without_margin(reading: Reading, plan: Plan) -> tuple[Issue, ...]:
    """A warning for each day of a plan that ends just before it must, in the cell of that hour."""
    noms = Noms(reading.session)
    things: list[Passage | Travail] = [*plan.passages, *plan.travaux]
    issues = []
    for jour in reading.session.jours:
        ends = [thing.fin for thing in things if thing.debut.date() == jour.date]
        margin = minutes_between(max(ends, default=jour.a(time())), jour.a(jour.fin))
        if 0 <= margin < MARGE_DU_JOUR:
            texte = lecture.jour_sans_marge(noms.jour(jour.date), max(ends).time(), jour.fin, margin)
            issues.append(_warning(reading, texte, ("jours", jour.date.isoformat(), "fin")))
    return tuple(issues)


def fewer_than_the_re(reading: Reading, plan: Plan) -> tuple[Issue, ...]:
    """A warning where the RE allows more candidats a jury-day than any has, and fewer jury-days would do with them."""
    session, quota = reading.session, reading.session.referentiel.quota
    if quota is None or session.reglages.quota is not None or session.genre is not Genre.TITRE:
        return ()
    heard: dict[tuple[date, str], set[str]] = defaultdict(set)
    for passage in plan.passages:
        for part in passage.suivies:
            heard[passage.jour, part.jury].add(passage.candidat)
    most = max(map(len, heard.values()), default=quota)
    if most >= quota or len(heard) <= ceil(len(session.candidats) / quota):
        return ()
    first = min(jour for jour, _ in heard)
    return (_warning(reading, lecture.moins_que_le_re(quota, most), ("jours", first.isoformat(), "fin")),)


def seen_on_the_wall(session: Session, plan: Plan) -> tuple[Issue, ...]:
    """A warning where what is posted of a plan may tell who has a majoration, with what it shows."""
    given = given_away(session, plan)
    noms = Noms(session)
    everybody = len(given) == len({passage.candidat for passage in plan.passages})
    texte = lecture.affiche_parlante(
        [] if everybody else [noms.etiquette(c) for c in given], [*_seen_before_others(session, plan)]
    )
    rooms = [noms.etiquette_salle(salle) for salle in kept_longer(Agenda(session, plan))]
    issues = [Issue(Severity.WARNING, *texte)] if given else []
    issues += [Issue(Severity.WARNING, *lecture.salle_gardee_plus_tard(rooms))] if rooms else []
    return tuple(issues)


def _seen_before_others(session: Session, plan: Plan) -> Iterator[str]:
    """From when to when each jury hears somebody with a majoration, where another is heard after them."""
    noms = Noms(session)
    entries: dict[tuple[date, str], dict[str, datetime]] = defaultdict(dict)
    for passage in plan.passages:
        for part in passage.suivies[:1]:
            entries[passage.jour, part.jury].setdefault(passage.candidat, passage.a_partir_de)
    for (_, jury), heard in entries.items():
        for (one, de), (_, a) in pairwise(sorted(heard.items(), key=lambda item: item[1])):
            if session.candidat(one).majore:
                yield lecture.vu_sur_l_affiche(noms.jury(jury), de.time(), a.time(), minutes_between(de, a))


def _warning(reading: Reading, texte: Texte, key: tuple[str, ...], feuille: str = "") -> Issue:
    """A warning in the cell of what it is about, else on its sheet."""
    sheet, _, cell = reading.cells.get(key, feuille).partition("!")
    return Issue(Severity.WARNING, *texte, sheet, cell)
