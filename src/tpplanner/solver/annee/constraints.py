"""The hard rules of a year, one function each, posted in the name of their subject."""

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta

from ortools.sat.python import cp_model

from tpplanner.domain.annee import SESSIONS_DU_CANDIDAT, Agenda, CandidatPrevu, SessionPrevue, Voie, months_after
from tpplanner.solver.annee.model import Seat, YearModel, linked
from tpplanner.solver.posting import Poster, total


def jours_ouverts(year: YearModel, post: Poster) -> None:
    """A session begins on a day from which its days follow each other, all open."""
    for s in year.annee.sessions:
        _begin_among(year, post.requirement("jours_ouverts", s.id), s, year.beginnings(s))


def _begin_among(year: YearModel, post: Poster, session: SessionPrevue, ranks: list[int]) -> None:
    domain = cp_model.Domain.from_values(ranks)
    allowed = post.model.new_bool_var("")
    post.model.add_linear_expression_in_domain(year.start[session.id], domain).only_enforce_if(allowed)
    post.add(allowed == 1) if ranks else post.add(year.start[session.id] < 0)


def dates_permises(year: YearModel, post: Poster) -> None:
    """Start ≥ the first day allowed, last ≤ the last one."""
    for s in year.annee.sessions:
        post.requirement("dates_permises", s.id)
        tot = max(year.annee.debut, s.au_plus_tot or year.annee.debut)
        tard = min(year.annee.fin, s.au_plus_tard or year.annee.fin)
        post.add(year.start[s.id] >= year.first_from(tot))
        post.add(year.last(s.id) <= year.last_until(tard))


def creation_91_jours(year: YearModel, post: Poster) -> None:
    """Start ≥ 91 days after the creation, or after today."""
    for s in year.annee.sessions:
        limite = s.creable_pour(year.annee.aujourdhui)
        if limite is not None:
            post.requirement("creation_91_jours", s.id).add(year.start[s.id] >= year.first_from(limite))


def titre_en_vigueur(year: YearModel, post: Poster) -> None:
    """Last ≤ a year after the titre ends; where it has ended, only what is created may still begin."""
    for s in year.annee.sessions:
        expiration = year.annee.titre(s.titre).expiration
        if expiration is not None:
            post.requirement("titre_en_vigueur", s.id)
            post.add(year.last(s.id) <= year.last_until(months_after(expiration, 12)))
            if expiration < year.annee.aujourdhui and not s.creee:
                post.add(year.start[s.id] <= year.last_until(year.annee.aujourdhui))


def agrement_en_vigueur(year: YearModel, post: Poster) -> None:
    """Last ≤ the end of the agrément."""
    for s in year.annee.sessions:
        limite = year.annee.titre(s.titre).agrement_fin
        if limite is not None:
            post.requirement("agrement_en_vigueur", s.id).add(year.last(s.id) <= year.last_until(limite))


def responsable_designe(year: YearModel, post: Poster) -> None:
    """Σ who leads = 1; Σ who replaces ≥ 1 where the centre has several; nobody does both."""
    for s in year.annee.sessions:
        post.requirement("responsable_designe", s.id)
        leads = {who: lit for (who, name), lit in year.leads.items() if name == s.id}
        replaces = {who: lit for (who, name), lit in year.replaces.items() if name == s.id}
        post.add(total(leads.values()) == 1)
        if year.annee.suppleant_exige:
            post.add(total(replaces.values()) >= 1)
        if not s.suppleants:
            post.add(total(replaces.values()) <= 1)
        for who in leads.keys() & replaces.keys():
            post.add(leads[who] + replaces[who] <= 1)


def responsable_une_session(year: YearModel, post: Poster) -> None:
    """The sessions that somebody leads or replaces in, and his absences, do not overlap."""
    for person in year.annee.responsables:
        seats = [(seat, lit) for of in (year.leads, year.replaces) for seat, lit in of.items() if seat[0] == person.id]
        _apart(year, post.requirement("responsable_une_session", person.id), seats, person.agenda)


def membre_une_session(year: YearModel, post: Poster) -> None:
    """The sessions in which a membre sits, and his absences, do not overlap."""
    for membre in year.annee.membres:
        seats = [(seat, lit) for seat, lit in year.sits.items() if seat[0] == membre.id]
        _apart(year, post.requirement("membre_une_session", membre.id), seats, membre.agenda)


def _apart(year: YearModel, post: Poster, seats: list[tuple[Seat, cp_model.IntVar]], agenda: Agenda) -> None:
    held = [year.within(session, lit) for (_, session), lit in seats]
    if held:
        post.no_overlap([*held, *year.absences(agenda)])


def membres_assez(year: YearModel, post: Poster) -> None:
    """Σ who sits ≥ membres a jury x juries; candidats ≤ places x days x juries."""
    for s in year.annee.sessions:
        titre = year.annee.titre(s.titre)
        post.requirement("membres_assez", s.id)
        post.add(total(year.sitting(s.id)) >= titre.membres_min * year.juries[s.id])
        post.add(year.candidats_of(s.id) <= titre.places_en(s.duree) * year.juries[s.id])


