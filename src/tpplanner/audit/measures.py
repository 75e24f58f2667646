"""The soft rules measured on a plan."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from itertools import permutations
from math import ceil

from tpplanner.audit.pauses import Intervalle, fenetre_candidat, premiere_pause
from tpplanner.audit.perturbation import PERTURBATION
from tpplanner.audit.reserve import RESERVE
from tpplanner.audit.travaux import jurys_lies, pause_des_jurys
from tpplanner.audit.view import JuryJour, View, entre, etendue
from tpplanner.domain.attente import entieres
from tpplanner.domain.noms import cle
from tpplanner.domain.outcome import Mesure, NiveauAtteint
from tpplanner.domain.plan import Passage
from tpplanner.domain.reglages import Niveau
from tpplanner.domain.session import Jour


def journees_membre(view: View) -> int:
    """Distinct (membre, day), observateurs left out."""
    return len({(m, c.jour) for c in view.plan.compositions for m in view.siegent(c)})


def jours(view: View) -> int:
    """Days on which something happens."""
    return len(view.plan.jours())


def presence_jury(view: View) -> int:
    """Minutes from the first to the last thing of each jury-day, less its break when it lies between them; and midday.

    Of the break, what is a battement before a candidat is not deducted.
    """
    total = 0
    for jour in view.session.jours:
        for jurys in jurys_lies(view, jour.date):
            pause = pause_des_jurys(view, jour, jurys)
            total += sum(presence_d_un_jury(view, jury, pause) for jury in jurys)
            total += sum(midi_d_un_jury(view, jour, jury, lie=len(jurys) > 1) for jury in jurys)
    return total


def midi_d_un_jury(view: View, jour: Jour, jury: JuryJour, *, lie: bool) -> int:
    """What one jury-day costs for midday: it is there, or somebody in it sits in another jury that day (`lie`)."""
    debut, fin = _etendue_du_jury(view, jury)
    sur_place = debut < jour.a(view.reglages.midi_fin) and jour.a(view.reglages.midi_debut) < fin
    return view.reglages.presence_midi if sur_place or lie else 0


def presence_d_un_jury(view: View, jury: JuryJour, pause: Intervalle | None) -> int:
    """From the first to the last thing of a jury-day, less the break that it takes with the juries tied to it.

    In whole steps: who is heard last in a jury whose days begin on the step gains nothing by odd minutes.
    """
    reglages = view.reglages
    debut, fin = _etendue_du_jury(view, jury)
    total = entre(debut, fin)
    if pause is not None and debut < pause[0] and pause[1] < fin:
        total -= reglages.pause_jury - _battement_dans_la_pause(view, jury, pause)
    return ceil(total / reglages.pas) * reglages.pas


def _battement_dans_la_pause(view: View, jury: JuryJour, pause: Intervalle) -> int:
    """The minutes of a jury's break that are a battement before the candidat who comes in after it."""
    entrees: dict[str, datetime] = {}
    for chose in (c for c in view.choses[jury] if c.suivi):
        entrees.setdefault(chose.candidat, chose.debut)
    apres = (entre(pause[1], entree) for entree in entrees.values() if entree >= pause[1])
    return max(0, view.reglages.battement - min(apres, default=view.reglages.battement))


def _etendue_du_jury(view: View, jury: JuryJour) -> tuple[datetime, datetime]:
    bornes = etendue(view.choses[jury])
    assert bornes is not None, "a jury-day is listed only when its jury does something"  # noqa: S101
    return bornes


def jours_candidat(view: View) -> int:
    """Distinct (candidat, day)."""
    return len(view.passages_du_jour)


def attente(view: View) -> int:
    """Minutes that candidats wait between their passages of a day, less their break when it lies between two.

    Each counts in proportion to the time that his candidat keeps the jury, in parts of a minute.
    """
    total = 0
    for (candidat, date_), passages in view.passages_du_jour.items():
        jour = view.jours.get(date_)
        occupees = sum(entre(p.debut, p.fin) for passage in passages for p in passage.parties)
        minutes = entre(passages[0].debut, max(p.fin for p in passages)) - occupees
        if jour is not None and _pause_entre_passages(view, jour, passages):
            minutes -= view.reglages.pause_candidat
        total += view.poids_des_attentes.poids.get(candidat, view.poids_des_attentes.unite) * minutes
    return total


