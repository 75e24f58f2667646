"""What a session owes: links, what each candidat has to pass, whether it holds together, candidats left out."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import combinations, product
from math import ceil

from tpplanner.domain.imprevus import (
    CandidatAbsent,
    CandidatRefuse,
    CandidatReporte,
    Deport,
    JuryInterrompu,
    Remplacement,
)
from tpplanner.domain.plan import Passage, Plan, Presence
from tpplanner.domain.questions import Sujet
from tpplanner.domain.referentiel import Epreuve, Nature, Referentiel, Table
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import (
    Candidat,
    Genre,
    Jury,
    Membre,
    MotifLien,
    NonPlace,
    Personne,
    Plage,
    Reponse,
    Role,
    Session,
    cle,
)

# What a candidat has to pass.


def tables_de(referentiel: Referentiel, candidat: Candidat) -> tuple[Table, ...]:
    """The tables to which they are presented: the titre's, or those of their CCP or CCS in the order of the RE."""
    if candidat.titre:
        return (referentiel.titre,)
    return tuple(table for table in referentiel.certificats if table.id in candidat.ccps)


def tables_du_genre(referentiel: Referentiel, genre: Genre) -> tuple[Table, ...]:
    """The tables to which the candidats of a session of that kind may be presented."""
    return {Genre.TITRE: (referentiel.titre,), Genre.CCP: referentiel.ccps, Genre.CCS: referentiel.ccss}[genre]


def epreuves_de(referentiel: Referentiel, candidat: Candidat) -> tuple[Epreuve, ...]:
    """The épreuves that they must pass, in the order of the RE, the entretien final last.

    Those of the titre, or of each of their CCP followed by the entretien final when they end their titre, or of each
    of their CCS, whose entretien final is its own; less their exemptions.
    """
    dues = [epreuve for table in tables_de(referentiel, candidat) for epreuve in table.epreuves]
    if not candidat.titre and candidat.dernier_ccp and referentiel.entretien_final:
        dues.append(referentiel.epreuve(referentiel.entretien_final))
    return tuple(epreuve for epreuve in dues if epreuve.id not in candidat.dispenses)


def longer_epreuves(referentiel: Referentiel, candidat: Candidat) -> tuple[tuple[Epreuve, int, int], ...]:
    """Each épreuve that lasts longer for them, with its minutes in the RE and theirs; each phase is rounded up."""
    longer = []
    for epreuve in epreuves_de(referentiel, candidat):
        minutes = [phase.minutes for phase in epreuve.phases]
        theirs = [ceil(p.minutes * (1 + candidat.majoration(epreuve.nature_de(p)))) for p in epreuve.phases]
        if theirs != minutes:
            longer.append((epreuve, sum(minutes), sum(theirs)))
    return tuple(longer)


def minutes_de_correction(reglages: Reglages, epreuve: Epreuve) -> int:
    """The minutes that the référentiel, else the réglages, give to correct that épreuve for one candidat."""
    if epreuve.correction is not None:
        return epreuve.correction
    if epreuve.modalite == "QP":
        return reglages.correction_qp
    return reglages.correction_ecrit if Nature.ECRIT in epreuve.natures else reglages.correction_autre


def candidats_par_table(session: Session) -> tuple[tuple[str, int], ...]:
    """How many candidats sit each table (its id), in the order of the RE: as many subjects are ordered, and spares."""
    tables = session.referentiel.tables
    presented = Counter(table.id for c in session.candidats for table in tables_de(session.referentiel, c))
    return tuple((table.id, presented[table.id]) for table in tables if presented[table.id])


SPARES = (1, 2)
"""How many subjects more than candidats are ordered."""


def sujets(candidats: int) -> tuple[int, int]:
    """How many subjects there are for so many candidats of a table, in all the days of a session: least and most."""
    return candidats + SPARES[0], candidats + SPARES[1]


def created_in_ceres(session: Session) -> bool:
    """Whether the session has its number in CERES, or each CCP or CCS that somebody sits has its own."""
    numbered = {ccp for ccp, _ in session.ceres_par_ccp}
    sat = {ccp for candidat in session.candidats for ccp in candidat.ccps}
    return bool(session.numero_ceres) or (bool(numbered) and sat <= numbered)


