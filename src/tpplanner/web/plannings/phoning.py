"""A planning that is proposed on the day: what it changes, whom to call in which order, what came of each call."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tpplanner.change.since import changes_since
from tpplanner.domain.answers import Changements, Message, Reading
from tpplanner.domain.imprevus import Derogation, Prolongation, Remplacement
from tpplanner.domain.plan import Plan
from tpplanner.texts import jour_j as textes
from tpplanner.texts.imprevus import phrase
from tpplanner.texts.noms import Noms
from tpplanner.web.desk import Desk
from tpplanner.web.handed.followup import Followup, called, change_followup, read_followup
from tpplanner.web.sessions.folders import SessionFiles, VersionedFile
from tpplanner.web.sessions.judged import judge
from tpplanner.web.sessions.states import PlanVerdict, verdict_of
from tpplanner.web.sessions.still import outdated

MOST_CHANGES = 4
"""Sentences of what changes that are shown at once; the others are folded."""


@dataclass(frozen=True, slots=True)
class PhoneCall:
    """Somebody to call: their number, what to say; whether all hangs on their yes, and what came of it so far."""

    personne: str
    nom: str
    telephone: str
    phrase: str
    attendu: bool
    reponse: str = ""

    @property
    def dite(self) -> str:
        """What came of it, in words."""
        return textes.DITES.get(self.reponse, "")


@dataclass(frozen=True, slots=True)
class DayProposal:
    """A planning that is proposed: how it stands, what it changes, what to accept, whom to call, which papers differ.

    `limite` is the first hour that differs from the planning that people know; None where nothing does.
    """

    verdict: PlanVerdict
    avis: tuple[str, ...]
    change: tuple[str, ...]
    details: tuple[str, ...]
    usages: tuple[str, ...]
    limite: datetime | None
    calls: tuple[PhoneCall, ...]
    papers: tuple[tuple[str, str], ...]
    manquent: tuple[str, ...]


def proposal_of(desk: Desk, session: SessionFiles, planning: VersionedFile) -> DayProposal | None:
    """What a planning proposes against the one that people know; None where one of them cannot be read."""
    known = session.known_before(planning.path)
    checked = desk.readings.of(planning.path, judge).checked
    before = desk.readings.of(known.path, judge).checked if known is not None else None
    if checked is None or before is None:
        return None
    reading, noms = checked.reading, Noms(checked.reading.saisie)
    changements = _changes(session, planning.path, known, before.reading, reading)
    return DayProposal(
        verdict=verdict_of(reading.saisie, checked.report, depasse=outdated(desk, session, planning.path)),
        avis=changements.avis,
        change=(
            *_seats(noms, before.reading.edite[0], reading.edite[0]),
            *_moved(noms, before.reading.edite[0], reading.edite[0]),
        ),
        details=tuple(textes.change(d.quoi, d.avant, d.apres) for d in changements.differences),
        usages=tuple(_usages(reading, before.reading)),
        limite=first_difference(before.reading.edite[0], reading.edite[0]),
        calls=tuple(_calls(reading, changements, read_followup(session.workbook), planning.version)),
        papers=tuple(_papers(changements)),
        manquent=tuple(noms.etiquette(id_) for id_ in reading.saisie.attendus),
    )


def _changes(
    session: SessionFiles, path: Path, known: VersionedFile | None, before: Reading, reading: Reading
) -> Changements:
    """What differs from the planning that people know; what to say of it as the file does, where it tells that."""
    since = changes_since(before, reading.session, reading.edite[0])
    if known == session.changed_from(path):
        return replace(reading.changements, differences=since.differences)
    return replace(since, avis=reading.changements.avis)


def _seats(noms: Noms, before: Plan, after: Plan) -> Iterator[str]:
    """Who takes whose seat in which jury, day by day."""
    known = {(c.jury, c.jour): set(c.membres) for c in before.compositions}
    for seat in after.compositions:
        had, has = known.get((seat.jury, seat.jour), set()), set(seat.membres)
        came, gone = ([noms.etiquette(id_) for id_ in sorted(ids)] for ids in (has - had, had - has))
        if had and came and gone:
            yield textes.remplace(came, gone, noms.jury(seat.jury), noms.jour(seat.jour))


def _moved(noms: Noms, before: Plan, after: Plan) -> Iterator[str]:
    """Who passes before a jury at another hour, or another day; or no more."""
    was, now = _first_hours(before), _first_hours(after)
    for candidat in sorted({*was, *now}, key=noms.etiquette):
        old, new = was.get(candidat), now.get(candidat)
        if old is None or old == new:
            continue
        same_day = new is not None and old.date() == new.date()
        yield textes.passe(noms.etiquette(candidat), new, old, "" if same_day else noms.jour(new.date()) if new else "")


def _first_hours(plan: Plan) -> dict[str, datetime]:
    """When each candidat first passes before a jury."""
    hours: dict[str, datetime] = {}
    for passage in plan.passages:
        if passage.suivies:
            hours[passage.candidat] = min(passage.debut, hours.get(passage.candidat, passage.debut))
    return hours


def _usages(reading: Reading, before: Reading) -> Iterator[str]:
    """What the responsable accepts beside the rules of usage, in words."""
    known = {i.evenement for i in before.saisie.imprevus}
    for imprevu in reading.saisie.imprevus:
        if isinstance(imprevu.evenement, Derogation | Prolongation | Remplacement) and imprevu.evenement not in known:
            yield textes.usage(phrase(reading.saisie, imprevu.evenement))


def first_difference(before: Plan, after: Plan) -> datetime | None:
    """The first hour at which two plans are not alike."""
    moments = [p.debut for p in {*before.passages} ^ {*after.passages}]
    moments += [c.debut for c in {*before.compositions} ^ {*after.compositions}]
    return min(moments, default=None)


def _calls(reading: Reading, changements: Changements, followup: Followup, version: int) -> Iterator[PhoneCall]:
    """Those whose yes is needed first, then the others in the order in which people are called."""
    attendus = reading.saisie.attendus
    messages = [m for group in changements.appels.values() for m in group if m.counted or m.personne in attendus]
    noms = Noms(reading.saisie)
    silent = [id_ for id_ in attendus if id_ not in {m.personne for m in messages}]
    for id_ in silent:
        yield PhoneCall(id_, noms.etiquette(id_), "", textes.demande_venir(""), True, _said(followup, version, id_))
    for message in sorted(messages, key=lambda m: m.personne not in attendus):
        needed = message.personne in attendus
        said = _said(followup, version, message.personne or message.nom)
        yield PhoneCall(
            message.personne or message.nom, message.nom, message.telephone, _to_say(message, needed), needed, said
        )


def _to_say(message: Message, needed: bool) -> str:
    said = message.a_dire or " ".join(message.phrases)
    return textes.demande_venir(said) if needed and "?" not in said else said


def _papers(changements: Changements) -> Iterator[tuple[str, str]]:
    """The papers that differ: what they are called, and the bundle in which they are printed."""
    if changements.affiches:
        yield textes.PAPIERS["affiche"], "affiche"
        yield textes.PAPIERS["dossiers"], "dossiers"
    if changements.messages:
        yield textes.PAPIERS["accueil"], "accueil"


# What came of each call.


def note_call(session: SessionFiles, version: int, personne: str, said: str) -> None:
    """Note what somebody (id) said of a version; empty: nobody has called. Raises CannotWrite."""
    change_followup(session.workbook, called(f"{version} {personne}", said or None))


def _said(followup: Followup, version: int, personne: str) -> str:
    return followup.appels.get(f"{version} {personne}", "")


def refusals(session: SessionFiles, after: int) -> tuple[str, ...]:
    """Who (id) refused to be asked by a proposal made after a version."""
    appels = read_followup(session.workbook).appels
    keys = (key.split(" ", 1) for key, said in appels.items() if said == textes.NON)
    return tuple(dict.fromkeys(personne for version, personne in keys if int(version) > after))
