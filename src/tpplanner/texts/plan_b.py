"""What is said of plan B, and of the places where a passage could go."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from tpplanner.domain.answers import (
    MEMBRE,
    Contingencies,
    Ecart,
    Failure,
    Immobile,
    PartOfDay,
    Place,
    Places,
    Recourse,
    Remedy,
    Repair,
    Reserve,
    Resource,
    Verdict,
)
from tpplanner.domain.session import NOON, Session
from tpplanner.rules import SOFT_BY_NAME
from tpplanner.texts.classeur import mesure
from tpplanner.texts.commande import commande
from tpplanner.texts.fautes import manque, reparation
from tpplanner.texts.noms import ROLES, Noms, accorde, date_courte, heure
from tpplanner.texts.phrases import Avis, Phrase

# What is said of plan B: verdicts, who cannot be replaced, what to hold in reserve.

TITRE = "Plan B"
TITRE_DES_CAS = "Imprévu par imprévu"
SUFFIXE = "-plan-b"
AIDE = (
    "Un seul imprévu à la fois : chaque membre de jury, salle, surveillant, comédien, aide ou responsable manque "
    f"pendant une demi-journée (le matin finit à {heure(NOON)}). Entre parenthèses : le nombre de personnes à "
    "prévenir, l'absent à part ; la couleur le suit."
)
ENVOYEES = (
    "Les convocations sont tenues pour envoyées : personne ne vient plus tôt, ni un autre jour, que sur la sienne."
)
AVANT_ENVOI = "Avant l'envoi des convocations : une fois envoyées, moins d'imprévus auront un planning (sans l'option)."
AIDE_DES_CAS = (
    "Les imprévus qui modifient le planning. Là où un planning de secours existe, il a été trouvé et "
    "contrôlé comme un autre ; « tpplanner planb … --plans DOSSIER » écrit chacun, et ce qu'il faut signaler à chacun."
)
TITRE_MATRICE = "Ce que devient le planning"
TITRE_IRREMPLACABLES = "Irremplaçables"
TITRE_RESERVES = "Quelle réserve prévoir"
TITRE_LEGENDE = "Comment lire ce tableau"
RESSOURCE, ROLE, QUAND = "Qui ou quoi", "En tant que", "Quand"
ENTETES_DES_CAS = (RESSOURCE, QUAND, "Verdict", "Personnes à prévenir", "Qui prévenir, ou pourquoi c'est impossible")
PERSONNE_A_PREVENIR = "Personne."
SALLE = "salle"
PERSONNE_IRREMPLACABLE = "Aucune personne ni aucune salle n'est irremplaçable."
PERSONNE_DE_CONNU = "Personne de connu, ni aucune salle ; mais tout n'est pas tranché."
AUCUN_IMPREVU = "Chaque imprévu a son planning : aucune réserve n'est nécessaire."
SANS_RESERVE = "Aucune des réserves essayées ne suffit à elle seule, dans le temps imparti."
INTERROMPU = "Arrêté avant la fin : les imprévus qui n'ont pas été essayés sont « indéterminé »."
STATUT_IGNORE = "La colonne Statut n'est pas prise en compte : planb sert avant le jour, replan le jour même."
NON_CONFORME = "Ce planning ne respecte pas toutes les règles : un plan B n'aurait pas de sens."
NON_CONFORME_CONSEIL = "« tpplanner check » indique lesquelles ; « tpplanner replan » sans option le remet en règle."

VERDICTS = {
    Verdict.OPEN: "indéterminé",
    Verdict.IMPOSSIBLE: "impossible (prouvé)",
    Verdict.ASKED: "à demander",
    Verdict.SURVIVES: "tient",
    Verdict.LEAST: "tient (minimal prouvé)",
    Verdict.UNTOUCHED: "sans effet",
}

LEGENDE = {
    Verdict.OPEN: "Ni planning ni preuve dans le temps imparti (--time-limit 600 en donne plus) : rien n'est promis.",
    Verdict.IMPOSSIBLE: (
        "Aucun planning n'existe sans rien demander à personne, c'est prouvé : il faut une réserve, une autre date, ou "
        "ce que replan proposerait alors (rappeler, demander, reporter)."
    ),
    Verdict.ASKED: (
        "Un planning existe si des personnes l'acceptent (rappelées, ou plus tôt), avec une dérogation d'usage ou en "
        "reportant des candidats : ce que replan proposerait."
    ),
    Verdict.SURVIVES: "Un planning de secours existe, contrôlé ; un autre en préviendrait peut-être moins.",
    Verdict.LEAST: (
        "Un planning de secours existe, contrôlé ; aucun n'appelle moins de membres en plus, puis n'en prévient moins."
    ),
    Verdict.UNTOUCHED: "Le planning reste valable tel quel.",
}

FEW, SOME = 2, 5
"""The most people to tell whom a call or two, or a short while, will do."""


class Charge(StrEnum):
    """How many people there are to tell, as a colour tells it."""

    PEU = "peu"
    QUELQUES = "quelques"
    BEAUCOUP = "beaucoup"


def charge(contingencies: Contingencies, recourse: Recourse) -> Charge:
    """Of a failure that is survived."""
    if recourse.disturbed > SOME or contingencies.disturbs_many(recourse):
        return Charge.BEAUCOUP
    return Charge.PEU if recourse.disturbed <= FEW else Charge.QUELQUES


def legende_de_charge(session: Session) -> dict[Charge, tuple[str, str]]:
    """What each colour says, in words."""
    lourde = session.reglages.absence_lourde
    return {
        Charge.PEU: (f"{FEW} au plus", f"Un planning de secours existe : {FEW} personnes au plus à prévenir."),
        Charge.QUELQUES: (f"{FEW + 1} à {SOME}", f"De {FEW + 1} à {SOME} personnes à prévenir."),
        Charge.BEAUCOUP: (
            f"plus de {SOME}",
            f"Plus de {SOME} personnes à prévenir, ou plus de {lourde} % des présents.",
        ),
    }


MOMENTS = {PartOfDay.MORNING: "matin", PartOfDay.AFTERNOON: "après-midi", PartOfDay.DAY: "journée"}


def nom(noms: Noms, resource: Resource) -> str:
    """Somebody, or a room, under a name that nobody else bears."""
    return noms.etiquette_salle(resource.id) if resource.room else noms.etiquette(resource.id)


def role(resource: Resource) -> str:
    """What somebody is there for: ``membre de jury, responsable de session``."""
    if resource.room:
        return SALLE
    return ", ".join("membre de jury" if r == MEMBRE else ROLES[r] for r in resource.roles)


def jour_court(noms: Noms, jour: date) -> str:
    """The head of a column: ``lun. 14 juin``, ``Jour 1``."""
    return noms.jour(jour) if noms.fictive else date_courte(jour)


def quand(noms: Noms, failure: Failure) -> str:
    """``lundi 14 juin 2027, matin``."""
    return f"{noms.jour(failure.jour)}, {MOMENTS[failure.moment]}"


def case(recourse: Recourse) -> str:
    """What stands in the table: ``tient (4 à prévenir)``."""
    mot = VERDICTS[recourse.verdict]
    if recourse.verdict is Verdict.ASKED:
        return f"{mot} ({', '.join([*_conditions(recourse), f'{recourse.disturbed} à prévenir'])})"
    if not recourse.planned:
        return mot
    prevenir = f"{recourse.disturbed} à prévenir"
    if recourse.verdict is Verdict.LEAST:
        return f"{mot[:-1]}, {prevenir})"
    return f"{mot} ({prevenir})"


def _conditions(recourse: Recourse) -> list[str]:
    """On what a plan depends: ``5 accords``, ``dérogation``, ``1 reporté``."""
    asked = (("accord(s)", recourse.accords), ("candidat(s) reporté(s)", recourse.reportes))
    return [*(accorde(f"{n} {quoi}") for quoi, n in asked if n), *(["dérogation"] if recourse.derogation else [])]


def explication(session: Session, recourse: Recourse) -> str:
    """Whom to tell, or what to ask; or why there is no plan, where it is known."""
    if recourse.verdict is Verdict.ASKED:
        return recourse.a_faire
    if recourse.manques or recourse.refus:
        return " ".join([*(manque(session, m) for m in recourse.manques), *recourse.refus])
    if not recourse.planned:
        return " ".join(filter(None, (LEGENDE[recourse.verdict], recourse.a_faire)))
    names: dict[str, list[str]] = {}
    for message in recourse.changements.a_prevenir:
        names.setdefault(message.role, []).append(message.nom)
    return " ; ".join(f"{role} : {', '.join(noms)}" for role, noms in names.items()) or PERSONNE_A_PREVENIR


def en_trois_lignes(session: Session, contingencies: Contingencies) -> tuple[str, ...]:
    """What holds the session up, whom to have in reserve, what is not known: that first, where there is such."""
    noms, undecided = Noms(session), contingencies.of(Verdict.OPEN)
    inconnu = _inconnu(noms, contingencies)
    lines = (_porte(noms, contingencies), _en_reserve(session, contingencies))
    return (inconnu, *lines) if undecided else (*lines, inconnu)


def _inconnu(noms: Noms, contingencies: Contingencies) -> str:
    """What is not known: nothing is promised of it."""
    undecided, every = contingencies.of(Verdict.OPEN), len(contingencies.recourses)
    if not undecided:
        return f"Ce qu'on ne sait pas : rien, les {every} imprévus sont tranchés."
    who = _some([nom(noms, r) for r in _resources(undecided)])
    combien = accorde(f"{len(undecided)} imprévu(s) sur {every}")
    return f"Ce qu'on ne sait pas : {combien}, rien n'est promis pour {who}."


def _porte(noms: Noms, contingencies: Contingencies) -> str:
    """Who or what there is no plan without; else whose absence disturbs most."""
    lost, asked = (_resources(contingencies.of(verdict)) for verdict in (Verdict.IMPOSSIBLE, Verdict.ASKED))
    held = ((lost, "aucun planning sans"), ([r for r in asked if r not in lost], "des accords à demander"))
    parts = [f"{_some([nom(noms, r) for r in some])} ({sans})" for some, sans in held if some]
    if parts:
        return f"Ce qui porte la session : {' ; '.join(parts)}."
    worst = max((a for a in contingencies.recourses if a.planned), key=lambda a: a.disturbed, default=None)
    personne = PERSONNE_DE_CONNU if contingencies.of(Verdict.OPEN) else PERSONNE_IRREMPLACABLE
    if worst is None or not worst.disturbed:
        return f"Ce qui porte la session : {personne[0].lower()}{personne[1:]}"
    le_pire = accorde(f"{nom(noms, worst.failure.resource)} ({worst.disturbed} personne(s) à prévenir)")
    return f"Ce qui porte la session : {personne[0].lower()}{personne[1:-1]} ; le pire, {le_pire}."


def _en_reserve(session: Session, contingencies: Contingencies) -> str:
    """Whom or what to hold in reserve, in a line: the reserve that helps most."""
    if contingencies.reserves:
        best = _reserve(session, contingencies.reserves[0], len(contingencies.unsurvived), contingencies)
        return f"Qui avoir en réserve : {best[0].lower()}{best[1:]}"
    if contingencies.unsurvived or contingencies.heavy:
        return f"Qui avoir en réserve : {SANS_RESERVE[0].lower()}{SANS_RESERVE[1:]}"
    return "Qui avoir en réserve : personne de plus, chaque imprévu a son planning."


def _some(noms: Sequence[str]) -> str:
    """``MARTIN Paul, Salle 1 et 3 autres``."""
    reste = len(noms) - SHOWN
    return ", ".join(noms[:SHOWN]) + (accorde(f" et {reste} autre(s)") if reste > 0 else "")


SHOWN = 4
"""Names in a line."""


def bilan(contingencies: Contingencies) -> str:
    """How many failures have which verdict."""
    parts = [(len(contingencies.of(verdict)), mot) for verdict, mot in VERDICTS.items()]
    counts = " ; ".join(f"{mot} : {n}" for n, mot in parts if n)
    return f"{len(contingencies.recourses)} imprévus : {counts}."


def irremplacables(session: Session, contingencies: Contingencies) -> tuple[str, ...]:
    """Each resource without which there is no plan, with the moments of it; that there is none, if that is known."""
    noms = Noms(session)
    moments: dict[Resource, list[str]] = {}
    for recourse in contingencies.of(Verdict.IMPOSSIBLE):
        moments.setdefault(recourse.failure.resource, []).append(quand(noms, recourse.failure))
    lost = tuple(f"{nom(noms, r)} ({role(r)}) : {' ; '.join(instants)}." for r, instants in moments.items())
    return lost or (PERSONNE_DE_CONNU if contingencies.of(Verdict.OPEN) else PERSONNE_IRREMPLACABLE,)


def reserves(session: Session, contingencies: Contingencies) -> tuple[str, ...]:
    """Which absences disturb many, and what is worth holding in reserve; or why nothing is."""
    lost, heavy = len(contingencies.unsurvived), contingencies.heavy
    if not lost and not heavy:
        return (AUCUN_IMPREVU,)
    worst_first = _resources(sorted(heavy, key=lambda a: -a.disturbed))
    heavy_lines = [_lourde(session, [a for a in heavy if a.failure.resource == r]) for r in worst_first]
    reserve_lines = [_reserve(session, r, lost, contingencies) for r in contingencies.reserves]
    return (*heavy_lines, *(reserve_lines or [SANS_RESERVE]))


def _resources(recourses: Sequence[Recourse]) -> tuple[Resource, ...]:
    return tuple(dict.fromkeys(a.failure.resource for a in recourses))


def _lourde(session: Session, heavy: Sequence[Recourse]) -> str:
    """That one person's absence disturbs many: how many at most, and when."""
    noms, most = Noms(session), max(heavy, key=lambda a: a.disturbed)
    qui = most.failure.resource
    return (
        f"Une absence en dérange beaucoup : {nom(noms, qui)} ({role(qui)}), {quand(noms, most.failure)} : "
        f"{most.disturbed} personnes à prévenir, sur {most.presents} présentes (plus de "
        f"{session.reglages.absence_lourde} %)."
    )