# Whether anybody compared with the RE what a session goes by: asked by every paper, page and command that tells it.


class Verification(StrEnum):
    """How far the centre vouches for the durations that a session goes by."""

    ABSENTE = "absente"
    """nobody of the centre says that they compared them with the RE: a day and a name"""
    A_CONFIRMER = "a_confirmer"
    """somebody did, but values that the source of the référentiel does not state are still to be confirmed"""
    FAITE = "faite"


@dataclass(frozen=True, slots=True)
class Attestation:
    """When and by whom of the centre the durations were compared with the RE."""

    le: date
    par: str


def attestation_du_re(session: Session) -> Attestation | None:
    """The latest one: of the titre, beside its document, or of the session, in its sheets.

    One without a name, or from before the mise à jour that the session goes by, is none.
    """
    document, since = session.referentiel.document, session.referentiel.date_entete or date.min
    attested = [(session.re_verifie_le, session.re_verifie_par)]
    attested += [(document.verifie_le, document.verifie_par)] if document else []
    made = [Attestation(le, par) for le, par in attested if le is not None and par and le >= since]
    return max(made, key=lambda made_then: made_then.le, default=None)


def verification_du_re(session: Session) -> Verification:
    """How far the centre vouches for the durations of the épreuves that somebody sits."""
    if attestation_du_re(session) is None:
        return Verification.ABSENTE
    dues = (e for candidat in session.candidats for e in epreuves_de(session.referentiel, candidat))
    return Verification.A_CONFIRMER if any(e.a_confirmer for e in dues) else Verification.FAITE


def re_lu(session: Session) -> bool:
    """Whether anybody read the RE: whoever wrote the référentiel down from it, or the centre."""
    return session.referentiel.verifie or verification_du_re(session) is Verification.FAITE


# Whether a session holds together: what the types alone cannot say.


def faults(session: Session) -> tuple[str, ...]:
    """Every incoherence, in English (a caller's mistake): duplicate ids, unknown references, nothing to plan."""
    return tuple(_all_faults(session))


def _all_faults(session: Session) -> Iterator[str]:
    yield from _duplicates("jour", (jour.date.isoformat() for jour in session.jours))
    for what, items in _collections(session).items():
        yield from _duplicates(what, items)
    if not session.jours:
        yield "no day"
    if not session.candidats:
        yield "no candidat"
    yield from _unknown_references(session)
    yield from _nothing_before_the_jury(session)


def _collections(session: Session) -> dict[str, list[str]]:
    return {
        "candidat": [c.id for c in session.candidats],
        "membre": [m.id for m in session.membres],
        "jury": [j.id for j in session.jurys],
        "salle": [s.id for s in session.salles],
        "vehicule": [v.id for v in session.vehicules],
        "personne": [p.id for p in session.personnes],
        "epreuve": [e.id for e in session.referentiel.epreuves()],
    }


def _duplicates(what: str, ids: Iterable[str]) -> Iterator[str]:
    for id_, times in Counter(ids).items():
        if times > 1:
            yield f"{what} {id_!r} stands {times} times"


def _unknown_references(session: Session) -> Iterator[str]:
    known = {what: set(ids) for what, ids in _collections(session).items()}
    people = known["membre"] | known["personne"] | known["candidat"]
    references = [
        *(
            ("membre", membre, f"jury {jury.id}")
            for jury in session.jurys
            for membre in (*jury.membres, *jury.remplacants)
        ),
        *(("candidat", lien.candidat, "a link") for lien in session.liens),
        *(("membre", x.membre, "a link") for x in session.liens if x.membre not in known["personne"]),
        *(("candidat", pin.candidat, "a pin") for pin in session.pins),
        *(("epreuve", pin.epreuve, "a pin") for pin in session.pins),
        *(("personne", c.aide, f"candidat {c.id}") for c in session.candidats if c.aide),
        *(("epreuve", e, f"candidat {c.id}") for c in session.candidats for e in (*c.dispenses, *c.aide_epreuves)),
    ]
    for what, id_, where in references:
        if id_ not in known[what]:
            yield f"{where} names an unknown {what} {id_!r}"
    for convocation in session.convocations:
        if convocation.personne not in people:
            yield f"a convocation names an unknown person {convocation.personne!r}"


