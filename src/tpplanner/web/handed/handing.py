"""The cards of *Distribuer*: what each holds, by when it is due, how far it left, in words and with its addresses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode

from tpplanner.commands.dates import session_dates
from tpplanner.domain.answers import Echeance, Echeancier, Etat, Reading
from tpplanner.domain.answers import NatureEcheance as N
from tpplanner.export.documents import Audience
from tpplanner.texts import papiers as textes
from tpplanner.texts.documents import AUDIENCES
from tpplanner.texts.noms import Noms
from tpplanner.texts.suivi import jour_dit, plus_convoques
from tpplanner.web.desk import Desk
from tpplanner.web.handed.bundles import BUNDLES, PrintRun, files_by_audience, pages_in, papers_in
from tpplanner.web.handed.due import TaskState, badge_of, ticked
from tpplanner.web.handed.followup import Followup
from tpplanner.web.handed.mails import Recipient, recipients
from tpplanner.web.handed.papers import (
    MARKED,
    PERSONAL,
    CardPapers,
    PaperCard,
    key_of,
    name_in,
    people_of,
    prints_of,
    state_of,
)
from tpplanner.web.sessions.folders import ident, stamp

STALE = "renvoyer"
"""What an address asks for that takes only what is stale."""


@dataclass(frozen=True, slots=True)
class LinkedPrint:
    """A button that prints: its words, its address."""

    texte: str
    href: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody whose papers a card has: how these stand, where their letter and their message are (empty: none)."""

    cle: str
    nom: str
    etat: TaskState
    a_marquer: bool
    lettre: str
    message: str


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as it is drawn. `retard` stands beside `quand`; `perime` says what is stale, `rien` what is told instead.

    `image`: the address of the first page, empty while it is not made. `ceux_ci`: what prints, and what writes, only
    what is stale. `inutile`: nothing has to leave; `suivante`: it is what comes next.
    """

    id: str
    rang: int
    titre: str
    public: str
    audience: str
    contenu: str
    quand: str
    retard: TaskState | None
    image: str
    impressions: tuple[LinkedPrint, ...]
    messages: str
    adresses: str
    parti: str
    peut_marquer: bool
    marquer: str
    perime: tuple[str, ...]
    ceux_ci: tuple[LinkedPrint, ...]
    lecteurs: tuple[Addressee, ...]
    sans: str
    inutile: bool = False
    suivante: bool = False


@dataclass(frozen=True, slots=True)
class Handing:
    """What cards are drawn of: a planning as it is read, what was noted of its session, the day that it is."""

    desk: Desk
    planning: Path
    reading: Reading
    followup: Followup
    today: date

    @property
    def prints(self) -> Mapping[str, str]:
        """What each paper tells now, as a print."""
        return prints_of(self.reading)

    @property
    def address(self) -> str:
        """Where the cards are shown."""
        return f"/planning/{ident(self.planning)}/documents"


def standings(handing: Handing) -> dict[PaperCard, CardPapers]:
    """How the papers of each card stand that is marked."""
    prints = handing.prints
    cards = [card for card in MARKED if not (handing.reading.session.fictive and card in PERSONAL)]
    return {card: state_of(card, prints, handing.followup) for card in cards}


def cards_of(handing: Handing, *, made: bool) -> list[ShownCard]:
    """The cards, in the order of the calendar; `made`: the documents are there."""
    session = handing.reading.session
    dates = None if session.fictive else _dates(handing)
    cards = [PaperCard.AGREMENT] if session.fictive else list(PaperCard)
    states, people = standings(handing), people_of(handing.reading)
    shown = [
        _card(handing, card, rang, dates, states.get(card, CardPapers()), people.get(card, []), made=made)
        for rang, card in enumerate(cards, 1)
    ]
    begun = next((card for card in shown if card.perime), None)
    following = begun or next((c for c in shown if c.peut_marquer and not c.parti and not c.inutile), None)
    return [replace(card, suivante=card is following) for card in shown]


def _dates(handing: Handing) -> Echeancier:
    return ticked(session_dates(handing.reading, handing.today), handing.followup, handing.reading)


def _card(
    handing: Handing,
    card: PaperCard,
    rang: int,
    dates: Echeancier | None,
    state: CardPapers,
    ids: Sequence[str],
    *,
    made: bool,
) -> ShownCard:
    bundles = [bundle for bundle in BUNDLES.values() if bundle.carte is card]
    papers = {bundle.id: papers_in(handing.planning, handing.reading, bundle) if made else [] for bundle in bundles}
    first = next((path for bundle in bundles for path in papers[bundle.id]), None)
    people = recipients(handing.reading, card, ids) if card in PERSONAL else []
    quand, retard = _when(handing, card, dates, state)
    return ShownCard(
        id=card.value,
        rang=rang,
        titre=textes.TITRES[card],
        public=textes.PUBLICS.get(card) or textes.SUR_LE_MUR[handing.reading.session.affichage],
        audience=AUDIENCES[textes.AUDIENCE_DES_CARTES[card]],
        contenu=textes.contenu(card, _count(handing, card, papers, people)),
        quand=quand,
        retard=retard,
        image=f"{handing.address}/apercu/{bundles[0].id}?{quote(stamp(first))}" if first is not None else "",
        impressions=tuple(_printed(handing, bundle, papers[bundle.id]) for bundle in bundles if papers[bundle.id]),
        messages=f"{handing.address}/messages/{card}" if made and any(p.adresse for p in people) else "",
        adresses=_addresses(people),
        parti=_left(handing, card, state, people),
        peut_marquer=card in MARKED and bool(state.unsent or state.stale or state.gone),
        marquer=textes.MARQUER.get(card, textes.MARQUER_ENVOYE),
        perime=_stale(card, state),
        ceux_ci=_these_only(handing, card, state) if made and card in PERSONAL else (),
        lecteurs=tuple(_reader(handing, card, person, state, made=made) for person in people),
        sans=_without(handing) if card is PaperCard.CANDIDATS else "",
        inutile=card is PaperCard.AGREMENT and _agreed(handing.reading, dates),
    )


def _count(handing: Handing, card: PaperCard, papers: Mapping[str, list[Path]], people: Sequence[Recipient]) -> int:
    """How many papers a card has, as its line tells them."""
    if card in PERSONAL:
        return len(people)
    plan = handing.reading.edite[0]
    if card is PaperCard.DOSSIERS:
        return len({c.jury for c in plan.compositions})
    if card is PaperCard.AFFICHAGE:
        return len(papers.get("portes") or {c.salle for c in plan.compositions})
    return len(papers.get(card) or ()) or 2


def _printed(handing: Handing, bundle: PrintRun, papers: Sequence[Path]) -> LinkedPrint:
    words = textes.imprimer(bundle.id, bundle.taille, pages_in(handing.desk, papers))
    return LinkedPrint(words, f"{handing.address}/imprimer/{bundle.id}")


def _addresses(people: Sequence[Recipient]) -> str:
    if not people:
        return ""
    return textes.adresses(sum(bool(p.adresse) for p in people), [p.nom for p in people if not p.adresse])


# By when it is due, and how far it left.

_NATURES = {
    PaperCard.AGREMENT: (N.AGREMENT, N.CREATION),
    PaperCard.CANDIDATS: (N.CONVOCATIONS,),
    PaperCard.JURYS: (N.CONVOCATIONS,),
    PaperCard.AFFICHAGE: (N.AFFICHAGE,),
}
"""The échéance of each card, the first that there is."""
_USUAL = {PaperCard.DOSSIERS: textes.LE_MATIN, PaperCard.ACCUEIL: textes.LA_VEILLE}


def _when(
    handing: Handing, card: PaperCard, dates: Echeancier | None, state: CardPapers
) -> tuple[str, TaskState | None]:
    """By when a card is due, and whether that is past."""
    end = handing.reading.session.agrement_fin
    if dates is None or card in _USUAL:
        return _USUAL.get(card, ""), None
    if card is PaperCard.AGREMENT and end is not None and _agreed(handing.reading, dates):
        return textes.agrement_valable(end), None
    echeance = next((e for nature in _NATURES[card] for e in dates.echeances if e.nature is nature), None)
    if echeance is None or echeance.au_plus_tard is None:
        return "", None
    words = textes.le_jour if card is PaperCard.AFFICHAGE else textes.avant_le
    return words(echeance.au_plus_tard), None if _all_left(state) else _late(echeance)


def _agreed(reading: Reading, dates: Echeancier | None) -> bool:
    """Whether the agrément goes on beyond the session: nothing has to be sent for it."""
    session = reading.session
    end = session.agrement_fin if session.agrement else None
    return dates is not None and end is not None and end >= dates.dernier


def _all_left(state: CardPapers) -> bool:
    return bool(state.current) and not state.unsent and not state.stale


def _late(echeance: Echeance) -> TaskState | None:
    """How an échéance stands whose day is past; None for one that is to come."""
    late = echeance.etat in (Etat.INTENABLE, Etat.EN_RETARD, Etat.A_VERIFIER)
    return badge_of(echeance) if late else None


def _left(handing: Handing, card: PaperCard, state: CardPapers, people: Sequence[Recipient]) -> str:
    if state.le is None or not state.touched:
        return ""
    day = jour_dit(state.le, handing.today)
    return textes.parties(card, day, len(state.current), len(people) if card in PERSONAL else 1)


def _stale(card: PaperCard, state: CardPapers) -> tuple[str, ...]:
    """What is no longer true of what left."""
    if card is PaperCard.AFFICHAGE:
        return (textes.AFFICHE_PERIMEE,) if state.stale else ()
    if card is PaperCard.AGREMENT:
        return (textes.AGREMENT_PERIME,) if state.stale else ()
    stale = [textes.lettres_perimees([name_in(key) for key in state.stale])] if state.stale else []
    gone = [plus_convoques([name_in(key) for key in state.gone])] if state.gone else []
    return (*stale, *gone)


def _these_only(handing: Handing, card: PaperCard, state: CardPapers) -> tuple[LinkedPrint, ...]:
    if not state.stale:
        return ()
    words, asked = textes.celles_ci(len(state.stale)), urlencode({"seulement": STALE})
    return (LinkedPrint(words, f"{handing.address}/imprimer/{card}?{asked}"),)


def _without(handing: Handing) -> str:
    """The candidats who get no convocation yet."""
    session = handing.reading.session
    names = [Noms(session).etiquette(c.id) for c in session.candidats if c.majorations_a_confirmer]
    return textes.sans_convocation(noms=names) if names else ""


def _reader(handing: Handing, card: PaperCard, person: Recipient, state: CardPapers, *, made: bool) -> Addressee:
    key, asked = key_of(card, handing.reading, person.id), urlencode({"personne": person.id})
    paper = handing.followup.envois.get(key)
    if key in state.current and paper is not None:
        badge = TaskState.ENVOYEE
    else:
        badge = TaskState.A_RENVOYER if key in state.stale else TaskState.A_ENVOYER
    return Addressee(
        cle=key,
        nom=Noms(handing.reading.session).etiquette(person.id),
        etat=badge,
        a_marquer=badge is not TaskState.ENVOYEE,
        lettre=f"{handing.address}/imprimer/{card}?{asked}" if made else "",
        message=f"{handing.address}/messages/{card}?{asked}" if made and person.adresse else "",
    )


# What the head of the screen says, and its fold.


def headline(handing: Handing, cards: Sequence[ShownCard]) -> str:
    """In a sentence, what is stale of what left; else what comes next."""
    stale = sum(len(state.stale) + len(state.gone) for state in standings(handing).values())
    if stale:
        return textes.a_refaire(stale)
    following = next((card for card in cards if card.suivante), None)
    unchanged = [textes.RIEN_CHANGE] if any(card.parti for card in cards) else []
    return " ".join([*unchanged, *([textes.ensuite(following.titre, following.quand)] if following else [])])


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file in the fold: its rank, the name of the paper, what it is written in, whether a browser shows it."""

    rang: int
    nom: str
    ecrit: str
    montre: bool


SHOWN = {".pdf": "application/pdf", ".png": "image/png"}
"""Files that a browser shows; the others are taken away. An SVG file or a page could hold a script of somebody's."""


def files_listed(planning: Path) -> list[tuple[str, list[ListedFile]]]:
    """All files of a planning, for whom they are."""
    groups: dict[Audience, list[ListedFile]] = {}
    for rang, (audience, path) in enumerate(files_by_audience(planning)):
        suffix = path.suffix.lower()
        listed = ListedFile(rang, path.stem, textes.FORMATS.get(suffix, suffix), suffix in SHOWN)
        groups.setdefault(audience, []).append(listed)
    return [(AUDIENCES[audience], listed) for audience, listed in groups.items()]