def _reserve(session: Session, reserve: Reserve, lost: int, contingencies: Contingencies) -> str:
    if reserve.amendments[0].change is Remedy.MEMBRES:
        quoi = "Un membre suppléant habilité, sans lien avec les candidats, disponible chaque jour"
    else:
        quoi = reparation(session, Repair(reserve.amendments)).removesuffix(".")
    gagne = []
    if n := len(reserve.saves):
        gagne.append(accorde(f"{n} imprévu(s) de plus, sur {lost}, {'auraient' if n > 1 else 'aurait'} un planning"))
    if reserve.eases:
        gagne.append(_allege(reserve, contingencies))
    fin = f" (au moins : le temps a manqué pour en essayer {reserve.untried})" if reserve.untried else ""
    return f"{quoi} : {' ; '.join(gagne)}{fin}."


def _allege(reserve: Reserve, contingencies: Contingencies) -> str:
    """How many fewer people the absences that it eases would disturb, the worst of them."""
    eased = {a.failure: a.disturbed for a in reserve.eases}
    before = max(a.disturbed for a in contingencies.heavy if a.failure in eased)
    n, after = len(eased), max(eased.values())
    derangent = "dérangeraient" if n > 1 else "dérangerait"
    return accorde(f"{n} absence(s) {derangent} {after} personne(s) au plus, au lieu de {before}")


