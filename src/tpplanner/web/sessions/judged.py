"""What files tell now: a workbook read; a planning read, judged by the check, drawn."""

from dataclasses import astuple, dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from tpplanner.change.reliance import Reliance, reliances
from tpplanner.commands.check import Checked, check_reading
from tpplanner.commands.reading import read_planning
from tpplanner.commands.remarks import missing_for_documents, on_public_holidays
from tpplanner.domain.answers import Changements, Reading
from tpplanner.domain.appels import convocation_du_membre
from tpplanner.domain.duties import called_in
from tpplanner.domain.plan import Plan
from tpplanner.domain.questions import Question, open_questions
from tpplanner.domain.session import Membre, Reponse, Session
from tpplanner.errors import Issue, UserError
from tpplanner.export.agenda import Agenda, inert
from tpplanner.export.html_page import Checks, checks_of
from tpplanner.texts import page as textes
from tpplanner.texts.classeur import phrase_session
from tpplanner.texts.commande import ou_est
from tpplanner.texts.fautes import phrase
from tpplanner.texts.noms import Noms
from tpplanner.texts.page import problemes
from tpplanner.texts.questions import demande, posee
from tpplanner.web.plannings.timeline.rows import Tracks
from tpplanner.web.reading.child import judging
from tpplanner.web.reading.readings import refused_as
from tpplanner.workbook.breaches import where_broken


@dataclass(frozen=True, slots=True)
class Appele:
    """A membre whom the planning calls: when, what they answered, what hangs on them while they have not confirmed."""

    id: str
    nom: str
    sieges: tuple[str, ...]
    reponse: str
    le: str
    tient: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reponses:
    """What was answered, in words; `a_remplacer` tells of those who declined and are called still."""

    resume: str
    a_remplacer: tuple[str, ...]
    plus_appeles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Venue:
    """On whom a planning hangs, in words, and each membre whom it calls."""

    tient_a: str
    appeles: tuple[Appele, ...]


def answers_of(reading: Reading) -> Reponses | None:
    """What those whom a planning calls have answered; nobody is asked to a fictive session."""
    session = reading.session
    if session.fictive:
        return None
    called, noms = called_in(reading.edite[0]), Noms(session)
    answers = [m.reponse for m in session.membres if m.id in called]
    declined = [m for m in session.membres if m.reponse is Reponse.DECLINE]
    return Reponses(
        resume=textes.resume(answers) if answers else textes.PERSONNE,
        a_remplacer=tuple(_declined(noms, m, still=True) for m in declined if m.id in called),
        plus_appeles=tuple(_declined(noms, m, still=False) for m in declined if m.id not in called),
    )


def venue_of(reading: Reading) -> Venue:
    """Who will come to a planning, and what hangs on each."""
    session, plan = reading.session, reading.edite[0]
    called, noms = called_in(plan), Noms(session)
    membres = [m for m in session.membres if m.id in called]
    hanging = reliances(session, plan)
    alone = dict.fromkeys(r.membre for r in hanging if r.seul)
    unsure = [m.id for m in membres if m.id in alone and m.reponse in (None, Reponse.SOLLICITE)]
    return Venue(
        tient_a=textes.tient_a([noms.etiquette(id_) for id_ in unsure]),
        appeles=tuple(_called(reading, noms, m, hanging) for m in membres),
    )


def _declined(noms: Noms, membre: Membre, *, still: bool) -> str:
    """That a membre declined, and whether the planning calls them still."""
    nom, quand = noms.etiquette(membre.id), textes.le(membre.repondu_le)
    return textes.encore_appele(nom, quand) if still else textes.plus_appele(nom, quand)


def _called(reading: Reading, noms: Noms, membre: Membre, hanging: tuple[Reliance, ...]) -> Appele:
    session, plan = reading.session, reading.edite[0]
    own = [r for r in hanging if r.membre == membre.id]
    sieges = (
        textes.siege(
            noms.jour(r.composition.jour),
            convocation_du_membre(session, plan, membre.id, r.composition),
            r.composition.fin,
            noms.jury(r.composition.jury),
        )
        for r in own
    )
    sure = membre.reponse is Reponse.CONFIRME
    return Appele(
        membre.id,
        noms.etiquette(membre.id),
        tuple(sieges),
        membre.reponse.value if membre.reponse else "",
        (membre.repondu_le or datetime.now().date()).isoformat(),
        () if sure else tuple(_hangs(session, noms, plan, r) for r in own if r.candidats),
    )


def _hangs(session: Session, noms: Noms, plan: Plan, reliance: Reliance) -> str:
    """What becomes of a jury-day if a membre declines, before convocations are sent and after."""
    jour, nom = noms.jour(reliance.composition.jour), noms.etiquette(reliance.membre)
    if reliance.sans:
        return textes.sans_lui(jour, nom)
    if reliance.remplacants:
        sent = session.convocations_envoyees is not None
        before = "" if sent else textes.qui_peut([noms.etiquette(id_) for id_ in reliance.remplacants])
        unasked = [id_ for id_ in reliance.remplacants if _comes_unasked(session, plan, reliance, id_)]
        asked = [id_ for id_ in reliance.remplacants if id_ not in unasked]
        return textes.remplacable(jour, before, *([noms.etiquette(id_) for id_ in ids] for ids in (unasked, asked)))
    candidats = [noms.etiquette(id_) for id_ in reliance.candidats]
    return textes.seul(jour, nom, textes.restent(len(candidats)), candidats)