def _pause_entre_passages(view: View, jour: Jour, passages: list[Passage]) -> bool:
    """Whether the candidat's break lies after the start of one passage and before the end of another (or a cut)."""
    fenetre = fenetre_candidat(jour, view.reglages.pause_candidat)
    coupables = {e.id for e in view.epreuves.values() if e.coupure_midi}
    seules = [(p.debut, p.fin) for p in passages if p.epreuve not in coupables]
    parties = [(p.debut, p.fin) for passage in passages for p in passage.parties]
    plis = [(a.debut, a.fin) for passage in passages for a in view.plis_devant(passage)]
    pause = premiere_pause(fenetre, [*parties, *plis], seules)
    return pause is not None and parties[0][0] < pause[0] and pause[1] < max(f for _, f in parties)


def fin_tardive(view: View) -> int:
    """Minutes after the late hour of the réglages, of each jury and of each candidat on each day."""
    fins = [_etendue_du_jury(view, jury)[1] for jury in view.choses]
    fins += [max(p.fin for p in passages) for passages in view.passages_du_jour.values()]
    return sum(max(0, entre(datetime.combine(fin.date(), view.reglages.fin_tardive), fin)) for fin in fins)


def equilibre(view: View) -> int:
    """Summed over days, the most less the fewest candidats that the juries in use see."""
    nombres: dict[date, list[int]] = defaultdict(list)
    for (_, jour), choses in view.choses.items():
        nombres[jour].append(len({c.candidat for c in choses if c.suivi}))
    return sum(max(n) - min(n) for n in nombres.values())


def ordre(view: View) -> int:
    """Pairs of candidats of one jury-day heard against the order asked for; those who begin together are not."""
    rangs = rangs_demandes(view)
    total = 0
    for choses in view.choses.values():
        entrees: dict[str, datetime] = {}
        for chose in (c for c in choses if c.suivi and c.candidat in rangs):
            entrees.setdefault(chose.candidat, chose.debut)
        total += sum(rangs[a] < rangs[b] and entrees[b] < entrees[a] for a, b in permutations(entrees, 2))
    return total


def rangs_demandes(view: View) -> dict[str, int]:
    """The rank of each candidat in the order asked for: of the workbook, of the alphabet, or of the draw.

    Those who should pass early come first.
    """
    candidats = list(enumerate(view.session.candidats))
    if view.reglages.ordre == "alphabetique":
        candidats.sort(key=lambda x: (cle(x[1].nom), cle(x[1].prenom), x[0]))
    elif view.reglages.ordre == "tirage":
        candidats.sort(key=lambda x: (x[1].numero_tire is None, x[1].numero_tire or 0, x[0]))
    candidats.sort(key=lambda x: not x[1].passer_tot)
    return {candidat.id: rang for rang, (_, candidat) in enumerate(candidats)}


MESURES: dict[str, Callable[[View], int]] = {
    "journees_membre": journees_membre,
    "jours": jours,
    "presence_jury": presence_jury,
    "jours_candidat": jours_candidat,
    "attente": attente,
    "fin_tardive": fin_tardive,
    "equilibre": equilibre,
    "ordre": ordre,
    **RESERVE,
    **PERTURBATION,
}


def mesures(view: View) -> tuple[Mesure, ...]:
    """Every soft rule measured; what a change disturbs, and the reserve, only where a level counts them."""
    demandees = {terme.regle for niveau in view.session.niveaux for terme in niveau.termes}
    ecartees = {regle for regle in (*PERTURBATION, *RESERVE) if regle not in demandees}
    parts = {"attente": view.poids_des_attentes.unite}
    return tuple(
        Mesure(regle, entieres(mesure(view), parts.get(regle, 1)))
        for regle, mesure in MESURES.items()
        if regle not in ecartees
    )


def niveaux(view: View) -> tuple[NiveauAtteint, ...]:
    """Every level of the réglages measured, without a bound."""
    return tuple(
        NiveauAtteint(niveau.nom, _valeur(view, niveau), unite=view.poids_des_attentes.unite_du(niveau))
        for niveau in view.session.niveaux
    )


def _valeur(view: View, niveau: Niveau) -> int:
    return sum(view.poids_des_attentes.du_terme(niveau, t) * MESURES[t.regle](view) for t in niveau.termes)
