"""How a planning and a session stand, in one word: of all that is true, the worst is told."""

from dataclasses import dataclass
from enum import Enum

from tpplanner.domain.answers import Report
from tpplanner.domain.duties import Verification, attestation_du_re, verification_du_re
from tpplanner.domain.questions import open_questions
from tpplanner.domain.session import Session
from tpplanner.texts import etats as textes
from tpplanner.texts.noms import Noms


class PlanState(Enum):
    """How a planning stands, worst first: its word, the colour of a state, its sign."""

    NON_CONFORME = (textes.NON_CONFORME, "faute", "faute")
    IMPOSSIBLE = (textes.IMPOSSIBLE, "faute", "faute")
    DEPASSE = (textes.DEPASSE, "attention", "question")
    """of one that broke no rule when it was made: the session has changed since, or something happened"""
    ACCORD = (textes.ACCORD, "attention", "question")
    A_VERIFIER = (textes.A_VERIFIER, "attention", "question")
    CONFORME = (textes.CONFORME, "ok", "ok")

    def __init__(self, mot: str, classe: str, signe: str) -> None:
        self.mot, self.classe, self.signe = mot, classe, signe


class CardState(Enum):
    """How a session stands on its card, beside the states of its planning: its word, its colour, its sign."""

    ILLISIBLE = (textes.ILLISIBLE, "faute", "faute")
    BROUILLON = (textes.BROUILLON, "neutre", "crayon")
    A_CALCULER = (textes.A_CALCULER, "neutre", "calcul")
    EN_CALCUL = (textes.EN_CALCUL, "neutre", "calcul")
    AUJOURDHUI = (textes.AUJOURDHUI, "neutre", "calendrier")
    TERMINEE = (textes.TERMINEE, "neutre", "archive")

    def __init__(self, mot: str, classe: str, signe: str) -> None:
        self.mot, self.classe, self.signe = mot, classe, signe


@dataclass(frozen=True, slots=True)
class Aside:
    """Something said beside a verdict, never mixed into it; where one goes for it, and the words of that link.

    `mot`: the word on its badge, where that of the state would be read as the verdict's.
    """

    etat: PlanState
    phrase: str
    href: str = ""
    quoi: str = ""
    mot: str = ""


@dataclass(frozen=True, slots=True)
class PlanVerdict:
    """How a planning stands: the worst that is true, why, its figure, what is said beside."""

    etat: PlanState
    phrase: str = ""
    chiffre: str = ""
    a_cote: tuple[Aside, ...] = ()

    @property
    def cause(self) -> str:
        """Its word and why, as one sentence."""
        return textes.etat_et_cause(self.etat.mot, self.phrase)


def verdict_of(
    session: Session, report: Report, *, chiffre: str = "", saisie: str = "", depasse: str = ""
) -> PlanVerdict:
    """How a planning of a session stands, once the audit has judged it; `session` is as its planning tells it.

    Rules broken come before what it does not know, before an agreement to obtain, before a question that nobody has
    answered. `saisie`: the address of what was typed of the session, empty for none; `depasse`: why it holds no more.
    """
    attendus = [Noms(session).etiquette(id_) for id_ in session.attendus]
    questions = open_questions(session.questions)
    if report.violations:
        etat, phrase = PlanState.NON_CONFORME, textes.regles_non_respectees(len(report.violations))
    elif depasse:
        etat, phrase = PlanState.DEPASSE, depasse
    elif attendus:
        etat, phrase = PlanState.ACCORD, textes.tient_si(attendus)
    elif questions:
        etat, phrase = PlanState.A_VERIFIER, textes.questions_ouvertes(len(questions))
    else:
        etat, phrase = PlanState.CONFORME, ""
    return PlanVerdict(etat, phrase, chiffre, (durations_of(session, saisie),))


def durations_of(session: Session, saisie: str = "") -> Aside:
    """Whether the centre vouches for the durations of the titre, when and by whom; else where it does so.

    That is with the titre where its document was read, else with what was typed of the session.
    """
    attestation = attestation_du_re(session)
    if attestation is not None and verification_du_re(session) is Verification.FAITE:
        return Aside(PlanState.CONFORME, textes.durees_verifiees(attestation.le, attestation.par), mot=textes.VERIFIEES)
    href = "/titres" if session.referentiel.document else f"{saisie}/titre#session-re_verifie_le"
    return Aside(
        PlanState.A_VERIFIER,
        textes.SUR_LE_RE,
        href if saisie else "",
        textes.VERIFIER,
        textes.DUREES_A_VERIFIER,
    )