def _comes_unasked(session: Session, plan: Plan, reliance: Reliance, other: str) -> bool:
    """Whether somebody takes a place once convocations are sent and nobody is asked: in réserve, or there by then."""
    seat = reliance.composition
    own = [c for c in plan.compositions if other in c.membres and c.jour == seat.jour]
    there = any(convocation_du_membre(session, plan, other, c) <= seat.debut for c in own)
    return there or session.membre(other).reserve


@dataclass(frozen=True, slots=True)
class Posee:
    """A question that nobody has answered, in words, with what a button sends to answer it."""

    question: Question
    demande: str
    entre_temps: str
    place: str


def asked_of(reading: Reading) -> list[Posee]:
    """What a workbook makes one ask, that nobody has answered."""
    pairs = ((q, posee(q)) for q in open_questions(reading.session.questions))
    key = ("questions",)
    return [
        Posee(q, demande(q), texte.conseil, reading.cells.get((*key, q.sujet.value, q.ecrit, q.autre), ""))
        for q, texte in pairs
    ]


@dataclass(frozen=True, slots=True)
class LookAtWorkbook:
    """What a workbook tells, or why it is refused; what is to be known of it."""

    reading: Reading | None
    issues: tuple[Issue, ...]

    @property
    def questions(self) -> list[Posee]:
        """What it makes one ask."""
        return asked_of(self.reading) if self.reading else []


@refused_as(lambda refusal: LookAtWorkbook(None, refusal.issues))
def look(path: Path) -> LookAtWorkbook:
    """Read a workbook, without planning anything."""
    from tpplanner.workbook.reader import read_session

    try:
        reading = read_session(path)
    except UserError as refusal:
        return LookAtWorkbook(None, refusal.issues)
    issues = (*reading.avertissements, *on_public_holidays(reading), *missing_for_documents(reading))
    return LookAtWorkbook(replace(reading, avertissements=issues, sans_edition={}), issues)


@refused_as(lambda _: None)
def read_dates(path: Path) -> Reading | None:
    """What a workbook that is refused tells of its dates all the same; None where it tells none."""
    from tpplanner.workbook.reader import read_session

    try:
        return read_session(path, dates_only=True)
    except UserError:
        return None


@dataclass(frozen=True)
class Judged:
    """A planning as it is in its file now: judged, drawn; `refus` where it cannot be read."""

    checked: Checked | None
    refus: tuple[dict[str, object], ...] = ()
    resume: str = ""
    controle: Checks | None = None
    manquements: tuple[tuple[str, list[str]], ...] = ()
    retards: tuple[str, ...] = ()

    @cached_property
    def tracks(self) -> Tracks | None:
        """Its days as rows of bars; what each of them is made of is made once."""
        reading = self.checked.reading if self.checked else None
        return Tracks(Agenda(inert(reading.session), reading.edite[0])) if reading else None

    @property
    def questions(self) -> list[Posee]:
        """What nobody has answered."""
        return asked_of(self.checked.reading) if self.checked else []

    @property
    def reponses(self) -> Reponses | None:
        """What membres have answered."""
        return answers_of(self.checked.reading) if self.checked else None

    @cached_property
    def venue(self) -> Venue | None:
        """Who will come: each membre in turn is left out and the planning judged, which takes its time."""
        return venue_of(self.checked.reading) if self.checked and self.reponses else None

    @property
    def changements(self) -> Changements:
        """What the planning tells of the change that made it."""
        return self.checked.reading.changements if self.checked else Changements()

    @property
    def attendus(self) -> list[tuple[str, str]]:
        """Those who still have to agree to what the planning counts on: their ids and names."""
        session = self.checked.reading.saisie if self.checked else None
        return [(id_, Noms(session).etiquette(id_)) for id_ in session.attendus] if session else []

    @property
    def people(self) -> frozenset[str]:
        """The ids of those who are there."""
        session = self.checked.reading.session if self.checked else None
        groups = (session.candidats, session.membres, session.personnes) if session else ()
        return frozenset(one.id for group in groups for one in group)


def _refused(refusal: UserError) -> Judged:
    """A planning that cannot be read."""
    return Judged(None, tuple(problemes(refusal.issues)))


@refused_as(_refused)
def judge(path: Path) -> Judged:
    """Read, check and draw a planning."""
    try:
        reading = read_planning(path)
    except UserError as refusal:
        return _refused(refusal)
    judging()
    return judged(check_reading(path, reading))


def judged(checked: Checked) -> Judged:
    """What the check found, in words and drawings."""
    reading, report = checked.reading, checked.report
    session = reading.session
    agenda = Agenda(inert(session), reading.edite[0])
    shown = replace(checked, reading=replace(reading, sans_edition={}))  # each breach has its place by now
    return Judged(
        shown,
        resume=phrase_session(session),
        controle=checks_of(agenda, report, map(textes.plain_issue, checked.remarques)),
        retards=tuple(
            textes.retard_note(agenda.names.candidat(r.candidat), r.minutes, agenda.names.epreuve(r.epreuve))
            for r in reading.changements.retards
        ),
        manquements=tuple(
            (phrase(session, v), ou_est(*astuple(where)))
            for v, where in zip(report.violations, where_broken(reading, report), strict=True)
        ),
    )