def _nothing_before_the_jury(session: Session) -> Iterator[str]:
    interrupted = {e.candidat for e in session.evenements if isinstance(e, JuryInterrompu)}
    interrupted |= {e.candidat for e in session.evenements if isinstance(e, CandidatReporte) and e.compose}
    for candidat in session.candidats:
        if not tables_de(session.referentiel, candidat):
            yield f"candidat {candidat.id} is presented to nothing"
        elif candidat.id not in interrupted and not any(
            e.devant_jury for e in epreuves_de(session.referentiel, candidat)
        ):
            yield f"candidat {candidat.id} passes nothing before the jury"


# Juries that the centre gives: who is of each, and who may take a place in it.

SUITE = " (suite)"
"""Ends the name under which a given jury goes on, with somebody in the place of a membre who leaves in the day."""


def jury_donne(session: Session, jury: str) -> Jury | None:
    """The jury that the centre gives under that name, or that goes on under it; None where it gives none."""
    return next((j for j in session.jurys if jury in (j.id, j.id + SUITE)), None)


def titulaires(session: Session, jury: str) -> frozenset[str]:
    """The membres of a jury that the centre gives, without observateurs."""
    donne = jury_donne(session, jury)
    return session.sans_observateurs(donne.membres if donne else ())


def remplacants(session: Session, jury: str, jour: date) -> frozenset[str]:
    """Those who may sit that day in a jury that the centre gives, each in the place of a membre who does not."""
    donne = jury_donne(session, jury)
    if donne is None:
        return frozenset()
    midnight = datetime.combine(jour, time())
    day = Plage(midnight, midnight + timedelta(days=1))
    named = (
        e.par
        for e in session.evenements
        if isinstance(e, Remplacement) and e.absent in donne.membres and day.coupe(e.debut, e.fin)
    )
    known = {m.id for m in session.membres}
    return session.sans_observateurs(known.intersection((*donne.remplacants, *named)).difference(donne.membres))


def may_go_on(session: Session, jury: str, jour: date) -> bool:
    """Whether a given jury may go on that day as another: a membre is there for a part of it, and may be replaced."""
    day = session.jour(jour)
    opening, closing = day.a(day.ouverture), day.a(day.fin)
    siens = titulaires(session, jury)
    absences = [plage for m in session.membres if m.id in siens for plage in m.indisponibilites]
    absences += [plage for p in session.personnes if p.id in siens for plage in p.indisponibilites]
    leaving = any(p.coupe(opening, closing) and not (p.debut <= opening and closing <= p.fin) for p in absences)
    apart = any(isinstance(e, Deport) and e.membre in siens for e in session.evenements)
    return (leaving or apart) and bool(remplacants(session, jury, jour))


def with_remplacant(session: Session, jury: str, membre: str) -> Session:
    """The session in which somebody may also sit in a jury that the centre gives, in the place of a membre."""
    jurys = (replace(j, remplacants=(*j.remplacants, membre)) if j.id == jury else j for j in session.jurys)
    return replace(session, jurys=tuple(jurys))


def jurys_commences(session: Session) -> frozenset[tuple[str, date]]:
    """The jury-days that have begun in the reference plan: who sits in them is a fact."""
    now = session.maintenant
    sittings = (c for plan in session.reference for c in plan.compositions)
    return frozenset((c.jury, c.jour) for c in sittings if now is not None and c.debut < now)


# Links between candidats and membres: declared by the user, or deduced from what they typed.


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why a membre may not judge a candidat; `texte` is the user's own reason for a declared link."""

    candidat: str
    membre: str
    motif: MotifLien
    texte: str = ""


_RELEASED = (MotifLien.ORGANISME, MotifLien.EMPLOYEUR)
"""What a row `leve` with a motif releases."""


