"""Measures of a plan: its reserve, the preferences, and common sense."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from itertools import accumulate, combinations, pairwise, permutations
from math import ceil

from tpplanner.audit import demandes, perturbation
from tpplanner.audit.juries import (
    Intervalle,
    est_habilite,
    fenetre_candidat,
    jurys_lies,
    pause_des_jurys,
    premiere_pause,
)
from tpplanner.audit.view import JuryJour, View, etendue, minutes
from tpplanner.domain.answers import Mesure, NiveauAtteint
from tpplanner.domain.appels import whole_units
from tpplanner.domain.duties import colleagues, epreuves_de, exclusions
from tpplanner.domain.plan import (
    NatureTravail,
    Passage,
    Presence,
    Travail,
    heure_ronde,
    minutes_between,
)
from tpplanner.domain.reglages import MARGE, Niveau
from tpplanner.domain.session import NOON, Jour, Membre, Role, cle
from tpplanner.domain.welcomes import welcomes
from tpplanner.rules import COMMON_SENSE, DEMANDES, PERTURBATIONS, RESERVES, SOFT, halves

# What lets a plan survive an absence or a delay: measured on the plan, whether or not the centre asked for it.

MIDI = time(12)
"""What begins before it is of the morning."""


def sans_releve(view: View) -> int:
    """(membre, half-day in which their jury works) pairs for which nobody could take the membre's seat at once."""
    lies = {(e.candidat, e.membre) for e in exclusions(view.session)}
    lies |= {pair for c in colleagues(view.session) for pair in ((c.un, c.autre), (c.autre, c.un))}
    return sum(
        len(view.siegent(composition))
        for jury, debut, fin in _journees(view)
        for composition in view.compositions.get(jury, [])
        for moitie in _moities(view.jours[jury[1]], debut, fin)
        if not any(_releve(view, jury, moitie, membre, lies) for membre in view.session.membres)
    )


def sans_marge(view: View) -> int:
    """Jury-days that end less than `MARGE` minutes before the end of the day."""
    return sum(fin > view.jours[jour].a(view.jours[jour].fin) - minutes(MARGE) for (_, jour), _, fin in _journees(view))


def _journees(view: View) -> Iterator[tuple[JuryJour, datetime, datetime]]:
    """Each jury-day on a day of the session, from its first to its last thing."""
    for jury, choses in view.choses.items():
        bornes = etendue(choses)
        if bornes is not None and jury[1] in view.jours:
            yield jury, *bornes