en_cours = Phrase("{faits} essai(s) sur {total}")


def tableau(tetes: Sequence[str], lignes: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A table in plain letters, each column as wide as its widest word."""
    rows = [("", tetes), *lignes]
    widths = [max(len(cases[n]) for _, cases in rows) for n in range(len(tetes))]
    first = max(len(nom) for nom, _ in rows)
    return "\n".join(
        "  ".join([nom.ljust(first), *(case.ljust(w) for case, w in zip(cases, widths, strict=True))]).rstrip()
        for nom, cases in rows
    )


ecrit = Phrase("Écrit : {fichiers:liste}")

RESTES_CONSEIL = "Donnez un dossier vide, ou supprimez ce qui reste : il vient peut-être d'un autre planning."


def restes(dossier: str, remplaces: int, noms: Sequence[str]) -> str:
    """Files that were in the folder of plans already: how many are replaced, and those that stay."""
    faits = []
    if remplaces:
        faits.append(accorde(f"{remplaces} fichier(s) remplacé(s)"))
    if noms:
        montres = ", ".join(noms[:5]) + ("…" if len(noms) > 5 else "")
        faits.append(accorde(f"{len(noms)} fichier(s) laissé(s)") + f" ({montres})")
    return f"Le dossier « {dossier} » n'était pas vide : {', '.join(faits)}."


def plans_ecrits(nombre: int, dossier: str) -> str:
    """The plans written, one for each failure that is survived."""
    if not nombre:
        return "Aucun planning de secours à écrire."
    return f"{nombre} planning{'s' if nombre > 1 else ''} de secours dans {dossier}, un par imprévu."


# Where a passage could go, as it is told on the terminal: a table a passage, the best first, each with its code.

SANS_DEPLACER = "Sans déplacer personne d'autre ({}) :"
TOUTES, EXAMINEES = "toutes les places, au pas de {}", "celles qui ont pu être examinées, au pas de {}"
EN_DEPLACANT = "En prenant la place d'un autre candidat, qui est déplacé :"
AUCUNE_SANS_DEPLACER = "Aucune autre place au pas de {} sans déplacer quelqu'un."
RIEN_DE_PLUS = "rien de plus"
SANS_JURY = "sans jury"
ENTETES = ("Code", "Jour", "Heure", "Devant", "Ce que cela change à la qualité")
DEPLACE = "Passage de {} déplacé : {}."

_MOTIFS = {
    Immobile.COLLECTIVE: "commence pour tous au même moment : il ne se déplace pas pour un seul.",
    Immobile.FIGE: "est figé : effacez la colonne Figé de sa ligne (feuille Planning) pour lui chercher une place.",
    Immobile.COMMENCE: "a commencé : il reste où il est.",
}
_SOUS = "        "

non_conforme = Avis(
    "Ce planning ne respecte pas toutes les règles ({nombre} manquement(s)) : les places qui les respectent ne "
    "peuvent pas être cherchées autour de lui.",
    "« tpplanner check » les indique ; « tpplanner replan » rend le planning qui les respecte, au plus près.",
)


def appliquer(mots: Iterable[str], code: str, sortie: str) -> str:
    """How to have the planning with one of the places: the words of the command that told it, and its code."""
    return (
        f"« {commande('places', *mots, '--appliquer', code, '-o', sortie)} » écrit le planning ainsi changé. Un code "
        "désigne la même place dans toutes les listes."
    )


def introuvable(code: str, nombre: int, ouvertes: int) -> str:
    """That the place of that code is not among the so many found anew, so many hours not being settled."""
    if not nombre and not ouvertes:
        return "Rien à appliquer : aucune place n'a été trouvée."
    parmi = ", ou tapez un code de la liste ci-dessus" if nombre else ""
    if ouvertes:
        return (
            f"La place {code} n'a pas été retrouvée dans le temps imparti : rien n'a été écrit. "
            f"Donnez plus de temps (--time-limit 300){parmi}."
        )
    return (
        f"La place {code} n'existe pas dans ce planning, ou plus telle qu'elle était indiquée : rien n'a été écrit. "
        "Tapez un code de la liste ci-dessus."
    )


def ouvertes(nombre: int) -> str:
    """That time ran out."""
    if nombre == 1:
        return "1 heure n'a pas pu être examinée dans le temps imparti (--time-limit 120)."
    return f"{nombre} heures n'ont pas pu être examinées dans le temps imparti (--time-limit 120)."


class PlacesDites:
    """The places of a session's passages in lines of text."""

    def __init__(self, session: Session) -> None:
        self.session, self.noms = session, Noms(session)
        self.pas = session.reglages.pas

    def lignes(self, places: Places) -> list[str]:
        """The lines of what moves together."""
        lignes = [self._titre(places), self._ici(places)]
        if places.immobile is not None:
            return [*lignes, f"  Ce passage {_MOTIFS[places.immobile]}"]
        libres = [p for p in places.places if not p.deplaces]
        autres = [p for p in places.places if p.deplaces]
        largeurs = self._largeurs(places.places)
        if libres:
            lesquelles = (EXAMINEES if places.ouvertes else TOUTES).format(mesure_du_pas(self.pas))
            lignes += ["", f"  {SANS_DEPLACER.format(lesquelles)}", *self._table(libres, largeurs)]
        elif not places.ouvertes:
            lignes += ["", f"  {AUCUNE_SANS_DEPLACER.format(mesure_du_pas(self.pas))}"]
        if autres:
            lignes += ["", f"  {EN_DEPLACANT}", *self._table(autres, largeurs)]
        if places.ouvertes:
            lignes += ["", f"  {ouvertes(places.ouvertes)}"]
        return lignes

    def _titre(self, places: Places) -> str:
        epreuves = [f"« {self.noms.etiquette_epreuve(e)} »" for e in places.epreuves]
        return f"{self.noms.etiquette(places.candidat)} : {', puis '.join(epreuves)}"

    def _ici(self, places: Places) -> str:
        passage = places.passage
        devant = f", devant {self.membres(places.membres)}" if places.membres else ""
        return f"  Actuellement : {self.noms.jour(passage.jour)}, {heure(passage.debut)}{devant}"

    def membres(self, ids: Sequence[str]) -> str:
        """``MARTIN Paul et PETIT Anne``."""
        return " et ".join(self.noms.etiquette(id_) for id_ in ids)

    # The table

    def _cellules(self, place: Place) -> tuple[str, ...]:
        return (
            place.code,
            jour_court(self.noms, place.passage.jour),
            heure(place.passage.debut),
            self.membres(place.membres) or SANS_JURY,
            ecarts(place.ecarts),
        )

    def _largeurs(self, places: Sequence[Place]) -> list[int]:
        rows = [ENTETES, *(self._cellules(p) for p in places)]
        return [max(len(row[i]) for row in rows) for i in range(len(ENTETES))]

    def _table(self, places: Sequence[Place], largeurs: Sequence[int]) -> list[str]:
        lignes = [_ligne(ENTETES, largeurs)]
        for place in places:
            lignes.append(_ligne(self._cellules(place), largeurs))
            lignes += [f"{_SOUS}{suite}" for suite in self._suites(place)]
        return lignes

    def _suites(self, place: Place) -> Iterable[str]:
        autres = [h for h in place.heures if h != place.passage.debut]
        if autres:
            yield f"aussi à {plages(autres, self.pas)}"
        yield from self.consequences(place)

    def consequences(self, place: Place) -> Iterable[str]:
        """Whom a place moves, and who has other hours."""
        if place.deplaces:
            yield f"déplace {', '.join(self._destination(place, c) for c in place.deplaces)}"
        if place.prevenus:
            yield f"autres horaires pour {', '.join(self.noms.etiquette(id_) for id_ in place.prevenus)}"

    def _destination(self, place: Place, candidat: str) -> str:
        suivis = [p for p in place.plan.du_candidat(candidat) if p.suivies]
        nom = self.noms.etiquette(candidat)
        return f"{nom} ({jour_court(self.noms, suivis[0].jour)}, {heure(suivis[0].debut)})" if suivis else nom

    def deplacement(self, place: Place) -> str:
        """What a place that is applied does, in a sentence."""
        passage = place.passage
        ou = f"{self.noms.jour(passage.jour)}, {heure(passage.debut)}"
        devant = f", devant {self.membres(place.membres)}" if place.membres else ""
        return DEPLACE.format(self.noms.etiquette(passage.candidat), f"{ou}{devant}")


def ecarts(valeurs: Sequence[Ecart]) -> str:
    """``+2 journées de membre ; −10 min d'attente des candidats``, in the order of the levels."""
    return " ; ".join(_ecart(e) for e in valeurs) or RIEN_DE_PLUS


def _ecart(ecart: Ecart) -> str:
    signe, valeur = ("+" if ecart.valeur > 0 else "−"), mesure(ecart.regle, abs(ecart.valeur))
    return f"{signe}{valeur}{SOFT_BY_NAME[ecart.regle].complement}"


def plages(heures: Sequence[datetime], pas: int) -> str:
    """``8 h 45 à 9 h 15, 9 h 25``: runs of hours a step apart."""
    suites: list[list[datetime]] = []
    for moment in sorted(heures):
        if suites and moment - suites[-1][-1] == timedelta(minutes=pas):
            suites[-1].append(moment)
        else:
            suites.append([moment])
    return ", ".join(heure(s[0]) if len(s) == 1 else f"{heure(s[0])} – {heure(s[-1])}" for s in suites)


mesure_du_pas = Phrase("{pas}\u00a0min")
"""``5 min``."""


def _ligne(cellules: Sequence[str], largeurs: Sequence[int]) -> str:
    return f"  {'  '.join(c.ljust(w) for c, w in zip(cellules, largeurs, strict=True))}".rstrip()