@dataclass(frozen=True, slots=True)
class _LinkRows:
    """The rows of *Liens*, by pair: the reasons declared, those that hang on a question, the pairs released."""

    declares: dict[tuple[str, str], str]
    presumes: dict[tuple[str, str], str]
    leves: frozenset[tuple[str, str]]

    def exclusion(self, paire: tuple[str, str], deduit: MotifLien | None, *, doubted: bool = False) -> Exclusion | None:
        """The link in force of a pair: declared, deduced and not released, or held until a question is answered."""
        motif = MotifLien.DECLARE if paire in self.declares else deduit
        if motif is None or (paire in self.leves and motif in _RELEASED):
            motif = MotifLien.QUESTION if paire in self.presumes or doubted else None
        texte = self.declares.get(paire, self.presumes.get(paire, ""))
        return None if motif is None else Exclusion(*paire, motif, texte)


def _link_rows(session: Session) -> _LinkRows:
    return _LinkRows(
        {(lien.candidat, lien.membre): lien.motif for lien in session.liens if not (lien.leve or lien.presume)},
        {(lien.candidat, lien.membre): lien.motif for lien in session.liens if lien.presume and not lien.leve},
        frozenset((x.candidat, x.membre) for x in session.liens if x.leve and x.motif and not x.presume),
    )


def exclusions(session: Session) -> tuple[Exclusion, ...]:
    """The links in force, at most one a pair, in the order of candidats and membres.

    A deduced link is released by a row `leve` with a motif; having trained the candidat never is, nor what hangs on
    a question. An observateur judges nobody, so their links exclude nothing.
    """
    rows, judging = _link_rows(session), [m for m in session.membres if not m.observateur]
    pairs = (
        rows.exclusion((c.id, m.id), lien_deduit(c, m), doubted=m.id in c.formateurs_possibles)
        for c in session.candidats
        for m in judging
    )
    return tuple(exclusion for exclusion in pairs if exclusion is not None)


def exclusions_des_comediens(session: Session) -> tuple[Exclusion, ...]:
    """The links by which somebody (in the place of a membre) plays for no candidat, in the order of both.

    A row of *Liens* names them; where the référentiel says that who plays is not in training with the candidat, one
    organisme makes a link, which a row `leve` with a motif releases. An organisme that is not typed makes none.
    """
    rows, ref = _link_rows(session), session.referentiel
    pairs = (
        rows.exclusion((c.id, p.id), MotifLien.ORGANISME if en_formation_ensemble(ref, c, p) else None)
        for c in session.candidats
        for p in session.avec_role(Role.COMEDIEN)
    )
    return tuple(exclusion for exclusion in pairs if exclusion is not None)


def en_formation_ensemble(referentiel: Referentiel, candidat: Candidat, personne: Personne) -> bool:
    """Whether who plays is in training with a candidat, where the référentiel forbids it: of one organisme."""
    une = cle(personne.organisme)
    return referentiel.comediens_exterieurs and une != "" and une == cle(candidat.organisme)


def lien_deduit(candidat: Candidat, membre: Membre) -> MotifLien | None:
    """Why they have a link though nobody declares one, the strongest reason; None where they have none."""
    if membre.id in candidat.formateurs:
        return MotifLien.FORMATEUR
    if candidat.organisme and cle(candidat.organisme) == cle(membre.organisme):
        return MotifLien.ORGANISME
    if candidat.employeur and cle(candidat.employeur) == cle(membre.employeur):
        return MotifLien.EMPLOYEUR
    return None


# Membres who may not sit together, where the RE asks for different organismes.


