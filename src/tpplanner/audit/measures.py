"""The soft rules measured on a plan."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from itertools import permutations

from tpplanner.audit.pauses import fenetre_candidat, premiere_pause
from tpplanner.audit.perturbation import PERTURBATION
from tpplanner.audit.reserve import RESERVE
from tpplanner.audit.travaux import jurys_lies, pause_des_jurys
from tpplanner.audit.view import JuryJour, View, entre, etendue
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
    """Minutes from the first to the last thing of each jury-day, less its break when it lies between them."""
    total = 0
    for jour in view.session.jours:
        for jurys in jurys_lies(view, jour.date):
            pause = pause_des_jurys(view, jour, jurys)
            for jury in jurys:
                debut, fin = _etendue_du_jury(view, jury)
                total += entre(debut, fin)
                if pause is not None and debut < pause[0] and pause[1] < fin:
                    total -= view.reglages.pause_jury
    return total


def _etendue_du_jury(view: View, jury: JuryJour) -> tuple[datetime, datetime]:
    bornes = etendue(view.choses[jury])
    assert bornes is not None, "a jury-day is listed only when its jury does something"  # noqa: S101
    return bornes


def jours_candidat(view: View) -> int:
    """Distinct (candidat, day)."""
    return len(view.passages_du_jour)


def attente(view: View) -> int:
    """Minutes that candidats wait between their passages of a day, less their break when it lies between two."""
    total = 0
    for (_, date_), passages in view.passages_du_jour.items():
        jour = view.jours.get(date_)
        occupees = sum(entre(p.debut, p.fin) for passage in passages for p in passage.parties)
        total += entre(passages[0].debut, max(p.fin for p in passages)) - occupees
        if jour is not None and _pause_entre_passages(view, jour, passages):
            total -= view.reglages.pause_candidat
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
    """Jury minutes after the late hour of the réglages."""
    total = 0
    for jury in view.choses:
        _, fin = _etendue_du_jury(view, jury)
        total += max(0, entre(datetime.combine(fin.date(), view.reglages.fin_tardive), fin))
    return total


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
    """The rank of each candidat in the order asked for: of the workbook, of the alphabet, or of the draw."""
    candidats = list(enumerate(view.session.candidats))
    if view.reglages.ordre == "alphabetique":
        candidats.sort(key=lambda x: (cle(x[1].nom), cle(x[1].prenom), x[0]))
    elif view.reglages.ordre == "tirage":
        candidats.sort(key=lambda x: (x[1].numero_tire is None, x[1].numero_tire or 0, x[0]))
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
    return tuple(Mesure(regle, mesure(view)) for regle, mesure in MESURES.items() if regle not in ecartees)


def niveaux(view: View) -> tuple[NiveauAtteint, ...]:
    """Every level of the réglages measured, without a bound."""
    return tuple(NiveauAtteint(niveau.nom, _valeur(view, niveau)) for niveau in view.session.niveaux)


def _valeur(view: View, niveau: Niveau) -> int:
    return sum(terme.poids * MESURES[terme.regle](view) for terme in niveau.termes)
