"""Papers of the moment, for the responsable: whom to call and who is in réserve; what happened, for the PV."""

from collections.abc import Iterator
from datetime import datetime

from tpplanner.domain.answers import Message
from tpplanner.domain.imprevus import (
    Accord,
    CandidatAbsent,
    CandidatEnRetard,
    CandidatRefuse,
    CandidatReporte,
    Decision,
    Evenement,
    Imprevu,
    JuryInterrompu,
    TravauxSeuls,
)
from tpplanner.domain.session import Session
from tpplanner.export.documents import Audience, Copy, Matter
from tpplanner.export.documents.typeset import typeset
from tpplanner.export.reserve import in_reserve
from tpplanner.texts import changements as texte_changements
from tpplanner.texts import documents as texte
from tpplanner.texts.classeur import bornes
from tpplanner.texts.imprevus import ADMIS, DECISIONS, NON_ADMIS, REPORTE, phrase
from tpplanner.texts.noms import date_chiffres, heure


def a_joindre(matter: Matter) -> Iterator[Copy]:
    """The calls to make, by priority, then who is in réserve, day by day; no file where there is nobody to reach."""
    agenda, changements = matter.agenda, matter.changements
    reserve = [
        (
            texte.RESERVE_TITRE.format(jour=agenda.names.jour(jour)),
            [
                (agenda.names.personne(w.personne), w.role, w.telephone, bornes(heure(w.debut), heure(w.fin)))
                for w in waiting
            ],
        )
        for jour, waiting in in_reserve(agenda).items()
    ]
    if changements.messages or reserve:
        yield Copy(
            "",
            typeset(
                "joindre",
                matter,
                Audience.RESPONSABLE,
                texte.A_JOINDRE_TITRE,
                avis_titre=texte_changements.AVIS_TITRE,
                avis=changements.avis,
                entetes=texte.A_JOINDRE_ENTETES,
                appels=[
                    (texte_changements.APPELS_TITRES[priorite], [_call(message) for message in messages])
                    for priorite, messages in changements.appels.items()
                ],
                reserve_entetes=texte.RESERVE_ENTETES,
                reserve=reserve,
            ),
        )


def _call(message: Message) -> tuple[str | list[str], ...]:
    return message.nom, message.role, message.telephone, message.a_dire, list(message.phrases), message.joint


# *Relevé d'incidents*: what happened, as it is told to the jury for its PV; no reason of an absence is anywhere.

_BLANK = 6
"""Rows to fill by hand, where what happens was not told to tpplanner."""


def releve_d_incidents(matter: Matter) -> Iterator[Copy]:
    """What happened, in order of time: hour, fact, decision, signature; none for a session that is invented."""
    session = matter.saisie or matter.session
    if session.fictive:
        return
    happened = [i for imprevu in session.imprevus if (i := _incident(session, imprevu)) is not None]
    happened.sort(key=lambda incident: incident[0] or datetime.min)  # noqa: DTZ901 - before all that has an hour
    lignes = [(_when(matter, moment), fact, decision) for moment, fact, decision in happened]
    yield Copy(
        "",
        typeset(
            "incidents",
            matter,
            Audience.RESPONSABLE,
            texte.INCIDENTS_TITRE,
            aide=texte.INCIDENTS_AIDE,
            entetes=texte.INCIDENTS_ENTETES,
            lignes=lignes,
            vides=_BLANK,
            signataires=texte.INCIDENTS_SIGNATAIRES,
        ),
    )


_Incident = tuple[datetime | None, str, str]
"""when (None: before the session), what, what was decided"""
_OF_PV = (CandidatAbsent, CandidatEnRetard, CandidatReporte)
"""What the PV tells of a candidat though it was known before the session."""


def _incident(session: Session, imprevu: Imprevu) -> _Incident | None:
    """An event as the PV has it; None for what is no incident, and for most of what was known before the session."""
    evenement = imprevu.evenement
    moment = imprevu.dit_le or getattr(evenement, "moment", None)
    asked = isinstance(evenement, Accord) and evenement.a_demander
    if isinstance(evenement, TravauxSeuls) or asked or (moment is None and not isinstance(evenement, _OF_PV)):
        return None
    facts = [phrase(session, evenement)]
    if isinstance(evenement, CandidatRefuse) and evenement.motif:
        facts.append(texte.incident_piece(evenement.motif))
    if imprevu.repris_le is not None:
        facts.append(texte.incident_fini(date_chiffres(imprevu.repris_le.date()), imprevu.repris_le))
    return moment, " ".join(facts), _decision(evenement)


def _decision(evenement: Evenement) -> str:
    """What the responsable decided, empty where it is to be written by hand."""
    match evenement:
        case JuryInterrompu(decision=decision) if decision is not Decision.EN_ATTENTE:
            return DECISIONS[decision]
        case CandidatEnRetard(reporte=True):
            return REPORTE
        case CandidatRefuse(admis=admis):
            return ADMIS if admis else NON_ADMIS
    return ""


def _when(matter: Matter, moment: datetime | None) -> tuple[str, str]:
    if moment is None:
        return texte.AVANT_LA_SESSION, ""
    return matter.agenda.names.jour(moment.date()), heure(moment)