class WhyColleagues(StrEnum):
    """Why two membres are held for of one organisme."""

    MEME = "meme"
    """one organisme or employeur is typed of both, or an answer says that theirs are one"""
    QUESTION = "question"
    """theirs may be one: so until a question is answered"""
    NON_SAISIE = "non_saisie"
    """nothing is typed of one of them, and an answer says that they are not of another than all the others"""


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Two membres (ids) who may not sit in one jury; `texte` names their organisme, or the two that may be one."""

    un: str
    autre: str
    why: WhyColleagues
    texte: str = ""


def colleagues(session: Session) -> tuple[Colleagues, ...]:
    """The pairs of membres, without observateurs, whom the RE keeps out of one jury; none where it does not ask."""
    if not session.referentiel.organismes_differents:
        return ()
    counting = [m for m in session.membres if not m.observateur]
    pairs = (_why(session, un, autre) for un, autre in combinations(counting, 2))
    return tuple(pair for pair in pairs if pair is not None)


def of_no_organisme(session: Session) -> tuple[Membre, ...]:
    """The membres of whom the RE asks whence they come, and nothing is typed nor answered."""
    if not session.referentiel.organismes_differents:
        return ()
    answered = {q.ids[0] for q in session.questions if q.sujet is Sujet.SANS_ORGANISME and q.reponse is not None}
    return tuple(m for m in session.membres if not (m.observateur or m.organisme or m.employeur or m.id in answered))


def _why(session: Session, un: Membre, autre: Membre) -> Colleagues | None:
    """Why two membres are held for of one organisme, the surest reason; None where they are not."""
    theirs = list(product(filter(None, (un.organisme, un.employeur)), filter(None, (autre.organisme, autre.employeur))))
    for here, there in theirs:
        if cle(here) == cle(there):
            return Colleagues(un.id, autre.id, WhyColleagues.MEME, here)
    held = {frozenset((cle(q.ecrit), cle(q.autre))): q for q in session.questions if q.sujet is Sujet.ENSEIGNE}
    asked = [
        (held[sides], here, there) for here, there in theirs if (sides := frozenset((cle(here), cle(there)))) in held
    ]
    for question, here, there in sorted(asked, key=lambda a: a[0].reponse is None):
        if question.reponse is not False:
            why = WhyColleagues.MEME if question.reponse else WhyColleagues.QUESTION
            return Colleagues(un.id, autre.id, why, f"{here}, {there}")
    said = {q.ids[0] for q in session.questions if q.sujet is Sujet.SANS_ORGANISME and q.reponse is False}
    unsaid = next((m for m in (un, autre) if m.id in said and not (m.organisme or m.employeur)), None)
    return Colleagues(un.id, autre.id, WhyColleagues.NON_SAISIE, unsaid.nom_complet) if unsaid else None


def with_possible_formateurs(candidat: Candidat, lookalikes: Mapping[str, frozenset[str]]) -> Candidat:
    """The candidat with all those who may be one of their formateurs, of those who may be one (by id)."""
    possible = (other for f in candidat.formateurs for other in sorted(lookalikes.get(f, ())))
    others = tuple(o for o in dict.fromkeys(possible) if o not in candidat.formateurs)
    return replace(candidat, formateurs_possibles=others)


def without_presumed(session: Session) -> Session:
    """The session as it would be if every open question that holds two for linked were answered no."""
    return replace(
        session,
        candidats=tuple(
            replace(c, formateurs_possibles=()) if c.formateurs_possibles else c for c in session.candidats
        ),
        liens=tuple(lien for lien in session.liens if not lien.presume),
        questions=tuple(
            replace(q, reponse=False) if q.sujet is Sujet.ENSEIGNE and q.reponse is None else q
            for q in session.questions
        ),
    )


# One of a session's people or rooms changed.

COLLECTIONS = ("candidats", "membres", "personnes", "salles")
"""Those of a session who may be absent, or what may be."""


def with_one(session: Session, who: str, id_: str, **values: object) -> Session:
    """The session with other fields for one of a collection of it."""
    changed = tuple(replace(x, **values) if x.id == id_ else x for x in getattr(session, who))
    return replace(session, **{who: changed})  # type: ignore[arg-type]


def with_absences(
    session: Session,
    id_: str,
    change: Callable[[tuple[Plage, ...]], tuple[Plage, ...]],
    parmi: Iterable[str] = COLLECTIONS,
) -> Session:
    """The session in which the absences of an id are changed, in all of its roles."""
    for who in parmi:
        for absences in (x.indisponibilites for x in getattr(session, who) if x.id == id_):
            session = with_one(session, who, id_, indisponibilites=change(absences))
    return session


# Membres who declined to come.


def called_in(plan: Plan) -> frozenset[str]:
    """The membres (ids) whom a plan calls."""
    return frozenset(membre for composition in plan.compositions for membre in composition.membres)


def declined_away(session: Session, called: Collection[str] = ()) -> Session:
    """The session where who declined is away on all its days to come, but for those whom a planning has called (ids).

    Nothing of it is written: whoever changes their mind can be called again.
    """
    return _never_there(session, {m.id for m in session.membres if m.reponse is Reponse.DECLINE} - set(called))


def _never_there(session: Session, membres: Collection[str]) -> Session:
    """The session where these membres are away on all its days to come."""
    days = [datetime.combine(jour.date, time()) for jour in session.jours]
    always = Plage(max(min(days), session.maintenant or min(days)), max(days) + timedelta(days=1))
    return replace(
        session,
        membres=tuple(
            replace(m, indisponibilites=(*m.indisponibilites, always)) if m.id in membres else m
            for m in session.membres
        ),
    )


# People in réserve: they agreed beforehand to come if they are called.

RESERVE_ROLES = frozenset({Role.SURVEILLANT, Role.COMEDIEN})
"""What somebody who is no membre may be in réserve for: whoever leads is a suppléant, an aide is a candidat's."""


