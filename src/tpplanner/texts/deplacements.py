"""What is said where a passage is moved on the page: where it may go, what that changes, why it may not."""

from datetime import datetime
from typing import Any

from tpplanner.domain.answers import Immobile, Place, Places
from tpplanner.domain.plan import Passage, Plan
from tpplanner.domain.session import Portee, Session
from tpplanner.texts.noms import Noms, accorde, heure
from tpplanner.texts.phrases import Phrase
from tpplanner.texts.plan_b import PlacesDites, ecarts

SANS_JURY = "sans jury"
HEURE_ILLISIBLE = Phrase("« {saisi} » n'est pas une heure : écrivez-la ainsi, 10h30.")
JOUR_INCONNU = "Ce jour n'est pas un jour de la session."
PASSAGE_INCONNU = "Ce passage n'est plus dans ce planning : revenez au planning et prenez-le de nouveau."
PLACE_PERDUE = "Le planning a changé depuis cette recherche, ou elle n'est plus en mémoire : cherchez de nouveau."
DEJA_LA = "Ce passage est déjà à cette heure, devant ce jury : rien n'a changé."
AUCUNE_PLACE = "Aucune autre heure n'est libre pour ce passage si tous les autres restent où ils sont."
AUCUNE_PLACE_AILLEURS = "Aucune autre place n'a été trouvée, même en déplaçant d'autres candidats."
NON_CONFORME = (
    "Ce planning a des manquements : les places libres ne sont cherchées que dans un planning qui n'en a pas. Vous "
    "pouvez déplacer ce passage à l'heure de votre choix."
)
essayees_en_partie = Phrase("Dans ce temps, {heures} heure(s) de plus n'ont pas pu être essayées.")
et_autres = Phrase("… et {nombre} autre(s) manquement(s).")
JURY_INCONNU = "Ce jury, ou ce nom, n'est plus dans ce planning : revenez au planning."
EN_ECHANGE = "siège ailleurs ce jour-là : les deux échangent leurs places"
PLUS_POSSIBLE = "Ce changement ne respecte pas les règles, ou le planning a changé depuis : choisissez de nouveau."
PERSONNE_NE_PEUT = "Personne d'autre ne peut siéger à cette place sans que le reste change."
AUCUNE_SALLE = "Aucune autre salle ne convient à ce jury ce jour-là."
SANS_AVANT = "Ce planning n'est la suite d'aucun autre qui soit encore dans le dossier."

IMMOBILES = {
    Immobile.COLLECTIVE: "Ce passage commence pour tous au même moment : il ne se déplace pas pour un seul.",
    Immobile.FIGE: "Ce passage, ou l'un de ceux qui vont avec, est figé : rendez-le libre pour le déplacer.",
    Immobile.COMMENCE: "Ce passage a commencé : il reste où il est.",
}
"""Why no place is looked for."""

PORTEES = {
    "": "libre",
    Portee.HEURE.value: "figé à son heure",
    Portee.TOUT.value: "figé tout entier (heure, salles et membres)",
}
"""How far a passage is pinned."""


def manquements(nombre: int) -> str:
    """What marks a planning that was kept though it breaks rules."""
    return accorde(f"gardé avec {nombre} manquement(s)") if nombre else ""


class Cartes:
    """What is told of passages and of their places, for templates."""

    def __init__(self, session: Session) -> None:
        self.noms, self._dites = Noms(session), PlacesDites(session)

    def passage(self, plan: Plan, passage: Passage) -> dict[str, Any]:
        """A passage where it is."""
        jurys = dict.fromkeys(partie.jury for partie in passage.suivies)
        salles = dict.fromkeys(self.noms.salle(partie.salle) for partie in passage.parties)
        return {
            "candidat": passage.candidat,
            "epreuve": passage.epreuve,
            "nom": self.noms.etiquette(passage.candidat),
            "quoi": self.noms.etiquette_epreuve(passage.epreuve),
            "quand": self._quand(passage.debut),
            "fin": heure(passage.fin),
            "devant": ", ".join(self._jury(plan, jury, passage.debut) for jury in jurys) or SANS_JURY,
            "jury": next(iter(jurys), ""),
            "salles": ", ".join(salles),
            "jour": passage.jour.isoformat(),
            "heure": f"{passage.debut:%H:%M}",
            "fige": passage.fige,
            "cadenas": PORTEES[passage.fige],
        }

    def _jury(self, plan: Plan, jury: str, moment: datetime) -> str:
        siege = plan.siege(jury, moment.date())
        return f"{self.noms.jury(jury)} ({self._dites.membres(siege.membres if siege else ())})"

    def _quand(self, moment: datetime) -> str:
        return f"{self.noms.jour(moment.date())}, {heure(moment)}"

    def groupe(self, places: Places) -> dict[str, Any]:
        """The places of what moves together."""
        libres = [self._carte(place) for place in places.places if not place.deplaces]
        autres = [self._carte(place) for place in places.places if place.deplaces]
        return {
            "epreuves": [self.noms.etiquette_epreuve(e) for e in places.epreuves],
            "immobile": IMMOBILES[places.immobile] if places.immobile is not None else "",
            "libres": libres,
            "autres": autres,
            "ouvertes": places.ouvertes,
        }

    def _carte(self, place: Place) -> dict[str, Any]:
        passage = place.passage
        jury = next((partie.jury for partie in passage.suivies), "")
        return {
            "code": place.code,
            "candidat": passage.candidat,
            "epreuve": passage.epreuve,
            "quand": self._quand(passage.debut),
            "jour": passage.jour.isoformat(),
            "nom_du_jour": self.noms.jour(passage.jour),
            "debuts": [(f"{debut:%H:%M}", heure(debut)) for debut in place.heures],
            "heure": f"{passage.debut:%H:%M}",
            "minutes": int((passage.fin - passage.debut).total_seconds() // 60),
            "jury": jury,
            "devant": self._dites.membres(place.membres) or SANS_JURY,
            "cout": ecarts(place.ecarts),
            "suites": list(self._dites.consequences(place)),
        }

    def retouche(self, avant: Passage, apres: Passage) -> str:
        """What a hand asks for, in a sentence."""
        return DEMANDE(self.noms.etiquette(avant.candidat), self._epreuve(avant), self._quand(apres.debut))

    def _epreuve(self, passage: Passage) -> str:
        return self.noms.etiquette_epreuve(passage.epreuve)


DEMANDE = Phrase("{candidat}, « {epreuve} » : {quand}.")