def _moities(jour: Jour, debut: datetime, fin: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The halves of the day in which something is done."""
    if debut < jour.a(MIDI):
        yield jour.a(jour.ouverture), jour.a(MIDI)
    if fin > jour.a(MIDI):
        yield jour.a(MIDI), jour.a(jour.fin)


def _releve(
    view: View, jury: JuryJour, moitie: tuple[datetime, datetime], membre: Membre, lies: set[tuple[str, str]]
) -> bool:
    """Whether that membre could take any seat of that jury for that half-day; `lies` are those who may not meet."""
    presents = {c.candidat for c in view.choses[jury] if c.suivi}
    presents |= {m for composition in view.compositions[jury] for m in view.siegent(composition)}
    qualites = {cle(q) for q in membre.qualites}
    return (
        not membre.observateur
        and membre.id not in view.personnes
        and est_habilite(view.referentiel, membre, jury[1])
        and all(cle(q) in qualites for q in view.referentiel.qualites)
        and (membre.id, jury[1]) not in view.jurys_du_membre
        and not view.absent(membre.id, *moitie)
        and not any((present, membre.id) in lies for present in presents)
    )


# The soft rules measured on a plan.


def journees_membre(view: View) -> int:
    """Distinct (membre, day), observateurs left out."""
    return len({(m, c.jour) for c in view.plan.compositions for m in view.siegent(c)})


def jours(view: View) -> int:
    """Days on which something happens."""
    return len(view.plan.jours())


def jours_sautes(view: View) -> int:
    """Days of the session on which nothing happens, between the first and the last on which something does."""
    utilises = view.plan.jours()
    libres = (jour.date for jour in view.session.jours if jour.date not in utilises)
    return sum(utilises[0] < jour < utilises[-1] for jour in libres) if utilises else 0


def presence_jury(view: View) -> int:
    """Minutes from the first to the last thing of each jury-day, less its break if it lies between them; and midday.

    A battement inside the break, before a candidat comes in, is not deducted.
    """
    total = 0
    for jour in view.session.jours:
        for jurys in jurys_lies(view, jour.date):
            pause = pause_des_jurys(view, jour, jurys)
            total += sum(presence_d_un_jury(view, jury, pause) for jury in jurys)
            total += sum(midi_d_un_jury(view, jour, jury, lie=len(jurys) > 1) for jury in jurys)
    return total


def midi_d_un_jury(view: View, jour: Jour, jury: JuryJour, *, lie: bool) -> int:
    """What one jury-day pays for midday: if it is there then, or a membre sits in another jury that day (`lie`)."""
    debut, fin = _etendue_du_jury(view, jury)
    sur_place = debut < jour.a(view.reglages.midi_fin) and jour.a(view.reglages.midi_debut) < fin
    return view.reglages.presence_midi if sur_place or lie else 0


def presence_d_un_jury(view: View, jury: JuryJour, pause: Intervalle | None) -> int:
    """Minutes from the first to the last thing of a jury-day, less its break, which is that of the juries tied to it.

    Rounded up to the step: otherwise the order of candidats would be chosen for the odd minutes of the last one.
    """
    reglages = view.reglages
    debut, fin = _etendue_du_jury(view, jury)
    total = minutes_between(debut, fin)
    if pause is not None and debut < pause[0] and pause[1] < fin:
        total -= reglages.pause_jury - _battement_dans_la_pause(view, jury, pause)
    return ceil(total / reglages.pas) * reglages.pas


def _battement_dans_la_pause(view: View, jury: JuryJour, pause: Intervalle) -> int:
    """The minutes of a jury's break that are a battement before the candidat who comes in after it."""
    apres = (minutes_between(pause[1], entree.debut) for entree in view.entrees(jury) if entree.debut >= pause[1])
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

    Each counts in proportion to the time that their candidat keeps the jury, in parts of a minute.
    """
    total = 0
    for (candidat, date_), passages in view.passages_du_jour.items():
        jour = view.jours.get(date_)
        occupees = sum(minutes_between(p.debut, p.fin) for passage in passages for p in passage.parties)
        minutes = minutes_between(passages[0].debut, max(p.fin for p in passages)) - occupees
        if jour is not None and _pause_entre_passages(view, jour, passages):
            minutes -= view.reglages.pause_candidat
        total += view.poids_des_attentes.poids.get(candidat, view.poids_des_attentes.unite) * minutes
    return total


def _pause_entre_passages(view: View, jour: Jour, passages: list[Passage]) -> bool:
    """Whether the candidat's break lies after their first passage begins and before their last one ends."""
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
    return sum(max(0, minutes_between(datetime.combine(fin.date(), view.reglages.fin_tardive), fin)) for fin in fins)


def equilibre(view: View) -> int:
    """Summed over days, the most less the fewest candidats that the juries in use see."""
    nombres: dict[date, list[int]] = defaultdict(list)
    for (_, jour), choses in view.choses.items():
        nombres[jour].append(len({c.candidat for c in choses if c.suivi}))
    return sum(max(n) - min(n) for n in nombres.values())


def ordre(view: View) -> int:
    """Pairs of candidats of one jury-day heard against the order asked for; those who begin together do not count."""
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


MESURES: dict[str, Callable[[View], int]] = halves(SOFT, sys.modules[__name__], perturbation, demandes)
"""The measure of each soft rule: the function that bears its name."""


def mesures(view: View) -> tuple[Mesure, ...]:
    """Every soft rule measured; but those of disturbance and of the reserve only where a level counts them."""
    demandees = {terme.regle for niveau in view.session.niveaux for terme in niveau.termes}
    ecartees = {card.name for card in (*DEMANDES, *PERTURBATIONS, *RESERVES)} - demandees
    parts = {"attente": view.poids_des_attentes.unite}
    return tuple(
        Mesure(regle, whole_units(mesure(view), parts.get(regle, 1)))
        for regle, mesure in MESURES.items()
        if regle not in ecartees
    )


def niveaux(view: View) -> tuple[NiveauAtteint, ...]:
    """Every level of the réglages measured, without a bound."""
    return tuple(
        NiveauAtteint(niveau.nom, valeur(view, niveau), unite=view.poids_des_attentes.unite_du(niveau))
        for niveau in view.session.niveaux
    )


def valeur(view: View, niveau: Niveau) -> int:
    """What a plan costs at a level."""
    if all(t.regle != "attente" for t in niveau.termes):
        return sum(t.poids * MESURES[t.regle](view) for t in niveau.termes)
    return sum(view.poids_des_attentes.du_terme(niveau, t) * MESURES[t.regle](view) for t in niveau.termes)


# Common sense: what people find odd in a plan at first sight, though no level counts it. It is measured, never proven.


def jours_avant(view: View) -> int:
    """Days of the session that stay free before the first day used."""
    utilises = view.plan.jours()
    return sum(jour.date < utilises[0] for jour in view.session.jours) if utilises else 0


def jurys_d_un_candidat(view: View) -> int:
    """Jury-days that hear one candidat alone, beside other juries."""
    nombres: dict[date, list[int]] = defaultdict(list)
    for (_, jour), choses in view.choses.items():
        nombres[jour].append(len({c.candidat for c in choses if c.suivi}))
    return sum(n.count(1) for n in nombres.values() if len(n) > 1)


def lectures_eloignees(view: View) -> int:
    """Files read in another half-day than that of the oral, before somebody else is heard.

    But for those that are read while their candidat sits a collective épreuve.
    """
    return sum(
        lecture.debut.date() == jour and _est_eloignee(view, lecture, passages)
        for (candidat, jour), passages in view.passages_du_jour.items()
        for lecture in (
            view.travaux(NatureTravail.LECTURE, candidat=candidat) if any(p.suivies for p in passages) else ()
        )
    )


def _est_eloignee(view: View, lecture: Travail, passages: list[Passage]) -> bool:
    entree = min(partie.debut for p in passages for partie in p.suivies)
    if (lecture.debut.time() < NOON) == (entree.time() < NOON):
        return False
    du_jury = view.choses.get((lecture.jury, entree.date()), [])
    entretemps = (c for c in du_jury if c.suivi and c.coupe(lecture.fin, entree))
    ecrits = (p for p in passages if p.epreuve in view.epreuves and view.epreuves[p.epreuve].collective)
    return any(entretemps) and not any(p.debut <= lecture.debut and lecture.fin <= p.fin for p in ecrits)


def debuts_du_jour(view: View) -> int:
    """Minutes, summed over days, from when candidats may be called to when the first one is welcomed or begins."""
    total = 0
    for date_ in {p.jour for p in view.plan.passages} & view.jours.keys():
        accueils = [a.debut for a in view.plan.accueils if a.jour == date_]
        premier = min([*accueils, *(p.debut for p in view.plan.passages if p.jour == date_)])
        total += max(0, minutes_between(view.jours[date_].a(view.jours[date_].accueil), premier))
    return total


def dejeuners_separes(view: View) -> int:
    """Summed over days, the hours at which juries begin their break, but for one."""
    heures: dict[date, set[datetime]] = defaultdict(set)
    for pause in view.travaux(NatureTravail.PAUSE):
        heures[pause.debut.date()].add(pause.debut)
    return sum(len(du_jour) - 1 for du_jour in heures.values())


def heures_rompues(view: View) -> int:
    """Works of juries and first passages of candidats that begin beside the multiples of five minutes.

    A deliberation and a passage that follows another begin when what is before them ends.
    """
    debuts = [t.debut for t in view.plan.travaux if t.nature is not NatureTravail.DELIBERATION]
    debuts += [passages[0].debut for passages in view.passages_du_jour.values()]
    return sum(debut != heure_ronde(debut) for debut in debuts)


def salles_de_trop(view: View) -> int:
    """Rooms used too many, summed over the common starts of collective épreuves: fewer of them would have posts enough.

    Candidats who have a room apart are not counted, nor is that room.
    """
    total = 0
    for passages in departs_communs(view).values():
        occupants: dict[str, int] = defaultdict(int)
        for passage in passages:
            candidat = view.candidats.get(passage.candidat)
            if candidat is None or not candidat.salle_a_part:
                occupants[passage.parties[0].salle] += 1
        total += max(0, len(occupants) - _salles_necessaires(view, occupants))
    return total


def departs_communs(view: View) -> dict[tuple[str, datetime], list[Passage]]:
    """The passages of each collective épreuve that begin together."""
    departs: dict[tuple[str, datetime], list[Passage]] = defaultdict(list)
    for passage in view.plan.passages:
        if passage.epreuve in view.epreuves and view.epreuves[passage.epreuve].collective:
            departs[passage.epreuve, passage.debut].append(passage)
    return departs


def _salles_necessaires(view: View, occupants: dict[str, int]) -> int:
    """The fewest of these rooms that have posts enough for all who are in them."""
    postes = sorted((view.salles[s].postes if s in view.salles else n for s, n in occupants.items()), reverse=True)
    ensemble = sum(occupants.values())
    return 1 + sum(places < ensemble for places in accumulate(postes[:-1]))


def ordre_des_jours(view: View) -> int:
    """Pairs of candidats with the same épreuves, of whom the later in the order asked for begins on an earlier day."""
    rangs = rangs_demandes(view)
    premiers: dict[str, date] = {}
    for (candidat, jour), passages in view.passages_du_jour.items():
        if any(passage.suivies for passage in passages):
            premiers[candidat] = min(jour, premiers.get(candidat, jour))
    memes: dict[object, list[str]] = defaultdict(list)
    for candidat in sorted(premiers.keys() & rangs.keys(), key=rangs.__getitem__):
        memes[epreuves_de(view.referentiel, view.candidats[candidat])].append(candidat)
    return sum(premiers[b] < premiers[a] for groupe in memes.values() for a, b in combinations(groupe, 2))


def attente_au_service(view: View) -> int:
    """Minutes for which comédiens wait after their accueil, and whoever leads a day before its first thing."""
    total = 0
    par_jour: dict[tuple[str, date], list[Presence]] = defaultdict(list)
    for presence in view.presences(Role.COMEDIEN):
        par_jour[presence.personne, presence.debut.date()].append(presence)
    for presences in par_jour.values():
        accueil = min((p for p in presences if not p.candidat), key=lambda p: p.debut, default=None)
        joues = [p.debut for p in presences if p.candidat]
        if accueil is not None and joues:
            total += max(0, minutes_between(accueil.fin, min(joues)))
    for jour in view.plan.jours():
        mene = min((p.debut for p in view.presences(Role.RESPONSABLE) if p.debut.date() == jour), default=None)
        du_jour = etendue_du_jour(view, jour)
        total += max(0, minutes_between(mene, du_jour[0])) if mene is not None and du_jour is not None else 0
    return total


def etendue_du_jour(view: View, jour: date) -> tuple[datetime, datetime] | None:
    """From the first to the last thing of a day, but for the presence of whoever leads it; None if there is none."""
    choses = [
        (debut, fin)
        for debut, fin, element in view.evenements()
        if debut.date() == jour and not (isinstance(element, Presence) and element.role == Role.RESPONSABLE)
    ]
    return (min(d for d, _ in choses), max(f for _, f in choses)) if choses else None


def jurys_appeles_tot(view: View) -> int:
    """Jury-days on which a jury is there before its midday break, and hears nobody until then."""
    pauses = view.travaux(NatureTravail.PAUSE)
    return sum(
        not any(c.suivi and c.debut < pause.debut for c in view.choses.get((pause.jury, pause.debut.date()), []))
        for pause in pauses
    )


def accueils_a_confier(view: View) -> int:
    """Accueils that whoever leads the day cannot hold, as they are elsewhere: juries that begin together are one."""
    return sum(welcome.suppleant for welcome in welcomes(view.session, view.plan))


def salles_de_jury_changees(view: View) -> int:
    """How often the same membres sit in another room than on the day before on which they sat together."""
    salles: dict[frozenset[str], dict[date, str]] = defaultdict(dict)
    for composition in view.plan.compositions:
        salles[frozenset(composition.membres)].setdefault(composition.jour, composition.salle)
    suites = (pairwise(par_jour[jour] for jour in sorted(par_jour)) for par_jour in salles.values())
    return sum(avant != apres for suite in suites for avant, apres in suite)


def debuts_des_ecrits(view: View) -> int:
    """Minutes from when candidats may be called to each common start of a collective épreuve."""
    total = 0
    for _, debut in departs_communs(view):
        jour = view.jours.get(debut.date())
        total += 0 if jour is None else max(0, minutes_between(jour.a(jour.accueil), debut))
    return total


BON_SENS: dict[str, Callable[[View], int]] = halves(COMMON_SENSE, sys.modules[__name__])
"""What is told of common sense, the gravest first."""


def bon_sens(view: View) -> tuple[Mesure, ...]:
    """Each measure of common sense, in order; 0 where nobody would find it odd."""
    return tuple(Mesure(nom, mesure(view)) for nom, mesure in BON_SENS.items())


def rang_de_bon_sens(view: View) -> tuple[int, ...]:
    """A sort key: of two plans that cost the same, a person would have made the one with the lower key.

    Soon common starts are not told: they only decide between plans alike in all else.
    """
    return (*(mesure(view) for mesure in BON_SENS.values()), debuts_des_ecrits(view))