def called_by(plan: Plan) -> frozenset[str]:
    """Everybody but candidats (ids) whom a plan calls."""
    return called_in(plan) | {presence.personne for presence in plan.presences}


def reserve_aside(session: Session) -> Session:
    """The session in which nobody in réserve sits, watches or plays, but for those whom somebody has already called.

    So are those of a jury that the centre typed, of a pin, of the reference plan. A role that nobody else has is kept:
    a session without any surveillant is one that asks for none.
    """
    typed = {m for jury in session.jurys for m in jury.membres} | {m for pin in session.pins for m in pin.membres}
    called = typed.union(*(called_by(plan) for plan in session.reference))
    waiting = {p.id for p in session.personnes if p.reserve} - called
    held = {role for p in session.personnes if p.id not in waiting for role in p.roles}
    dropped = RESERVE_ROLES & held
    return replace(
        _never_there(session, {m.id for m in session.membres if m.reserve} - called),
        personnes=tuple(
            replace(p, roles=tuple(role for role in p.roles if role not in dropped)) if p.id in waiting else p
            for p in session.personnes
        ),
    )


def observateurs(session: Session) -> frozenset[str]:
    """Those (ids) who are nothing else: they follow the jury in which they sit."""
    return frozenset({m.id for m in session.membres if m.observateur} - {p.id for p in session.personnes})


# Who is away from what a plan has them do: it is they who told, nobody tells them.


def absents(session: Session, plan: Plan) -> frozenset[str]:
    """Whoever (id) is away when a plan has them do something, has declined to do it, or does not come."""
    doing = [(p.personne, p.debut, p.fin) for p in plan.presences]
    doing += [(m, c.debut, c.fin) for c in plan.compositions for m in c.membres]
    away = {(m.id, plage) for m in session.membres for plage in m.indisponibilites}
    away |= {(p.id, plage) for p in session.personnes for plage in p.indisponibilites}
    declined = {m.id for m in session.membres if m.reponse is Reponse.DECLINE}
    missing = {id_ for id_, debut, fin in doing for who, x in away if who == id_ and x.coupe(debut, fin)}
    return frozenset(missing | (declined & called_in(plan)) | not_coming(session))


def not_coming(session: Session) -> frozenset[str]:
    """The candidats (ids) who do not come, or are turned away at the door: not those whom the centre postpones."""
    return frozenset(
        event.candidat
        for event in session.evenements
        if isinstance(event, CandidatAbsent) or (isinstance(event, CandidatRefuse) and not event.admis)
    )


# Candidats left out of a planning, with all that names them alone: set aside, and taken back.

Reasons = tuple[str, str, str]
"""Why somebody is left out, what would place them, whether it must be so: French, for people."""


def leaving_out(session: Session, ids: Iterable[str]) -> Session:
    """The session without these candidats, whom it keeps aside."""
    gone = set(ids)
    aside = (
        NonPlace(
            candidat,
            liens=tuple(lien for lien in session.liens if lien.candidat == candidat.id),
            convocations=tuple(c for c in session.convocations if c.personne == candidat.id),
            pins=tuple(pin for pin in session.pins if pin.candidat == candidat.id),
        )
        for candidat in session.candidats
        if candidat.id in gone
    )
    return replace(
        session,
        candidats=tuple(c for c in session.candidats if c.id not in gone),
        liens=tuple(lien for lien in session.liens if lien.candidat not in gone),
        convocations=tuple(c for c in session.convocations if c.personne not in gone),
        pins=tuple(pin for pin in session.pins if pin.candidat not in gone),
        reference=tuple(plan_without(plan, gone) for plan in session.reference),
        non_places=(*session.non_places, *aside),
    )


