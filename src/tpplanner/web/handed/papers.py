"""The papers of a planning as a centre hands them out: six cards; what each paper tells, and what left is stale."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from tpplanner.domain.answers import Reading
from tpplanner.export.agenda import Agenda
from tpplanner.export.calls import convened_candidats, summoned_membres
from tpplanner.export.documents.letters import champs_du_candidat, champs_du_membre
from tpplanner.texts.noms import Noms
from tpplanner.web.handed.followup import Followup, Sent


class PaperCard(StrEnum):
    """The cards, in the order of the calendar."""

    AGREMENT = "agrement"
    CANDIDATS = "candidats"
    JURYS = "jurys"
    AFFICHAGE = "affichage"
    DOSSIERS = "dossiers"
    ACCUEIL = "accueil"


PERSONAL = (PaperCard.CANDIDATS, PaperCard.JURYS)
"""Those whose papers are each one person's own."""
MARKED = (PaperCard.AGREMENT, *PERSONAL, PaperCard.AFFICHAGE)
"""Those of which somebody says that they left, or hang."""

_OF_CANDIDAT = ("nom", "prenom", "site", "session_ceres", "presente_a", "affichage", "convocations", "apporter")
_OF_MEMBRE = ("nom", "prenom", "site", "convocations", "signature_pv")
"""What a convocation tells its reader to do; not who signs it, on which day, nor how the centre is reached."""


def people_of(reading: Reading) -> dict[PaperCard, list[str]]:
    """Whose papers a card has: ids, in the order of the workbook."""
    agenda = Agenda(reading.session, reading.edite[0])
    return {PaperCard.CANDIDATS: list(convened_candidats(agenda)), PaperCard.JURYS: list(summoned_membres(agenda))}


def prints_of(reading: Reading) -> dict[str, str]:
    """A print of what each paper tells, by its key: it changes where the paper is to be sent again, or posted anew."""
    session, plan = reading.session, reading.edite[0]
    agenda = Agenda(session, plan)
    prints = {}
    for candidat in convened_candidats(agenda):
        champs = champs_du_candidat(agenda, candidat, session.affichage)
        prints[key_of(PaperCard.CANDIDATS, reading, candidat)] = _print([champs[nom] for nom in _OF_CANDIDAT])
    for membre in summoned_membres(agenda):
        champs = champs_du_membre(agenda, membre)
        prints[key_of(PaperCard.JURYS, reading, membre)] = _print([champs[nom] for nom in _OF_MEMBRE])
    hours = sorted((p.epreuve, str(p.a_partir_de), sorted({x.salle for x in p.parties})) for p in plan.passages)
    named = sorted((str(agenda.numeros.get(p.candidat)), p.epreuve, str(p.a_partir_de)) for p in plan.passages)
    prints[PaperCard.AGREMENT] = _print([hours, len(session.candidats)])
    prints[PaperCard.AFFICHAGE] = _print([hours, named, session.affichage, session.site])
    return prints


def key_of(card: PaperCard, reading: Reading, personne: str = "") -> str:
    """By what a paper is known from one version to the next: its card, and the name of its reader."""
    return f"{card}/{Noms(reading.session).etiquette(personne)}" if personne else card.value


def _print(content: Any) -> str:
    return sha256(json.dumps(content, ensure_ascii=False, default=str).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class CardPapers:
    """How the papers of a card stand, each by its key: never sent, sent and still true, sent and changed since.

    `gone`: sent to somebody who is not called any more. `le`: the last day on which one left.
    """

    unsent: tuple[str, ...] = ()
    current: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    le: date | None = None

    @property
    def touched(self) -> bool:
        """Whether anything of it left."""
        return bool(self.current or self.stale or self.gone)


def state_of(card: PaperCard, prints: Mapping[str, str], followup: Followup) -> CardPapers:
    """What left of a card, beside what its papers tell now."""
    own = {key: value for key, value in prints.items() if of_card(card, key)}
    left = {key: paper for key, paper in followup.envois.items() if of_card(card, key)}
    return CardPapers(
        unsent=tuple(key for key in own if key not in left),
        current=tuple(key for key, value in own.items() if key in left and left[key].empreinte == value),
        stale=tuple(key for key, value in own.items() if key in left and left[key].empreinte != value),
        gone=tuple(key for key, paper in left.items() if key not in own and paper.empreinte),
        le=max((paper.le for paper in left.values()), default=None),
    )


def of_card(card: PaperCard, key: str) -> bool:
    """Whether a paper, by its key, is of a card."""
    return key == card or key.startswith(f"{card}/")


def name_in(key: str) -> str:
    """The name of the reader of a paper."""
    return key.partition("/")[2]


def leaving(keys: Iterable[str], prints: Mapping[str, str], followup: Followup, mark: Sent) -> dict[str, Sent]:
    """These papers as they leave, each with what was marked of it before; those of nobody called any more are told."""
    before = {key: replace(paper, avant=None) for key, paper in followup.envois.items()}
    return {key: replace(mark, empreinte=prints.get(key, ""), avant=before.get(key)) for key in keys}


def taken_back(card: PaperCard, followup: Followup) -> dict[str, Sent | None]:
    """The papers of a card that were marked last, as they were before."""
    own = {key: paper for key, paper in followup.envois.items() if of_card(card, key)}
    last = max((paper.note for paper in own.values()), default="")
    return {key: paper.avant for key, paper in own.items() if paper.note == last}
