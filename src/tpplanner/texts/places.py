"""Where a passage could go, as it is told on the terminal: a table a passage, the best first, each with its code."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from tpplanner.domain.place import Ecart, Immobile, Place, Places
from tpplanner.domain.session import Session
from tpplanner.texts.commande import commande
from tpplanner.texts.conformite import mesure
from tpplanner.texts.message import Texte
from tpplanner.texts.noms import Noms
from tpplanner.texts.temps import date_courte, heure

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
_DE_QUOI = {
    "presence_jury": " de présence des jurys",
    "attente": " d'attente des candidats",
    "fin_tardive": " de fin tardive",
    "equilibre": " entre jurys",
    "ordre": " de l'ordre de passage",
}
"""What completes a measure whose unit does not say what is measured."""

_SOUS = "        "


def non_conforme(nombre: int) -> Texte:
    """A planning that breaks rules already."""
    manquements = f"{nombre} manquement{'s' if nombre > 1 else ''}"
    return Texte(
        f"Ce planning ne respecte pas toutes les règles ({manquements}) : les places qui les respectent ne peuvent pas "
        "être cherchées autour de lui.",
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
            self._jour(place.passage.jour),
            heure(place.passage.debut),
            self.membres(place.membres) or SANS_JURY,
            ecarts(place.ecarts),
        )

    def _jour(self, jour: date) -> str:
        return self.noms.jour(jour) if self.noms.fictive else date_courte(jour)

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
        if place.deplaces:
            yield f"déplace {', '.join(self._destination(place, c) for c in place.deplaces)}"
        if place.prevenus:
            yield f"autres horaires pour {', '.join(self.noms.etiquette(id_) for id_ in place.prevenus)}"

    def _destination(self, place: Place, candidat: str) -> str:
        suivis = [p for p in place.plan.du_candidat(candidat) if p.suivies]
        nom = self.noms.etiquette(candidat)
        return f"{nom} ({self._jour(suivis[0].jour)}, {heure(suivis[0].debut)})" if suivis else nom

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
    return f"{signe}{valeur}{_DE_QUOI.get(ecart.regle, '')}"


def plages(heures: Sequence[datetime], pas: int) -> str:
    """``8 h 45 à 9 h 15, 9 h 25``: runs of hours a step apart."""
    suites: list[list[datetime]] = []
    for moment in sorted(heures):
        if suites and moment - suites[-1][-1] == timedelta(minutes=pas):
            suites[-1].append(moment)
        else:
            suites.append([moment])
    return ", ".join(heure(s[0]) if len(s) == 1 else f"{heure(s[0])} – {heure(s[-1])}" for s in suites)


def mesure_du_pas(pas: int) -> str:
    """``5 min``."""
    return f"{pas}\u00a0min"


def _ligne(cellules: Sequence[str], largeurs: Sequence[int]) -> str:
    return f"  {'  '.join(c.ljust(w) for c, w in zip(cellules, largeurs, strict=True))}".rstrip()