def taking_back(session: Session, ids: Iterable[str] | None = None) -> Session:
    """The session with these candidats again, all by default, after those who are there."""
    back = set(ids) if ids is not None else {n.candidat.id for n in session.non_places}
    again = [n for n in session.non_places if n.candidat.id in back]
    return replace(
        session,
        candidats=(*session.candidats, *(n.candidat for n in again)),
        liens=(*session.liens, *(lien for n in again for lien in n.liens)),
        convocations=(*session.convocations, *(c for n in again for c in n.convocations)),
        pins=(*session.pins, *(pin for n in again for pin in n.pins)),
        non_places=tuple(n for n in session.non_places if n.candidat.id not in back),
    )


def with_reasons(session: Session, reasons: Mapping[str, Reasons]) -> Session:
    """The session with what is told of these candidats left out (id)."""
    non_places = []
    for non_place in session.non_places:
        known = (non_place.pourquoi, non_place.remede, non_place.certitude)
        pourquoi, remede, certitude = reasons.get(non_place.candidat.id, known)
        non_places.append(replace(non_place, pourquoi=pourquoi, remede=remede, certitude=certitude))
    return replace(session, non_places=tuple(non_places))


def left_out_as(session: Session, other: Session) -> Session:
    """The session without those whom another leaves out, for the same reasons."""
    reasons = {n.candidat.id: (n.pourquoi, n.remede, n.certitude) for n in other.non_places}
    return with_reasons(leaving_out(session, reasons), reasons)


def plan_without(plan: Plan, ids: Collection[str]) -> Plan:
    """The plan without these candidats, nor what was there for them alone: juries, people in a room, a day.

    A jury that heard nobody stays: it has begun, and closed before that. A plan that has none of them is what it was.
    """
    if not any(p.candidat in ids for p in plan.passages):
        return plan
    passages = tuple(p for p in plan.passages if p.candidat not in ids)
    for_them = _heard(p for p in plan.passages if p.candidat in ids) - _heard(passages)
    heard = {(c.jury, c.jour) for c in plan.compositions} - for_them
    days = {p.jour for p in passages} | {jour for _, jour in heard}
    sat = {"", *(p.epreuve for p in passages)}
    return Plan(
        passages,
        tuple(t for t in plan.travaux if t.candidat not in ids and (t.jury, t.debut.date()) in heard),
        tuple(p for p in plan.presences if p.candidat not in ids and _still_needed(p, passages, days, plan)),
        tuple(c for c in plan.compositions if (c.jury, c.jour) in heard),
        tuple(a for a in plan.accueils if a.jour in days and a.epreuve in sat),
    )


def _heard(passages: Iterable[Passage]) -> set[tuple[str, date]]:
    return {(partie.jury, passage.jour) for passage in passages for partie in passage.suivies}


def plan_of_days(plan: Plan, jours: Collection[date]) -> Plan:
    """What a plan has on some days alone."""
    return Plan(
        tuple(p for p in plan.passages if p.jour in jours),
        tuple(t for t in plan.travaux if t.debut.date() in jours),
        tuple(p for p in plan.presences if p.debut.date() in jours),
        tuple(c for c in plan.compositions if c.jour in jours),
        tuple(a for a in plan.accueils if a.jour in jours),
    )


def _still_needed(presence: Presence, passages: tuple[Passage, ...], days: set[date], plan: Plan) -> bool:
    jour = presence.debut.date()
    if presence.role == Role.SURVEILLANT:
        return any(
            partie.salle == presence.salle and partie.debut < presence.fin and presence.debut < partie.fin
            for passage in passages
            for partie in passage.parties
        )
    if presence.role == Role.COMEDIEN and not presence.candidat:
        his = {(p.candidat, p.epreuve) for p in plan.presences if p.personne == presence.personne and p.candidat}
        return any((p.candidat, p.epreuve) in his and p.jour == jour for p in passages)
    return jour in days