def habilitation_en_vigueur(year: YearModel, post: Poster) -> None:
    """Who sits is habilité on the last day."""
    membres = {m.id: m for m in year.annee.membres}
    for (membre, session), lit in year.sits.items():
        habilitation = membres[membre].habilitation(year.annee.titre(year.sessions[session].titre))
        post.requirement("habilitation_en_vigueur", membre, session)
        if habilitation is None:
            post.add(lit == 0)
        elif habilitation.fin is not None and habilitation.fin < year.days[-1]:
            post.add(year.last(session) <= year.last_until(habilitation.fin) + (1 - lit) * len(year.days))


def membre_journees(year: YearModel, post: Poster) -> None:
    """Σ days of the sessions in which he sits ≤ what he gives."""
    for membre in year.annee.membres:
        if membre.journees_max is not None:
            days = total(
                lit * year.sessions[session].duree for (who, session), lit in year.sits.items() if who == membre.id
            )
            post.requirement("membre_journees", membre.id).add(days <= membre.journees_max)


def jury_sans_lien(year: YearModel, post: Poster) -> None:
    """For each candidat received, Σ who sits and has no link with him ≥ membres a jury."""
    for session in year.annee.sessions:
        least = year.annee.titre(session.titre).membres_min
        alike: dict[frozenset[str], list[CandidatPrevu]] = defaultdict(list)
        for c in year.known[session.id]:
            alike[linked(year.annee, c)].append(c)
        for who, candidats in alike.items():
            for c in candidats if who else ():
                post.requirement("jury_sans_lien", session.id, c.id)
                post.add(total(year.sitting(session.id, who)) >= least)
        for rank, group in enumerate(year.groups):
            if group.linked and (rank, session.id) in year.receives:
                post.requirement("jury_sans_lien", session.id, *group.ids)
                received = year.receives[rank, session.id]
                post.add(total(year.sitting(session.id, group.linked)) >= least, received)


def salle_une_session(year: YearModel, post: Poster) -> None:
    """The sessions that need a room, and the days on which it is taken, do not overlap."""
    for salle in year.annee.salles:
        held = [year.held[s.id] for s in year.annee.sessions if salle.id in year.annee.salles_de(s)]
        if held:
            post.requirement("salle_une_session", salle.id).no_overlap([*held, *year.absences(salle.agenda)])


def capacite_session(year: YearModel, post: Poster) -> None:
    """Candidats ≤ capacity."""
    for s in year.annee.sessions:
        capacite = year.annee.capacite(s)
        if capacite is not None:
            post.requirement("capacite_session", s.id).add(year.candidats_of(s.id) <= capacite)


def candidat_inscrit(year: YearModel, post: Poster) -> None:
    """Σ over sessions of those of a group that are received = all of them."""
    for rank, group in enumerate(year.groups):
        post.requirement("candidat_inscrit", *group.ids)
        post.add(total(year.entered_of(rank)) >= len(group.candidats))


def candidat_douze_mois(year: YearModel, post: Poster) -> None:
    """Who is received has ended his training before, at most twelve months before, and has sessions left."""
    for rank, group in enumerate(year.groups):
        post.requirement("candidat_douze_mois", *group.ids)
        for session in year.annee.sessions:
            if (rank, session.id) in year.receives:
                _after_training(year, post, group.one, session.id, year.receives[rank, session.id])
        if group.one.deja >= SESSIONS_DU_CANDIDAT and group.one.voie is not Voie.VAE:
            post.add(total(year.entered_of(rank)) <= 0)
    for session_id, candidats in year.known.items():
        for c in candidats:
            post.requirement("candidat_douze_mois", c.id)
            _after_training(year, post, c, session_id)


def _after_training(
    year: YearModel, post: Poster, candidat: CandidatPrevu, session: str, *when: cp_model.IntVar
) -> None:
    if candidat.limite is not None and candidat.fin_formation is not None:
        following = candidat.fin_formation + timedelta(days=1)
        post.add(year.start[session] >= year.first_from(following), *when)
        post.add(year.last(session) <= year.last_until(candidat.limite), *when)


CONSTRAINTS_ANNEE: dict[str, Callable[[YearModel, Poster], None]] = {
    f.__name__: f
    for f in (
        jours_ouverts,
        dates_permises,
        creation_91_jours,
        titre_en_vigueur,
        agrement_en_vigueur,
        responsable_designe,
        responsable_une_session,
        membres_assez,
        habilitation_en_vigueur,
        membre_une_session,
        membre_journees,
        jury_sans_lien,
        salle_une_session,
        capacite_session,
        candidat_inscrit,
        candidat_douze_mois,
    )
}
"""Each rule by its name, in reading order; `candidat_de_ce_titre` is in the variables."""

STRUCTURES_ANNEE = ("candidat_de_ce_titre",)


def post_all(year: YearModel, post: Poster) -> None:
    """Post every rule."""
    for function in CONSTRAINTS_ANNEE.values():
        function(year, post)
